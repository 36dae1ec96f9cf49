/** Holds: whatever was noted about a person's coming and going, the stays that count overlap nowhere and fit in the event. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countedStays, currentStay, hoursAndMinutes } from './stay.rules.ts';
import type { NotedStay, Span } from './stay.rules.ts';

const HOUR = 3_600_000;
const event = { startMs: 0, endMs: 2 * HOUR };
const at = fc.integer({ min: -HOUR, max: 4 * HOUR });
const stay: fc.Arbitrary<NotedStay> = fc.record({
  sectionId: fc.constantFrom(null, 'a', 'b', 'c'),
  enteredMs: at,
  leftMs: fc.option(at),
});
const stays = fc.array(stay, { maxLength: 12 });
const timeOnSite = (all: readonly NotedStay[], span: Span, nowMs: number): number =>
  countedStays(all, span, nowMs).reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
const noted = (sectionId: string | null, enteredMs: number, leftMs: number | null): NotedStay => ({
  sectionId,
  enteredMs,
  leftMs,
});

describe('the stays that count', () => {
  test('overlap nowhere, are never negative and lie within the event', () => {
    fc.assert(
      fc.property(stays, at, (all, nowMs) => {
        let last = event.startMs;
        for (const { fromMs, toMs } of countedStays(all, event, nowMs)) {
          expect(fromMs).toBeGreaterThanOrEqual(last);
          expect(toMs).toBeGreaterThan(fromMs);
          last = toMs;
        }
        expect(last).toBeLessThanOrEqual(event.endMs);
        expect(timeOnSite(all, event, nowMs)).toBeLessThanOrEqual(event.endMs - event.startMs);
      }),
    );
  });

  test('are the same in whatever order they were noted', () => {
    fc.assert(
      fc.property(
        stays.chain((all) =>
          fc.tuple(
            fc.constant(all),
            fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
          ),
        ),
        ([all, shuffled]) => {
          expect(timeOnSite(shuffled, event, HOUR)).toBe(timeOnSite(all, event, HOUR));
        },
      ),
    );
  });

  test('never count more as time goes back', () => {
    fc.assert(
      fc.property(stays, at, at, (all, one, other) => {
        expect(timeOnSite(all, event, Math.min(one, other))).toBeLessThanOrEqual(
          timeOnSite(all, event, Math.max(one, other)),
        );
      }),
    );
  });

  test('of one who moved join without a gap', () => {
    const moved = [noted('a', 10, 100), noted('b', 100, 300), noted('a', 300, null)];
    expect(countedStays(moved, event, 500)).toEqual([
      { sectionId: 'a', fromMs: 10, toMs: 100 },
      { sectionId: 'b', fromMs: 100, toMs: 300 },
      { sectionId: 'a', fromMs: 300, toMs: 500 },
    ]);
  });

  test('end where the next begins, where two desks have left both open', () => {
    const both = [noted('a', 0, null), noted('b', HOUR, null)];
    expect(countedStays(both, event, 9 * HOUR)).toEqual([
      { sectionId: 'a', fromMs: 0, toMs: HOUR },
      { sectionId: 'b', fromMs: HOUR, toMs: 2 * HOUR },
    ]);
  });

  test('leave out one that a clock set back has turned around, and it cuts no other', () => {
    const jumped = [noted('a', HOUR, HOUR / 2), noted('b', HOUR / 2, null)];
    expect(timeOnSite(jumped, event, 3 * HOUR)).toBe(1.5 * HOUR);
  });

  test('end with the event, where nobody checked out', () => {
    expect(timeOnSite([noted(null, HOUR, null)], event, 99 * HOUR)).toBe(HOUR);
    expect(timeOnSite([noted(null, -HOUR, null)], event, HOUR / 2)).toBe(HOUR / 2);
  });
});

test('a person is where they went last, and nowhere once they have left', () => {
  expect(currentStay([noted('a', 0, null), noted('b', 5, null)])?.sectionId).toBe('b');
  expect(currentStay([noted('b', 5, null), noted('a', 0, null)])?.sectionId).toBe('b');
  expect(currentStay([noted('a', 0, 3)])).toBeUndefined();
});

test('a duration is told in hours and whole minutes', () => {
  expect([0, 59_999, 60_000, 65 * 60_000, 25 * HOUR].map(hoursAndMinutes)).toEqual([
    '0:00',
    '0:00',
    '0:01',
    '1:05',
    '25:00',
  ]);
});
