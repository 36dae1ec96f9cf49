/** Holds: how long a place is held, and whose turn it is. */
import { describe, expect, test } from 'vitest';
import { freePlaces, nextInLine, offerUntil, placeInLine } from './waitlist.rules.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;

describe('a place is held', () => {
  const held = (clock: string, hoursLeft: number) => offerUntil(0, hoursLeft * HOUR, clock) / MINUTE;
  test.each([
    ['two hours on a usual day', '14:00', 72, 120],
    ['half of what is left near the start', '16:00', 2, 60],
    ['ten minutes at least', '17:50', 0.2, 10],
    ['never beyond the start', '17:55', 0.1, 6],
    ['from the evening until two hours into the morning', '23:30', 72, 8.5 * 60 + 120],
    ['from the night until two hours into the morning', '03:00', 72, 5 * 60 + 120],
    ['not until the morning where the event is before it', '23:00', 4, 120],
  ])('%s', (_what, clock, hoursLeft, minutes) => {
    expect(held(clock, hoursLeft)).toBeCloseTo(minutes, 5);
  });
});

test('a held place is not free, and a lapsed offer holds none', () => {
  const queue = [
    { personId: 'held', offerUntilMs: 100 },
    { personId: 'lapsed', offerUntilMs: 50 },
    { personId: 'first', offerUntilMs: null },
    { personId: 'second', offerUntilMs: null },
  ];
  expect(freePlaces({ capacity: 10, taken: 7 }, queue, 60)).toBe(2);
  expect(freePlaces({ capacity: 5, taken: 7 }, queue, 60)).toBe(0);
  expect(nextInLine(queue, 1).map(({ personId }) => personId)).toEqual(['first']);
  expect(['held', 'lapsed', 'first', 'second', 'nobody'].map((id) => placeInLine(queue, id, 60))).toEqual([
    1,
    undefined,
    1,
    2,
    undefined,
  ]);
});
