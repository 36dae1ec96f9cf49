/** Updates of the fake Bot API: by long polling, or pushed to a webhook with its secret. */
import { setTimeout as delay } from 'node:timers/promises';
import { Refusal } from './fakeChats.ts';

export type FakeUpdate = { readonly update_id: number } & Readonly<Record<string, unknown>>;

/** Milliseconds between two tries of a webhook that did not answer well, and how many there are. */
const PUSH_AGAIN = 25;
const MOST_PUSHES = 400;

type Poll = {
  readonly offset: number;
  readonly limit: number;
  readonly timeoutMs: number;
  /** The caller hung up. */
  readonly gone: AbortSignal;
};

export type Updates = ReturnType<typeof createUpdates>;

export const createUpdates = () => {
  let queue: FakeUpdate[] = [];
  let lastId = 100;
  let hook: { readonly url: string; readonly secret: string | undefined } | null = null;
  let isRepeating = false;
  let isClosed = false;
  const repeated = new Set<number>();
  /** Ends the wait of the poll that is open. */
  let wake: ((reason: 'news' | 'conflict') => void) | null = null;
  let pushing = Promise.resolve();

  const confirmBefore = (offset: number): void => {
    const again = queue.filter(({ update_id: id }) => id < offset && isRepeating && !repeated.has(id));
    for (const { update_id: id } of again) repeated.add(id);
    queue = [...again, ...queue.filter(({ update_id: id }) => id >= offset)];
  };

  const pushOne = async (update: FakeUpdate): Promise<void> => {
    for (let tries = 0; tries < MOST_PUSHES && hook !== null && !isClosed; tries += 1) {
      const { url, secret } = hook;
      const answered = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(secret === undefined ? {} : { 'x-telegram-bot-api-secret-token': secret }),
        },
        body: JSON.stringify(update),
      }).catch(() => undefined);
      await answered?.arrayBuffer().catch(() => undefined);
      if (answered?.ok === true) return;
      await delay(PUSH_AGAIN);
    }
  };
  const push = async (update: FakeUpdate): Promise<void> => {
    await pushOne(update);
    if (isRepeating) await pushOne(update);
    queue = queue.filter(({ update_id: id }) => id !== update.update_id);
  };

  return {
    /** Adds an update with the next number; out: the number. */
    add: (content: Readonly<Record<string, unknown>>): number => {
      lastId += 1;
      const update = { update_id: lastId, ...content };
      queue.push(update);
      if (hook !== null) pushing = pushing.then(() => push(update));
      wake?.('news');
      return lastId;
    },
    poll: async ({ offset, limit, timeoutMs, gone }: Poll): Promise<readonly FakeUpdate[]> => {
      if (hook !== null)
        throw new Refusal(409, "Conflict: can't use getUpdates method while webhook is active");
      wake?.('conflict');
      confirmBefore(offset);
      if (queue.length === 0 && timeoutMs > 0) {
        const reason = await new Promise<'news' | 'conflict' | 'over'>((resolve) => {
          const timer = setTimeout(() => resolve('over'), timeoutMs);
          gone.addEventListener('abort', () => resolve('over'), { once: true });
          wake = (why) => {
            clearTimeout(timer);
            resolve(why);
          };
        });
        wake = null;
        if (reason === 'conflict') throw new Refusal(409, 'Conflict: terminated by other getUpdates request');
      }
      return queue.slice(0, limit);
    },
    setWebhook: (url: string, secret: string | undefined): true => {
      hook = url === '' ? null : { url, secret };
      if (hook !== null) for (const update of queue) pushing = pushing.then(() => push(update));
      return true;
    },
    /** The next update gets the number after this one: after a quiet week numbers begin anew. */
    renumber: (last: number): void => {
      lastId = last;
    },
    webhook: (): string | null => hook?.url ?? null,
    repeat: (next: boolean): void => {
      isRepeating = next;
    },
    close: (): void => {
      isClosed = true;
      wake?.('news');
    },
  };
};
