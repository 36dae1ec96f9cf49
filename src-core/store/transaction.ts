import type { Kysely } from 'kysely';
import type { Change } from './change.ts';
import type { Hlc } from './clock.ts';
import type { Engine } from './engine.ts';
import { newId } from './ids.ts';
import type { RandomBytes } from './ids.ts';
import type { Following } from './following.ts';
import type { Cell } from './cell.ts';
import { openClock } from './runningClock.ts';
import type { RunningClock } from './runningClock.ts';
import { rowWriterOf } from './rowWriter.ts';
import type { OwnLine, RowWriter } from './rowWriter.ts';
import type { TableDef, WrittenRow } from './tables.ts';

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

/** Writes over tables of this database alone. */
export type LocalWriter<Tables> = Pick<Kysely<Tables>, 'insertInto' | 'updateTable' | 'deleteFrom'>;

/** A handle that reads: the store outside of a transaction, the transaction inside. */
export type Reading = {
  /** Typed reads over the named tables: `read<PeopleTables>().selectFrom('person')`. */
  read<Tables>(): Reader<Tables & StoreTables>;
  /** A prepared statement over local tables (search, sort keys) that exist in SQLite alone. */
  localRows<Row>(sql: string, ...parameters: readonly Cell[]): Row[];
  /** The first row of such a statement, or undefined. */
  localRow(sql: string, ...parameters: readonly Cell[]): unknown;
  /**
   * What `read` gives. Inside a transaction the last key of each query is kept until a row of the table is written, and all who share
   * the commit have it: nobody else can write meanwhile. Outside it is read each time.
   */
  keep<T>(table: string, query: object, key: Cell, read: () => T): T;
};

/** Who writes, and by which procedure. */
export type Intent = { readonly actor: string; readonly action: string; readonly undoes?: string };

/**
 * A running write transaction on whichever database, SQLite or PostgreSQL: what a function may use that is to run on both.
 * Whatever is read or written in its callback goes through it, never through the store.
 */
export type DomainTx = Pick<Reading, 'read'> & {
  readonly id: string;
  readonly actor: string;
  /** The wall time of the transaction, ISO 8601 in UTC. */
  readonly at: string;
  newId(): string;
  /** Writes over tables that only this database has; the synced ones refuse it. */
  local<Tables>(): LocalWriter<Tables>;
  /** For `record()` alone. */
  readonly writer: RowWriter;
};

/** A running write transaction on SQLite, with all that only SQLite has. */
export type Tx = Reading &
  DomainTx & {
    readonly engine: Engine;
    tick(): Hlc;
    /** Notes a written row; what follows from it (`afterAll`) is done before the next read, at the latest before the commit. */
    follow(table: TableDef, written: WrittenRow): void;
    /** Does at once what follows from the rows noted so far: for work that leaves the event loop to others between its steps. */
    settle(): void;
    append(line: OwnLine): number;
    /** Appends a change of another node as it is, and moves this clock past it; out: its local number. The caller writes the row. */
    receive(change: Omit<Change, 'seq'>): number;
    /** As `receive`, for many; out: the first one's number, the others' follow it. */
    receiveAll(changes: readonly Omit<Change, 'seq'>[]): number;
  };

/** What a write brought: its transaction's id, or null where nothing changed. */
export type Written<T> = { readonly tx: string | null; readonly value: T };

export type Commit = { readonly tx: string; readonly tables: ReadonlySet<string> };

/** Of a store what its transactions need. */
type SessionParts = {
  readonly node: string;
  readonly schema: number;
  readonly now: () => number;
  readonly random: RandomBytes;
};

const READ_CLOCK = `SELECT value FROM meta WHERE key = 'clock'`;
const NOTE_ACTION = `INSERT INTO action (id, name, actor, node, at, undoes) VALUES (?, ?, ?, ?, ?, ?)`;
const KEEP_CLOCK = `INSERT INTO meta (key, value) VALUES ('clock', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`;

/** What the transactions of one commit share: the clock, read once and kept once. */
export type Session = {
  begin(intent: Intent): RunningTx;
  /** Leaves out what was to follow from the rows of a transaction that is taken back. */
  forget(): void;
  keepClock(): void;
};

export type RunningTx = {
  readonly tx: Tx;
  readonly touched: ReadonlySet<string>;
  /** Closes the transaction's line in the log; out: its id, or null where nothing was written. */
  finish(): string | null;
};

/** Begins what one commit will hold; the caller has opened the transaction on the connection. */
export function beginSession(
  parts: SessionParts,
  engine: Engine,
  reads: Reading,
  following: Following,
): Session {
  const { node, now } = parts;
  const startedMs = now();
  const saved = engine.all<{ value: string }>(READ_CLOCK)[0]?.value;
  const clock = openClock(saved, node, startedMs);
  const at = new Date(startedMs).toISOString();
  const kept = createKept();
  return {
    begin: (intent) => beginTx(parts, engine, reads, { intent, startedMs, at, clock, following, kept }),
    forget() {
      following.forget();
      kept.forgetAll();
    },
    keepClock: () => {
      engine.run(KEEP_CLOCK, clock.reading());
    },
  };
}

type Kept = Pick<Reading, 'keep'> & {
  readonly forget: (table: string) => void;
  readonly forgetAll: () => void;
};

/** Of each query the row that was read last in this commit, until its table is written: a mark asks for the same few rows again. */
function createKept(): Kept {
  const slots = new Map<object, { readonly table: string; key: Cell | undefined; value: unknown }>();
  return {
    keep<T>(table: string, query: object, key: Cell, read: () => T): T {
      const slot = slots.get(query);
      // Under one query stands what that query reads, and nothing else.
      if (slot?.key === key) return slot.value as T;
      const value = read();
      if (slot === undefined) slots.set(query, { table, key, value });
      else {
        slot.key = key;
        slot.value = value;
      }
      return value;
    },
    forget(table) {
      for (const slot of slots.values()) if (slot.table === table) slot.key = undefined;
    },
    forgetAll: () => slots.clear(),
  };
}

type TxStart = {
  readonly kept: Kept;
  readonly intent: Intent;
  readonly startedMs: number;
  readonly at: string;
  readonly clock: RunningClock;
  readonly following: Following;
};

function beginTx(parts: SessionParts, engine: Engine, reads: Reading, start: TxStart): RunningTx {
  const { node, schema, random } = parts;
  const { intent, startedMs, at, clock, following, kept } = start;
  let id: string | undefined;
  let made = 0;
  const touched = new Set<string>();
  const txId = (): string => (id ??= clock.next());

  const touch = (table: string): void => {
    touched.add(table);
    kept.forget(table);
  };

  const receiveAll = (changes: readonly Omit<Change, 'seq'>[]): number => {
    const tables = new Set<string>();
    for (const { hlc, table_name } of changes) {
      clock.follow(hlc);
      tables.add(table_name);
    }
    for (const table of tables) touch(table);
    return engine.appendChanges(changes);
  };

  const bare: Omit<Tx, 'writer'> = {
    ...reads,
    keep: kept.keep,
    get id() {
      return txId();
    },
    actor: intent.actor,
    at,
    engine,
    local: <Tables>() => reads.read<Tables>() as unknown as LocalWriter<Tables>,
    // In order within the transaction: rows made together stand together, in the list and in the index.
    newId: () => newId(startedMs, random, made++),
    tick() {
      txId();
      return clock.next();
    },
    follow: following.note,
    settle: following.settle,
    append({ hlc, table, row, kind, patch, base }) {
      touch(table);
      return engine.appendChange([hlc, txId(), node, intent.actor, table, row, kind, patch, base, schema]);
    },
    receive: (change) => receiveAll([change]),
    receiveAll,
  };

  const tx: Tx = Object.assign(bare, { writer: rowWriterOf(bare) });

  const finish = (): string | null => {
    following.settle();
    if (touched.size === 0) return null;
    engine.run(NOTE_ACTION, txId(), intent.action, intent.actor, node, at, intent.undoes ?? null);
    return txId();
  };

  return { tx, touched, finish };
}
