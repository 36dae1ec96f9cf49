/** Migration 4, over a database that has been used for events: marks stay and know of no phone, the door begins empty. */
import { expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { atVersion, bringTo, everyRow } from './atVersion.ts';

test('events and marks stay as they were, with no phone to them; doors, waves, phones and arrivals are there and empty', () => {
  const place = migrations.findIndex((step) => step.name === 'door');
  const db = atVersion(place);
  const event = db.prepare(
    `INSERT INTO event (id, title, starts_at, ends_at, registration, clocks, seq) VALUES (?, ?, '2026-09-04T18:00', '2026-09-04T20:00', 'list', 'c1', ?)`,
  );
  const mark = db.prepare(
    `INSERT INTO check_in (id, event_id, person_id, at, source, annulled_at, annul_reason, deleted_at, clocks, seq)
     VALUES (?, ?, ?, '2026-09-04T13:00:00.000Z', 'walkIn', ?, ?, ?, 'c2', ?)`,
  );
  for (const [n, text] of ['Кеш «Ғылым»', "O'Қыз \\ \n\t", ' '].entries()) {
    const when = n % 2 ? '2026-09-04T14:00:00.000Z' : null;
    event.run(`e${n}`, text, n);
    mark.run(`m${n}`, `e${n}`, `p ${text}`, when, when && text, when, 2 ** 53 - 1 - n);
  }
  const { check_in: marks = [], ...before } = everyRow(db);
  bringTo(db, place + 1);
  expect(everyRow(db)).toEqual({
    ...before,
    check_in: marks.map((row) => ({ ...Object(row), device: null, origin: null })),
    door: [],
    wave: [],
    device: [],
    arrival: [],
  });
});
