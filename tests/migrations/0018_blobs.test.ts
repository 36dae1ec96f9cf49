/** The step `blobs`, over a database with a club: its row stays to the last letter, and no file is attached or noted yet. */
import { expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { atVersion, bringTo, everyRow } from './atVersion.ts';

test('what was there stays as it was; the tables for files beside the log are there and empty', () => {
  const place = migrations.findIndex((step) => step.name === 'blobs');
  const db = atVersion(place);
  db.prepare(
    `INSERT INTO club (id, name, colour, clocks, seq) VALUES ('c', 'Ұлы «дала» клубы', 'lazur', 'c1', 1)`,
  ).run();
  const before = everyRow(db);
  bringTo(db, place + 1);
  expect(everyRow(db)).toEqual({ ...before, attached_file: [], blob_note: [] });
});
