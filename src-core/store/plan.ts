import { clockOfCell, formatCellClocks, parseCellClocks } from './clock.ts';
import type { Hlc } from './clock.ts';
import type { Cell } from './cell.ts';
import type { TableDef } from './tables.ts';

/** Columns that are to have a value; what is undefined is left alone. */
export type Patch = Readonly<Record<string, Cell | undefined>>;
type Stored = Readonly<Record<string, Cell>>;

/** One row's writing as it was thought out, before any database has seen it: the change for the log, and the row's new cells. */
export type RowPlan = {
  readonly table: TableDef;
  readonly id: string;
  readonly hlc: Hlc;
  /** JSON, as they stand in the log. */
  readonly patch: string;
  readonly base: string | null;
  /** The columns that are written: of a new row all. */
  readonly cells: Stored;
  readonly clocks: string;
  /** The whole row as it is then. */
  readonly row: Stored;
  readonly isNew: boolean;
};

/**
 * What it takes to give a row these values. In: the row as it stands, with its `clocks`, or undefined; a clock that is read only where
 * something changes. Out: null where nothing does. Throws a ZodError where the row would not fit its schema, an Error
 * where an insert-only row would change.
 */
export function planRow(
  table: TableDef,
  id: string,
  wanted: Patch,
  before: Stored | undefined,
  tick: () => Hlc,
): RowPlan | null {
  return before === undefined
    ? planNewRow(table, id, wanted, tick)
    : planUpdate(table, id, table.checkPatch(wanted), before, tick);
}

/** The same for a row that is known not to be there. */
export function planNewRow(table: TableDef, id: string, wanted: Patch, tick: () => Hlc): RowPlan {
  const row = table.checkRow(wanted);
  const hlc = tick();
  const filled: Record<string, Cell> = {};
  for (const column of table.columnNames) {
    const value = row[column];
    if (value !== null && value !== undefined) filled[column] = value;
  }
  return {
    table,
    id,
    hlc,
    patch: JSON.stringify(filled),
    base: null,
    cells: row,
    clocks: hlc,
    row,
    isNew: true,
  };
}

function planUpdate(
  table: TableDef,
  id: string,
  wanted: Patch,
  before: Stored,
  tick: () => Hlc,
): RowPlan | null {
  const changed = table.columnNames.filter(
    (column) => wanted[column] !== undefined && wanted[column] !== before[column],
  );
  if (changed.length === 0) return null;
  if (table.insertOnly) throw new Error(`${table.name} is insert-only: a correction is another row`);
  const clocks = parseCellClocks(String(before['clocks']));
  const cells = new Map(clocks.cells);
  const patch: Record<string, Cell> = {};
  const base: Record<string, Hlc> = {};
  const hlc = tick();
  for (const column of changed) {
    patch[column] = wanted[column] ?? null;
    base[column] = clockOfCell(clocks, column);
    cells.set(column, hlc);
  }
  const row: Record<string, Cell> = {};
  for (const column of table.columnNames)
    row[column] = (Object.hasOwn(patch, column) ? patch[column] : before[column]) ?? null;
  table.checkRow(row);
  return {
    table,
    id,
    hlc,
    patch: JSON.stringify(patch),
    base: JSON.stringify(base),
    cells: patch,
    clocks: formatCellClocks({ row: clocks.row, cells }),
    row,
    isNew: false,
  };
}
