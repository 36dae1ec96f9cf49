/**
 * Holds: all missing steps run in one transaction or none does, the backup is taken before anything changes, and a file
 * of a newer program is left alone. Everything runs on real files.
 */
import { mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { checkBackup } from './backup.ts';
import { migrate, NewerDatabaseError, schemaVersion } from './migrate.ts';
import type { Migration } from './migrate.ts';
import { openStore } from './open.ts';
import { record } from './record.ts';
import { noteStep, noteTable } from './scratch.test-support.ts';
import type { ScratchTables } from './scratch.test-support.ts';
import { store as storeStep } from '../../migrations/0001_store.ts';

const chain: readonly Migration[] = [
  { id: 1, name: 'one', up: [`CREATE TABLE one (id TEXT PRIMARY KEY, n INTEGER NOT NULL)`] },
  {
    id: 2,
    name: 'two',
    up: [`CREATE TABLE two (id TEXT PRIMARY KEY)`, `ALTER TABLE one ADD COLUMN word TEXT`],
  },
  {
    id: 3,
    name: 'three',
    up: [`CREATE INDEX one_word ON one (word)`],
    local: [`CREATE VIRTUAL TABLE one_search USING fts5(word, tokenize = 'trigram')`],
  },
];
const broken: readonly Migration[] = [
  ...chain,
  {
    id: 4,
    name: 'four',
    up: [`CREATE TABLE four (id TEXT PRIMARY KEY)`, `ALTER TABLE no_such_table ADD COLUMN x TEXT`],
  },
];

const scratchFile = (): string => join(mkdtempSync(join(tmpdir(), 'orda-migrate-')), 'orda.db');

function schemaOf(path: string): unknown {
  const db = new Database(path, { readonly: true });
  try {
    return {
      version: schemaVersion(db),
      parts: db.prepare(`SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name`).all(),
    };
  } finally {
    db.close();
  }
}

/** Runs the chain on the file; out: the names of the steps that ran. */
function run(
  path: string,
  steps: readonly Migration[],
  before?: (from: number, to: number) => void,
): string[] {
  const db = new Database(path);
  try {
    return migrate(db, steps, before).map((step) => step.name);
  } finally {
    db.close();
  }
}

test('the missing steps run in their order, once, and tables are STRICT', () => {
  const path = scratchFile();
  expect(run(path, chain.slice(0, 1))).toEqual(['one']);
  expect(run(path, chain)).toEqual(['two', 'three']);
  expect(run(path, chain)).toEqual([]);
  const db = new Database(path);
  expect(schemaVersion(db)).toBe(3);
  expect(() => db.exec(`INSERT INTO one (id, n) VALUES ('a', 'not a number')`)).toThrow(/cannot store TEXT/);
  db.close();
});

test('a failing step leaves the schema and the rows as they were, also of the steps before it', () => {
  const path = scratchFile();
  run(path, chain.slice(0, 1));
  const db = new Database(path);
  db.exec(`INSERT INTO one VALUES ('a', 1)`);
  db.close();
  const before = schemaOf(path);
  const bytes = readFileSync(path);
  expect(() => run(path, broken)).toThrow(/no_such_table/);
  expect(schemaOf(path)).toEqual(before);
  expect(readFileSync(path).equals(bytes)).toBe(true);
  expect(run(path, chain)).toEqual(['two', 'three']);
});

test('the first error is the one that is told, also where SQLite has rolled back by itself', () => {
  const path = scratchFile();
  const endsItself: Migration = {
    id: 1,
    name: 'one',
    up: [
      `CREATE TABLE one (id TEXT PRIMARY KEY)`,
      `INSERT INTO one VALUES ('a')`,
      `INSERT OR ROLLBACK INTO one VALUES ('a')`,
    ],
  };
  expect(() => run(path, [endsItself])).toThrow(/UNIQUE/);
  expect(schemaOf(path)).toEqual({ version: 0, parts: [] });
});

test('whoever keeps a backup is called before anything is changed, and not for a new file', () => {
  const path = scratchFile();
  const calls: unknown[] = [];
  const watch = (from: number, to: number): void => void calls.push({ from, to, schema: schemaOf(path) });
  run(path, chain.slice(0, 1), watch);
  expect(calls).toEqual([]);
  const before = schemaOf(path);
  run(path, chain, watch);
  run(path, chain, watch);
  expect(calls).toEqual([{ from: 1, to: 3, schema: before }]);
});

test('where the backup fails, no step runs', () => {
  const path = scratchFile();
  run(path, chain.slice(0, 1));
  const before = schemaOf(path);
  expect(() =>
    run(path, chain, () => {
      throw new Error('the disk is full');
    }),
  ).toThrow('the disk is full');
  expect(schemaOf(path)).toEqual(before);
});

test('a file of a newer program is refused with both numbers and is not touched', () => {
  const path = scratchFile();
  run(path, chain);
  const bytes = readFileSync(path);
  const opening = (): unknown => openStore({ path, tables: [], migrations: chain.slice(0, 2) });
  expect(opening).toThrow(NewerDatabaseError);
  expect(opening).toThrow(expect.objectContaining({ found: 3, known: 2 }));
  expect(readFileSync(path).equals(bytes)).toBe(true);
  expect(readdirSync(join(path, '..'))).toEqual(['orda.db']);
});

test('opening an old file takes the backup first, and the store then has old rows and new columns', async () => {
  const path = scratchFile();
  const open = (migrations: readonly Migration[], beforeMigration?: (db: Database.Database) => void) =>
    openStore({ path, tables: [noteTable], migrations, ...(beforeMigration ? { beforeMigration } : {}) });
  const first = open([storeStep, noteStep]);
  await first.write({ actor: 'a', action: 'add' }, (tx) => record(tx, noteTable, 'n1', { title: 'Ескі' }));
  first.close();
  const third: Migration = { id: 3, name: 'colour', up: [`ALTER TABLE note ADD COLUMN colour TEXT`] };
  const copy = `${path}.copy.db`;
  const second = open([storeStep, noteStep, third], (db) => db.prepare('VACUUM INTO ?').run(copy));
  expect(checkBackup(copy)).toEqual({ ok: true, schema: 2, changes: 1 });
  await second.write({ actor: 'a', action: 'add' }, (tx) => record(tx, noteTable, 'n2', { title: 'Жаңа' }));
  const rows = await second.read<ScratchTables>().selectFrom('note').selectAll().orderBy('id').execute();
  expect(rows).toMatchObject([{ title: 'Ескі', colour: null }, { title: 'Жаңа' }]);
  expect(
    (await second.read().selectFrom('change').select('schema').execute()).map((row) => row.schema),
  ).toEqual([2, 3]);
  second.close();
});
