import { record } from '../store/index.ts';
import type { Cell, Reading, Store, TableDef, Tx } from '../store/index.ts';
import { forkOf, openHeads } from './forks.rules.ts';
import type { Fork, Writing } from './forks.rules.ts';
import type { ForkLine } from './intake.ts';
import { settlementTable } from './sync.schema.ts';

type Line = ForkLine & {
  readonly node: string;
  readonly actor: string;
  readonly action: string | null;
  readonly at: string | null;
};

type Patch = Readonly<Record<string, Cell>>;

const LINES = `SELECT change.hlc, change.node, change.actor, patch, base, action.name AS action, action.at
  FROM change LEFT JOIN action ON action.id = change.tx WHERE row_id = ? AND table_name = ? ORDER BY hlc`;

type Lines = Pick<Reading, 'localRows'>;

/** The writings of each of the columns, from the whole log of the row. */
function writingsIn(lines: readonly ForkLine[], columns: Iterable<string>): ReadonlyMap<string, Writing[]> {
  const writings = new Map<string, Writing[]>([...columns].map((column) => [column, []]));
  for (const { hlc, patch, base } of lines) {
    const values = JSON.parse(patch) as Patch;
    const over = base === null ? null : (JSON.parse(base) as Readonly<Record<string, string>>);
    for (const [column, ofColumn] of writings) {
      if (over === null) ofColumn.push({ hlc, over: null, value: values[column] ?? null });
      else if (Object.hasOwn(values, column))
        ofColumn.push({ hlc, over: over[column] ?? null, value: values[column] ?? null });
    }
  }
  return writings;
}

/** Of the columns those that were written twice from one value, from all of the row's lines in the order of their clocks. */
export function forkedColumns(
  { insertOnly }: TableDef,
  lines: readonly ForkLine[],
  columns: readonly string[],
): readonly string[] {
  const writings = writingsIn(lines, columns);
  return columns.filter((column) => {
    const fork = forkOf(column, writings.get(column) ?? [], insertOnly);
    return fork !== undefined && fork.heads.length > 1;
  });
}

/** Whether two laptops ever wrote a row without knowing of each other, settled or not; the row has room for one answer alone. */
export function wasForked(reading: Reading, table: string, row: string): boolean {
  const sql = 'SELECT 1 FROM conflict WHERE table_name = ? AND row_id = ? LIMIT 1';
  return reading.localRow(sql, table, row) !== undefined;
}

/** A value that was written into a cell, by whom, when and at which laptop. */
export type ConflictValue = {
  readonly hlc: string;
  readonly value: Cell;
  readonly actor: string;
  readonly node: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly action: string;
};

/** One cell that two laptops wrote without knowing of each other. */
export type Conflict = {
  readonly table: string;
  readonly row: string;
  readonly column: string;
  /** The clocks of everything that is not settled: what a settlement names. */
  readonly heads: string;
  /** The value that the cell has now comes first. */
  readonly values: readonly ConflictValue[];
};

type Cell3 = { readonly table_name: string; readonly row_id: string; readonly column_name: string };

/** All open conflicts, the same list on every node that has the same changes. */
export function readConflicts(reading: Lines, tables: Store['tables']): readonly Conflict[] {
  const cells = reading.localRows<Cell3>(
    'SELECT table_name, row_id, column_name FROM conflict ORDER BY table_name, row_id, column_name',
  );
  return cells.flatMap((cell) => {
    const table = tables.get(cell.table_name);
    const found = table && conflictIn(reading, table, cell.row_id, cell.column_name);
    return found ? [found] : [];
  });
}

function conflictIn(reading: Lines, table: TableDef, row: string, column: string): Conflict | undefined {
  const lines = reading.localRows<Line>(LINES, row, table.name);
  const fork = forkOf(column, writingsIn(lines, [column]).get(column) ?? [], table.insertOnly);
  if (fork === undefined) return undefined;
  const heads = openHeads(column, fork, settledIn(reading, table.name, row, column));
  if (heads.length === 0) return undefined;
  const byHlc = new Map(lines.map((line) => [line.hlc, line]));
  return {
    table: table.name,
    row,
    column,
    heads: namesOf(fork, heads),
    values: heads.map(({ hlcs, value }) => {
      const hlc = hlcs.includes(fork.standing) ? fork.standing : (hlcs.at(-1) ?? '');
      const line = byHlc.get(hlc);
      return {
        hlc,
        value,
        actor: line?.actor ?? '',
        node: line?.node ?? '',
        at: line?.at ?? '',
        action: line?.action ?? '',
      };
    }),
  };
}

/** What a settlement of these heads names: every unsettled writing, and the standing one. */
function namesOf(fork: Fork, heads: Fork['heads']): string {
  return [...new Set([fork.standing, ...heads.flatMap(({ hlcs }) => hlcs)])].toSorted().join(' ');
}

function settledIn(reading: Lines, table: string, row: string, column: string): ReadonlySet<string> {
  const found = reading.localRows<{ heads: string }>(
    'SELECT heads FROM settlement WHERE row_id = ? AND table_name = ? AND column_name = ?',
    row,
    table,
    column,
  );
  return new Set(found.flatMap(({ heads }) => heads.split(' ')));
}

export type Settling = {
  readonly table: string;
  readonly row: string;
  readonly column: string;
  /** `heads` of the conflict as it was seen. */
  readonly heads: string;
  readonly choice:
    | { readonly kind: 'keep' }
    | { readonly kind: 'other'; readonly hlc: string }
    | { readonly kind: 'third'; readonly value: Cell };
};

/** `changed`: somebody settled it, or wrote again, since it was seen. `written once`: a fact of such a table can only be kept. */
export type Settled = 'settled' | 'changed' | 'writtenOnce';

/** Settles a conflict for everybody. Throws a ZodError where a third value does not fit its column. */
export async function settleConflict(tx: Tx, tables: Store['tables'], settling: Settling): Promise<Settled> {
  const { row, column, choice } = settling;
  const table = tables.get(settling.table);
  const conflict = table && conflictIn(tx, table, row, column);
  if (!table || conflict === undefined || conflict.heads !== settling.heads) return 'changed';
  if (choice.kind !== 'keep') {
    if (table.insertOnly) return 'writtenOnce';
    const chosen = choice.kind === 'third' ? choice : conflict.values.find(({ hlc }) => hlc === choice.hlc);
    if (chosen === undefined) return 'changed';
    await record(tx, table, row, { [column]: chosen.value });
  }
  await record(tx, settlementTable, tx.newId(), {
    table_name: table.name,
    row_id: row,
    column_name: column,
    heads: conflict.heads,
    choice: choice.kind,
    at: tx.at,
  });
  return 'settled';
}
