import type { Action, Cell, Soon, TableDef } from '../store/index.ts';
import type { KeptReason, SentChange } from './wire.ts';

/** A line that stands in the log already: enough to tell whether it is the same. */
export type KnownLine = { readonly row_id: string; readonly patch: string };

/** Rows by table. */
export type RowIds = ReadonlyMap<TableDef, readonly string[]>;

/** A row as it stands, with its `clocks`. */
export type StandingRow = Readonly<Record<string, Cell>>;

/** A change for the log, and its place in the batch that it came with. */
export type PlacedLine = { readonly sent: SentChange; readonly at: number };

/** One row as the changes leave it, and these changes for the log. */
export type RowWriting = {
  readonly table: TableDef;
  readonly id: string;
  /** In the order of their clocks. */
  readonly lines: readonly PlacedLine[];
  readonly isNew: boolean;
  /** The whole row. */
  readonly row: Readonly<Record<string, Cell>>;
  /** The columns to be written: of a new row all; none where only the log grows. */
  readonly cells: Readonly<Record<string, Cell>>;
  readonly clocks: string;
};

/** A change in the log under the number it was given here. */
export type Appended = { readonly seq: number; readonly hlc: string };

export type KeptChange = {
  readonly change: SentChange;
  readonly reason: KeptReason;
  /** The laptop that brought it, where that matters: one that was shut out. */
  readonly broughtBy?: string;
};

/** What forks are found from: a row's line in the log. */
export type ForkLine = {
  readonly hlc: string;
  readonly patch: string;
  readonly base: string | null;
};

export type RowCell = { readonly table: string; readonly row: string; readonly column: string };
export type Span = { readonly first_seq: number; readonly last_seq: number };

/**
 * Which of what is kept aside is to be taken out and tried again: all that another try may help; what a newer program or a clock ahead has
 * become fit for; what could not be opened, for whoever has a key that was not here before.
 */
export type Retried =
  { readonly kind: 'all' } | { readonly kind: 'locked' } | { readonly kind: 'ripe'; readonly schema: number };

/**
 * What taking changes in asks of a running transaction: questions and orders about many rows at once, so that a database at the end
 * of a wire is asked a handful of times for however many changes. SQLite answers at once, PostgreSQL later.
 */
export type Intake = {
  noteActions(actions: readonly Action[]): Soon<void>;
  /** Whether anything is kept aside at all, so that a whole database pays nothing for what is not there; and what was taken out. */
  takeOut(
    which: Retried,
  ): Soon<{ readonly isAnythingKept: boolean; readonly changes: readonly SentChange[] }>;
  /** Takes out what waited for these rows. */
  takeWaiting(rows: RowIds): Soon<readonly SentChange[]>;
  /** Of these ids those that stand in the log, and of these rows those that are there, by table and id. */
  look(
    hlcs: readonly string[],
    rows: RowIds,
  ): Soon<{
    readonly known: ReadonlyMap<string, KnownLine>;
    readonly rows: ReadonlyMap<TableDef, ReadonlyMap<string, StandingRow>>;
  }>;
  /** Appends the lines and writes the rows; undefined where one takes what belongs to another row, and then nothing of it stays. */
  put(writings: readonly RowWriting[]): Soon<readonly Appended[] | undefined>;
  /** All lines of these rows in the order of their clocks, by table and id. */
  linesOf(rows: RowIds): Soon<ReadonlyMap<TableDef, ReadonlyMap<string, readonly ForkLine[]>>>;
  noteConflicts(cells: readonly RowCell[]): Soon<void>;
  /** What is readable is not given up for what is locked or comes from a laptop that was shut out; the other way round it is. */
  keepAside(kept: readonly KeptChange[]): Soon<void>;
  /** Changes that have found their place after all. */
  forgetKept(hlcs: readonly string[]): Soon<void>;
  /** Remembers who brought which lines. */
  noteOrigins(origins: readonly (Span & { readonly node: string })[]): Soon<void>;
};
