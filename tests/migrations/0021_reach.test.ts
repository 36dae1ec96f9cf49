/** The step `reach`, over a database with a person: the card stays to the last letter, and nobody's phone is linked yet. */
import { expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { atVersion, bringTo, everyRow } from './atVersion.ts';

test('what was there stays as it was; the tables of reach are there and empty', () => {
  const place = migrations.findIndex((step) => step.name === 'reach');
  const db = atVersion(place);
  db.prepare(
    `INSERT INTO person (id, given_name, kind, status, code, clocks, seq) VALUES ('p', 'Қыз \\ ''', 'student', 'active', 'c0de', 'c', 1)`,
  ).run();
  const before = everyRow(db);
  bringTo(db, place + 1);
  expect(everyRow(db)).toEqual({
    ...before,
    contact: [],
    guardianship: [],
    link_code: [],
    member_profile: [],
    bot_account: [],
    member_session: [],
    telegram_update: [],
    telegram_chat: [],
    telegram_card: [],
    telegram_follow: [],
  });
});
