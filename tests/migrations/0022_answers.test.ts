/** The step `answers`, over a database with an event and a template: their rows stay, and neither asks or tells anything by itself yet. */
import { expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { atVersion, bringTo, everyRow } from './atVersion.ts';

test('what was there stays as it was; nobody has answered, nobody waits, nothing is planned', () => {
  const place = migrations.findIndex((step) => step.name === 'answers');
  const db = atVersion(place);
  db.exec(
    `INSERT INTO event (id, title, starts_at, ends_at, registration, clocks, seq) VALUES ('e', 'Митап «Қыз»', '2026-09-04T18:00', '2026-09-04T20:00', 'open', 'c', 1);
     INSERT INTO event_template (id, name, title_pattern, start_time, duration_minutes, registration, clocks, seq) VALUES ('t', 'Митап', 'Митап {n}', '18:00', 120, 'open', 'c', 2)`,
  );
  const before = everyRow(db);
  bringTo(db, place + 1);
  const planless = (rows: readonly unknown[] = []) => rows.map((row) => ({ ...Object(row), plan: null }));
  expect(everyRow(db)).toEqual({
    ...before,
    event: planless(before['event']),
    event_template: planless(before['event_template']),
    rsvp_answer: [],
    waitlist_entry: [],
  });
});
