import { expect, test } from 'vitest';
import { PARTS, phaseOf } from './eventPhase.rules.ts';

const event = { starts_at: '2026-01-16T18:00', ends_at: '2026-01-16T20:00' };

test('an evening begins two hours before its event and is over with it', () => {
  expect(phaseOf(event, '2026-01-16T15:59')).toBe('before');
  expect(phaseOf(event, '2026-01-16T16:00')).toBe('during');
  expect(phaseOf(event, '2026-01-16T19:59')).toBe('during');
  expect(phaseOf(event, '2026-01-16T20:00')).toBe('after');
});

test('every phase has every part once', () => {
  const parts = [...PARTS.before].toSorted();
  expect(new Set(parts).size).toBe(parts.length);
  for (const phase of ['during', 'after'] as const) expect([...PARTS[phase]].toSorted()).toEqual(parts);
});
