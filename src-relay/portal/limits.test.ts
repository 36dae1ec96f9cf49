import { expect, test } from 'vitest';
import { createBucket } from './limits.ts';

test('lets through what may come at once, then one for each step of time, to each key alone', () => {
  let nowMs = 1_000_000;
  const bucket = createBucket({ most: 3, everyMs: 1000, now: () => nowMs });
  expect([1, 2, 3].map(() => bucket.take('a'))).toEqual([0, 0, 0]);
  expect(bucket.take('a')).toBe(1000);
  expect(bucket.look('b')).toBe(0);
  nowMs += 1000;
  expect([bucket.take('a'), bucket.take('a')]).toEqual([0, 1000]);
  nowMs += 60_000;
  expect([1, 2, 3].map(() => bucket.take('a'))).toEqual([0, 0, 0]);
});
