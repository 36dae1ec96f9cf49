import type { Migration } from '../src-core/store/migrate.ts';

/** Files that rows name by their SHA-256, of any table that has no store of its own for them; and which could not be exchanged, why. */
export const blobs: Migration = {
  id: 18,
  name: 'blobs',
  up: [
    `CREATE TABLE attached_file (
      sha256 TEXT PRIMARY KEY,
      data TEXT NOT NULL
    )`,
    // Tried again at next_ms; the way is "fetch" or "put".
    `CREATE TABLE blob_note (
      peer TEXT NOT NULL,
      sha256 TEXT NOT NULL,
      way TEXT NOT NULL,
      reason TEXT NOT NULL,
      tries INTEGER NOT NULL,
      noted_ms INTEGER NOT NULL,
      next_ms INTEGER NOT NULL,
      PRIMARY KEY (peer, sha256, way)
    )`,
  ],
};
