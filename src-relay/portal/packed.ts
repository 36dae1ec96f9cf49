import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const inBrotli = promisify(brotliCompress);
const inGzip = promisify(gzip);

/** Bytes below which packing costs more than it spares. */
const WORTH_PACKING = 1_000;
/** Half of what the best would spare, for a tenth of its time: each answer is packed anew. */
const QUICK = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

/** Whether the browser takes the coding. */
export const isTaken = (headers: Headers, coding: string): boolean =>
  (headers.get('accept-encoding') ?? '').split(',').some((one) => one.trim().split(';')[0] === coding);

/** A JSON answer, packed as the browser takes it; 304 where it has this very one already. */
export const packed = async (asked: Headers, json: string): Promise<Response> => {
  const etag = `"${createHash('sha256').update(json).digest('base64url').slice(0, 22)}"`;
  const headers = new Headers({
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'private, no-cache',
    vary: 'accept-encoding, cookie',
    etag,
  });
  if (asked.get('if-none-match') === etag) return new Response(null, { status: 304, headers });
  const body = Buffer.from(json);
  if (body.length < WORTH_PACKING) return new Response(body, { headers });
  if (isTaken(asked, 'br')) {
    headers.set('content-encoding', 'br');
    return new Response(new Uint8Array(await inBrotli(body, QUICK)), { headers });
  }
  if (isTaken(asked, 'gzip')) {
    headers.set('content-encoding', 'gzip');
    return new Response(new Uint8Array(await inGzip(body)), { headers });
  }
  return new Response(body, { headers });
};
