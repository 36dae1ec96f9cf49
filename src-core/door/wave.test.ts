/** Holds: on time and late follow from the clock of each showing; early is never late. */
import { expect, test } from 'vitest';
import { gateAt, openWaveAt, timingOf } from './wave.rules.ts';

const MINUTE = 60_000;
const START = Date.UTC(2026, 8, 4, 13);
const wave = (number: number, opened: number, closed: number | null, late: number | null) => ({
  number,
  openedMs: START + opened * MINUTE,
  closedMs: closed === null ? null : START + closed * MINUTE,
  lateAfterMinutes: late,
});
const WAVES = [wave(1, -20, 15, 10), wave(2, 40, 50, 0), wave(3, 90, null, null)];

test.each([
  [-30, null, false],
  [-5, 1, false],
  [10, 1, false],
  [10.1, 1, true],
  // Marked at the desk between two showings: by the clock of the one before.
  [30, 1, true],
  [41, 2, true],
  [95, 3, false],
] as const)('a mark %s minutes after the start is of wave %s, late: %s', (minutes, number, isLate) => {
  expect(timingOf(START + minutes * MINUTE, WAVES, START)).toEqual({ wave: number, isLate });
});

test('without a showing nobody is late', () => {
  expect(timingOf(START + 300 * MINUTE, [], START)).toEqual({ wave: null, isLate: false });
});

test('a wave is open from its opening until just before its end', () => {
  const open = (minutes: number) => openWaveAt(START + minutes * MINUTE, WAVES)?.number;
  expect([-21, -20, 14.9, 15, 45, 60, 500].map(open)).toEqual([undefined, 1, 1, undefined, 2, undefined, 3]);
});

test('a moment leads where the last wave before it did, also after it has closed', () => {
  const gate = { listId: null, sectionId: 'a' };
  const spans = [
    { number: 1, openedMs: 0, closedMs: 10, lateAfterMinutes: null, gate },
    { number: 2, openedMs: 20, closedMs: null, lateAfterMinutes: null },
  ];
  expect([-1, 5, 15, 25].map((at) => gateAt(at, spans))).toEqual([undefined, gate, gate, undefined]);
});
