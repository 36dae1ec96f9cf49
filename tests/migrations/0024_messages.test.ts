/** The step `messages`, over a database with an event: its row stays to the last letter; nothing is planned, queued or sent yet. */
import { expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { atVersion, bringTo, everyRow } from './atVersion.ts';

test('what was there stays as it was; the tables of messages are there and empty', () => {
  const place = migrations.findIndex((step) => step.name === 'messages');
  const db = atVersion(place);
  db.prepare(
    `INSERT INTO event (id, title, starts_at, ends_at, registration, clocks, seq) VALUES ('e', 'Митап «Қыз» \\ ''', '2026-09-04T18:00', '2026-09-04T20:00', 'open', 'c', 1)`,
  ).run();
  const before = everyRow(db);
  bringTo(db, place + 1);
  expect(everyRow(db)).toEqual({
    ...before,
    message: [],
    delivery: [],
    message_settings: [],
    post_channel: [],
    channel_post: [],
    outbox: [],
    message_expanded: [],
    post_claim: [],
    outbox_turn: [],
    outbox_restored: [],
  });
});
