import { z } from 'zod';
import type { Cell } from './cell.ts';
import { rowChecks } from './rowChecks.ts';

/** What the relay may do with a column: read it, or carry it sealed. It is declared once: what was open cannot be taken back. */
export type RelayRule = 'open' | 'sealed';

/**
 * Whether a table's rows go along when an event is handed over: none; all; or those whose `column` names the event, or a
 * row of another travelling table (`of`).
 */
export type Travels = 'never' | 'whole' | { readonly of: string; readonly by: string };

type LocalRows = { localRows<Row>(sql: string, ...parameters: readonly Cell[]): Row[] };

/**
 * Bytes that a table's rows name by their SHA-256. They lie in a local table, outside of the log, go along where an event
 * is handed over, and follow their rows to the other laptops (rules B of docs/sync.md).
 */
export type Attachments = {
  /** The hashes, hexadecimal, that any row names, those put away too: undo may bring them back. Each once. */
  readonly all: (reading: LocalRows) => readonly string[];
  /** Whether the bytes of a hash are here; costs no reading of them. */
  readonly has: (reading: LocalRows, sha256: string) => boolean;
  /** The hashes, hexadecimal, of what this event needs, the most needed first. */
  readonly of: (reading: LocalRows, eventId: string) => readonly string[];
  /** The bytes of a hash, or undefined where this desk does not have them. */
  readonly read: (reading: LocalRows, sha256: string) => Buffer | undefined;
  /** Keeps bytes that came from another desk. Throws a failure where they are not what belongs there. */
  readonly keep: (local: LocalTables, bytes: Buffer) => void;
};

type Shape = Readonly<Record<string, z.ZodType<Cell>>>;

/** The columns that every synced table has besides its own. */
export type SyncedColumns = {
  readonly id: string;
  /** When the row was put away, ISO; null while it lives. */
  readonly deleted_at: string | null;
  /** See `CellClocks`. */
  readonly clocks: string;
  /** The local number of the last change applied to this row; the guard triggers hold every write to the log by it. */
  readonly seq: number;
};

type Cells = Readonly<Record<string, Cell | undefined>>;

export type OwnRow<S extends Shape> = { [K in keyof S]: z.output<S[K]> };

export type TableDef<S extends Shape = Shape> = {
  readonly name: string;
  readonly columns: S;
  readonly columnNames: readonly string[];
  readonly relay: Readonly<Record<keyof S, RelayRule>>;
  /** Rows are written once and never changed: a correction is another row. */
  readonly insertOnly: boolean;
  /** Undefined only in tests: a contract test holds every table of the program to an answer. */
  readonly travels: Travels | undefined;
  readonly attachments?: Attachments;
  /** Columns that say how and when a fact was noted: two laptops may differ in them without disagreeing about the fact. */
  readonly circumstances: readonly string[];
  /** The check of one whole row; a column that the row leaves out is null. Throws a ZodError. */
  readonly checkRow: (row: Cells) => Record<string, Cell>;
  /** The check of the columns that are there. Throws a ZodError. */
  readonly checkPatch: (patch: Cells) => Cells;
  /**
   * Keeps local tables (search, sort keys) in step with the rows, inside the same transaction: called before whatever is read
   * next in it, at the latest before the commit, with every row once, as it stands then.
   */
  readonly afterAll?: AfterWrites;
};

/** The tables that only this database has; they may be written at will. */
export type LocalTables = {
  /** Any writing statement, prepared once; out: rows changed. */
  run(sql: string, ...parameters: readonly Cell[]): number;
  /** Any reading statement, prepared once. */
  all<Row>(sql: string, ...parameters: readonly Cell[]): Row[];
};

/** A synced row after it was written. */
export type WrittenRow = {
  readonly id: string;
  readonly row: Readonly<Record<string, Cell>>;
  readonly isNew: boolean;
};
export type AfterWrites = (local: LocalTables, written: readonly WrittenRow[]) => void;

/** A row of the table as it is read. */
export type RowOf<T> = T extends TableDef<infer S> ? Readonly<OwnRow<S>> & SyncedColumns : never;

/** What may be written: any of the table's own columns, and `deleted_at`. */
export type PatchOf<T> =
  T extends TableDef<infer S> ? Partial<OwnRow<S>> & { readonly deleted_at?: string | null } : never;

const deletedAt = z.string().nullable();

/** Declares a synced table. Its SQL stands in `migrations/`; a contract test compares the two. */
export function defineTable<const S extends Shape>(definition: {
  readonly name: string;
  readonly columns: S;
  readonly relay: Readonly<Record<keyof S, RelayRule>>;
  readonly insertOnly?: boolean;
  readonly travels?: Travels;
  readonly attachments?: Attachments;
  readonly circumstances?: readonly (keyof S & string)[];
  readonly afterAll?: AfterWrites;
}): TableDef<S> {
  const columns: Readonly<Record<string, z.ZodType<Cell>>> = { ...definition.columns, deleted_at: deletedAt };
  return {
    name: definition.name,
    columns: definition.columns,
    columnNames: Object.keys(columns),
    relay: definition.relay,
    insertOnly: definition.insertOnly ?? false,
    travels: definition.travels,
    circumstances: definition.circumstances ?? [],
    ...rowChecks(columns),
    ...(definition.attachments ? { attachments: definition.attachments } : {}),
    ...(definition.afterAll ? { afterAll: definition.afterAll } : {}),
  };
}
