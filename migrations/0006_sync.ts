import type { Migration } from '../src-core/store/migrate.ts';

/** What several laptops need: changes that cannot be applied yet, cells written twice from one value, how those were settled. */
export const sync: Migration = {
  id: 6,
  name: 'sync',
  up: [
    `CREATE TABLE quarantine (
      hlc TEXT PRIMARY KEY,
      table_name TEXT NOT NULL,
      row_id TEXT NOT NULL,
      schema INTEGER NOT NULL,
      reason TEXT NOT NULL,
      at TEXT NOT NULL,
      change TEXT NOT NULL
    )`,
    `CREATE INDEX quarantine_row ON quarantine (row_id, table_name)`,
    `CREATE TABLE conflict (
      table_name TEXT NOT NULL,
      row_id TEXT NOT NULL,
      column_name TEXT NOT NULL,
      PRIMARY KEY (table_name, row_id, column_name)
    )`,
    `CREATE TABLE settlement (
      id TEXT PRIMARY KEY,
      table_name TEXT NOT NULL,
      row_id TEXT NOT NULL,
      column_name TEXT NOT NULL,
      heads TEXT NOT NULL,
      choice TEXT NOT NULL,
      at TEXT NOT NULL,
      deleted_at TEXT,
      clocks TEXT NOT NULL,
      seq INTEGER NOT NULL
    )`,
    `CREATE INDEX settlement_row ON settlement (row_id, table_name)`,
  ],
};
