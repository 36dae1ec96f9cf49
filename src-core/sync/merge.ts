import { clockOfCell } from '../store/index.ts';
import type { Cell, CellClocks, Hlc, TableDef } from '../store/index.ts';
import type { ReadChange } from './wire.ts';

/** A row as it grows while changes are put into it, in memory. */
export type MergedRow = {
  readonly values: Record<string, Cell>;
  row: Hlc;
  readonly cells: Map<string, Hlc>;
  /** Columns whose value or clock is another one now. */
  readonly touched: Set<string>;
  /** Columns that somebody wrote without having seen what stands there: these may be conflicts. */
  readonly forked: Set<string>;
};

export function rowBefore(values: Readonly<Record<string, Cell>>, clocks: CellClocks): MergedRow {
  return {
    values: { ...values },
    row: clocks.row,
    cells: new Map(clocks.cells),
    touched: new Set(),
    forked: new Set(),
  };
}

/** The row that its first insert makes; it takes the change's values over. */
export function rowOf(change: ReadChange): MergedRow {
  return {
    values: change.values,
    row: change.sent.hlc,
    cells: new Map(),
    touched: new Set(),
    forked: new Set(),
  };
}

/**
 * Puts one change into a row. Each cell keeps the value with the highest clock; a row that is written once keeps its
 * first insert. So the outcome is the same in whatever order, and however often, the changes come.
 */
export function putInto(merged: MergedRow, table: TableDef, change: ReadChange): void {
  if (change.base === null) putInsert(merged, table, change);
  else putUpdate(merged, change, change.base);
}

function putUpdate(merged: MergedRow, change: ReadChange, base: Readonly<Record<string, Hlc>>): void {
  const { hlc } = change.sent;
  for (const column of Object.keys(change.values)) {
    const standing = clockOfCell(merged, column);
    if (base[column] !== standing) merged.forked.add(column);
    if (standing >= hlc) continue;
    merged.values[column] = change.values[column] ?? null;
    merged.cells.set(column, hlc);
    merged.touched.add(column);
  }
}

function putInsert(merged: MergedRow, table: TableDef, change: ReadChange): void {
  const { hlc } = change.sent;
  for (const column of table.columnNames) merged.forked.add(column);
  if (table.insertOnly ? hlc > merged.row : hlc < merged.row) return;
  merged.row = hlc;
  for (const column of table.columnNames) {
    const standing = merged.cells.get(column);
    if (standing !== undefined && standing > hlc) continue;
    merged.cells.delete(column);
    merged.values[column] = change.values[column] ?? null;
    merged.touched.add(column);
  }
}
