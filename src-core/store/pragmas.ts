import type Database from 'better-sqlite3';

/**
 * What every connection of the writing process sets. FULL: in WAL mode NORMAL may lose the last commits with the
 * power, and "nothing confirmed is ever lost" is the promise.
 */
export function setPragmas(db: Database.Database): void {
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  db.pragma('recursive_triggers = ON');
  db.pragma('trusted_schema = OFF');
  db.pragma('cache_size = -65536');
  db.pragma('temp_store = MEMORY');
  // 128 MB: an import of 10,000 rows, or a full hall at the door, is not interrupted to fold its log into the file.
  db.pragma('wal_autocheckpoint = 32000');
  // The store waits for another writer without blocking the event loop, so SQLite itself must not.
  db.pragma('busy_timeout = 0');
}

/** What a reading connection sets; it sees the last commit and waits for nobody. */
export function setReadPragmas(db: Database.Database): void {
  db.pragma('query_only = ON');
  db.pragma('cache_size = -65536');
  db.pragma('busy_timeout = 2000');
}
