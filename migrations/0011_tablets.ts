import type { Migration } from '../src-core/store/migrate.ts';

/** Volunteers' tablets: extra check-in desks on the laptop's network, each for one event. */
export const tablets: Migration = {
  id: 11,
  name: 'tablets',
  up: [
    `CREATE TABLE tablet (
      id TEXT PRIMARY KEY,
      event_id TEXT NOT NULL,
      name TEXT NOT NULL,
      role TEXT NOT NULL,
      list_id TEXT,
      section_id TEXT,
      code_hash TEXT,
      code_until TEXT,
      token_hash TEXT,
      paired_at TEXT,
      browser TEXT,
      revoked_at TEXT,
      deleted_at TEXT,
      clocks TEXT NOT NULL,
      seq INTEGER NOT NULL
    )`,
    `CREATE INDEX tablet_event ON tablet (event_id)`,
    `CREATE INDEX tablet_token ON tablet (token_hash) WHERE token_hash IS NOT NULL`,
    `CREATE INDEX tablet_code ON tablet (code_hash) WHERE code_hash IS NOT NULL`,
  ],
};
