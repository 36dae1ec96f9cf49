/**
 * Two laptops on one network speak plain http, so their messages travel whole in an envelope: AES-256-GCM under a key that every laptop
 * of the organisation has (rules N1–N3 of docs/sync.md). Path, token and body are inside. Only the way in, `/pair`, is outside, for who
 * comes has no key yet; the token that is its answer is sealed too.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { keyFor, type SyncService } from '../../src-core/sync/index.ts';

export const LAN_PATH = '/lan';
const NONCE = 12;
const TAG = 16;
const LENGTH = 4;
const LONGEST_HEAD = 8192;
/** Envelopes that are remembered; then all laptops ask for another run. */
const MOST_SEEN = 200_000;
/** The status that asks for another envelope; nothing else here answers with it. */
const OTHER_RUN = 421;
const NO_BODY = new Set([101, 204, 205, 304]);
/** The headers that go along. */
const CARRIED = ['authorization', 'content-type', 'retry-after'] as const;

const requestHead = z.strictObject({
  method: z.enum(['GET', 'HEAD', 'POST', 'PUT']),
  /** With its query. */
  path: z
    .string()
    .regex(/^\/[!-~]*$/)
    .max(2000),
  headers: z.partialRecord(z.enum(CARRIED), z.string()),
  /** The listener's run that the envelope is meant for; null before it is known. */
  run: z.string().max(64).nullable(),
});
const answerHead = z.strictObject({
  status: z.int().min(200).max(599),
  headers: z.partialRecord(z.enum(CARRIED), z.string()),
  run: z.string().max(64),
});
type RequestHead = z.output<typeof requestHead>;
type AnswerHead = z.output<typeof answerHead>;

/** `to`: what the message answers, so that no other answer can be put in its place. */
function close(
  key: Buffer,
  to: Uint8Array,
  head: RequestHead | AnswerHead,
  body: Uint8Array,
): Buffer<ArrayBuffer> {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG });
  cipher.setAAD(to);
  const text = Buffer.from(JSON.stringify(head));
  const length = Buffer.alloc(LENGTH);
  length.writeUInt32BE(text.length);
  const parts = [length, text, body].map((part) => cipher.update(part));
  return Buffer.concat([nonce, ...parts, cipher.final(), cipher.getAuthTag()]);
}

/** Undefined where it was closed by another key, answers something else, or was touched. */
function open<T>(
  key: Buffer,
  to: Uint8Array,
  bytes: Buffer,
  shape: z.ZodType<T>,
): { readonly head: T; readonly body: Buffer<ArrayBuffer> } | undefined {
  if (bytes.length < NONCE + LENGTH + TAG) return undefined;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(bytes), { authTagLength: TAG });
    decipher.setAAD(to);
    decipher.setAuthTag(bytes.subarray(-TAG));
    const plain = Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()]);
    const end = LENGTH + plain.readUInt32BE();
    if (end > Math.min(plain.length, LONGEST_HEAD)) return undefined;
    const head = shape.parse(JSON.parse(plain.subarray(LENGTH, end).toString('utf8')));
    return { head, body: plain.subarray(end) };
  } catch {
    return undefined;
  }
}

const nonceOf = (bytes: Buffer): Buffer => bytes.subarray(0, NONCE);
const OPENING = Buffer.from('orda lan 1 request');
const answerTo = (request: Buffer): Buffer =>
  Buffer.concat([Buffer.from('orda lan 1 answer'), nonceOf(request)]);
const pairAnswer = Buffer.from('orda lan 1 token');

const carriedOf = (headers: Headers): AnswerHead['headers'] =>
  Object.fromEntries(
    CARRIED.flatMap((name) => {
      const value = headers.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );

const headersOf = (carried: AnswerHead['headers']): Headers => {
  const headers = new Headers();
  for (const [name, value] of Object.entries(carried)) if (value !== undefined) headers.set(name, value);
  return headers;
};

const refuse = (status: number, code: string): Response => Response.json({ code, fields: {} }, { status });

/** The listener's side: a service whose requests come in envelopes. Each envelope is good once. */
export function createLanService(service: SyncService, organisationKey: Uint8Array): SyncService {
  const key = keyFor('orda lan 1', organisationKey);
  let run = randomBytes(9).toString('base64url');
  let seen = new Set<string>();

  /** Whether the envelope is meant for now and comes for the first time. */
  const isNew = (head: RequestHead, nonce: string): boolean => {
    if (head.run !== run || seen.has(nonce)) return false;
    seen.add(nonce);
    if (seen.size > MOST_SEEN) {
      run = randomBytes(9).toString('base64url');
      seen = new Set();
    }
    return true;
  };

  const answerSealed = async (request: Request, from: string): Promise<Response> => {
    const bytes = Buffer.from(await request.arrayBuffer());
    const opened = open(key, OPENING, bytes, requestHead);
    // Whoever does not have the key learns nothing, not even whether a token would have been good.
    if (opened === undefined) return refuse(401, 'TOKEN_UNKNOWN');
    const { head, body } = opened;
    const inner = isNew(head, nonceOf(bytes).toString('base64url'))
      ? await service.handle(
          new Request(new URL(head.path, 'http://lan'), {
            method: head.method,
            headers: headersOf(head.headers),
            signal: request.signal,
            ...(head.method !== 'GET' && head.method !== 'HEAD' && body.length > 0 && { body }),
          }),
          from,
        )
      : refuse(OTHER_RUN, 'OTHER_RUN');
    const answer = { status: inner.status, headers: carriedOf(inner.headers), run };
    return new Response(close(key, answerTo(bytes), answer, Buffer.from(await inner.arrayBuffer())), {
      headers: { 'content-type': 'application/octet-stream' },
    });
  };

  return {
    async handle(request, from) {
      const { pathname } = new URL(request.url);
      if (request.method !== 'POST') return refuse(404, 'NOT_FOUND');
      if (pathname === LAN_PATH) return answerSealed(request, from);
      if (pathname !== '/pair') return refuse(404, 'NOT_FOUND');
      return sealToken(key, await service.handle(request, from));
    },
    stop: service.stop,
  };
}

async function sealToken(key: Buffer, answer: Response): Promise<Response> {
  if (answer.status !== 200) return answer;
  const { token, ...rest } = (await answer.json()) as Readonly<Record<string, unknown>>;
  const head: AnswerHead = { status: 200, headers: { authorization: String(token) }, run: '' };
  return Response.json({
    ...rest,
    sealedToken: close(key, pairAnswer, head, Buffer.alloc(0)).toString('base64url'),
  });
}

/** The token in an answer to `/pair` that came over the LAN; undefined where it was not closed by this organisation's key. */
export function tokenOfLan(sealedToken: string, organisationKey: Uint8Array): string | undefined {
  const key = keyFor('orda lan 1', organisationKey);
  return open(key, pairAnswer, Buffer.from(sealedToken, 'base64url'), answerHead)?.head.headers.authorization;
}

/** Something that carries a request to the listener and its answer back. */
export type Carry = (request: Request) => Promise<Response>;

/**
 * The caller's side: requests as to any service, carried in envelopes to `address`. Throws what `carry` throws; where the answer is no
 * envelope of this organisation it is handed out as it came.
 */
export function createLanClient(address: string, organisationKey: Uint8Array, carry: Carry): Carry {
  const key = keyFor('orda lan 1', organisationKey);
  let run: string | null = null;

  const once = async (request: Request, body: Uint8Array): Promise<Response> => {
    const { pathname, search } = new URL(request.url);
    const head = {
      method: requestHead.shape.method.parse(request.method),
      path: pathname + search,
      headers: carriedOf(request.headers),
      run,
    };
    const sealed = close(key, OPENING, head, body);
    const answer = await carry(
      new Request(new URL(LAN_PATH, address), { method: 'POST', body: sealed, signal: request.signal }),
    );
    if (answer.status !== 200) return answer;
    const opened = open(key, answerTo(sealed), Buffer.from(await answer.arrayBuffer()), answerHead);
    if (opened === undefined) return refuse(502, 'NOT_UNDERSTOOD');
    ({ run } = opened.head);
    const { status, headers } = opened.head;
    return new Response(NO_BODY.has(status) ? null : opened.body, { status, headers: headersOf(headers) });
  };

  return async (request) => {
    const body = new Uint8Array(await request.arrayBuffer());
    const answer = await once(request, body);
    // The first envelope does not know the listener's run, nor does one after its next start.
    return answer.status === OTHER_RUN ? once(request, body) : answer;
  };
}
