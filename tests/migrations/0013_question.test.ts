/** Migration 13, over showings of a code that asked nothing: they stay as they were and still ask nothing. */
import { expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { atVersion, bringTo, everyRow } from './atVersion.ts';

test('earlier showings stay as they were and ask nothing', () => {
  const place = migrations.findIndex((step) => step.name === 'question');
  const db = atVersion(place);
  const wave = db.prepare(
    `INSERT INTO wave (id, event_id, number, opened_at, closed_at, late_after_minutes, clocks, seq) VALUES (?, 'e', ?, '2026-09-04T13:00:00.000Z', ?, ?, 'c', ?)`,
  );
  wave.run('w1', 1, '2026-09-04T13:20:00.000Z', 10, 1);
  wave.run('w2', 2, null, null, 2);
  const before = everyRow(db);
  bringTo(db, place + 1);
  expect(everyRow(db)).toEqual({
    ...before,
    wave: (before['wave'] ?? []).map((row) => ({ ...Object(row), question: null, answers: null })),
  });
});
