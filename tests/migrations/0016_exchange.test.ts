/** The step `exchange`, over a database with a club: its row stays to the last letter, and no other node is known yet. */
import { expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { atVersion, bringTo, everyRow } from './atVersion.ts';

test('what was there stays as it was; the tables for the exchange are there and empty', () => {
  const place = migrations.findIndex((step) => step.name === 'exchange');
  const db = atVersion(place);
  db.prepare(
    `INSERT INTO club (id, name, colour, clocks, seq) VALUES ('c', 'Ұлы «дала» клубы', 'lazur', 'c1', 1)`,
  ).run();
  const before = everyRow(db);
  bringTo(db, place + 1);
  expect(everyRow(db)).toEqual({ ...before, sync_peer: [], sync_origin: [] });
});
