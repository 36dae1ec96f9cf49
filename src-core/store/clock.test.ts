/**
 * Holds: a node's readings only go up whatever its wall clock does, comparing two readings as text compares them in
 * time, and what a node writes after it has seen a reading sorts after that reading. Wall time is a list of numbers here.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CLOCK_START,
  clockOfCell,
  formatCellClocks,
  formatHlc,
  observe,
  parseCellClocks,
  parseHlc,
  tick,
} from './clock.ts';
import type { ClockState, Hlc } from './clock.ts';

const LAST_DATE = 8_640_000_000_000_000;
const wallTime = fc.oneof(
  fc.integer({ min: Date.UTC(2020), max: Date.UTC(2040) }),
  fc.integer({ min: -LAST_DATE, max: LAST_DATE }),
  fc.constantFrom(0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, LAST_DATE),
);
const node = fc.stringMatching(/^[0-9a-z]{8}$/);
const state = fc.record({
  ms: fc.integer({ min: 0, max: Date.UTC(2200) }),
  counter: fc.integer({ min: 0, max: 36 ** 4 - 1 }),
});
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

describe('one node', () => {
  test('its readings only go up, whatever the wall clock does', () => {
    fc.assert(
      fc.property(fc.array(wallTime, { minLength: 1, maxLength: 60 }), node, (times, name) => {
        let now: ClockState = CLOCK_START;
        let last = '';
        for (const time of times) {
          now = tick(now, time);
          const reading = formatHlc(now, name);
          expect(reading > last, `${reading} after ${last}`).toBe(true);
          expect(parseHlc(reading)).toEqual({ ...now, node: name });
          last = reading;
        }
      }),
    );
  });

  test('a wall clock that runs on is followed to the millisecond', () => {
    const morning = tick(CLOCK_START, Date.UTC(2026, 8, 1, 9));
    expect(tick(morning, Date.UTC(2026, 8, 1, 10))).toEqual({ ms: Date.UTC(2026, 8, 1, 10), counter: 0 });
  });

  test('a full counter goes over into the next millisecond', () => {
    expect(tick({ ms: 1000, counter: 36 ** 4 - 1 }, 1000)).toEqual({ ms: 1001, counter: 0 });
  });
});

describe('two nodes', () => {
  test('text order is the order of time, then of the counter', () => {
    fc.assert(
      fc.property(state, state, node, (a, b, name) => {
        const inTime = a.ms - b.ms || a.counter - b.counter;
        expect(byText(formatHlc(a, name), formatHlc(b, name))).toBe(Math.sign(inTime));
      }),
    );
  });

  test("what is written after a reading was seen sorts after it, and after all of one's own", () => {
    fc.assert(
      fc.property(state, node, state, node, wallTime, (mine, me, theirs, them, now) => {
        const seen = formatHlc(theirs, them);
        const next = formatHlc(observe(mine, seen, now), me);
        expect(next > seen).toBe(true);
        expect(next > formatHlc(mine, me)).toBe(true);
      }),
    );
  });
});

describe('the text', () => {
  test('anything that no clock wrote is refused', () => {
    for (const text of [
      '',
      'now',
      '2026-09-01T12:00:00Z',
      '00mf5k2q8-0000-',
      '00MF5K2Q8-0000-aaaaaaaa',
      '00mf5k2q8-0000-a b',
    ]) {
      expect(() => parseHlc(text)).toThrow(RangeError);
    }
  });

  test("the clocks of a row come back as they were written, and a cell without its own has the row's", () => {
    const hlc = fc.tuple(state, node).map(([at, name]): Hlc => formatHlc(at, name));
    const column = fc.stringMatching(/^[a-z_]{1,20}$/);
    fc.assert(
      fc.property(hlc, fc.array(fc.tuple(column, hlc), { maxLength: 8 }), (row, later) => {
        const cells = new Map(later);
        const read = parseCellClocks(formatCellClocks({ row, cells }));
        expect(read).toEqual({ row, cells });
        expect(clockOfCell(read, 'Never written since')).toBe(row);
        for (const [name, at] of cells) expect(clockOfCell(read, name)).toBe(at);
      }),
    );
  });
});
