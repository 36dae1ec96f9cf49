/** The step `forms`: what was there stays, and the tables of forms and their answers are there and empty. */
import { expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { atVersion, bringTo, everyRow } from './atVersion.ts';

test('what was there stays as it was; forms, answers and those that wait are there and empty', () => {
  const place = migrations.findIndex((step) => step.name === 'forms');
  const db = atVersion(place);
  db.prepare(
    `INSERT INTO event (id, title, starts_at, ends_at, registration, clocks, seq) VALUES ('e', 'Митап «Қыз» \\ ''', '2026-09-04T18:00', '2026-09-04T20:00', 'open', 'c', 1)`,
  ).run();
  const before = everyRow(db);
  bringTo(db, place + 1);
  const names = ['form', 'form_version', 'form_use', 'form_answer', 'form_answered', 'form_answers_waiting'];
  expect(everyRow(db)).toEqual({ ...before, ...Object.fromEntries(names.map((name) => [name, []])) });
});
