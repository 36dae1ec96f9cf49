/**
 * Holds: of several relay processes on one database one fetches what members do, for Telegram refuses a second one; when it ends, or is
 * killed, another goes on, and nothing is answered twice or not at all.
 */
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { eventTable } from '../../src-core/events/index.ts';
import { makeLinkCode } from '../../src-core/reach/index.ts';
import { record } from '../../src-core/store/index.ts';
import { findPrograms, startCluster } from '../contract/nodes/cluster.ts';
import type { Cluster } from '../contract/nodes/cluster.ts';
import { startFakeBotApi } from '../telegram/fakeBotApi.ts';
import type { FakeBotApi } from '../telegram/fakeBotApi.ts';
import { endClubs, openBotClub } from './botClub.ts';
import { openFirst, startRelay } from './relay.ts';

// Starts of real processes, on a machine that does much else.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });
afterEach(endClubs);

const programs = findPrograms();
let cluster: Cluster | undefined;
beforeAll(async () => {
  if ('folder' in programs) cluster = await startCluster(programs.folder);
});
afterAll(() => cluster?.stop());

const refusals = (fake: FakeBotApi): number =>
  fake.calls().filter(({ method, status }) => method === 'getUpdates' && status === 409).length;

const polls = (fake: FakeBotApi): number =>
  fake.calls().filter(({ method }) => method === 'getUpdates').length;

test('two bots over one database take turns, and the second one goes on when the first one ends', async () => {
  const club = await openBotClub();
  const first = club.start({}, false);
  const { member } = await club.join(7, 'Айдана');
  const second = club.start({}, false);
  await club.fake.until(
    () => club.fake.calls().filter(({ method }) => method === 'deleteWebhook').length === 2,
    'the second start',
  );
  member.write('/settings');
  await club.reads(member, 'Настройки');
  await first.close();
  const before = polls(club.fake);
  member.write('/menu');
  await club.reads(member, 'Что показать?');
  expect(polls(club.fake)).toBeGreaterThan(before);
  expect(refusals(club.fake)).toBe(0);
  expect([...first.errors, ...second.errors]).toEqual([]);
  expect(member.sees()).toHaveLength(3);
});

test('R: of two processes on PostgreSQL the other one answers after the first was killed, and cards follow', async ({
  skip,
}) => {
  if (cluster === undefined) skip('reason' in programs ? programs.reason : 'PostgreSQL did not start');
  const fake = await startFakeBotApi();
  const env = {
    ORDA_DATABASE_URL: (await cluster?.database()) ?? '',
    ORDA_TELEGRAM_TOKEN: fake.token,
    ORDA_TELEGRAM_API: fake.url,
  };
  const first = await startRelay({ env });
  await fake.until(() => polls(fake) > 0, 'the first poll', 60_000);
  const second = await startRelay({ env });
  const laptop = await openFirst(first);
  const personId = await laptop.addPerson('Ахметова');
  const act = laptop.store.write.bind(laptop.store, { actor: 'test', action: 'test' });
  const { value: code } = await laptop.store.write({ actor: 'test', action: 'reach.makeCode' }, (tx) =>
    makeLinkCode(tx, { personId, purpose: 'self' }),
  );
  const day = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
  await act((tx) =>
    record(tx, eventTable, 'meetup', {
      title: 'Митап',
      starts_at: `${day}T18:00`,
      ends_at: `${day}T20:00`,
      registration: 'open',
    }),
  );
  await laptop.settle();
  const member = fake.member(7, { firstName: 'Айдана' });
  member.start(code);
  await member.waitFor('Готово: этот чат теперь ваш', 60_000);
  member.press('Мероприятия');
  await member.waitFor('Мероприятия', 30_000);
  await expect.poll(() => member.sees().at(-1)?.text, { timeout: 30_000 }).toBe('Мероприятия');
  member.press(`${Number(day.slice(8))}.${day.slice(5, 7)}`);
  await expect.poll(() => member.sees().at(-1)?.text, { timeout: 30_000 }).toContain('18:00');
  await act((tx) => record(tx, eventTable, 'meetup', { starts_at: `${day}T19:00`, ends_at: `${day}T21:00` }));
  await laptop.settle();
  await expect
    .poll(() => member.sees().map(({ text }) => text.split('\n')[1]), { timeout: 60_000 })
    .toContainEqual(expect.stringContaining('19:00–21:00'));
  expect(refusals(fake)).toBe(0);

  await first.kill9();
  member.write('/settings');
  await member.waitFor('Настройки', 60_000);
  expect(second.output()).not.toContain('"code":409');
  await second.stop();
  await fake.close();
});
