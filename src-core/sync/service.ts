/** A node's log over HTTP, for laptops that are admitted (rules P1–P9 of docs/sync.md). It knows no socket; hosts hand it requests. */
import { z } from 'zod';
import { refusal, responseOf } from './answers.ts';
import type { Answer } from './answers.ts';
import { createAttempts } from './attempts.ts';
import { readBody } from './body.ts';
import { createExchange, LARGEST_BODY, nodeShape, tokenIn } from './exchange.ts';
import type { Message } from './exchange.ts';
import { createNews } from './news.ts';
import { PROTOCOL } from './protocol.ts';
import type { PairRefusal, ServiceParts } from './serving.ts';
import type { DomainStore } from '../store/index.ts';

export type SyncService = {
  /** Answers a request from a network address; never throws. */
  readonly handle: (request: Request, from: string) => Promise<Response>;
  /** Ends all waits at once, now and later. */
  readonly stop: () => void;
};

/** A service for hosts that have a message in no such form as `handle` takes. */
export type MessageService = SyncService & {
  /** Answers what `handle` is sent at `POST /sync`, for a host that has it in no such form; never throws. */
  readonly exchange: (message: Message) => Promise<Answer>;
};

/** Bytes of a body that is no packed message. */
const LARGEST_JSON = 4096;
const TRIES_A_MINUTE = 6;

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

const refuse = (...why: Parameters<typeof refusal>): Response => responseOf(refusal(...why));
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
export function createSyncService(parts: ServiceParts): MessageService {
  const { hub, admission, kept, now } = parts;
  const attempts = createAttempts(now, TRIES_A_MINUTE);
  const answerTo = createExchange(parts);
  const news = createNews(parts);

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

  const unforeseen = (error: unknown): Answer => {
    parts.onError?.(error);
    return refusal(500, 'INTERNAL');
  };

  const answerAdmitted = async (request: Request, path: string, method: string): Promise<Response> => {
    const authorization = request.headers.get('authorization');
    if (path === '/sync' && method === 'POST')
      return responseOf(await answerTo({ authorization, body: () => readBody(request, LARGEST_BODY) }));
    const token = tokenIn(authorization);
    const admitted = token === undefined ? undefined : await admission.authorise(token);
    if (token === undefined || admitted === undefined || admitted.kind === 'unknown')
      return refuse(401, 'TOKEN_UNKNOWN');
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
        return responseOf(unforeseen(error));
      }
    },
    exchange: (message) => answerTo(message).catch(unforeseen),
    stop: () => news.stop(),
  };
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
