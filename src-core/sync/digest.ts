import type { ServedLog } from './served.ts';

/** Lines read at once. */
const PAGE = 50_000;
/** Sums that are remembered: many who are at work at once ask for the same few lines. */
const MOST_KEPT = 64;

type Sum = { readonly count: number; readonly high: number; readonly low: number };
const NOTHING: Sum = { count: 0, high: 0, low: 0 };

/**
 * A sum over the ids of all changes up to a line, the same on every node that has the same changes in whatever order. It goes on from
 * where it was, so that asking again costs only what is new. It tells of loss, not of forgery.
 */
export function createDigest(log: Pick<ServedLog, 'ids'>): (upTo: number) => Promise<string> {
  let reached = 0;
  let sum = NOTHING;
  let turn: Promise<unknown> = Promise.resolve();

  const texts = new Map<number, string>();

  const sumAt = async (upTo: number): Promise<string> => {
    const known = texts.get(upTo);
    if (known !== undefined) return known;
    const text = textOf(await reach(upTo));
    texts.set(upTo, text);
    const [oldest] = texts.keys();
    if (texts.size > MOST_KEPT && oldest !== undefined) texts.delete(oldest);
    return text;
  };

  const reach = async (upTo: number): Promise<Sum> => {
    // Somebody who asks for an earlier line than the one before him gets the later ones taken off.
    if (upTo < reached) return joined(sum, await sumOf(log, upTo, reached), -1);
    sum = joined(sum, await sumOf(log, reached, upTo), 1);
    reached = upTo;
    return sum;
  };

  return (upTo) => {
    const mine = turn.then(() => sumAt(upTo));
    turn = mine.catch(() => undefined);
    return mine;
  };
}

async function sumOf(log: Pick<ServedLog, 'ids'>, after: number, upTo: number): Promise<Sum> {
  let from = after;
  let [count, high, low] = [0, 0, 0];
  for (;;) {
    const lines = await log.ids(from, upTo, PAGE);
    for (const { seq, hlc } of lines) {
      const [a, b] = hash(hlc);
      high = (high + a) >>> 0;
      low = (low + b) >>> 0;
      from = seq;
    }
    count += lines.length;
    if (lines.length < PAGE) return { count, high, low };
  }
}

const joined = (a: Sum, b: Sum, sign: 1 | -1): Sum => ({
  count: a.count + sign * b.count,
  high: (a.high + sign * b.high) >>> 0,
  low: (a.low + sign * b.low) >>> 0,
});

const textOf = ({ count, high, low }: Sum): string => `${count}-${high.toString(36)}-${low.toString(36)}`;

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
