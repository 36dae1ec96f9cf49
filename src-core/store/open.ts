import { randomBytes } from 'node:crypto';
import Database from 'better-sqlite3';
import { NONE_SEALED, sealedColumnsOf } from './dialect.ts';
import { installGuards } from './guards.ts';
import type { RandomBytes } from './ids.ts';
import { migrate, refuseNewer } from './migrate.ts';
import type { Migration } from './migrate.ts';
import { refuseMoved } from './moved.ts';
import { ownNodeId } from './node.ts';
import { setPragmas, setReadPragmas } from './pragmas.ts';
import { createStore } from './store.ts';
import type { Store } from './store.ts';
import type { TableDef } from './tables.ts';

export type OpenOptions = {
  readonly path: string;
  readonly tables: readonly TableDef[];
  readonly migrations: readonly Migration[];
  /** Called with the schema versions before an existing file is changed; makes the backup. */
  readonly beforeMigration?: (db: Database.Database, from: number, to: number) => void;
  /** A relay's database: columns that it only carries hold sealed texts, whatever their type is on a laptop. */
  readonly isRelay?: boolean;
  readonly now?: () => number;
  readonly random?: RandomBytes;
};

/**
 * Opens (or makes) a database file as a store: one connection that writes, one that only reads, the newest schema,
 * the guard triggers. Throws NewerDatabaseError for a file of a newer program, MovedDatabaseError for one that lives on elsewhere, and SQLite's own error for a damaged one.
 */
export function openStore(options: OpenOptions): Store {
  const random = options.random ?? pooledRandom();
  const writer = new Database(options.path);
  try {
    // Before the pragmas: even the switch to WAL would change a file that is to be left alone.
    refuseNewer(writer, options.migrations);
    refuseMoved(writer);
    setPragmas(writer);
    const sealed = options.isRelay === true ? sealedColumnsOf(options.tables) : NONE_SEALED;
    migrate(writer, options.migrations, (from, to) => options.beforeMigration?.(writer, from, to), sealed);
    installGuards(writer, options.tables);
    const reader = new Database(options.path, { readonly: true });
    setReadPragmas(reader);
    return createStore({
      path: options.path,
      node: ownNodeId(options.path, random),
      writer,
      reader,
      tables: options.tables,
      schema: options.migrations.at(-1)?.id ?? 0,
      now: options.now ?? Date.now,
      random,
    });
  } catch (error) {
    writer.close();
    throw error;
  }
}

/** Asks the system for random bytes in larger portions: an import needs sixteen of them a hundred thousand times. */
function pooledRandom(): RandomBytes {
  let pool: Uint8Array = new Uint8Array(0);
  let at = 0;
  return () => {
    if (at >= pool.length) {
      pool = randomBytes(4096);
      at = 0;
    }
    at += 16;
    return pool.subarray(at - 16, at);
  };
}
