import { expect, test } from 'vitest';
import { clockDifference, isMoving, leading, toneOf } from './standing.rules.ts';

const link = (kind: 'relay' | 'laptop', problem: string | null, unsent = 0) => ({
  kind,
  problem,
  unsent,
  unreceived: null,
  isBusy: false,
  done: null,
});

test('the line speaks of the relay, and without one of the laptop that needs somebody', () => {
  const relay = link('relay', 'unreachable', 12);
  expect(leading([link('laptop', null), relay])).toBe(relay);
  const shutOut = link('laptop', 'revoked');
  expect(leading([link('laptop', 'unreachable'), link('laptop', null), shutOut])).toBe(shutOut);
  expect(leading([])).toBeUndefined();
});

test('a missing network is waited for, not called a fault', () => {
  expect(toneOf({ problem: 'unreachable' })).toBe('waiting');
  expect(toneOf({ problem: 'revoked' })).toBe('attention');
  expect(toneOf({ problem: null })).toBe('well');
});

test('a round is told only once it has moved something', () => {
  expect(isMoving({ ...link('relay', null), isBusy: true, done: { sent: 0, got: 0 } })).toBe(false);
  expect(isMoving({ ...link('relay', null), isBusy: true, done: { sent: 0, got: 400 } })).toBe(true);
});

test('clocks differ in the unit that people say', () => {
  expect(clockDifference(-40_000)).toBeNull();
  expect(clockDifference(5 * 60_000)).toEqual({ isAhead: true, unit: 'minutes', count: 5 });
  expect(clockDifference(-5 * 3_600_000)).toEqual({ isAhead: false, unit: 'hours', count: 5 });
  expect(clockDifference(30 * 86_400_000)).toEqual({ isAhead: true, unit: 'days', count: 30 });
});
