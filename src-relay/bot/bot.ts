/** The relay's Telegram bot: gets updates by long polling or a webhook, answers members, and is a way for messages. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Api, TelegramApiError } from 'node-telegram-bot-api';
import { noteBlocked, noteBotName } from '../../src-core/reach/index.ts';
import type { DomainStore } from '../../src-core/store/index.ts';
import type { Log } from '../log.ts';
import type { TelegramSettings } from '../settings.ts';
import { PAGE_LANGUAGES } from '../shortPages/page.texts.ts';
import type { Follower } from '../outbox/sender.ts';
import { BOT_TEXTS, COMMANDS } from './bot.texts.ts';
import { createCardFollower } from './cards.ts';
import { forgetUpdates, sweepDrafts } from './chats.store.ts';
import { createDialog } from './dialog.ts';
import type { DialogParts } from './dialog.ts';
import { createNet } from './net.ts';
import { createBotSender } from './sender.ts';
import { askedWait } from './telegramErrors.ts';
import { inTurn } from './turn.ts';
import { createUpdates } from './updates.ts';
import { createVoice } from './voice.ts';

export type BotSettings = TelegramSettings & {
  /** The relay's own address, without a slash at its end; undefined where nobody said it. */
  readonly publicUrl: string | undefined;
};

export type Bot = {
  readonly sender: ReturnType<typeof createBotSender>;
  /** Keeps cards in chats in step with their events. */
  readonly follower: Follower;
  /** Answers what Telegram sends to the webhook; 404 for anybody else. */
  readonly onWebhook: (request: Request, pathSecret: string) => Promise<Response>;
  readonly close: () => Promise<void>;
};

export type BotParts = {
  readonly settings: BotSettings;
  readonly store: DomainStore;
  readonly log: Log;
  readonly now: () => number;
  /** No other process can be over this database. */
  readonly isAlone: boolean;
  readonly onSeen: DialogParts['onSeen'];
};

/** Milliseconds for one request, without its connection; an edit that takes longer is pressed again. */
const REQUEST_PATIENCE = 20_000;
/** Seconds that Telegram keeps a request for updates open. */
const POLL_SECONDS = 25;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 60_000;
/** Chats that are answered at once. */
const AT_ONCE = 8;
const FORGET_EVERY = 6 * 3_600_000;
const SWEEP_EVERY = 5 * 60_000;
const WANTED = ['message', 'callback_query', 'my_chat_member'];

const isSame = (left: string, right: string): boolean => {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
};

/** The path's own secret follows from that of the header: an address that leaks into a proxy's log opens nothing by itself. */
export const webhookPathOf = (secret: string): string =>
  createHash('sha256').update(`path ${secret}`).digest('hex').slice(0, 32);

/** Starts the bot; a Telegram that cannot be reached is waited for and holds nothing up. */
export function startBot({ settings, store, log, now, isAlone, onSeen }: BotParts): Bot {
  const { token, apiUrl, webhookSecret, publicUrl } = settings;
  const ending = new AbortController();
  const { signal } = ending;
  const net = createNet();
  const api = new Api(token, {
    apiRoot: apiUrl,
    fetch: net.fetch,
    maxRetries: 0,
    timeoutMs: REQUEST_PATIENCE,
  });
  const onError = (error: unknown): void => log.error('bot', error);
  const intent = { actor: 'relay', action: 'relay.bot' };
  const take = createUpdates({
    store,
    now,
    dialog: createDialog({
      store,
      now,
      page: publicUrl?.startsWith('https:') === true ? `${publicUrl}/me` : null,
      onSeen,
    }),
    voice: createVoice({
      api,
      signal,
      onBlocked: async (chatId) =>
        void (await store.write({ actor: 'relay', action: 'bot.blocked' }, (tx) =>
          noteBlocked(tx, chatId, true),
        )),
      onError,
    }),
    onError,
  });

  /** Does it until it succeeds or the bot ends. */
  const untilDone = async (work: () => Promise<void>): Promise<void> => {
    for (let wait = FIRST_WAIT; !signal.aborted; wait = Math.min(LONGEST_WAIT, wait * 2)) {
      try {
        await work();
        return;
      } catch (error) {
        if (signal.aborted) return;
        onError(error);
        await delay(askedWait(error) ?? wait, undefined, { signal }).catch(() => undefined);
      }
    }
  };

  const introduce = async (): Promise<void> => {
    const { username } = await api.getMe(signal);
    await store.write(intent, (tx) => noteBotName(tx, username ?? null));
    for (const language of PAGE_LANGUAGES) {
      const commands = COMMANDS.map((command) => ({
        command,
        description: BOT_TEXTS[language].commands[command],
      }));
      await api.setMyCommands({ commands, language_code: language }, signal);
      if (language === 'ru') await api.setMyCommands({ commands }, signal);
    }
  };

  const listen = async (): Promise<void> => {
    if (webhookSecret === undefined) {
      await api.deleteWebhook({}, signal);
      return;
    }
    await api.setWebhook(
      {
        url: `${publicUrl}/telegram/${webhookPathOf(webhookSecret)}`,
        secret_token: webhookSecret,
        allowed_updates: WANTED,
      },
      signal,
    );
  };

  const takeAll = async (updates: readonly unknown[]): Promise<void> => {
    const rest = [...updates];
    const work = async (): Promise<void> => {
      for (let next = rest.shift(); next !== undefined; next = rest.shift()) await take(next);
    };
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, updates.length) }, work));
  };

  const poll = async (mine: AbortSignal): Promise<void> => {
    let offset: number | undefined;
    let wait = FIRST_WAIT;
    while (!mine.aborted)
      try {
        const updates = await api.getUpdates(
          { offset, timeout: POLL_SECONDS, allowed_updates: WANTED },
          mine,
        );
        await takeAll(updates);
        // Only what has been seen to is confirmed. Where nothing came, all is; and after a quiet week numbers may begin anew, lower.
        offset =
          updates.length === 0
            ? undefined
            : updates.reduce((most, { update_id: id }) => Math.max(most, id + 1), 0);
        wait = FIRST_WAIT;
      } catch (error) {
        if (mine.aborted) return;
        onError(error);
        // Another program with the same token: they get in each other's way, and none gives up.
        const isConflict = error instanceof TelegramApiError && error.errorCode === 409;
        const pause = isConflict ? FIRST_WAIT * 4 : (askedWait(error) ?? wait);
        await delay(pause, undefined, { signal: mine }).catch(() => undefined);
        wait = Math.min(LONGEST_WAIT, wait * 2);
      }
  };

  const running = (async () => {
    await untilDone(introduce);
    await untilDone(listen);
    if (webhookSecret === undefined) await inTurn({ store, now, isAlone, signal, onError }, poll);
  })().catch(onError);
  const forgetting = setInterval(() => void forgetUpdates(store, now()).catch(onError), FORGET_EVERY);
  forgetting.unref();
  const sweep = (): void => void sweepDrafts(store, now()).catch(onError);
  sweep();
  const sweeping = setInterval(sweep, SWEEP_EVERY);
  sweeping.unref();

  return {
    sender: createBotSender(api),
    follower: createCardFollower({ api, store, now }),
    onWebhook: async (request, pathSecret) => {
      const isTelegram =
        webhookSecret !== undefined &&
        isSame(pathSecret, webhookPathOf(webhookSecret)) &&
        isSame(request.headers.get('x-telegram-bot-api-secret-token') ?? '', webhookSecret);
      if (!isTelegram) return new Response(null, { status: 404 });
      const update: unknown = await request.json().catch(() => null);
      try {
        await take(update);
      } catch (error) {
        onError(error);
        // Telegram brings it again.
        return new Response(null, { status: 503 });
      }
      return new Response(null, { status: 200 });
    },
    close: async () => {
      clearInterval(forgetting);
      clearInterval(sweeping);
      ending.abort();
      await running;
      net.close();
    },
  };
}
