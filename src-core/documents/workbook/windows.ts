import { refuse } from './refusal.ts';
import type { Tally } from './tally.ts';
import { asUtf8, encodingOf } from './xml.ts';

/** No row, string or tail of a sheet is as long as this. */
const MAX_WAITING_BYTES = 64 * 1024 * 1024;

/**
 * Feeds a scanner with a part that arrives in pieces. `scan` gets all bytes it has not consumed yet and says how many it has;
 * one that needs more before it can go on is asked again only when its bytes have doubled, so that no input makes this quadratic.
 */
export async function scanInWindows(
  pieces: AsyncIterable<Buffer>,
  scan: (bytes: Buffer, isLast: boolean) => number,
  tally: Tally,
): Promise<void> {
  let rest: Buffer[] = [];
  let restBytes = 0;
  let wanted = 0;
  let isForeign: boolean | undefined;
  for await (const piece of pieces) {
    tally.stopIfAborted();
    isForeign ??= encodingOf(piece) !== 'utf-8';
    rest.push(piece);
    restBytes += piece.length;
    if (restBytes > MAX_WAITING_BYTES) refuse('too-large', { megabytes: Math.ceil(restBytes / 2 ** 20) });
    if (isForeign || restBytes < wanted) continue;
    const bytes = join(rest);
    const consumed = scan(bytes, false);
    rest = consumed < bytes.length ? [bytes.subarray(consumed)] : [];
    restBytes = bytes.length - consumed;
    wanted = consumed === 0 ? restBytes * 2 : 0;
  }
  const last = join(rest);
  scan(isForeign ? asUtf8(last) : last, true);
}

function join(buffers: readonly Buffer[]): Buffer {
  const [only] = buffers;
  return buffers.length === 1 && only ? only : Buffer.concat(buffers);
}
