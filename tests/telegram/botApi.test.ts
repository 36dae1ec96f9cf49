/**
 * Holds: what the relay's sender understands of the Bot API is so, at the fake one and at Telegram itself. The second needs a bot and a chat
 * that has started it: ORDA_TEST_TELEGRAM_TOKEN and ORDA_TEST_TELEGRAM_CHAT. It writes three messages there and deletes them.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Api } from 'node-telegram-bot-api';
import type { Outgoing } from '../../src-core/messages/index.ts';
import { createNet } from '../../src-relay/bot/net.ts';
import { createBotSender } from '../../src-relay/bot/sender.ts';
import { startFakeBotApi } from './fakeBotApi.ts';

type Telegram = {
  readonly token: string;
  /** Where its API is; undefined for Telegram's own. */
  readonly apiRoot: string | undefined;
  readonly chat: string;
  readonly close: () => Promise<void>;
};

const openFake = async (): Promise<Telegram> => {
  const fake = await startFakeBotApi();
  fake.member(7).start();
  return { token: fake.token, apiRoot: fake.url, chat: '7', close: fake.close };
};

const { ORDA_TEST_TELEGRAM_TOKEN: token, ORDA_TEST_TELEGRAM_CHAT: chat } = process.env;
const openReal = async (): Promise<Telegram> => ({
  token: token ?? '',
  apiRoot: undefined,
  chat: chat ?? '',
  close: async () => undefined,
});
const lacking =
  token === undefined || chat === undefined ? ' (skipped: no token of a bot, and no chat, is given)' : '';

const NOBODY = '999999999999999';
const PERSON = '0198f000-0000-7000-8000-000000000001';
const EVENT = '0198f000-0000-7000-8000-000000000002';

const contract = (open: () => Promise<Telegram>): void => {
  let telegram: Telegram;
  let api: Api;
  let net: ReturnType<typeof createNet>;
  const sent = new Set<string>();
  const clientOf = ({ token: key, apiRoot }: Telegram): Api =>
    new Api(key, { fetch: net.fetch, maxRetries: 0, ...(apiRoot !== undefined && { apiRoot }) });
  beforeAll(async () => {
    telegram = await open();
    net = createNet();
    api = clientOf(telegram);
  });
  afterAll(async () => {
    for (const id of sent) await api.deleteMessage({ chat_id: telegram.chat, message_id: Number(id) });
    net.close();
    await telegram.close();
  });

  const say = async (more: Partial<Outgoing> = {}, by = api) => {
    const outgoing: Outgoing = {
      id: 'o1',
      messageId: 'm1',
      personId: PERSON,
      recipientId: PERSON,
      channel: 'bot',
      address: telegram.chat,
      kind: 'poll',
      language: 'kk',
      text: 'Келесіз бе? <b>&amp; ә</b>',
      buttons: [[{ id: 'going', text: 'Барамын' }]],
      eventId: EVENT,
      formUseId: null,
      external: null,
      ...more,
    };
    const outcome = await createBotSender(by).send(outgoing, AbortSignal.timeout(30_000));
    if (outcome.kind === 'sent' && outcome.external !== null) sent.add(outcome.external);
    return outcome;
  };

  test('a bot is there, under its name', async () => {
    expect(await api.getMe()).toMatchObject({ is_bot: true, username: expect.stringMatching(/bot$/i) });
  });

  test('a message gets a number, is edited under it, and the same edit again is no trouble', async () => {
    const first = await say();
    expect(first).toEqual({ kind: 'sent', external: expect.stringMatching(/^\d+$/) });
    const { external } = first.kind === 'sent' ? first : { external: null };
    const edit = { external, text: 'Келесіз бе? Уақыты өзгерді.' };
    expect(await say(edit)).toEqual(first);
    expect(await say(edit)).toEqual(first);
  });

  test('what is refused is refused with the reason', async () => {
    expect(await say({ address: NOBODY })).toEqual({ kind: 'refused', reason: 'gone' });
    expect(await say({ text: 'ә'.repeat(4097) })).toEqual({ kind: 'refused', reason: 'rejected' });
  });

  test('a token that is none stops the channel and blames no message', async () => {
    expect(await say({}, clientOf({ ...telegram, token: '1:wrong' }))).toMatchObject({
      kind: 'retry',
      isGlobal: true,
    });
  });
};

describe('the fake Bot API', () => {
  contract(openFake);
});
describe.skipIf(lacking !== '')(`Telegram itself${lacking}`, () => {
  contract(openReal);
});
