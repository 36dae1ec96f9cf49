/** Migration 1, from an empty file: the log, the organisation and the accounts, with nothing in them. */
import { expect, test } from 'vitest';
import { atVersion, bringTo, everyRow } from './atVersion.ts';

test('an empty file gets the log, the organisation and the accounts, all empty', () => {
  const db = atVersion(0);
  expect(everyRow(db)).toEqual({});
  bringTo(db, 1);
  expect(everyRow(db)).toEqual({ account: [], action: [], change: [], meta: [], organisation: [] });
});

test('the number of a change is given by its place in the log, and no clock stands in it twice', () => {
  const db = atVersion(1);
  const append = db.prepare(
    `INSERT INTO change (hlc, tx, node, actor, table_name, row_id, kind, patch, base, schema) VALUES (?, 't', 'n', 'a', 'account', 'r', 'insert', '{}', NULL, 1)`,
  );
  expect(append.run('00mf5k2q8-0001-n').lastInsertRowid).toBe(1);
  expect(append.run('00mf5k2q8-0002-n').lastInsertRowid).toBe(2);
  expect(() => append.run('00mf5k2q8-0002-n')).toThrow(/UNIQUE/);
});
