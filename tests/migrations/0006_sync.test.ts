/** The step `sync`, over a database with a draw: its rows stay to the last letter, and nothing is kept aside or in conflict. */
import { expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { atVersion, bringTo, everyRow } from './atVersion.ts';

test('what was there stays as it was; the tables for several laptops are there and empty', () => {
  const place = migrations.findIndex((step) => step.name === 'sync');
  const db = atVersion(place);
  db.prepare(`INSERT INTO draw_secret (draw, secret) VALUES ('d', 'Құпия \\ "x"')`).run();
  db.prepare(
    `INSERT INTO club (id, name, colour, clocks, seq) VALUES ('c', 'Ұлы «дала» клубы', 'lazur', 'c1', 1)`,
  ).run();
  const before = everyRow(db);
  bringTo(db, place + 1);
  expect(everyRow(db)).toEqual({ ...before, quarantine: [], conflict: [], settlement: [] });
});
