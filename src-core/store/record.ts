import type { PatchOf, TableDef } from './tables.ts';
import type { DomainTx } from './transaction.ts';

/**
 * The only way to write a synced row: checks it against the table's schema, notes the clock of each cell that it
 * replaces, and writes the row and one change in the transaction.
 *
 * In: the columns that are to have a new value (a new row: all that are not null).
 * Out: whether anything changed; writing what is there already changes nothing and logs nothing.
 * Throws a ZodError where the row would not fit its schema, an Error where an insert-only row would change.
 */
export async function record<T extends TableDef>(
  tx: DomainTx,
  table: T,
  id: string,
  patch: PatchOf<T>,
): Promise<boolean> {
  return tx.writer.write(table, id, patch);
}

/**
 * As `record()`, for an id that the caller has looked for in this very transaction and not found, not even among the rows that were
 * put away; spares the second look. Throws what the database says where the row is there after all.
 */
export async function recordNew<T extends TableDef>(
  tx: DomainTx,
  table: T,
  id: string,
  patch: PatchOf<T>,
): Promise<void> {
  return tx.writer.add(table, id, patch);
}

/** As `record()`, for many rows of one table. `onEach` hears how many rows are done; it may throw to stop. Out: how many rows changed. */
export async function recordAll<T extends TableDef>(
  tx: DomainTx,
  table: T,
  rows: Iterable<{ readonly id: string; readonly patch: PatchOf<T> }>,
  onEach: (done: number) => void = () => undefined,
): Promise<number> {
  return tx.writer.writeAll(table, rows, onEach);
}
