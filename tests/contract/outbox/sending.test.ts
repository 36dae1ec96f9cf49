/**
 * Holds: the outbox of a relay against a Bot API that is slow, strict, silent or gone: once for each person, within the limits, whatever is
 * between. The clock is the test's; the requests are real.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Api } from 'node-telegram-bot-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { channelPostTable, postChannelTable } from '../../../src-core/messages/index.ts';
import type { MessagesTables } from '../../../src-core/messages/index.ts';
import { openStore } from '../../../src-core/store/index.ts';
import { createNet } from '../../../src-relay/bot/net.ts';
import { createBotSender } from '../../../src-relay/bot/sender.ts';
import { createOutbox } from '../../../src-relay/outbox/outbox.ts';
import type { Outbox } from '../../../src-relay/outbox/outbox.ts';
import { startFakeBotApi, TELEGRAM_LIMITS } from '../../telegram/fakeBotApi.ts';
import type { FakeBotApi } from '../../telegram/fakeBotApi.ts';
import { MINUTE, openWorld } from './world.ts';
import type { OutboxWorld } from './world.ts';

/** Real milliseconds that a sender of these tests waits for an answer. */
const PATIENCE = 400;

let world: OutboxWorld;
let telegram: FakeBotApi;
let outbox: Outbox;
const endings: (() => unknown)[] = [];

/** A process over the world's database; nothing is left of it but what it committed. */
const startOutbox = (): Outbox => {
  const net = createNet({ connectPatienceMs: PATIENCE });
  const api = new Api(telegram.token, {
    apiRoot: telegram.url,
    fetch: net.fetch,
    maxRetries: 0,
    timeoutMs: PATIENCE,
  });
  endings.push(net.close);
  return createOutbox({
    store: world.store,
    senders: [createBotSender(api)],
    now: world.now,
    isAlone: true,
    onError: (error) => {
      throw error;
    },
  });
};

beforeEach(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'orda-sending-'));
  world = await openWorld(async (parts) =>
    openStore({ ...parts, path: join(folder, 'relay.db'), isRelay: true }),
  );
  telegram = await startFakeBotApi({ now: world.now, limits: TELEGRAM_LIMITS });
  outbox = startOutbox();
  endings.push(
    () => telegram.close(),
    () => world.close(),
    () => rmSync(folder, { recursive: true }),
  );
});
afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});

/** So many people who have written to the bot. */
const people = async (count: number): Promise<readonly string[]> => {
  const ids = Array.from({ length: count }, (_, index) => `p${String(index).padStart(4, '0')}`);
  for (const [index, id] of ids.entries()) {
    telegram.member(1000 + index).start();
    await world.person(id, { bot: String(1000 + index) });
  }
  return ids;
};

const drain = () => outbox.drain(world.pass);
const texts = (index: number): readonly string[] => telegram.messages(1000 + index).map(({ text }) => text);
const statesOf = async (message: string): Promise<Readonly<Record<string, number>>> => {
  const counts: Record<string, number> = {};
  for (const state of Object.values(await world.became(message))) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
};

test('a hundred people get one message each, and Telegram never has to say that it is too much', async () => {
  const ids = await people(100);
  await world.message('hello', ids);
  const started = world.now();
  await drain();
  expect(await statesOf('hello')).toEqual({ 'sent bot': 100 });
  expect(ids.map((_, index) => texts(index).length)).toEqual(ids.map(() => 1));
  expect(telegram.calls().filter(({ status }) => status === 429)).toEqual([]);
  // Thirty a second, the first second after a start counted as full.
  expect(world.now() - started).toBeLessThan(6_500);
});

test('one chat gets one message a second', async () => {
  await people(1);
  for (let n = 0; n < 4; n += 1) await world.message(`m${n}`, ['p0000']);
  await drain();
  expect(texts(0)).toHaveLength(4);
  expect(telegram.calls().filter(({ status }) => status === 429)).toEqual([]);
});

test('"too many requests" is obeyed, and nothing is lost or doubled by it', async () => {
  const ids = await people(5);
  await world.message('hello', ids);
  await telegram.behave('limiting', { methods: ['sendMessage'], times: 5, retryAfter: 7 });
  await drain();
  expect(await statesOf('hello')).toEqual({});
  world.pass(6_900);
  await drain();
  world.pass(2_000);
  await drain();
  expect(await statesOf('hello')).toEqual({ 'sent bot': 5 });
  expect(ids.map((_, index) => texts(index).length)).toEqual([1, 1, 1, 1, 1]);
});

test('a service that fails is tried again; whoever has blocked the bot is not', async () => {
  const ids = await people(3);
  telegram.member(1001).block();
  await world.message('hello', ids);
  await telegram.behave('failing', { methods: ['sendMessage'], times: 2 });
  await drain();
  world.pass(MINUTE);
  await drain();
  expect(await world.became('hello')).toEqual({
    p0000: 'sent bot',
    p0001: 'unreachable bot blocked',
    p0002: 'sent bot',
  });
  expect([texts(0).length, texts(2).length]).toEqual([1, 1]);
});

test('what was done and not answered is unsure: and not sent again by itself', async () => {
  const ids = await people(2);
  await world.event('meetup');
  await world.message('poll', ids, { kind: 'poll', event_id: 'meetup' });
  await telegram.behave('hanging', { methods: ['sendMessage'], times: 1 });
  await drain();
  const states = await statesOf('poll');
  expect(states).toEqual({ 'sent bot': 1, 'unsure bot noAnswer': 1 });
  world.pass(24 * 60 * MINUTE);
  await drain();
  expect([texts(0).length, texts(1).length]).toEqual([1, 1]);
});

test('while nobody answers only a few are risked; the rest waits and comes once', async () => {
  const ids = await people(40);
  await world.message('hello', ids);
  await telegram.behave('deaf', { methods: ['sendMessage'] });
  await drain();
  const { 'unsure bot noAnswer': unsure = 0 } = await statesOf('hello');
  // One claim's worth, and nothing after it.
  expect(unsure).toBeLessThanOrEqual(10);
  await telegram.behave('well');
  world.pass(10 * MINUTE);
  await drain();
  world.pass(10 * MINUTE);
  await drain();
  expect(await statesOf('hello')).toEqual({ 'sent bot': 40 - unsure, 'unsure bot noAnswer': unsure });
  expect(ids.map((_, index) => texts(index).length).every((count) => count <= 1)).toBe(true);
});

test('with Telegram gone for a week everything goes by the page, and nothing comes twice when it is back', async () => {
  await world.rules({ fallback_minutes: 10 });
  const ids = await people(3);
  for (const id of ids) await world.person(id, { page: null });
  await world.message('hello', ids);
  await telegram.behave('refusing');
  for (let minute = 0; minute <= 20; minute += 1) {
    await drain();
    world.pass(MINUTE);
  }
  expect(await statesOf('hello')).toEqual({ 'sent page': 3 });
  world.pass(7 * 24 * 60 * MINUTE);
  await telegram.behave('well');
  await world.message('next', ids);
  await drain();
  world.pass(10 * MINUTE);
  await drain();
  expect(await statesOf('next')).toEqual({ 'sent bot': 3 });
  expect(ids.map((_, index) => texts(index))).toEqual(ids.map((id) => [`Привет, ${id}!`]));
});

test('a process that dies in the middle leaves what it had on its way unsure and the rest to the next one', async () => {
  const ids = await people(25);
  await world.message('hello', ids);
  await drain();
  await world.message('second', ids);
  await telegram.behave('hanging', { methods: ['sendMessage'], times: 3 });
  world.pass(2_000);
  await outbox.tick();
  await outbox.tick();
  // It ends here without a word: what it had claimed is committed, what came of it is not.
  const heir = startOutbox();
  await heir.drain(world.pass);
  const states = await statesOf('second');
  expect((states['sent bot'] ?? 0) + (states['unsure bot interrupted'] ?? 0)).toBe(25);
  expect(ids.map((_, index) => texts(index).length).every((count) => count <= 2)).toBe(true);
});

test('a post in a channel follows its event and is not put there twice', async () => {
  telegram.group(-100500, 'club');
  await world.put(postChannelTable, 'club', { title: 'Клуб', chat: '@club' });
  await world.event('meetup');
  await world.put(channelPostTable, 'post', {
    channel_id: 'club',
    event_id: 'meetup',
    send_at: new Date(world.now()).toISOString(),
    state: 'planned',
  });
  const tend = async () => {
    await drain();
    world.pass(20_000);
    await drain();
  };
  const shown = () => telegram.messages('@club').map(({ text }) => text);
  await tend();
  expect(shown()).toEqual(['Митап\nпятница, 11 сентября, 18:00\nАуд. 301']);
  await world.change('meetup', { place: 'Актовый зал' });
  await tend();
  expect(shown()).toEqual(['Митап\nпятница, 11 сентября, 18:00\nАктовый зал']);
  await world.change('meetup', { cancelled_at: new Date(world.now()).toISOString() });
  await tend();
  await tend();
  expect(shown()).toEqual(['Отменено: Митап\nпятница, 11 сентября, 18:00']);
  expect(telegram.sends('@club')).toBe(1);
  const post = await world.store
    .read<MessagesTables>()
    .selectFrom('channel_post')
    .select(['state', 'external'])
    .executeTakeFirst();
  expect(post).toMatchObject({ state: 'posted', external: expect.stringMatching(/^\d+$/) });
});
