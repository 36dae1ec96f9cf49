import type { Migration } from '../src-core/store/migrate.ts';

/** The lines of an event's paper roster, with the codes that stand on them. */
export const paper: Migration = {
  id: 9,
  name: 'paper',
  up: [
    `CREATE TABLE paper_line (
      id TEXT PRIMARY KEY,
      event_id TEXT NOT NULL,
      person_id TEXT,
      code TEXT NOT NULL,
      at TEXT NOT NULL,
      deleted_at TEXT,
      clocks TEXT NOT NULL,
      seq INTEGER NOT NULL
    )`,
    `CREATE INDEX paper_line_code ON paper_line (event_id, code)`,
  ],
};
