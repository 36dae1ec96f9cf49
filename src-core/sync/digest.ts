import type { Reading } from '../store/index.ts';

/** Lines read at once. */
const PAGE = 50_000;

/**
 * A sum over the ids of all changes in the log, the same on every node that has the same changes in whatever order. It goes on from where
 * it was, so that asking again costs only what is new. It tells of loss, not of forgery.
 */
export function createDigest(reading: Reading): () => string {
  let seq = 0;
  let count = 0;
  let high = 0;
  let low = 0;
  return () => {
    for (;;) {
      const lines = reading.localRows<{ seq: number; hlc: string }>(
        'SELECT seq, hlc FROM change WHERE seq > ? ORDER BY seq LIMIT ?',
        seq,
        PAGE,
      );
      for (const line of lines) {
        const [a, b] = hash(line.hlc);
        high = (high + a) >>> 0;
        low = (low + b) >>> 0;
        seq = line.seq;
      }
      count += lines.length;
      if (lines.length < PAGE) return `${count}-${high.toString(36)}-${low.toString(36)}`;
    }
  };
}

/** Two halves of 32 bits: multiply and mix (the finalizer of MurmurHash3, Appleby 2011). */
function hash(text: string): readonly [number, number] {
  let a = 0x9e3779b9;
  let b = 0x85ebca6b;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 0xcc9e2d51);
    a = (a << 13) | (a >>> 19);
    b = Math.imul(b ^ code, 0x1b873593);
    b = (b << 15) | (b >>> 17);
  }
  return [mix(a), mix(b)];
}

function mix(bits: number): number {
  let mixed = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
