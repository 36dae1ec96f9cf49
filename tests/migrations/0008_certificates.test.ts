/** Migration 8, over a database that has been used for draws: its rows stay to the last letter, certificates begin empty. */
import { expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { atVersion, bringTo, everyRow } from './atVersion.ts';

test('draws stay as they were; templates, certificates, keys and pictures are there and empty', () => {
  const place = migrations.findIndex((step) => step.name === 'certificates');
  const db = atVersion(place);
  const draft = db.prepare(
    `INSERT INTO draw_draft (id, event_id, prizes, no_repeat_events, names, clocks, seq) VALUES (?, ?, ?, 0, 'full', 'c1', ?)`,
  );
  for (const [n, prize] of ['Ұтыс «кітап»', "O'Қыз \\ \n", ' '].entries())
    draft.run(`d${n}`, `e${n}`, JSON.stringify([prize]), n);
  const before = everyRow(db);
  bringTo(db, place + 1);
  expect(everyRow(db)).toEqual({
    ...before,
    certificate_template: [],
    certificate: [],
    certificate_revocation: [],
    issuer_key: [],
    certificate_settings: [],
    trusted_issuer: [],
    certificate_picture: [],
  });
});
