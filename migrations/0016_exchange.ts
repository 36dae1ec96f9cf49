import type { Migration } from '../src-core/store/migrate.ts';

/** How far this database has come with each other node, and who brought which lines of the log. */
export const exchange: Migration = {
  id: 16,
  name: 'exchange',
  up: [
    `CREATE TABLE sync_peer (
      peer TEXT PRIMARY KEY,
      node TEXT,
      epoch TEXT,
      head_seq INTEGER,
      head_hlc TEXT,
      pulled INTEGER NOT NULL,
      pushed INTEGER NOT NULL
    )`,
    // Spans of the log's lines, so that nobody is sent what they brought.
    `CREATE TABLE sync_origin (
      node TEXT NOT NULL,
      first_seq INTEGER NOT NULL,
      last_seq INTEGER NOT NULL,
      PRIMARY KEY (node, first_seq)
    )`,
    `CREATE INDEX sync_origin_last ON sync_origin (node, last_seq)`,
  ],
};
