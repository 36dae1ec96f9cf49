/** Holds: a relay process with a token answers members by long polling, by a webhook with its secret, and after it was killed. */
import { expect, test, vi } from 'vitest';
import { makeLinkCode, readBotName } from '../../src-core/reach/index.ts';
import { webhookPathOf } from '../../src-relay/bot/bot.ts';
import { startFakeBotApi } from '../telegram/fakeBotApi.ts';
import { openFirst, startRelay } from './relay.ts';
import type { Laptop } from './relay.ts';

vi.setConfig({ testTimeout: 120_000 });

const codeOf = async (laptop: Laptop, personId: string): Promise<string> => {
  const { value } = await laptop.store.write({ actor: 'test', action: 'reach.makeCode' }, (tx) =>
    makeLinkCode(tx, { personId, purpose: 'self' }),
  );
  await laptop.settle();
  return value;
};

test('R: a code made on a laptop links a chat at the relay, also when the relay is killed in between', async () => {
  const fake = await startFakeBotApi();
  const env = { ORDA_TELEGRAM_TOKEN: fake.token, ORDA_TELEGRAM_API: fake.url };
  const relay = await startRelay({ env });
  const laptop = await openFirst(relay);
  const personId = await laptop.addPerson('Ахметова');
  const code = await codeOf(laptop, personId);
  await expect
    .poll(async () => (await laptop.settle(), readBotName(laptop.store)), { timeout: 20_000 })
    .toBe('orda_test_bot');
  await relay.kill9();
  const member = fake.member(7);
  member.start(code);
  const again = await startRelay({ folder: relay.folder, env, port: Number(new URL(relay.url).port) });
  await member.waitFor('Готово: этот чат теперь ваш');
  await laptop.settle();
  const rows = laptop.store.localRows<{ address: string }>(
    `SELECT address FROM contact WHERE person_id = ? AND kind = 'bot'`,
    personId,
  );
  expect(rows).toEqual([{ address: '7' }]);
  const log = again.output();
  for (const secret of [fake.token, code, 'Ахметова']) expect(log).not.toContain(secret);
  expect(await again.stop()).toBe(0);
  await fake.close();
});

test('R: the webhook takes what bears its secrets, and nothing else', async () => {
  const fake = await startFakeBotApi();
  const secret = 'a-secret-of-the-webhook';
  const relay = await startRelay({
    env: {
      ORDA_TELEGRAM_TOKEN: fake.token,
      ORDA_TELEGRAM_API: fake.url,
      ORDA_TELEGRAM_WEBHOOK_SECRET: secret,
      ORDA_PUBLIC_URL: 'http://127.0.0.1:1',
    },
  });
  await fake.until(() => fake.webhook() !== null, 'the webhook');
  const path = `/telegram/${webhookPathOf(secret)}`;
  expect(fake.webhook()).toBe(`http://127.0.0.1:1${path}`);
  const update = {
    update_id: 5,
    message: {
      message_id: 1,
      chat: { id: 7, type: 'private' },
      from: { id: 7, is_bot: false, first_name: 'Айдана' },
      date: 0,
      text: '/start',
    },
  };
  const bring = async (to: string, headers: Record<string, string>, body: string = JSON.stringify(update)) =>
    (await fetch(`${relay.url}${to}`, { method: 'POST', headers, body })).status;
  // The fake gives its members' chats; this one has pressed Start.
  fake.member(7).start();
  const header = { 'x-telegram-bot-api-secret-token': secret };
  expect(await bring(path, {})).toBe(404);
  expect(await bring(path, { 'x-telegram-bot-api-secret-token': `${secret}x` })).toBe(404);
  expect(await bring('/telegram/other', header)).toBe(404);
  expect(fake.sends(7)).toBe(0);
  expect(await bring(path, header)).toBe(200);
  expect(fake.sends(7)).toBe(1);
  expect(await bring(path, header)).toBe(200);
  expect(await bring(path, header, 'not json')).toBe(200);
  expect(await bring(path, header, '{"update_id":"x"}')).toBe(200);
  expect(fake.sends(7)).toBe(1);
  expect((await fetch(`${relay.url}${path}`)).status).toBe(405);
  await relay.stop();
  await fake.close();
});
