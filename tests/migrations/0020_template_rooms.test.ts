/** The step `template_rooms`, over a database with a template of events: it keeps every cell and has no rooms yet. */
import { expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { atVersion, bringTo, everyRow } from './atVersion.ts';

test('a template stays as it was and has no rooms yet', () => {
  const place = migrations.findIndex((step) => step.name === 'template_rooms');
  const db = atVersion(place);
  db.prepare(
    `INSERT INTO event_template (id, name, title_pattern, start_time, duration_minutes, registration, clocks, seq)
     VALUES ('t', 'Митап «Дала»', 'Митап {date}', '18:00', 120, 'open', 'c', 1)`,
  ).run();
  const before = everyRow(db);
  bringTo(db, place + 1);
  expect(everyRow(db)).toEqual({
    ...before,
    event_template: before['event_template']?.map((row) => ({ ...Object(row), rooms: null })),
  });
});
