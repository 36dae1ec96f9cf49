/** Migration 11, over a database that has been used at the door: its rows stay to the last letter, tablets begin empty. */
import { expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { atVersion, bringTo, everyRow } from './atVersion.ts';

test('marks stay as they were; tablets are there and empty', () => {
  const place = migrations.findIndex((step) => step.name === 'tablets');
  const db = atVersion(place);
  const mark = db.prepare(
    `INSERT INTO check_in (id, event_id, person_id, at, source, device, origin, clocks, seq) VALUES (?, 'e', ?, '2026-09-04T13:00:00.000Z', 'phone', 'd', 'o', 'c2', ?)`,
  );
  for (const [n, person] of ['Ұлы «таңба»', "O'Қыз \\ \n", ' '].entries()) mark.run(`m${n}`, person, n);
  const before = everyRow(db);
  bringTo(db, place + 1);
  expect(everyRow(db)).toEqual({ ...before, tablet: [] });
});
