// One person before the camera is one arrival, however many frames show the code.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { GONE_MS, NOTHING_SIGHTED, sight } from './sighting.rules.ts';

/** The arrivals that a row of sightings makes. */
const arrivalsOf = (seen: readonly (readonly [text: string, atMs: number])[]): readonly string[] => {
  let sighted = NOTHING_SIGHTED;
  return seen.flatMap(([text, atMs]) => {
    const next = sight(sighted, text, atMs);
    sighted = next.sighted;
    return next.isArrival ? [text] : [];
  });
};

test('a code held for a minute arrives once', () => {
  expect(arrivalsOf(Array.from({ length: 600 }, (_, frame) => ['K7', frame * 100]))).toEqual(['K7']);
});

test('a code that was away arrives again', () => {
  expect(
    arrivalsOf([
      ['K7', 0],
      ['K7', GONE_MS - 1],
      ['K7', 2 * GONE_MS - 2],
    ]),
  ).toEqual(['K7']);
  expect(
    arrivalsOf([
      ['K7', 0],
      ['K7', GONE_MS],
    ]),
  ).toEqual(['K7', 'K7']);
});

test('two codes in one picture arrive once each, in any order of frames', () => {
  const frames = fc.array(fc.tuple(fc.constantFrom('K7', 'M2'), fc.integer({ min: 0, max: GONE_MS - 1 })));
  fc.assert(
    fc.property(frames, (row) => {
      let now = 0;
      const seen = row.map(([text, gap]) => [text, (now += Math.floor(gap / (row.length + 1)))] as const);
      const arrived = arrivalsOf(seen);
      expect(arrived.toSorted()).toEqual([...new Set(row.map(([text]) => text))].toSorted());
    }),
  );
});
