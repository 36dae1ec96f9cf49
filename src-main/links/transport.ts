/**
 * Carries one message over HTTP and its answer back. It follows no redirect and uses no proxy, has an end to its patience and to
 * what it reads, and what goes wrong is told as a `LinkTrouble`.
 */
import { Agent, request as requestPlainly, type IncomingMessage } from 'node:http';
import { Agent as SecureAgent, request as requestSecurely } from 'node:https';
import { z } from 'zod';
import { LinkTrouble, troubleOfStatus } from './trouble.ts';

export type Message = {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT';
  /** With its query, such as `/sync/wait?after=7`. */
  readonly path: string;
  /** What this laptop is known by; null where it is not known yet. */
  readonly token: string | null;
  readonly type?: 'application/json' | 'application/octet-stream';
  readonly body?: Uint8Array;
};

export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
};

/** Milliseconds: until there is a connection, between two bytes, and in all. */
export type Patience = {
  readonly connectMs: number;
  readonly idleMs: number;
  readonly wholeMs: number;
};

export type Sending = { readonly signal?: AbortSignal; readonly patience?: Patience };

export type Transport = {
  /** Out: the answer, whatever it says. Throws a LinkTrouble where none came. */
  readonly carry: (message: Message, sending?: Sending) => Promise<Answer>;
  /** Out: the answer, where its status is 2xx or 404. Throws a LinkTrouble. */
  readonly ask: (message: Message, sending?: Sending) => Promise<Answer>;
  /** Breaks off whatever runs, and lets the connections go. */
  readonly close: () => void;
};

export const PATIENCE: Patience = { connectMs: 5_000, idleMs: 20_000, wholeMs: 120_000 };
/** The other side answers such a question after 25 seconds at the latest. */
export const WAITING: Patience = { connectMs: 5_000, idleMs: 40_000, wholeMs: 40_000 };

/** Bytes of an answer. */
const MOST_BYTES = 24 * 1024 * 1024;
/** Seconds; a server that is bored asks for no more than that. */
const LONGEST_REST = 600;

const said = z.object({ code: z.string().max(60) });

/** The code in an answer's body; empty where there is none. */
export const codeIn = (body: Uint8Array): string => {
  try {
    return said.safeParse(JSON.parse(Buffer.from(body).toString('utf8'))).data?.code ?? '';
  } catch {
    return '';
  }
};

const restOf = (retryAfter: string | undefined): number | null => {
  const seconds = Number(retryAfter);
  return retryAfter === undefined || !Number.isFinite(seconds)
    ? null
    : Math.min(Math.max(seconds, 1), LONGEST_REST) * 1000;
};

/** Throws the trouble that an answer stands for, where it does. */
export const judged = (answer: Answer): Answer => {
  const { status, headers, body } = answer;
  const code = codeIn(body);
  const isFine = (status >= 200 && status < 300) || (status === 404 && code !== '');
  if (!isFine) throw troubleOfStatus(status, code, restOf(headers['retry-after']));
  return answer;
};

/** The same of a response that came otherwise. */
export const answerOf = async (response: Response): Promise<Answer> => ({
  status: response.status,
  headers: Object.fromEntries(response.headers),
  body: new Uint8Array(await response.arrayBuffer()),
});

/** A way to the server at `address`, a URL without a slash at its end. */
export const createTransport = (address: string): Transport => {
  const isSecure = address.startsWith('https:');
  // An agent of its own knows nothing of the proxies that the machine's environment may name.
  const options = { keepAlive: true, keepAliveMsecs: 10_000, maxSockets: 8 };
  const agent = isSecure ? new SecureAgent(options) : new Agent(options);
  const closing = new AbortController();

  const once = (message: Message, { signal, patience = PATIENCE }: Sending): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const { method, path, token, body, type = 'application/octet-stream' } = message;
      const timers = new Set<NodeJS.Timeout>();
      const isReused = { value: false };
      const asked = (isSecure ? requestSecurely : requestPlainly)(`${address}${path}`, {
        method,
        agent,
        signal: AbortSignal.any([closing.signal, ...(signal === undefined ? [] : [signal])]),
        headers: {
          ...(token !== null && { authorization: `Bearer ${token}` }),
          ...(body !== undefined && { 'content-type': type, 'content-length': String(body.length) }),
        },
      });
      const end = (error: unknown): void => {
        for (const timer of timers) clearTimeout(timer);
        asked.destroy();
        reject(error instanceof LinkTrouble ? error : new UnreachedError(isReused.value, error));
      };
      const limit = (ms: number): NodeJS.Timeout => {
        const timer = setTimeout(() => end(new LinkTrouble('unreachable', 'TOO_SLOW')), ms);
        timers.add(timer);
        return timer;
      };
      limit(patience.wholeMs);
      const connecting = limit(patience.connectMs);
      asked.on('socket', (socket) => {
        isReused.value = asked.reusedSocket;
        const connected = (): void => clearTimeout(connecting);
        if (!socket.connecting) connected();
        else socket.once(isSecure ? 'secureConnect' : 'connect', connected);
      });
      asked.setTimeout(patience.idleMs, () => end(new LinkTrouble('unreachable', 'TOO_SLOW')));
      asked.on('error', end);
      asked.on('response', (response) => {
        const finish = async (): Promise<void> => {
          const read = await readAll(response);
          for (const timer of timers) clearTimeout(timer);
          resolve(read);
        };
        finish().catch(end);
      });
      asked.end(body);
    });

  const carry = (message: Message, sending: Sending = {}): Promise<Answer> =>
    once(message, sending).catch((error: unknown) => {
      // A connection that was kept had been let go by the other side: that says nothing about the other side.
      const isStale = error instanceof UnreachedError && error.wasReused;
      if (!isStale || sending.signal?.aborted === true || closing.signal.aborted) throw error;
      return once(message, sending);
    });

  return {
    carry,
    ask: async (message, sending) => judged(await carry(message, sending)),
    close: () => {
      closing.abort();
      agent.destroy();
    },
  };
};

/** The network said no. */
class UnreachedError extends LinkTrouble {
  readonly wasReused: boolean;
  constructor(wasReused: boolean, cause: unknown) {
    super('unreachable', '');
    this.wasReused = wasReused;
    this.cause = cause;
  }
}

const readAll = (response: IncomingMessage): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let bytes = 0;
    response.on('data', (part: Buffer) => {
      bytes += part.length;
      if (bytes > MOST_BYTES) return reject(new LinkTrouble('notUnderstood', 'TOO_LONG'));
      parts.push(part);
    });
    response.on('aborted', () => reject(new LinkTrouble('unreachable', '')));
    response.on('error', reject);
    response.on('end', () => {
      if (!response.complete) return reject(new LinkTrouble('unreachable', ''));
      const headers = Object.fromEntries(
        Object.entries(response.headers).flatMap(([name, value]) =>
          typeof value === 'string' ? [[name, value] as const] : [],
        ),
      );
      resolve({ status: response.statusCode ?? 0, headers, body: Buffer.concat(parts) });
    });
  });
