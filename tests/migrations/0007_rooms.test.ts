/** Migration 7, over a database that has been used for events: they have no rooms and no way out until somebody says so. */
import { expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { atVersion, bringTo, everyRow } from './atVersion.ts';

test('events stay to the last letter; sections, lists, seats and stays are there and empty', () => {
  const place = migrations.findIndex((step) => step.name === 'rooms');
  const db = atVersion(place);
  const event = db.prepare(
    `INSERT INTO event (id, title, starts_at, ends_at, registration, clocks, seq) VALUES (?, ?, '2026-09-04T18:00', '2026-09-04T20:00', 'open', 'c1', ?)`,
  );
  for (const [n, title] of ['Митап «Қыс»', "O'Neil \\ \n"].entries()) event.run(`e${n}`, title, n);
  const before = everyRow(db);
  bringTo(db, place + 1);
  expect(everyRow(db)).toEqual({
    ...before,
    event: before['event']?.map((row) => ({ ...Object(row), has_rooms: null, has_check_out: null })),
    section: [],
    entry_list: [],
    seat: [],
    stay: [],
  });
});
