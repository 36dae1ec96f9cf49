/** Migration 5, over a database that has been used for events: its rows stay to the last letter, draws begin empty. */
import { expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { atVersion, bringTo, everyRow } from './atVersion.ts';

test('events and their marks stay as they were; drafts, draws and what follows them are there and empty', () => {
  const place = migrations.findIndex((step) => step.name === 'draws');
  const db = atVersion(place);
  const event = db.prepare(
    `INSERT INTO event (id, title, starts_at, ends_at, registration, clocks, seq) VALUES (?, ?, '2026-09-04T18:00', '2026-09-04T20:00', 'open', 'c1', ?)`,
  );
  const mark = db.prepare(
    `INSERT INTO check_in (id, event_id, person_id, at, source, clocks, seq) VALUES (?, ?, ?, '2026-09-04T13:00:00.000Z', 'desk.scan', 'c2', ?)`,
  );
  for (const [n, title] of ['Ұтыс «ойыны»', "O'Қыз \\ \n", ' '].entries()) {
    event.run(`e${n}`, title, n);
    mark.run(`m${n}`, `e${n}`, `p ${title}`, 100 + n);
  }
  const before = everyRow(db);
  bringTo(db, place + 1);
  expect(everyRow(db)).toEqual({
    ...before,
    draw_draft: [],
    draw: [],
    draw_hall_input: [],
    draw_opening: [],
    draw_turn: [],
    draw_abandonment: [],
    draw_secret: [],
  });
});
