/** Migration 14, over a database that has been used for events: its rows stay to the last letter, the log of badges begins empty. */
import { expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { atVersion, bringTo, everyRow } from './atVersion.ts';

test('events and their marks stay as they were; the log of printed badges is there and empty', () => {
  const place = migrations.findIndex((step) => step.name === 'nameBadges');
  const db = atVersion(place);
  db.prepare(
    `INSERT INTO check_in (id, event_id, person_id, at, source, clocks, seq) VALUES ('m', 'e', 'p «Қыз» \\ ''', '2026-09-04T13:00:00.000Z', 'desk.scan', 'c', 1)`,
  ).run();
  const before = everyRow(db);
  bringTo(db, place + 1);
  expect(everyRow(db)).toEqual({ ...before, name_badge_print: [] });
});
