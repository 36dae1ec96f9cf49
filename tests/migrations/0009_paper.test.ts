/** Migration 9, over a database that has been used for events: its rows stay to the last letter, paper rosters begin empty. */
import { expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { atVersion, bringTo, everyRow } from './atVersion.ts';

test('events and their marks stay as they were, and no line has been printed', () => {
  const place = migrations.findIndex((step) => step.name === 'paper');
  const db = atVersion(place);
  const event = db.prepare(
    `INSERT INTO event (id, title, starts_at, ends_at, registration, clocks, seq) VALUES (?, ?, '2026-09-04T18:00', '2026-09-04T20:00', 'list', 'c1', ?)`,
  );
  const mark = db.prepare(
    `INSERT INTO check_in (id, event_id, person_id, at, source, clocks, seq) VALUES (?, ?, ?, '2026-09-04T13:00:00.000Z', 'phone', 'c2', ?)`,
  );
  for (const [n, title] of ['Қағаз «тізім»', "O'Қыз \\ \n", ' '].entries()) {
    event.run(`e${n}`, title, n);
    mark.run(`m${n}`, `e${n}`, `p ${title}`, 100 + n);
  }
  const before = everyRow(db);
  bringTo(db, place + 1);
  expect(everyRow(db)).toEqual({ ...before, paper_line: [] });
});
