// A draw among 1,000 and 100,000 entrants, from the sorted list to the whole order (list hash, seed, ranks, sort), against one
// HMAC-SHA-256 for each entrant, which any such draw must compute.
import { createHmac } from 'node:crypto';
import { entrantCode, listHash, permutation, seedOf } from '../../src-core/draws/draw.hash.ts';
import { median, type BenchRow } from './bench.ts';

const SECRET = '5c'.repeat(32);
const PRIZES = ['Кружка', 'Кітап', 'Футболка'];

function timed(work: () => unknown, runs: number): number {
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const started = performance.now();
    work();
    times.push(performance.now() - started);
  }
  return median(times);
}

function row(count: number, runs: number): BenchRow {
  const codes = Array.from({ length: count }, (_, n) => entrantCode('event', `person ${n}`)).toSorted();
  const draw = () => {
    const hash = listHash(codes);
    return permutation(seedOf(SECRET, { listHash: hash, hallInput: '4 2 6', prizes: PRIZES }), codes);
  };
  const key = Buffer.from(SECRET, 'hex');
  const reference = () => {
    for (const code of codes) createHmac('sha256', key).update(code).digest();
  };
  draw();
  reference();
  const ours = timed(draw, runs);
  const theirs = timed(reference, runs);
  const ratio = ours / theirs;
  return {
    work: `draw among ${count.toLocaleString('en')}`,
    ours: `${ours.toFixed(1)} ms`,
    reference: `${theirs.toFixed(1)} ms`,
    referenceWas: 'one HMAC-SHA-256 each',
    ratio,
    aim: '≤ 2',
    ok: ratio <= 2,
  };
}

/** The rows of the benchmark table about draws. */
export function drawsBench(): Promise<BenchRow[]> {
  return Promise.resolve([row(1000, 41), row(100_000, 7)]);
}
