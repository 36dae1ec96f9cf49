/**
 * Holds: after every way in which a request to Telegram can end, the bot's sender says what is surely known about the message: that it
 * arrived, that it surely did not, or that nobody can tell.
 */
import { afterEach, expect, test } from 'vitest';
import { Api } from 'node-telegram-bot-api';
import type { Outgoing } from '../../src-core/messages/index.ts';
import { createNet } from '../../src-relay/bot/net.ts';
import { createBotSender } from '../../src-relay/bot/sender.ts';
import { readPress } from '../../src-relay/bot/press.rules.ts';
import { startFakeBotApi, TELEGRAM_LIMITS } from '../telegram/fakeBotApi.ts';

const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const PERSON = '0198f000-0000-7000-8000-000000000001';
const EVENT = '0198f000-0000-7000-8000-000000000002';

const open = async () => {
  const fake = await startFakeBotApi();
  const net = createNet({ connectPatienceMs: 300 });
  ends.push(fake.close, net.close);
  const api = new Api(fake.token, { apiRoot: fake.url, fetch: net.fetch, maxRetries: 0, timeoutMs: 600 });
  const { send } = createBotSender(api);
  const outgoing = (more: Partial<Outgoing> = {}): Outgoing => ({
    id: 'o1',
    messageId: 'm1',
    personId: PERSON,
    recipientId: PERSON,
    channel: 'bot',
    address: '7',
    kind: 'poll',
    language: 'ru',
    text: 'Придёте?',
    buttons: [
      [
        { id: 'going', text: 'Приду' },
        { id: 'notGoing', text: 'Не приду' },
      ],
    ],
    eventId: EVENT,
    formUseId: null,
    external: null,
    ...more,
  });
  return {
    fake,
    say: (more: Partial<Outgoing> = {}) => send(outgoing(more), new AbortController().signal),
  };
};

test('what was sent has its number, bears its buttons and can be edited', async () => {
  const { fake, say } = await open();
  fake.member(7).start();
  expect(await say()).toEqual({ kind: 'sent', external: '1' });
  const [message] = fake.messages(7);
  expect(message?.buttons[0]?.map(({ callback_data: data }) => readPress(data ?? ''))).toEqual([
    { to: 'answer', personId: PERSON, eventId: EVENT, answer: 'going', via: 'poll' },
    { to: 'answer', personId: PERSON, eventId: EVENT, answer: 'notGoing', via: 'poll' },
  ]);
  const edit = { external: '1', text: 'Перенесено' };
  expect(await say(edit)).toEqual({ kind: 'sent', external: '1' });
  // The same again changes nothing, and that is as it should be.
  expect(await say(edit)).toEqual({ kind: 'sent', external: '1' });
  expect(fake.messages(7)).toMatchObject([{ text: 'Перенесено', edits: 1 }]);
});

test('a form has a button that opens it; a link has its address', async () => {
  const { fake, say } = await open();
  fake.member(7).start();
  await say({ kind: 'feedback', formUseId: EVENT, buttons: [[{ id: 'answer', text: 'Ответить' }]] });
  expect(readPress(fake.messages(7)[0]?.buttons[0]?.[0]?.callback_data ?? '')).toEqual({
    to: 'form',
    personId: PERSON,
    useId: EVENT,
    via: 'feedback',
  });
  await say({ buttons: [[{ id: 'answer', text: 'Страница', url: 'https://example.org/' }]] });
  expect(fake.messages(7)[1]?.buttons[0]?.[0]).toEqual({ text: 'Страница', url: 'https://example.org/' });
});

test('what Telegram refuses is refused with the reason', async () => {
  const { fake, say } = await open();
  expect(await say()).toEqual({ kind: 'refused', reason: 'gone' });
  fake.member(7).start();
  fake.member(7).block();
  expect(await say()).toEqual({ kind: 'refused', reason: 'blocked' });
  fake.member(8).start();
  expect(await say({ address: '8', text: 'x'.repeat(5_000) })).toEqual({
    kind: 'refused',
    reason: 'rejected',
  });
});

test('a limit is obeyed: of the bot for all, of a group for itself', async () => {
  const { fake, say } = await open();
  fake.member(7).start();
  fake.group(-100, 'club');
  await fake.behave('limiting', { retryAfter: 3 });
  expect(await say()).toEqual({ kind: 'retry', afterMs: 3_000, isGlobal: true });
  expect(await say({ address: '@club' })).toEqual({ kind: 'retry', afterMs: 3_000, isGlobal: false });
  await fake.behave('well');
  fake.limit(TELEGRAM_LIMITS);
  expect(await say()).toMatchObject({ kind: 'sent' });
  expect(await say()).toMatchObject({ kind: 'retry', afterMs: 1_000 });
  expect(fake.sends(7)).toBe(1);
});

test('a server in trouble is asked again; one that cannot be reached has surely got nothing', async () => {
  const { fake, say } = await open();
  fake.member(7).start();
  await fake.behave('failing');
  expect(await say()).toMatchObject({ kind: 'retry', isGlobal: false });
  await fake.behave('refusing');
  // The first may still go into a kept connection that is being closed: then nobody can tell.
  await expect.poll(() => say()).toEqual({ kind: 'notSent' });
  await fake.behave('blackHole');
  expect(await say()).toEqual({ kind: 'notSent' });
  expect(await say()).toEqual({ kind: 'notSent' });
  await fake.behave('well');
  expect(await say()).toMatchObject({ kind: 'sent' });
  expect(fake.sends(7)).toBe(1);
});

test('where the request was written and no answer came, nobody can tell', async () => {
  const { fake, say } = await open();
  fake.member(7).start();
  await fake.behave('hanging', { methods: ['sendMessage'], times: 1 });
  expect(await say()).toEqual({ kind: 'unsure' });
  expect(fake.sends(7)).toBe(1);
  await fake.behave('deaf', { times: 1 });
  expect(await say()).toEqual({ kind: 'unsure' });
  expect(fake.sends(7)).toBe(1);
});
