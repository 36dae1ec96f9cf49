import type { Migration } from '../src-core/store/migrate.ts';

/** The organisation's laptops: who may sync, invitations to join, and when each was last heard of here. */
export const laptops: Migration = {
  id: 17,
  name: 'laptops',
  up: [
    `CREATE TABLE laptop (
      id TEXT PRIMARY KEY,
      node TEXT NOT NULL,
      name TEXT,
      role TEXT NOT NULL,
      token_hash TEXT,
      added_at TEXT NOT NULL,
      revoked_at TEXT,
      decision TEXT,
      decided_at TEXT,
      decided_count INTEGER,
      deleted_at TEXT,
      clocks TEXT NOT NULL,
      seq INTEGER NOT NULL
    )`,
    `CREATE INDEX laptop_token ON laptop (token_hash)`,
    `CREATE TABLE laptop_invitation (
      id TEXT PRIMARY KEY,
      role TEXT NOT NULL,
      wrapped_key TEXT NOT NULL,
      expires_at TEXT NOT NULL,
      used_at TEXT,
      used_by TEXT,
      deleted_at TEXT,
      clocks TEXT NOT NULL,
      seq INTEGER NOT NULL
    )`,
    // Of this database alone: who called here, and when.
    `CREATE TABLE laptop_seen (
      node TEXT PRIMARY KEY,
      at_ms INTEGER NOT NULL
    )`,
    // Whoever brought what is kept aside, where that is not the one who wrote it.
    `ALTER TABLE quarantine ADD COLUMN brought_by TEXT`,
  ],
};
