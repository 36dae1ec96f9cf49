/**
 * The restore drill of docs/relay.md, with real processes: the relay is put back to yesterday, and the laptops send again whatever
 * is missing in it (rules L4 and S11); nothing that anybody wrote is lost.
 */
import { chownSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { messageTable } from '../../src-core/messages/index.ts';
import { linkBot } from '../../src-core/reach/index.ts';
import { record } from '../../src-core/store/index.ts';
import { startFakeBotApi } from '../telegram/fakeBotApi.ts';
import { newFolder, openFirst, openNext, runErrand, startRelay } from './relay.ts';

// Eight starts of a process, one after the other.
vi.setConfig({ testTimeout: 120_000 });

test('L4: a relay restored from yesterday gets back from the laptops what it has lost, and tells them apart from before', async () => {
  const folder = newFolder();
  const relay = await startRelay({ folder });
  const first = await openFirst(relay);
  const second = await openNext(first);
  await first.addPerson('Вчера');
  await first.settle();
  const port = Number(new URL(relay.url).port);

  const made = await runErrand(['--data', folder, '--backup']);
  expect(made).toMatchObject({ code: 0, output: expect.stringContaining('backed up and checked') });
  const [backup = ''] = readdirSync(join(folder, 'backups'));

  await first.addPerson('Сегодня-у-первого');
  await first.settle();
  await second.settle();
  await second.addPerson('Сегодня-у-второго');
  await second.settle();
  const running = await runErrand(['--data', folder, '--restore', join(folder, 'backups', backup)]);
  expect(running).toMatchObject({ code: 1, output: expect.stringContaining('Stop it first') });
  await relay.stop();

  const restored = await runErrand(['--data', folder, '--restore', join(folder, 'backups', backup)]);
  expect(restored).toMatchObject({ code: 0, output: expect.stringContaining('the replaced file is kept') });
  // What is written while it is away goes with the rest.
  await second.addPerson('Без-ретранслятора');
  const again = await startRelay({ folder, port });
  await second.settle();
  await first.settle();
  await second.settle();
  const all = ['Без-ретранслятора', 'Вчера', 'Сегодня-у-второго', 'Сегодня-у-первого'];
  expect([first.names(), second.names()]).toEqual([all, all]);
  // Whoever comes new hears it all from the relay alone.
  const third = await openNext(second);
  expect(third.names()).toEqual(all);
  await again.stop();
});

test('a relay restored from before it sent sends nothing twice, and what is due afterwards goes out', async () => {
  const fake = await startFakeBotApi();
  const env = { ORDA_TELEGRAM_TOKEN: fake.token, ORDA_TELEGRAM_API: fake.url };
  const folder = newFolder();
  const relay = await startRelay({ folder, env });
  const laptop = await openFirst(relay);
  const personId = await laptop.addPerson('Ахметова');
  const intent = { actor: 'test', action: 'test' };
  await laptop.store.write(intent, (tx) => linkBot(tx, { personId, chatId: '7' }));
  const tell = async (id: string): Promise<void> => {
    await laptop.store.write(intent, (tx) =>
      record(tx, messageTable, id, {
        kind: 'broadcast',
        audience: JSON.stringify({ kind: 'persons', ids: [personId] }),
        texts: JSON.stringify({ ru: id }),
        send_at: new Date().toISOString(),
        is_urgent: 1,
      }),
    );
    await laptop.settle();
  };
  const member = fake.member(7);
  member.start();
  await tell('before the backup');
  await member.waitFor('before the backup', 30_000);
  await runErrand(['--data', folder, '--backup']);
  const [backup = ''] = readdirSync(join(folder, 'backups'));
  await tell('after the backup');
  await member.waitFor('after the backup', 30_000);
  const port = Number(new URL(relay.url).port);
  await relay.kill9();
  // The laptop has not heard that it was sent.
  expect(await runErrand(['--data', folder, '--restore', join(folder, 'backups', backup)])).toMatchObject({
    code: 0,
  });
  const again = await startRelay({ folder, env, port });
  await laptop.settle();
  await tell('after the restore');
  await member.waitFor('after the restore', 30_000);
  const texts = member.sees().map(({ text }) => text);
  for (const text of ['before the backup', 'after the backup', 'after the restore'])
    expect(texts.filter((one) => one === text)).toHaveLength(1);
  await again.stop();
  await fake.close();
});

test('a file that is no backup is refused, and nothing is touched', async () => {
  const folder = newFolder();
  const relay = await startRelay({ folder });
  await relay.stop();
  const before = readdirSync(folder).toSorted();
  const { code } = await runErrand(['--data', folder, '--restore', join(folder, 'relay.lock')]);
  expect(code).toBe(1);
  expect(readdirSync(folder).filter((name) => name.includes('replaced'))).toEqual([]);
  expect(before).toContain('relay.db');
});

test('what an errand of root leaves in the folder belongs to the user of the service', async ({ skip }) => {
  if (process.getuid?.() !== 0) skip('only root can give files away');
  const folder = newFolder();
  const relay = await startRelay({ folder });
  await relay.stop();
  const service = 12_345;
  for (const path of [folder, ...readdirSync(folder).map((name) => join(folder, name))])
    chownSync(path, service, service);
  expect(await runErrand(['--data', folder, '--backup'])).toMatchObject({ code: 0 });
  const [backup = ''] = readdirSync(join(folder, 'backups'));
  expect(await runErrand(['--data', folder, '--restore', join(folder, 'backups', backup)])).toMatchObject({
    code: 0,
  });
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  expect(names.length).toBeGreaterThan(3);
  expect(names.filter((name) => statSync(join(folder, name)).uid !== service)).toEqual([]);
});
