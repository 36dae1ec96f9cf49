import type { Migration } from '../src-core/store/migrate.ts';

/** The log that everything else stands on, the organisation and its accounts. */
export const store: Migration = {
  id: 1,
  name: 'store',
  up: [
    `CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)`,
    // One line for each transaction: who did what, when. Undo and the journal read it.
    `CREATE TABLE action (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      actor TEXT NOT NULL,
      node TEXT NOT NULL,
      at TEXT NOT NULL,
      undoes TEXT
    )`,
    `CREATE INDEX action_undoes ON action (undoes)`,
    `CREATE TABLE change (
      seq INTEGER PRIMARY KEY,
      hlc TEXT NOT NULL,
      tx TEXT NOT NULL,
      node TEXT NOT NULL,
      actor TEXT NOT NULL,
      table_name TEXT NOT NULL,
      row_id TEXT NOT NULL,
      kind TEXT NOT NULL,
      patch TEXT NOT NULL,
      base TEXT,
      schema INTEGER NOT NULL
    )`,
    `CREATE UNIQUE INDEX change_hlc ON change (hlc)`,
    `CREATE INDEX change_row ON change (row_id)`,
    `CREATE INDEX change_tx ON change (tx)`,
    `CREATE TABLE organisation (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      language TEXT NOT NULL,
      currency TEXT NOT NULL,
      time_zone TEXT NOT NULL,
      deleted_at TEXT,
      clocks TEXT NOT NULL,
      seq INTEGER NOT NULL
    )`,
    `CREATE TABLE account (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      role TEXT NOT NULL,
      language TEXT NOT NULL,
      deleted_at TEXT,
      clocks TEXT NOT NULL,
      seq INTEGER NOT NULL
    )`,
  ],
};
