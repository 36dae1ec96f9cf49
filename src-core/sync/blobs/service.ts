import { createHash } from 'node:crypto';
import { z } from 'zod';
import { BLOB_NAME, MOST_ASKED, MOST_SEALED_BYTES } from './blob.rules.ts';
import { isPiece } from './sealing.ts';
import type { PutOutcome, Shelf } from './shelf.ts';

/** What is told of a file: pieces in all, and the numbers of those that are not there. */
const shelvedShape = z.strictObject({
  of: z.int().min(1),
  missing: z.array(z.int().min(0)).readonly(),
});

/** The answer to `POST /blobs/which`: of the files that were asked about, those of which something is there. */
export const askedShape = z.strictObject({ blobs: z.record(z.string().regex(BLOB_NAME), shelvedShape) });

const questionShape = z.strictObject({ names: z.array(z.string().regex(BLOB_NAME)).max(MOST_ASKED) });
/** Characters of the longest question. */
const LONGEST_QUESTION = MOST_ASKED * 70 + 100;
const PATH = /\/blobs\/(which|[0-9a-f]{64})$/;
const WHOLE_NUMBER = /^\d{1,3}$/;

/** Serves files in sealed pieces to a laptop that was let in. */
export type BlobService = (request: Request, laptop: { readonly node: string }) => Promise<Response>;

/**
 * The serving side of files (rules B of docs/sync.md). Below any prefix it answers
 * `POST /blobs/which` {names} → {blobs: {name: {of, missing}}},
 * `HEAD /blobs/<name>` (headers `blob-of`, `blob-missing`), `GET /blobs/<name>?piece=`,
 * `PUT /blobs/<name>?piece=&of=&sha256=` (of the sealed bytes), and
 * `POST /blobs/<name>?piece=&damaged=` (the hash of sealed bytes that do not open).
 * Refusals are JSON {code, fields}. It throws only what a broken disk throws.
 */
export function createBlobService(shelf: Shelf): BlobService {
  return async (request, laptop) => {
    const url = new URL(request.url);
    const name = PATH.exec(url.pathname)?.[1];
    if (name === undefined) return refuse(404, 'NOT_FOUND');
    if (name === 'which') return request.method === 'POST' ? ask(shelf, request) : refuse(405, 'METHOD');
    if (request.method === 'HEAD') return look(shelf, name);
    const index = wholeNumber(url.searchParams.get('piece'));
    if (index === undefined) return refuse(400, 'PIECE');
    if (request.method === 'GET') return get(shelf, name, index);
    if (request.method === 'POST') {
      await shelf.drop(name, index, url.searchParams.get('damaged') ?? '');
      return new Response(null, { status: 204 });
    }
    if (request.method !== 'PUT') return refuse(405, 'METHOD');
    const bytes = await readBody(request, MOST_SEALED_BYTES);
    if (bytes === 'tooLong') return refuse(413, 'BLOB_TOO_LARGE');
    if (bytes === 'cut') return refuse(400, 'BODY_CUT');
    const id = { name, index, count: wholeNumber(url.searchParams.get('of')) ?? 0 };
    if (!isPiece(id, bytes.length)) return refuse(400, 'PIECE');
    const isAsSent = createHash('sha256').update(bytes).digest('hex') === url.searchParams.get('sha256');
    return isAsSent ? answerTo(await shelf.put({ ...id, bytes }, laptop.node)) : refuse(422, 'BLOB_DAMAGED');
  };
}

function answerTo(outcome: PutOutcome): Response {
  if (outcome.kind === 'kept') return new Response(null, { status: 201 });
  if (outcome.kind === 'there') return new Response(null, { status: 200 });
  if (outcome.kind === 'otherCount') return refuse(409, 'OTHER_COUNT');
  if (outcome.kind === 'damaged') return refuse(422, 'BLOB_DAMAGED');
  if (outcome.kind === 'refused') return refuse(422, 'BLOB_REFUSED', { why: outcome.code });
  return refuse(507, 'BLOBS_FULL', { of: outcome.of, most: outcome.most });
}

async function ask(shelf: Shelf, request: Request): Promise<Response> {
  const body = await readBody(request, LONGEST_QUESTION);
  if (body === 'tooLong') return refuse(413, 'QUESTION_TOO_LONG');
  const question = body === 'cut' ? undefined : readQuestion(body);
  if (question === undefined) return refuse(400, 'QUESTION');
  const shelved = await shelf.look(question.names);
  const blobs = Object.fromEntries(
    [...shelved].map(([name, { count, missing }]) => [name, { of: count, missing }]),
  );
  return Response.json({ blobs } satisfies z.output<typeof askedShape>);
}

async function look(shelf: Shelf, name: string): Promise<Response> {
  const found = (await shelf.look([name])).get(name);
  if (found === undefined) return new Response(null, { status: 404 });
  return new Response(null, {
    headers: { 'blob-of': String(found.count), 'blob-missing': found.missing.join(',') },
  });
}

async function get(shelf: Shelf, name: string, index: number): Promise<Response> {
  const bytes = await shelf.get(name, index);
  if (bytes === undefined) return refuse(404, 'NOT_FOUND');
  return new Response(new Uint8Array(bytes), { headers: { 'content-type': 'application/octet-stream' } });
}

function readQuestion(body: Buffer): z.output<typeof questionShape> | undefined {
  try {
    return questionShape.safeParse(JSON.parse(body.toString('utf8'))).data;
  } catch {
    return undefined;
  }
}

/** The body, as long as it is no longer than `most`. */
async function readBody(request: Request, most: number): Promise<Buffer | 'tooLong' | 'cut'> {
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const part of request.body ?? []) {
      length += part.length;
      if (length > most) return 'tooLong';
      parts.push(part);
    }
  } catch {
    // The connection broke off; nobody reads the answer.
    return 'cut';
  }
  return Buffer.concat(parts);
}

const wholeNumber = (text: string | null): number | undefined =>
  text !== null && WHOLE_NUMBER.test(text) ? Number(text) : undefined;

const refuse = (
  status: number,
  code: string,
  fields: Readonly<Record<string, string | number | null>> = {},
) => Response.json({ code, fields }, { status });
