/**
 * Holds: a relay writes to a card's e-mail only once it was opened on a laptop, and to what it was opened as; before that it cannot even read it.
 */
import { expect, test, vi } from 'vitest';
import { messageTable } from '../../src-core/messages/index.ts';
import type { MessagesTables } from '../../src-core/messages/index.ts';
import { openForMany } from '../../src-core/reach/cardWays.store.ts';
import { record } from '../../src-core/store/index.ts';
import { startFakeSmtp } from '../mail/fakeSmtp.ts';
import { openFirst, startRelay } from './relay.ts';
import type { Laptop } from './relay.ts';

vi.setConfig({ testTimeout: 120_000 });

const tell = async (laptop: Laptop, id: string, personId: string): Promise<void> => {
  await laptop.store.write({ actor: 'test', action: 'messages.compose' }, (tx) =>
    record(tx, messageTable, id, {
      kind: 'broadcast',
      audience: JSON.stringify({ kind: 'persons', ids: [personId] }),
      texts: JSON.stringify({ ru: 'Митап перенесён' }),
      send_at: new Date().toISOString(),
      // Whatever the hour at which the tests run.
      is_urgent: 1,
    }),
  );
};

const stateOf = async (laptop: Laptop, id: string): Promise<string | undefined> => {
  await laptop.settle();
  const row = await laptop.store
    .read<MessagesTables>()
    .selectFrom('delivery')
    .select('state')
    .where('message_id', '=', id)
    .executeTakeFirst();
  return row?.state;
};

test('a letter goes to the address of a card that somebody opened, and to no other', async () => {
  const smtp = await startFakeSmtp();
  const relay = await startRelay({
    env: { ORDA_SMTP_URL: `smtp://127.0.0.1:${smtp.port}`, ORDA_MAIL_FROM: 'Club <club@example.org>' },
  });
  const laptop = await openFirst(relay);
  const personId = await laptop.addPerson('Ахметова', { email: 'aidana@example.org' });
  const patience = { timeout: 30_000, interval: 300 };

  await tell(laptop, 'closed', personId);
  await expect.poll(() => stateOf(laptop, 'closed'), patience).toBe('unreachable');
  expect(smtp.letters).toEqual([]);

  const { value } = await laptop.store.write({ actor: 'test', action: 'reach.openMany' }, (tx) =>
    openForMany(tx, { filter: { isUnreachedOnly: true } }, 'email'),
  );
  expect(value).toBe(1);
  await tell(laptop, 'open', personId);
  await expect.poll(() => stateOf(laptop, 'open'), patience).toBe('sent');
  expect(smtp.letters).toHaveLength(1);
  expect(smtp.letters[0]).toMatch(/^To: aidana@example\.org/m);
  expect(relay.output()).not.toContain('aidana');
  await relay.stop();
  smtp.close();
});
