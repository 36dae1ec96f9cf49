import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expired, type Dated } from './retention.rules.ts';

const END = Date.parse('2026-11-20T18:00:00Z');
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

const at = (ms: number): Dated => ({ name: String(ms), at: new Date(ms).toISOString() });
const every = (step: number, count: number): readonly Dated[] =>
  Array.from({ length: count }, (_, index) => at(END - index * step));

const keptOf = (backups: readonly Dated[]): readonly string[] => {
  const gone = new Set(expired(backups));
  return backups.filter((backup) => !gone.has(backup)).map((backup) => backup.at.slice(0, 16));
};

test('the last twelve stay, however close together', () => {
  expect(keptOf(every(MINUTE, 12))).toHaveLength(12);
  expect(keptOf(every(MINUTE, 40))).toHaveLength(12);
});

test('of a month with a backup every half-hour, each of the last 14 days keeps its newest', () => {
  const kept = keptOf(every(30 * MINUTE, 30 * 48));
  const days = kept.filter((time) => time.endsWith('T23:30'));
  // Thirteen whole days, two Sundays and the end of a month behind them.
  expect(days).toHaveLength(13 + 2 + 1);
  expect(kept).toContain('2026-11-07T23:30');
});

test('of two years with a backup a day, 8 weeks and 12 months are left behind the days', () => {
  const kept = keptOf(every(DAY, 730));
  expect(new Set(kept.map((time) => time.slice(0, 7))).size).toBe(12);
  expect(kept).toContain('2025-12-31T18:00');
  expect(kept).toHaveLength(14 + 6 + 10);
});

test('the newest is never removed, and what is removed stays removed', () => {
  const backups = fc.uniqueArray(fc.integer({ min: 0, max: 900 * 1440 }), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(backups, (minutes) => {
      const all = minutes.map((count) => at(END - count * MINUTE));
      const gone = new Set(expired(all));
      const rest = all.filter((backup) => !gone.has(backup));
      const newest = all.toSorted((left, right) => (left.at < right.at ? 1 : -1))[0];
      expect(rest).toContain(newest);
      expect(rest.length).toBeGreaterThanOrEqual(Math.min(12, all.length));
      expect(rest.length).toBeLessThanOrEqual(12 + 14 + 8 + 12);
      expect(expired(rest)).toEqual([]);
    }),
  );
});
