import { clockOfCell, formatCellClocks, parseCellClocks } from './clock.ts';
import type { Hlc } from './clock.ts';
import type { Tx } from './store.ts';
import type { Cell, PatchOf, TableDef } from './tables.ts';

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
  const wanted = table.patch.parse(patch);
  const rows = tx.engine.rows(table);
  const before = rows.get(id);
  return before === undefined ? insert(tx, table, id, wanted) : update(tx, table, id, wanted, before);
}

type Patch = Readonly<Record<string, Cell | undefined>>;
type Stored = Readonly<Record<string, Cell>>;

function insert(tx: Tx, table: TableDef, id: string, wanted: Patch): boolean {
  const full: Record<string, Cell> = {};
  for (const column of table.columnNames) full[column] = wanted[column] ?? null;
  table.row.parse(full);
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
  table.after?.(tx.engine, { id, row: full, isNew: true });
  return true;
}

function update(tx: Tx, table: TableDef, id: string, wanted: Patch, before: Stored): boolean {
  const changed = table.columnNames.filter(
    (column) => wanted[column] !== undefined && wanted[column] !== before[column],
  );
  if (changed.length === 0) return false;
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
  table.row.parse(row);
  const seq = tx.append({
    hlc,
    table: table.name,
    row: id,
    kind: 'update',
    patch: JSON.stringify(patch),
    base: JSON.stringify(base),
  });
  tx.engine.rows(table).update(id, patch, formatCellClocks({ row: clocks.row, cells }), seq);
  table.after?.(tx.engine, { id, row, isNew: false });
  return true;
}
