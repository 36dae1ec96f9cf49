import type { Migration } from '../src-core/store/migrate.ts';

/** Short addresses of events and courses, which the relay answers. */
export const shortLinks: Migration = {
  id: 19,
  name: 'shortLinks',
  up: [
    `CREATE TABLE short_link (
      id TEXT PRIMARY KEY,
      code TEXT NOT NULL,
      kind TEXT NOT NULL,
      target TEXT NOT NULL,
      made_at TEXT NOT NULL,
      deleted_at TEXT,
      clocks TEXT NOT NULL,
      seq INTEGER NOT NULL
    )`,
    `CREATE INDEX short_link_target ON short_link (target)`,
  ],
};
