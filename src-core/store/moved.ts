import type Database from 'better-sqlite3';
import { schemaVersion } from './migrate.ts';

/** The file was moved to another database and lives on there: two of one name would write different logs under it. */
export class MovedDatabaseError extends Error {
  /** When, ISO 8601 in UTC. */
  readonly at: string;
  constructor(at: string) {
    super(`this database was moved to PostgreSQL at ${at}`);
    this.name = 'MovedDatabaseError';
    this.at = at;
  }
}

/** When the file was moved; undefined where it was not. */
export function movedAt(db: Database.Database): string | undefined {
  if (schemaVersion(db) === 0) return undefined;
  return db.prepare<[], { value: string }>(`SELECT value FROM meta WHERE key = 'moved'`).get()?.value;
}

/** Throws MovedDatabaseError for a file that lives on elsewhere; only reads. */
export function refuseMoved(db: Database.Database): void {
  const at = movedAt(db);
  if (at !== undefined) throw new MovedDatabaseError(at);
}

/** Marks the file as moved; `undefined` takes the mark away. */
export function markMoved(db: Database.Database, at: string | undefined): void {
  if (at === undefined) db.exec(`DELETE FROM meta WHERE key = 'moved'`);
  else
    db.prepare(
      `INSERT INTO meta (key, value) VALUES ('moved', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
    ).run(at);
}
