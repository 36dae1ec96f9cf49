import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { preparedOnce } from './preparedOnce.ts';

let db: Database.Database;
beforeEach(() => {
  db = new Database(':memory:');
  db.exec('CREATE TABLE note (id TEXT)');
  db.exec("INSERT INTO note VALUES ('a')");
});
afterEach(() => db.close());

test('a question is prepared once, and is another after four hundred others', () => {
  const once = preparedOnce(db);
  const first = once.prepare('SELECT id FROM note');
  expect(once.prepare('SELECT id FROM note')).toBe(first);
  for (let n = 0; n < 400; n += 1) once.prepare(`SELECT id, ${n} FROM note`);
  const again = once.prepare('SELECT id FROM note');
  expect(again).not.toBe(first);
  expect(again.all([])).toEqual([{ id: 'a' }]);
});

test('a kept question sees a column that was added meanwhile', () => {
  const once = preparedOnce(db);
  expect(once.prepare('SELECT * FROM note').all([])).toEqual([{ id: 'a' }]);
  db.exec("ALTER TABLE note ADD COLUMN title TEXT DEFAULT 'b'");
  expect(once.prepare('SELECT * FROM note').all([])).toEqual([{ id: 'a', title: 'b' }]);
});
