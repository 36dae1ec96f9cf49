/** A node's log over HTTP, for laptops that are admitted (rules P1–P9 of docs/sync.md). It knows no socket; hosts hand it requests. */
import { z } from 'zod';
import { createAttempts } from './attempts.ts';
import { readBody } from './body.ts';
import type { Hub } from './hub.ts';
import type { Kept } from './kept.ts';
import type { Head } from './served.ts';
import { compress, decompress } from './pack.ts';
import { PROTOCOL, requestShape } from './protocol.ts';
import { unpack } from './unpack.ts';
import type { DomainStore } from '../store/index.ts';

/** Whom a token belongs to. */
export type Admitted =
  | {
      readonly kind: 'laptop';
      readonly node: string;
      /** Whether it may look at what is kept aside and decide it: an owner's or an admin's. */
      readonly isKeeper: boolean;
    }
  | { readonly kind: 'revoked'; readonly node: string }
  | { readonly kind: 'unknown' };

export type PairRefusal = 'UNKNOWN_INVITATION' | 'INVITATION_USED' | 'INVITATION_EXPIRED';

/** Who may sync, and how one comes to it. `src-core/laptops/` provides it. */
export type Admission = {
  readonly authorise: (token: string) => Promise<Admitted>;
  /** A laptop that is admitted speaks under this node: notes it where it is new (a restored laptop), and when that was. */
  readonly heard: (token: string, node: string) => Promise<void>;
  /** Uses an invitation up. */
  readonly pair: (
    id: string,
    node: string,
  ) => Promise<
    | { readonly token: string; readonly wrappedKey: string; readonly role: string }
    | { readonly refused: PairRefusal }
  >;
  /** How long ago each laptop was last heard of here, milliseconds, by node. */
  readonly seen: () => Promise<Readonly<Record<string, number>>>;
  /** A laptop that was let in goes again before it was ever heard of: its token is dead. Out: whether its invitation holds for another one. */
  readonly leave: (token: string, node: string) => Promise<'free' | 'used'>;
  /** Lets in whoever has the operator's code; undefined where it is wrong. Missing where there is no operator. */
  readonly claim?: (code: string, node: string) => Promise<{ readonly token: string } | undefined>;
};

export type ServiceParts = {
  readonly node: string;
  readonly hub: Hub;
  readonly admission: Admission;
  readonly kept: Kept;
  /** The log's last line. */
  readonly head: () => Promise<Head | null>;
  /** Calls the listener after each commit; out: ends it. */
  readonly onCommit: (listener: () => void) => () => void;
  readonly now: () => number;
  /** Answers below `/blobs/`, for laptops that are admitted. */
  readonly blobs?: (request: Request, laptop: { readonly node: string }) => Promise<Response>;
  /** How long a wait for news lasts, milliseconds. */
  readonly waitMs?: number;
  /** Told of what nobody foresaw; the answer says only `INTERNAL`. */
  readonly onError?: (error: unknown) => void;
};

export type SyncService = {
  /** Answers a request from a network address; never throws. */
  readonly handle: (request: Request, from: string) => Promise<Response>;
  /** Ends all waits at once, now and later. */
  readonly stop: () => void;
};

/** Bytes of a message as it comes, and unpacked. */
const LARGEST_BODY = 24 * 1_048_576;
const LARGEST_MESSAGE = 64 * 1_048_576;
const LARGEST_JSON = 4096;
const WAIT_MS = 25_000;
const TRIES_A_MINUTE = 6;
/** Requests of one node that may wait for the one before; a laptop has one or two under way. */
const MOST_WAITING = 4;

const nodeShape = z.string().regex(/^[0-9a-z]{8}$/);
const pairShape = z.object({ protocol: z.int(), id: z.string().regex(/^[0-9a-f]{32}$/), node: nodeShape });
const claimShape = z.object({ code: z.string().min(1).max(200), node: nodeShape });
const decideShape = z.object({
  node: nodeShape,
  decision: z.enum(['accept', 'drop']),
  /** When the last change came that was looked at: what came later is not decided with it. */
  lastAt: z.iso.datetime().optional(),
});

const PAIR_STATUS: Readonly<Record<PairRefusal, number>> = {
  UNKNOWN_INVITATION: 404,
  INVITATION_USED: 410,
  INVITATION_EXPIRED: 410,
};

type Fields = Readonly<Record<string, string | number>>;
const refuse = (
  status: number,
  code: string,
  fields: Fields = {},
  headers: Readonly<Record<string, string>> = {},
) => Response.json({ code, fields }, { status, headers: { 'cache-control': 'no-store', ...headers } });
const answerJson = (value: unknown) => Response.json(value, { headers: { 'cache-control': 'no-store' } });
const empty = () => new Response(null, { status: 204 });

/** Of the parts what a store gives, on either database. */
export const partsOf = (store: DomainStore): Pick<ServiceParts, 'node' | 'head' | 'onCommit' | 'now'> => ({
  node: store.node,
  head: async () =>
    (await store
      .read()
      .selectFrom('change')
      .select(['seq', 'hlc'])
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirst()) ?? null,
  onCommit: (listener) => store.onCommit(() => listener()),
  now: () => store.now(),
});

/** Serves a node's log. */
export function createSyncService(parts: ServiceParts): SyncService {
  const { hub, admission, kept, now } = parts;
  const attempts = createAttempts(now, TRIES_A_MINUTE);
  const turns = createTurns();
  const news = createNews(parts);

  const sync = async (request: Request, token: string, admitted: Exclude<Admitted, { kind: 'unknown' }>) => {
    const message = await readMessage(request);
    if (message instanceof Response) return message;
    if (admitted.kind === 'revoked') {
      const read = requestShape.safeParse(message);
      const batch = read.success ? unpack(read.data.packed) : undefined;
      if (batch !== undefined) await kept.keep(admitted.node, batch);
      return refuse(403, 'LAPTOP_REVOKED');
    }
    const node = nodeIn(message);
    if (node !== undefined) await admission.heard(token, node);
    const answer = await hub.answer(message);
    if (answer.kind === 'refused')
      return answer.reason === 'protocol'
        ? refuse(426, 'OTHER_PROTOCOL', { protocol: answer.protocol })
        : refuse(400, 'MALFORMED');
    return new Response(Buffer.from(compress(answer)), {
      headers: { 'content-type': 'application/octet-stream', 'cache-control': 'no-store' },
    });
  };

  const pair = async (request: Request) => {
    const read = await readJson(request, pairShape);
    if (read instanceof Response) return read;
    if (read.protocol !== PROTOCOL) return refuse(426, 'OTHER_PROTOCOL', { protocol: PROTOCOL });
    const outcome = await admission.pair(read.id, read.node);
    if ('refused' in outcome) return refuse(PAIR_STATUS[outcome.refused], outcome.refused);
    return answerJson({ ...outcome, node: parts.node, epoch: hub.epoch });
  };

  const claim = async (request: Request) => {
    if (admission.claim === undefined) return refuse(404, 'NOT_FOUND');
    const read = await readJson(request, claimShape);
    if (read instanceof Response) return read;
    const claimed = await admission.claim(read.code, read.node);
    return claimed === undefined
      ? refuse(403, 'CODE_WRONG')
      : answerJson({ ...claimed, node: parts.node, epoch: hub.epoch });
  };

  const decide = async (request: Request, by: string) => {
    const read = await readJson(request, decideShape);
    if (read instanceof Response) return read;
    return answerJson({ count: await kept.decide(`laptop:${by}`, read) });
  };

  /** What needs no token: the ways in. */
  const enter = (way: (request: Request) => Promise<Response>, request: Request, from: string) => {
    const waitMs = attempts.next(from);
    if (waitMs === 0) return way(request);
    return refuse(429, 'TOO_MANY', {}, { 'retry-after': String(Math.ceil(waitMs / 1000)) });
  };

  const answerAdmitted = async (request: Request, path: string, method: string): Promise<Response> => {
    const token = tokenIn(request);
    const admitted = token === undefined ? undefined : await admission.authorise(token);
    if (token === undefined || admitted === undefined || admitted.kind === 'unknown')
      return refuse(401, 'TOKEN_UNKNOWN');
    if (path === '/sync' && method === 'POST')
      return turns(admitted.node, () => sync(request, token, admitted));
    if (admitted.kind === 'revoked') return refuse(403, 'LAPTOP_REVOKED');
    if (path === '/sync/wait' && method === 'GET') {
      const after = Number(new URL(request.url).searchParams.get('after') ?? 0);
      if (!Number.isSafeInteger(after) || after < 0) return refuse(400, 'MALFORMED');
      const head = await news.after(after, request.signal);
      // Who was shut out meanwhile is told so, and nothing else.
      if ((await admission.authorise(token)).kind !== 'laptop') return refuse(403, 'LAPTOP_REVOKED');
      return head === null ? empty() : answerJson({ head });
    }
    if (path === '/kept' && (method === 'GET' || method === 'POST')) {
      if (!admitted.isKeeper) return refuse(403, 'NOT_PERMITTED');
      return method === 'GET' ? answerJson(await kept.list()) : decide(request, admitted.node);
    }
    if (path === '/seen' && method === 'GET') return answerJson({ agoMs: await admission.seen() });
    if (path === '/leave' && method === 'POST')
      return answerJson({ invitation: await admission.leave(token, admitted.node) });
    if (path.startsWith('/blobs/') && parts.blobs) return parts.blobs(request, { node: admitted.node });
    return refuse(404, 'NOT_FOUND');
  };

  return {
    async handle(request, from) {
      try {
        const { pathname: path } = new URL(request.url);
        if (path === '/pair' && request.method === 'POST') return await enter(pair, request, from);
        if (path === '/claim' && request.method === 'POST') return await enter(claim, request, from);
        return await answerAdmitted(request, path, request.method);
      } catch (error) {
        parts.onError?.(error);
        return refuse(500, 'INTERNAL');
      }
    },
    stop: () => news.stop(),
  };
}

function tokenIn(request: Request): string | undefined {
  return /^Bearer ([\w-]{20,200})$/.exec(request.headers.get('authorization') ?? '')?.[1];
}

const named = z.object({ node: nodeShape });
const nodeIn = (message: unknown): string | undefined => named.safeParse(message).data?.node;

/** The message in a body, unpacked; or why there is none. */
async function readMessage(request: Request): Promise<unknown> {
  const body = await readBody(request, LARGEST_BODY);
  if (body === 'tooLarge') return refuse(413, 'TOO_LARGE');
  if (body === 'broken') return refuse(400, 'MALFORMED');
  try {
    return decompress(body, LARGEST_MESSAGE);
  } catch {
    return refuse(400, 'MALFORMED');
  }
}

async function readJson<T>(request: Request, shape: z.ZodType<T>): Promise<T | Response> {
  const body = await readBody(request, LARGEST_JSON);
  if (body === 'tooLarge') return refuse(413, 'TOO_LARGE');
  if (body === 'broken') return refuse(400, 'MALFORMED');
  try {
    return shape.parse(JSON.parse(body.toString('utf8')));
  } catch {
    return refuse(400, 'MALFORMED');
  }
}

/** One request of a node after the other; more than a few that wait are told to come later. */
function createTurns() {
  const ends = new Map<string, { readonly last: Promise<unknown>; readonly waiting: number }>();
  return async (node: string, work: () => Promise<Response>): Promise<Response> => {
    const before = ends.get(node);
    const waiting = (before?.waiting ?? 0) + 1;
    if (waiting > MOST_WAITING) return refuse(429, 'TOO_MANY', {}, { 'retry-after': '1' });
    const mine = (before?.last ?? Promise.resolve()).then(work);
    const last = mine.catch(() => undefined);
    ends.set(node, { last, waiting });
    try {
      return await mine;
    } finally {
      const now = ends.get(node);
      if (now?.last === last) ends.delete(node);
      else if (now) ends.set(node, { ...now, waiting: now.waiting - 1 });
    }
  };
}

/** Whoever waits for the log to grow. */
function createNews({ head, onCommit, waitMs = WAIT_MS }: ServiceParts) {
  const sleepers = new Set<() => void>();
  const wakeAll = (): void => {
    for (const wake of sleepers) wake();
  };
  const end = onCommit(wakeAll);
  let isStopped = false;

  /** Resolves at the next commit, when the time is over, or when nobody listens any more; `stay` goes on without it. */
  const sleep = (signal: AbortSignal, forMs: number) => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const stay = (): void => {
      clearTimeout(timer);
      sleepers.delete(wake);
      signal.removeEventListener('abort', wake);
    };
    const wake = (): void => {
      stay();
      resolve(undefined);
    };
    const timer = setTimeout(wake, forMs);
    sleepers.add(wake);
    signal.addEventListener('abort', wake);
    return { promise, stay };
  };

  return {
    /** The log's last line as soon as it is beyond `after`; null where it does not come in time. */
    async after(after: number, signal: AbortSignal): Promise<Head | null> {
      const untilMs = performance.now() + waitMs;
      for (;;) {
        const leftMs = untilMs - performance.now();
        // Listened for before looking: what is committed in between is not missed.
        const { promise, stay } = sleep(signal, Math.max(0, leftMs));
        const found = await head();
        const isFound = found !== null && found.seq > after;
        if (isFound || isStopped || signal.aborted || leftMs <= 0) {
          stay();
          return isFound ? found : null;
        }
        await promise;
      }
    },
    stop(): void {
      isStopped = true;
      end();
      wakeAll();
    },
  };
}
