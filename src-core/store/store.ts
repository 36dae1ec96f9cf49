import { setTimeout as wait } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import type { KyselyPlugin } from 'kysely';
import { createEngine } from './engine.ts';
import type { Engine } from './engine.ts';
import { createFold } from './fold.ts';
import { createFollowing } from './following.ts';
import type { RandomBytes } from './ids.ts';
import { preparedOnce } from './preparedOnce.ts';
import type { Soon } from './rowWriter.ts';
import type { RowOf, TableDef } from './tables.ts';
import { createTogether } from './together.ts';
import type { SharedCommit } from './together.ts';
import { beginSession } from './transaction.ts';
import type { Commit, DomainTx, Intent, Reading, StoreTables, Tx, Written } from './transaction.ts';

/** A store on whichever database, SQLite or PostgreSQL: what a function may use that is to run on both. */
export type DomainStore = Pick<Reading, 'read'> & {
  readonly node: string;
  /** The schema's version: the number of the last migration. */
  readonly schema: number;
  readonly tables: ReadonlyMap<string, TableDef>;
  now(): number;
  /** On PostgreSQL `work` may run again where another process was in the way: it must do nothing but read and write through its `tx`. */
  write<T>(intent: Intent, work: (tx: DomainTx) => Promise<T>): Promise<Written<T>>;
  onCommit(listener: (commit: Commit) => void): () => void;
  close(): Soon<void>;
};

/** A store on SQLite. */
export type Store = Reading & {
  readonly path: string;
  readonly node: string;
  readonly schema: number;
  readonly tables: ReadonlyMap<string, TableDef>;
  now(): number;
  write<T>(intent: Intent, work: (tx: Tx) => Promise<T>): Promise<Written<T>>;
  /**
   * As `write`, for many small writes that come at once: those asked for in one turn of the event loop share one commit,
   * and each is answered after it. Each stays a transaction of its own in the log; one that throws takes back only itself, and
   * the work of all of them is done once more without it: `work` must do nothing but read and write through its `tx`.
   */
  writeTogether<T>(intent: Intent, work: (tx: Tx) => Promise<T>): Promise<Written<T>>;
  onCommit(listener: (commit: Commit) => void): () => void;
  /** Tells the listeners of a commit made by another connection of this program (a worker's import). */
  announce(commit: Commit): void;
  close(): void;
};

export type StoreParts = {
  readonly path: string;
  readonly node: string;
  readonly writer: Database.Database;
  readonly reader: Database.Database;
  readonly tables: readonly TableDef[];
  readonly schema: number;
  readonly now: () => number;
  readonly random: RandomBytes;
};

/** How long a write waits for another connection's transaction (an import of 100,000 rows), in milliseconds. */
const BUSY_LIMIT_MS = 60_000;
const BUSY_STEP_MS = 5;

/** Joins two opened connections into a store. Use `openStore`, which opens and migrates them. */
export function createStore(parts: StoreParts): Store {
  const { writer, reader, node, now } = parts;
  const writing = createEngine(writer);
  const readEngine = createEngine(reader);
  const tables = new Map(parts.tables.map((table) => [table.name, table]));
  const listeners = new Set<(commit: Commit) => void>();
  // There is one write at a time, so what is yet to follow from it has one place too.
  const following = createFollowing(writing);
  const writerReads = reading(writer, writing, following.settle);
  let queue: Promise<unknown> = Promise.resolve();

  const fold = createFold(writer);

  const announce = (commit: Commit): void => {
    fold.note();
    for (const listener of listeners) listener(commit);
  };

  /** One transaction of the database, for one of the log or for several. */
  const begin = async (): Promise<SharedCommit<Tx>> => {
    await beginImmediate(writer, now);
    const session = beginSession(parts, writing, writerReads, following);
    return {
      begin: (intent) => session.begin(intent),
      savepoint: () => void writing.run('SAVEPOINT member'),
      release: () => void writing.run('RELEASE member'),
      takeBack() {
        session.forget();
        writing.run('ROLLBACK TO member');
        writing.run('RELEASE member');
      },
      commit(isAnythingWritten) {
        if (isAnythingWritten) session.keepClock();
        writer.exec('COMMIT');
      },
      rollBack() {
        session.forget();
        if (writer.inTransaction) writer.exec('ROLLBACK');
      },
    };
  };

  const write = async <T>(intent: Intent, work: (tx: Tx) => Promise<T>): Promise<Written<T>> => {
    const session = await begin();
    try {
      const running = session.begin(intent);
      const value = await work(running.tx);
      const tx = await running.finish();
      await session.commit(tx !== null);
      if (tx !== null) announce({ tx, tables: running.touched });
      return { tx, value };
    } catch (error) {
      await session.rollBack();
      throw error;
    }
  };

  const inTurn = <T>(step: () => Promise<T>): Promise<T> => {
    const mine = queue.then(step);
    queue = mine.catch(() => undefined);
    return mine;
  };

  return {
    path: parts.path,
    node,
    schema: parts.schema,
    tables,
    now,
    ...reading(reader, readEngine),
    write: (intent, work) => inTurn(() => write(intent, work)),
    writeTogether: createTogether<Tx>({ inTurn, begin, announce }),
    onCommit(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    announce,
    close() {
      fold.stop();
      reader.close();
      writer.close();
    },
  };
}

/** In: what is to be done before each read. */
function reading(db: Database.Database, engine: Engine, beforeRead: () => void = () => undefined): Reading {
  const settling: KyselyPlugin = {
    transformQuery({ node }) {
      beforeRead();
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  };
  const dialect = new SqliteDialect({ database: preparedOnce(db) });
  const kysely = new Kysely<never>({ dialect, plugins: [settling] });
  return {
    read: <Tables>() => kysely as unknown as Kysely<Tables & StoreTables>,
    localRows(sql, ...parameters) {
      beforeRead();
      return engine.all(sql, ...parameters);
    },
    localRow(sql, ...parameters) {
      beforeRead();
      return engine.one(sql, ...parameters);
    },
    keep: (_table, _query, _key, read) => read(),
  };
}

/** Waits for another connection without blocking the event loop: the screens stay live during a worker's import. */
async function beginImmediate(db: Database.Database, now: () => number): Promise<void> {
  const started = now();
  for (;;) {
    try {
      db.exec('BEGIN IMMEDIATE');
      return;
    } catch (error) {
      const busy = error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');
      if (!busy || now() - started > BUSY_LIMIT_MS) throw error;
      await wait(BUSY_STEP_MS);
    }
  }
}

/** Row types of a slice's tables for `read<…>()`. */
export type TablesOf<Defs extends Readonly<Record<string, TableDef>>> = {
  readonly [K in keyof Defs]: RowOf<Defs[K]>;
};
