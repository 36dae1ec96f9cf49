import type Database from 'better-sqlite3';
import { inDialect, NONE_SEALED, SQLITE_TYPES } from './dialect.ts';
import type { SealedColumns } from './dialect.ts';

/**
 * One step of the schema. `up` is SQL that SQLite and PostgreSQL both take; `local` is for this database alone
 * (search tables, which are never synced). Steps only add: tables, columns, indexes.
 */
export type Migration = {
  readonly id: number;
  readonly name: string;
  readonly up: readonly string[];
  readonly local?: readonly string[];
};

/** The file was written by a newer Orda; nothing was touched. */
export class NewerDatabaseError extends Error {
  readonly found: number;
  readonly known: number;
  constructor(found: number, known: number) {
    super(`the database has schema ${found}, this program knows ${known}`);
    this.name = 'NewerDatabaseError';
    this.found = found;
    this.known = known;
  }
}

export function schemaVersion(db: Database.Database): number {
  return Number(db.pragma('user_version', { simple: true }));
}

/** Throws NewerDatabaseError where the file has steps that this program does not know; only reads. */
export function refuseNewer(db: Database.Database, chain: readonly Migration[]): void {
  const newest = chain.at(-1)?.id ?? 0;
  const current = schemaVersion(db);
  if (current > newest) throw new NewerDatabaseError(current, newest);
}

/**
 * Brings the database to the newest schema: all missing steps in one transaction, so that a failing step leaves the
 * file as it was. `beforeSteps` runs first and only where there is something to keep (the backup). `sealed`: columns that take sealed
 * texts, on a relay.
 * Out: the steps that ran. Throws NewerDatabaseError, or what SQLite said of a step.
 */
export function migrate(
  db: Database.Database,
  chain: readonly Migration[],
  beforeSteps: (from: number, to: number) => void = () => undefined,
  sealed: SealedColumns = NONE_SEALED,
): readonly Migration[] {
  refuseNewer(db, chain);
  const newest = chain.at(-1)?.id ?? 0;
  const current = schemaVersion(db);
  const missing = chain.filter((step) => step.id > current);
  if (missing.length === 0) return [];
  if (current > 0) beforeSteps(current, newest);
  db.exec('BEGIN IMMEDIATE');
  try {
    for (const step of missing) {
      for (const statement of step.up) db.exec(sqlite(statement, sealed));
      for (const statement of step.local ?? []) db.exec(statement);
    }
    db.pragma(`user_version = ${newest}`);
    db.exec('COMMIT');
  } catch (error) {
    // SQLite has rolled back by itself where the disk is full, and the first error is the one worth telling.
    if (db.inTransaction) db.exec('ROLLBACK');
    throw error;
  }
  return missing;
}

/** STRICT is SQLite's word, so the portable steps leave it out and it is added here. */
function sqlite(portable: string, sealed: SealedColumns): string {
  const statement = sealed.size === 0 ? portable : (inDialect(portable, SQLITE_TYPES, sealed) ?? '');
  return /^\s*CREATE TABLE/i.test(statement) ? `${statement.trimEnd()} STRICT` : statement;
}
