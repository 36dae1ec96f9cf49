import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openQueue } from './queue.ts';

const memoryOf = (text: string | null = null) => {
  let kept = text;
  return { read: () => kept, write: (next: string) => void (kept = next) };
};

test('codes wait in order, a code that waits is not taken twice, and a reload keeps them', () => {
  const memory = memoryOf();
  const queue = openQueue(memory);
  expect([queue.add('A', 1), queue.add('B', 2), queue.add('A', 3)]).toEqual([true, true, false]);
  const again = openQueue(memory);
  expect([again.count(), again.first()]).toEqual([2, { scan: 'A', atMs: 1, isOut: false }]);
  const first = again.first();
  if (first !== undefined) again.done(first);
  again.setLastTx('t1');
  const third = openQueue(memory);
  expect([third.count(), third.first(), third.lastTx()]).toEqual([
    1,
    { scan: 'B', atMs: 2, isOut: false },
    't1',
  ]);
});

test('whoever comes and goes while there is no connection waits twice, and the way is kept over a reload', () => {
  const memory = memoryOf();
  const queue = openQueue(memory);
  queue.add('A', 1);
  queue.setOut(true);
  expect(queue.add('A', 2)).toBe(true);
  const again = openQueue(memory);
  expect([again.isOut(), again.count()]).toEqual([true, 2]);
  const first = again.first();
  if (first !== undefined) again.done(first);
  expect(again.first()).toEqual({ scan: 'A', atMs: 2, isOut: true });
});

test('whatever stands in the memory, the page starts', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), fc.constant(null)), (text) => {
      const queue = openQueue(memoryOf(text));
      queue.add('A', 1);
      expect(queue.count()).toBeGreaterThan(0);
    }),
  );
});

test('a memory that refuses costs nothing but the reload', () => {
  const queue = openQueue({
    read: () => null,
    write: () => {
      throw new Error('QuotaExceededError');
    },
  });
  expect([queue.add('A', 1), queue.count()]).toEqual([true, 1]);
});
