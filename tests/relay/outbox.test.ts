/**
 * Holds: a message composed on a laptop goes out from a relay process once for each person, also where that process is killed in the middle; the
 * laptop learns what became of it.
 */
import { expect, test, vi } from 'vitest';
import { messageTable } from '../../src-core/messages/index.ts';
import type { MessagesTables } from '../../src-core/messages/index.ts';
import { contactTable } from '../../src-core/reach/index.ts';
import { factId, record } from '../../src-core/store/index.ts';
import { startFakeBotApi } from '../telegram/fakeBotApi.ts';
import { openFirst, startRelay } from './relay.ts';
import type { Laptop } from './relay.ts';

// Starts of real processes, on a machine that does much else.
vi.setConfig({ testTimeout: 120_000 });

const FIRST_CHAT = 5000;

/** So many people with a chat each; out: their ids. */
const people = async (laptop: Laptop, count: number): Promise<readonly string[]> => {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) ids.push(await laptop.addPerson(`Ахметова-${index}`));
  await laptop.store.write({ actor: 'test', action: 'test' }, async (tx) => {
    for (const [index, id] of ids.entries())
      await record(tx, contactTable, factId('contact', id, 'bot'), {
        person_id: id,
        kind: 'bot',
        address: String(FIRST_CHAT + index),
        position: 0,
      });
  });
  return ids;
};

const compose = (laptop: Laptop, id: string, ids: readonly string[]) =>
  laptop.store.write({ actor: 'test', action: 'messages.compose' }, (tx) =>
    record(tx, messageTable, id, {
      kind: 'broadcast',
      audience: JSON.stringify({ kind: 'persons', ids }),
      texts: JSON.stringify({ ru: 'Привет, {name}!' }),
      send_at: new Date().toISOString(),
      // Whatever the hour at which the tests run.
      is_urgent: 1,
    }),
  );

const statesAt = (laptop: Laptop) =>
  laptop.store.read<MessagesTables>().selectFrom('delivery').select(['person_id', 'state']).execute();

test('a relay that is killed while it sends loses nothing and sends nothing twice', async () => {
  const telegram = await startFakeBotApi();
  const env = { ORDA_TELEGRAM_TOKEN: telegram.token, ORDA_TELEGRAM_API: telegram.url };
  let relay = await startRelay({ env });
  const laptop = await openFirst(relay);
  const ids = await people(laptop, 60);
  for (const [index] of ids.entries()) telegram.member(FIRST_CHAT + index).start();
  const sendsTo = (index: number): number =>
    telegram.messages(FIRST_CHAT + index).filter(({ text }) => text === 'Привет, Айдана!').length;
  const sends = (): number => ids.reduce((sum, _, index) => sum + sendsTo(index), 0);

  // Each request stays under way for long enough to be killed in.
  await telegram.behave('slow', { methods: ['sendMessage'], slowMs: 250 });
  await compose(laptop, 'hello', ids);
  await laptop.settle();
  await telegram.until(() => sends() >= 15, 'the first messages', 60_000);
  const port = Number(new URL(relay.url).port);
  await relay.kill9();
  relay = await startRelay({ env, folder: relay.folder, port });

  await expect
    .poll(
      async () => {
        await laptop.settle();
        return (await statesAt(laptop)).length;
      },
      { timeout: 60_000, interval: 500 },
    )
    .toBe(60);
  const states = new Map((await statesAt(laptop)).map(({ person_id: id, state }) => [id, state]));
  const told = ids.map((id, index) => `${states.get(id)} ${sendsTo(index)}`);
  // Sent and there once, or unsure and there at most once.
  expect(told.filter((one) => !['sent 1', 'unsure 0', 'unsure 1'].includes(one))).toEqual([]);
  // What was on its way is all that is not sure.
  expect([...states.values()].filter((state) => state === 'unsure').length).toBeLessThanOrEqual(30);
  expect(relay.output()).not.toContain('Привет');
  expect(relay.output()).not.toContain(String(FIRST_CHAT));
  await relay.stop();
  await telegram.close();
});
