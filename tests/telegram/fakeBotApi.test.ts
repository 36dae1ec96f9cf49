/** Holds: the fake Bot API keeps chats, limits and updates as the real one does, spoken to by the library that the relay uses. */
import { afterEach, expect, test } from 'vitest';
import { Api, InputFile, TelegramApiError } from 'node-telegram-bot-api';
import { startFakeBotApi, TELEGRAM_LIMITS } from './fakeBotApi.ts';
import type { FakeBotApi } from './fakeBotApi.ts';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const start = async (options: Parameters<typeof startFakeBotApi>[0] = {}) => {
  const fake = await startFakeBotApi(options);
  ends.push(fake.close);
  return { fake, api: clientOf(fake) };
};
const clientOf = (fake: FakeBotApi, timeoutMs = 2_000) =>
  new Api(fake.token, { apiRoot: fake.url, maxRetries: 0, timeoutMs });

const refusalOf = async (asked: Promise<unknown>): Promise<TelegramApiError> => {
  const error: unknown = await asked.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(TelegramApiError);
  return error as TelegramApiError;
};

const causeOf = (error: unknown): unknown =>
  (error as { cause?: { cause?: { code?: string } } }).cause?.cause?.code;

type AnyUpdate = {
  readonly update_id: number;
  readonly message?: { readonly text?: string };
  readonly callback_query?: { readonly id: string; readonly data?: string };
};
const poll = (api: Api, offset?: number): Promise<readonly AnyUpdate[]> =>
  api.getUpdates({ offset, timeout: 1 });

test('a member starts the bot, gets a card, presses it, and the card is edited', async () => {
  const { fake, api } = await start();
  const member = fake.member(7);
  expect((await refusalOf(api.sendMessage({ chat_id: 7, text: 'early' }))).errorCode).toBe(403);
  member.start('code');
  const [update] = await poll(api);
  expect(update?.message?.text).toBe('/start code');
  const sent = await api.sendMessage({
    chat_id: 7,
    text: 'Coming?',
    reply_markup: { inline_keyboard: [[{ text: 'Going', callback_data: 'g' }]] },
  });
  member.press('Going');
  const [pressed] = await poll(api, (update?.update_id ?? 0) + 1);
  expect(pressed?.callback_query?.data).toBe('g');
  await api.answerCallbackQuery({ callback_query_id: pressed?.callback_query?.id ?? '', text: 'Noted' });
  await api.editMessageText({ chat_id: 7, message_id: sent.message_id, text: 'You are going' });
  expect(member.sees()).toMatchObject([{ text: 'You are going', edits: 1, buttons: [] }]);
  expect(member.toasts()).toEqual(['Noted']);
  const same = api.editMessageText({ chat_id: 7, message_id: sent.message_id, text: 'You are going' });
  expect((await refusalOf(same)).message).toContain('not modified');
  expect(fake.sends(7)).toBe(1);
});

test('a picture arrives with its bytes', async () => {
  const { fake, api } = await start();
  fake.member(7).start();
  const photo = new InputFile(new Uint8Array([1, 2, 3]), { filename: 'qr.png' });
  await api.sendPhoto({ chat_id: 7, photo, caption: 'My QR' });
  expect(fake.messages(7)[0]?.photo).toEqual(new Uint8Array([1, 2, 3]));
});

test('a poll waits for news; a confirmed update comes once more where updates repeat', async () => {
  const { fake, api } = await start();
  const waiting = api.getUpdates({ timeout: 20 });
  await fake.until(() => true, 'nothing');
  fake.member(7).write('hello');
  const [first] = await waiting;
  fake.repeatUpdates(true);
  const offset = (first?.update_id ?? 0) + 1;
  expect((await api.getUpdates({ offset, timeout: 1 })).map(({ update_id: id }) => id)).toEqual([
    first?.update_id,
  ]);
  expect(await api.getUpdates({ offset })).toEqual([]);
});

test('limits are enforced by its clock, and say how long to wait', async () => {
  let ms = 0;
  const { fake, api } = await start({ now: () => ms, limits: TELEGRAM_LIMITS });
  for (let id = 1; id <= 31; id += 1) fake.member(id).start();
  const say = (chat: number) => api.sendMessage({ chat_id: chat, text: 'x' });
  await say(1);
  expect((await refusalOf(say(1))).retryAfter).toBe(1);
  for (let id = 2; id <= 30; id += 1) await say(id);
  expect((await refusalOf(say(31))).errorCode).toBe(429);
  ms = 1_001;
  await say(31);
  fake.group(-100, 'club');
  for (let count = 0; count < 20; count += 1) {
    await api.sendMessage({ chat_id: '@club', text: 'x' });
    ms += 1_000;
  }
  expect((await refusalOf(api.sendMessage({ chat_id: '@club', text: 'x' }))).retryAfter).toBe(40);
});

test('it can hang after it did it, fail, refuse, swallow everything, and come back', async () => {
  const { fake } = await start();
  const api = clientOf(fake, 400);
  fake.member(7).start();
  const say = (text: string) => api.sendMessage({ chat_id: 7, text });
  await fake.behave('hanging', { methods: ['sendMessage'], times: 1 });
  await expect(say('done all the same')).rejects.toThrow('timed out');
  await say('well again');
  expect(fake.messages(7).map(({ text }) => text)).toEqual(['done all the same', 'well again']);
  await fake.behave('failing');
  await expect(say('no')).rejects.toMatchObject({ errorCode: 502 });
  await fake.behave('refusing');
  // The first may still go into a connection that is being closed.
  await expect
    .poll(async () => causeOf(await say('no').catch((error: unknown) => error)))
    .toBe('ECONNREFUSED');
  await fake.behave('blackHole');
  await expect(say('no')).rejects.toThrow('timed out');
  await fake.behave('well');
  await say('back');
  expect(fake.sends(7)).toBe(3);
  fake.member(7).block();
  expect((await refusalOf(say('no'))).message).toContain('blocked');
});

test('a webhook gets what comes, with its secret, until it says that it has it', async () => {
  const { fake, api } = await start();
  const got: string[] = [];
  const { createServer } = await import('node:http');
  const receiver = createServer((request, response) => {
    got.push(String(request.headers['x-telegram-bot-api-secret-token']));
    response.writeHead(got.length === 1 ? 500 : 200).end();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => receiver.once('listening', resolve));
  ends.push(async () => void receiver.close());
  const { port } = receiver.address() as { port: number };
  await api.setWebhook({ url: `http://127.0.0.1:${port}/hook`, secret_token: 'secret' });
  expect((await refusalOf(api.getUpdates())).errorCode).toBe(409);
  fake.member(7).start();
  await expect.poll(() => got).toEqual(['secret', 'secret']);
});
