import { setTimeout as wait } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import type { KyselyPlugin } from 'kysely';
import { CLOCK_START, formatHlc, parseHlc, tick } from './clock.ts';
import type { ClockState, Hlc } from './clock.ts';
import { createEngine } from './engine.ts';
import type { Engine } from './engine.ts';
import { newId } from './ids.ts';
import type { RandomBytes } from './ids.ts';
import type { Change } from './change.ts';
import type { Cell, RowOf, TableDef, WrittenRow } from './tables.ts';

/** One transaction of the log. */
export type Action = {
  readonly id: string;
  /** The procedure's name, such as `people.add`; the screens translate it. */
  readonly name: string;
  readonly actor: string;
  readonly node: string;
  readonly at: string;
  /** The transaction that this one took back. */
  readonly undoes: string | null;
};

export type StoreTables = { readonly change: Change; readonly action: Action };

/** A database that can only be read: types refuse what the connection would refuse too. */
export type Reader<Tables> = Pick<
  Kysely<Tables>,
  'selectFrom' | 'selectNoFrom' | 'with' | 'withRecursive' | 'fn' | 'dynamic' | 'getExecutor'
>;

/** A handle that reads: the store outside of a transaction, the transaction inside. */
export type Reading = {
  /** Typed reads over the named tables: `read<PeopleTables>().selectFrom('person')`. */
  read<Tables>(): Reader<Tables & StoreTables>;
  /** A prepared statement over local tables (search, sort keys) that exist in SQLite alone. */
  localRows<Row>(sql: string, ...parameters: readonly Cell[]): Row[];
};

/** Who writes, and by which procedure. */
export type Intent = { readonly actor: string; readonly action: string; readonly undoes?: string };

/** A running write transaction. Whatever is read or written in its callback goes through it, never through the store. */
export type Tx = Reading & {
  readonly id: string;
  readonly actor: string;
  /** The wall time of the transaction, ISO 8601 in UTC. */
  readonly at: string;
  readonly engine: Engine;
  newId(): string;
  tick(): Hlc;
  /** Notes a written row; what follows from it (`afterAll`) is done before the next read, at the latest before the commit. */
  follow(table: TableDef, written: WrittenRow): void;
  /** Does at once what follows from the rows noted so far: for work that leaves the event loop to others between its steps. */
  settle(): void;
  append(
    change: Pick<Change, 'hlc' | 'kind' | 'patch' | 'base'> & {
      readonly table: string;
      readonly row: string;
    },
  ): number;
};

/** What a write brought: its transaction's id, or null where nothing changed. */
export type Written<T> = { readonly tx: string | null; readonly value: T };

export type Commit = { readonly tx: string; readonly tables: ReadonlySet<string> };

export type Store = Reading & {
  readonly path: string;
  readonly node: string;
  readonly tables: ReadonlyMap<string, TableDef>;
  now(): number;
  write<T>(intent: Intent, work: (tx: Tx) => Promise<T>): Promise<Written<T>>;
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

  const announce = (commit: Commit): void => {
    for (const listener of listeners) listener(commit);
  };

  const write = async <T>(intent: Intent, work: (tx: Tx) => Promise<T>): Promise<Written<T>> => {
    await beginImmediate(writer, now);
    try {
      const running = beginTx(parts, writing, writerReads, following, intent);
      const value = await work(running.tx);
      following.settle();
      const tx = running.finish();
      writer.exec('COMMIT');
      if (tx !== null) announce({ tx, tables: running.touched });
      return { tx, value };
    } catch (error) {
      following.forget();
      if (writer.inTransaction) writer.exec('ROLLBACK');
      throw error;
    }
  };

  return {
    path: parts.path,
    node,
    tables,
    now,
    ...reading(reader, readEngine),
    write(intent, work) {
      const mine = queue.then(() => write(intent, work));
      queue = mine.catch(() => undefined);
      return mine;
    },
    onCommit(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    announce,
    close() {
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
  const kysely = new Kysely<never>({ dialect: new SqliteDialect({ database: db }), plugins: [settling] });
  return {
    read: <Tables>() => kysely as unknown as Kysely<Tables & StoreTables>,
    localRows(sql, ...parameters) {
      beforeRead();
      return engine.all(sql, ...parameters);
    },
  };
}

type Following = {
  readonly note: (table: TableDef, written: WrittenRow) => void;
  readonly settle: () => void;
  readonly forget: () => void;
};

/**
 * Collects the written rows of a transaction whose local tables are not in step yet. Many rows at once are far cheaper than one
 * after the other, and a loop over `record()` gains by it as well as an import.
 */
function createFollowing(engine: Engine): Following {
  const waiting = new Map<TableDef, Map<string, WrittenRow>>();
  return {
    note(table, written) {
      let rows = waiting.get(table);
      if (!rows) waiting.set(table, (rows = new Map()));
      const isNew = written.isNew || rows.get(written.id)?.isNew === true;
      rows.set(written.id, isNew === written.isNew ? written : { ...written, isNew });
    },
    settle() {
      for (const [table, rows] of waiting) {
        waiting.delete(table);
        table.afterAll?.(engine, [...rows.values()]);
      }
    },
    forget: () => waiting.clear(),
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

const READ_CLOCK = `SELECT value FROM meta WHERE key = 'clock'`;
const KEEP_CLOCK = `INSERT INTO meta (key, value) VALUES ('clock', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`;

function beginTx(parts: StoreParts, engine: Engine, reads: Reading, following: Following, intent: Intent) {
  const { node, schema, now, random } = parts;
  const startedMs = now();
  const saved = engine.all<{ value: string }>(READ_CLOCK)[0]?.value;
  let clock: ClockState = saved === undefined ? CLOCK_START : parseHlc(saved);
  let id: string | undefined;
  let made = 0;
  const touched = new Set<string>();
  const nextReading = (): Hlc => {
    clock = tick(clock, startedMs);
    return formatHlc(clock, node);
  };
  const txId = (): string => (id ??= nextReading());

  const tx: Tx = {
    ...reads,
    get id() {
      return txId();
    },
    actor: intent.actor,
    at: new Date(startedMs).toISOString(),
    engine,
    // In order within the transaction: rows made together stand together, in the list and in the index.
    newId: () => newId(startedMs, random, made++),
    tick() {
      txId();
      return nextReading();
    },
    follow: following.note,
    settle: following.settle,
    append({ hlc, table, row, kind, patch, base }) {
      touched.add(table);
      return engine.appendChange([hlc, txId(), node, intent.actor, table, row, kind, patch, base, schema]);
    },
  };

  /** Closes the transaction's line in the log; out: its id, or null where nothing was written. */
  const finish = (): string | null => {
    if (touched.size === 0) return null;
    engine.run(
      `INSERT INTO action (id, name, actor, node, at, undoes) VALUES (?, ?, ?, ?, ?, ?)`,
      txId(),
      intent.action,
      intent.actor,
      node,
      tx.at,
      intent.undoes ?? null,
    );
    engine.run(KEEP_CLOCK, formatHlc(clock, node));
    return txId();
  };

  return { tx, touched, finish };
}

/** Row types of a slice's tables for `read<…>()`. */
export type TablesOf<Defs extends Readonly<Record<string, TableDef>>> = {
  readonly [K in keyof Defs]: RowOf<Defs[K]>;
};
