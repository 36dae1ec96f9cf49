/** The step `laptops`, over a database that keeps something aside: that stays to the last letter, laptops begin empty. */
import { expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { atVersion, bringTo, everyRow } from './atVersion.ts';

test('what was kept aside stays as it was; laptops and invitations are there and empty', () => {
  const place = migrations.findIndex((step) => step.name === 'laptops');
  const db = atVersion(place);
  const keep = db.prepare(
    `INSERT INTO quarantine (hlc, table_name, row_id, schema, reason, at, change) VALUES (?, 'club', 'c', 9, 'newer', '2026-09-01', ?)`,
  );
  for (const [n, change] of ['{"patch":"{\\"name\\":\\"Ұлы «дала»\\"}"}', "O'Қыз \\ \n", ' '].entries())
    keep.run(`h${n}`, change);
  const before = everyRow(db);
  bringTo(db, place + 1);
  const kept = before['quarantine']?.map((row) => ({ ...(row as object), brought_by: null }));
  expect(everyRow(db)).toEqual({
    ...before,
    quarantine: kept,
    laptop: [],
    laptop_invitation: [],
    laptop_seen: [],
  });
});
