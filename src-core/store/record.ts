import { clockOfCell, formatCellClocks, parseCellClocks } from './clock.ts';
import type { Hlc } from './clock.ts';
import type { Cell } from './cell.ts';
import type { PatchOf, TableDef, WrittenRow } from './tables.ts';
import type { Tx } from './transaction.ts';

/**
 * The only way to write a synced row: checks it against the table's schema, notes the clock of each cell that it
 * replaces, and writes the row and one change in the transaction.
 *
 * In: the columns that are to have a new value (a new row: all that are not null).
 * Out: whether anything changed; writing what is there already changes nothing and logs nothing.
 * Throws a ZodError where the row would not fit its schema, an Error where an insert-only row would change.
 */
// oxlint-disable-next-line typescript/require-await -- asynchronous by contract: PostgreSQL's engine has to wait
export async function record<T extends TableDef>(
  tx: Tx,
  table: T,
  id: string,
  patch: PatchOf<T>,
): Promise<boolean> {
  return write(tx, table, id, patch);
}

/**
 * As `record()`, for an id that the caller has looked for in this very transaction and not found, not even among the rows that were
 * put away; spares the second look. Throws what SQLite says where the row is there after all.
 */
// oxlint-disable-next-line typescript/require-await -- asynchronous by contract: PostgreSQL's engine has to wait
export async function recordNew<T extends TableDef>(
  tx: Tx,
  table: T,
  id: string,
  patch: PatchOf<T>,
): Promise<void> {
  const written = insert(tx, table, id, patch);
  if (table.afterAll) tx.follow(table, written);
}

/** As `record()`, for many rows of one table. `onEach` hears how many rows are done; it may throw to stop. Out: how many rows changed. */
// oxlint-disable-next-line typescript/require-await -- asynchronous by contract: PostgreSQL's engine has to wait
export async function recordAll<T extends TableDef>(
  tx: Tx,
  table: T,
  rows: Iterable<{ readonly id: string; readonly patch: PatchOf<T> }>,
  onEach: (done: number) => void = () => undefined,
): Promise<number> {
  let changed = 0;
  let done = 0;
  for (const { id, patch } of rows) {
    if (write(tx, table, id, patch)) changed += 1;
    onEach((done += 1));
  }
  return changed;
}

/** Writes one row and its change; out: whether anything changed. */
function write(tx: Tx, table: TableDef, id: string, patch: Patch): boolean {
  const before = tx.engine.rows(table).get(id);
  const written =
    before === undefined
      ? insert(tx, table, id, patch)
      : update(tx, table, id, table.checkPatch(patch), before);
  if (written === null) return false;
  if (table.afterAll) tx.follow(table, written);
  return true;
}

type Patch = Readonly<Record<string, Cell | undefined>>;
type Stored = Readonly<Record<string, Cell>>;

function insert(tx: Tx, table: TableDef, id: string, wanted: Patch): WrittenRow {
  const full = table.checkRow(wanted);
  const hlc = tx.tick();
  const filled: Record<string, Cell> = {};
  for (const column of table.columnNames) {
    const value = full[column];
    if (value !== null && value !== undefined) filled[column] = value;
  }
  const seq = tx.append({
    hlc,
    table: table.name,
    row: id,
    kind: 'insert',
    patch: JSON.stringify(filled),
    base: null,
  });
  tx.engine.rows(table).insert(id, full, hlc, seq);
  return { id, row: full, isNew: true };
}

function update(tx: Tx, table: TableDef, id: string, wanted: Patch, before: Stored): WrittenRow | null {
  const changed = table.columnNames.filter(
    (column) => wanted[column] !== undefined && wanted[column] !== before[column],
  );
  if (changed.length === 0) return null;
  if (table.insertOnly) throw new Error(`${table.name} is insert-only: a correction is another row`);
  const clocks = parseCellClocks(String(before['clocks']));
  const cells = new Map(clocks.cells);
  const patch: Record<string, Cell> = {};
  const base: Record<string, Hlc> = {};
  const after: Record<string, Cell> = { ...before };
  const hlc = tx.tick();
  for (const column of changed) {
    const value = wanted[column] ?? null;
    patch[column] = value;
    base[column] = clockOfCell(clocks, column);
    cells.set(column, hlc);
    after[column] = value;
  }
  const row: Record<string, Cell> = {};
  for (const column of table.columnNames) row[column] = after[column] ?? null;
  table.checkRow(row);
  const seq = tx.append({
    hlc,
    table: table.name,
    row: id,
    kind: 'update',
    patch: JSON.stringify(patch),
    base: JSON.stringify(base),
  });
  tx.engine.rows(table).update(id, patch, formatCellClocks({ row: clocks.row, cells }), seq);
  return { id, row, isNew: false };
}
