/** Migration 15, over a database that has been used for events: showings of the code lead to the event as a whole, as they did. */
import { expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { atVersion, bringTo, everyRow } from './atVersion.ts';

test('showings stay as they are and lead to no list and no section', () => {
  const place = migrations.findIndex((step) => step.name === 'wave_gate');
  const db = atVersion(place);
  const wave = db.prepare(
    `INSERT INTO wave (id, event_id, number, opened_at, closed_at, clocks, seq) VALUES (?, 'e1', ?, '2026-09-04T13:00:00.000Z', ?, 'c1', ?)`,
  );
  wave.run('w1', 1, '2026-09-04T13:20:00.000Z', 1);
  wave.run('w2', 2, null, 2);
  const before = everyRow(db);
  bringTo(db, place + 1);
  expect(everyRow(db)).toEqual({
    ...before,
    wave: before['wave']?.map((row) => ({ ...Object(row), list_id: null, section_id: null })),
  });
});
