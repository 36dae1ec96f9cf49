/** Migration 12, over a database that has been used for events: every check-in stays, and a pair of person and event stays one. */
import { expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { atVersion, bringTo, everyRow } from './atVersion.ts';

test('check-ins stay as they are, and nobody comes twice to one event', () => {
  const place = migrations.findIndex((step) => step.name === 'fewer_pages');
  const db = atVersion(place);
  const mark = db.prepare(
    `INSERT INTO check_in (id, event_id, person_id, at, source, device, clocks, seq) VALUES (?, ?, ?, '2026-09-04T13:00:00.000Z', 'phone', ?, 'c1', 1)`,
  );
  mark.run('m1', 'e1', 'p1', 'aa');
  mark.run('m2', 'e2', 'p1', null);
  mark.run('m3', 'e1', 'p2', 'aa');
  const before = everyRow(db);
  bringTo(db, place + 1);
  expect(everyRow(db)).toEqual(before);
  const again = db.prepare(
    `INSERT INTO check_in (id, event_id, person_id, at, source, clocks, seq) VALUES ('m4', 'e1', 'p1', '2026-09-04T13:00:00.000Z', 'phone', 'c1', 1)`,
  );
  expect(() => again.run()).toThrow(/UNIQUE/);
});
