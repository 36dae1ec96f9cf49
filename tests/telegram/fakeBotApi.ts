/**
 * A small Bot API on this machine: it speaks HTTP as Telegram does, keeps what it was told, has members who write and press buttons,
 * and can be as unpleasant as the real one. Only what the relay uses is there; anything else is answered with 404.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { digBlackHole } from './blackHole.ts';
import { createChats, Refusal } from './fakeChats.ts';
import type { FakeButton, FakeMessage, Limits, SentMessage } from './fakeChats.ts';
import { createMembers } from './fakeMembers.ts';
import type { FakeMember } from './fakeMembers.ts';
import { createUpdates } from './fakeUpdates.ts';

export { TELEGRAM_LIMITS } from './fakeChats.ts';
export type { FakeButton, FakeMessage, Limits, SentMessage } from './fakeChats.ts';
export type { FakeMember } from './fakeMembers.ts';

/**
 * `well`: as it should. `slow`: answers after `slowMs`. `failing`: 502 and does nothing. `limiting`: 429 and does nothing.
 * `hanging`: does what it is told and never answers. `dropping`: does it and cuts the connection instead of an answer. `deaf`: reads it, does nothing, never answers. `refusing`: nobody listens at the port. `blackHole`: no
 * connection comes about and nothing says so, as where Telegram is blocked.
 */
export type Mode =
  'well' | 'slow' | 'failing' | 'limiting' | 'hanging' | 'dropping' | 'deaf' | 'refusing' | 'blackHole';

export type Behaviour = {
  /** The methods that it concerns; all where absent. Not for `refusing` and `blackHole`. */
  readonly methods?: readonly string[];
  /** How many requests it lasts; without an end where absent. */
  readonly times?: number;
  /** Milliseconds that `slow` waits. */
  readonly slowMs?: number;
  /** Seconds that `limiting` tells to wait. */
  readonly retryAfter?: number;
};

export type Call = {
  readonly method: string;
  readonly chatId: string | null;
  /** Of the answer; 0 where none was given. */
  readonly status: number;
  readonly atMs: number;
};

type Options = {
  readonly token?: string;
  readonly username?: string;
  /** Milliseconds; the limits are counted by it. */
  readonly now?: () => number;
  /** Enforced from the start; see `limit`. */
  readonly limits?: Limits;
  /** A poll is answered after so many milliseconds at the latest, whatever it asks for. */
  readonly longestPollMs?: number;
};

export type FakeBotApi = {
  /** For ORDA_TELEGRAM_API, without a slash at its end. */
  readonly url: string;
  readonly token: string;
  readonly username: string;
  readonly behave: (mode: Mode, how?: Behaviour) => Promise<void>;
  /** Enforces limits with 429 from now on; null for none. */
  readonly limit: (limits: Limits | null) => void;
  /** Each update is delivered once more after it was confirmed. */
  readonly repeatUpdates: (isRepeating: boolean) => void;
  /** Numbers updates on from here, as Telegram does after a quiet week. */
  readonly renumber: (last: number) => void;
  /** An update of whatever content, as it might come. */
  readonly deliver: (content: Readonly<Record<string, unknown>>) => void;
  readonly member: (id: number, more?: { firstName?: string; languageCode?: string }) => FakeMember;
  /** A channel or a group that the bot may post to. */
  readonly group: (id: number, username?: string) => void;
  /** What stands in the chat now, oldest first, without what was deleted. */
  readonly messages: (chat: number | string) => readonly FakeMessage[];
  /** How many messages were sent to the chat, those that were deleted too. */
  readonly sends: (chat: number | string) => number;
  /** Every message that was ever sent, oldest first, as it read then: a card that was edited since and one that was deleted too. */
  readonly sent: () => readonly SentMessage[];
  readonly calls: () => readonly Call[];
  readonly webhook: () => string | null;
  /** Waits until `test` is true, looking after each change; throws after `ms` with what it saw. */
  readonly until: (test: () => boolean, what: string, ms?: number) => Promise<void>;
  readonly close: () => Promise<void>;
};

const chatOf = (fields: Fields): string => fields.text('chat_id') ?? '';

type Fields = {
  readonly text: (name: string) => string | undefined;
  readonly json: (name: string) => unknown;
  readonly file: (name: string) => Promise<Uint8Array | null>;
};

const readFields = async (request: IncomingMessage): Promise<Fields> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const type = request.headers['content-type'];
  const form =
    chunks.length === 0 || type === undefined
      ? new FormData()
      : await new Response(Buffer.concat(chunks), { headers: { 'content-type': type } }).formData();
  const text = (name: string): string | undefined => {
    const value = form.get(name);
    return typeof value === 'string' ? value : undefined;
  };
  return {
    text,
    json: (name) => JSON.parse(text(name) ?? 'null') as unknown,
    file: async (name) => {
      const value = form.get(name);
      return value instanceof Blob ? new Uint8Array(await value.arrayBuffer()) : null;
    },
  };
};

const buttonsOf = (fields: Fields): FakeMessage['buttons'] => {
  const markup = fields.json('reply_markup') as { inline_keyboard?: FakeButton[][] } | null;
  return markup?.inline_keyboard ?? [];
};

/** The wire's form of a message. */
const wire = ({ messageId, chatId, text, sentMs, photo }: FakeMessage) => ({
  message_id: messageId,
  chat: { id: Number(chatId), type: Number(chatId) < 0 ? 'channel' : 'private' },
  date: Math.floor(sentMs / 1000),
  ...(photo === null
    ? { text }
    : { caption: text, photo: [{ file_id: `photo-${messageId}`, width: 1, height: 1 }] }),
});

/** Starts it on a free port of this machine. */
export const startFakeBotApi = async ({
  token = '1234567:fake-token-of-a-test',
  username = 'orda_test_bot',
  now = Date.now,
  limits: firstLimits,
  longestPollMs = Infinity,
}: Options = {}): Promise<FakeBotApi> => {
  let limits: Limits | null = firstLimits ?? null;
  let mode: Mode = 'well';
  let how: Behaviour = {};
  let left = Infinity;
  let fillHole: (() => Promise<void>) | null = null;
  const calls: Call[] = [];
  const watchers = new Set<() => void>();
  const changed = (): void => {
    for (const watcher of watchers) watcher();
  };

  const until = (test: () => boolean, what: string, ms = 15_000): Promise<void> =>
    new Promise((resolve, reject) => {
      const end = (): void => {
        clearTimeout(timer);
        watchers.delete(look);
      };
      const look = (): void => {
        if (!test()) return;
        end();
        resolve();
      };
      const timer = setTimeout(() => {
        end();
        const seen = chats.all().map(({ id, messages }) => [id, messages.map(({ text }) => text)]);
        reject(new Error(`${what} did not come; the chats hold ${JSON.stringify(seen)}`));
      }, ms);
      watchers.add(look);
      look();
    });

  const chats = createChats({ now, limits: () => limits, changed });
  const updates = createUpdates();
  const member = createMembers({ chats, updates, until, changed });

  const methods: Readonly<Record<string, (fields: Fields, gone: AbortSignal) => Promise<unknown>>> = {
    getMe: async () => ({ id: 1234567, is_bot: true, first_name: 'Orda', username }),
    getUpdates: (fields, gone) =>
      updates.poll({
        offset: Number(fields.text('offset') ?? 0),
        limit: Number(fields.text('limit') ?? 100),
        timeoutMs: Math.min(longestPollMs, Number(fields.text('timeout') ?? 0) * 1_000),
        gone,
      }),
    setWebhook: async (fields) => updates.setWebhook(fields.text('url') ?? '', fields.text('secret_token')),
    deleteWebhook: async () => updates.setWebhook('', undefined),
    setMyCommands: async () => true,
    sendMessage: async (fields) =>
      wire(
        chats.send({
          chatId: chatOf(fields),
          text: fields.text('text') ?? '',
          buttons: buttonsOf(fields),
          photo: null,
        }),
      ),
    sendPhoto: async (fields) => {
      const photo = await fields.file('photo');
      if (photo === null) throw new Refusal(400, 'Bad Request: there is no photo in the request');
      const text = fields.text('caption') ?? '';
      return wire(chats.send({ chatId: chatOf(fields), text, buttons: buttonsOf(fields), photo }));
    },
    editMessageText: async (fields) =>
      wire(
        chats.edit(
          chatOf(fields),
          Number(fields.text('message_id')),
          fields.text('text') ?? '',
          buttonsOf(fields),
        ),
      ),
    editMessageReplyMarkup: async (fields) =>
      wire(chats.edit(chatOf(fields), Number(fields.text('message_id')), undefined, buttonsOf(fields))),
    deleteMessage: async (fields) => {
      chats.remove(chatOf(fields), Number(fields.text('message_id')));
      return true;
    },
    answerCallbackQuery: async (fields) => {
      member.answered(fields.text('callback_query_id') ?? '', fields.text('text') ?? '');
      return true;
    },
  };

  const modeFor = (method: string): Mode => {
    if (how.methods !== undefined && !how.methods.includes(method)) return 'well';
    if (left <= 0) return 'well';
    if (mode !== 'well') left -= 1;
    return mode;
  };

  const answer = (response: ServerResponse, status: number, body: object): void => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [, bot, method = ''] = (request.url ?? '').split('?')[0]?.split('/') ?? [];
    const fields = await readFields(request);
    const note = (status: number): void =>
      void calls.push({ method, chatId: fields.text('chat_id') ?? null, status, atMs: now() });
    const refuse = (status: number, description: string, retryAfter?: number): void => {
      note(status);
      answer(response, status, {
        ok: false,
        error_code: status,
        description,
        ...(retryAfter === undefined ? {} : { parameters: { retry_after: retryAfter } }),
      });
      changed();
    };
    if (bot !== `bot${token}`) return refuse(401, 'Unauthorized');
    const act = methods[method];
    if (act === undefined) return refuse(404, 'Not Found');
    const today = modeFor(method);
    if (today === 'failing') return refuse(502, 'Bad Gateway');
    if (today === 'limiting') {
      const seconds = how.retryAfter ?? 1;
      return refuse(429, `Too Many Requests: retry after ${seconds}`, seconds);
    }
    if (today === 'deaf') return note(0);
    if (today === 'slow') await delay(how.slowMs ?? 300);
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    try {
      const result = await act(fields, gone.signal);
      if (today === 'hanging') return note(0);
      if (today === 'dropping') {
        note(0);
        response.destroy();
        return;
      }
      note(200);
      answer(response, 200, { ok: true, result });
      changed();
    } catch (error) {
      if (!(error instanceof Refusal)) return refuse(500, String(error));
      refuse(error.status, error.message, error.retryAfter);
    }
  };

  const server = createServer((request, response) => {
    // A connection that was cut while it sent is nobody's fault.
    serve(request, response).catch(() => response.destroy());
  });
  const listen = async (port: number): Promise<number> => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const stopListening = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  const port = await listen(0);

  return {
    url: `http://127.0.0.1:${port}`,
    token,
    username,
    until,
    behave: async (next, more = {}) => {
      await fillHole?.();
      fillHole = null;
      mode = next;
      how = more;
      left = more.times ?? Infinity;
      if (next === 'refusing' || next === 'blackHole') await stopListening();
      else if (!server.listening) await listen(port);
      if (next === 'blackHole') fillHole = await digBlackHole(port);
    },
    limit: (next) => {
      limits = next;
    },
    repeatUpdates: updates.repeat,
    renumber: updates.renumber,
    deliver: (content) => void updates.add(content),
    member: member.of,
    group: (id, name) => void chats.open(String(id), 'group', name === undefined ? null : `@${name}`),
    messages: (chat) => chats.named(String(chat)).messages.filter(({ isDeleted }) => !isDeleted),
    sends: (chat) => chats.named(String(chat)).sends,
    sent: chats.sent,
    calls: () => calls,
    webhook: updates.webhook,
    close: async () => {
      await fillHole?.();
      updates.close();
      await stopListening();
    },
  };
};
