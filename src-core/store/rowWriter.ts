import { planNewRow, planRow } from './plan.ts';
import type { Patch, RowPlan } from './plan.ts';
import type { TableDef } from './tables.ts';
import type { Tx } from './transaction.ts';

/** SQLite answers at once, PostgreSQL later; whoever asks either awaits. */
export type Soon<T> = T | Promise<T>;

/** A row that is to have these values. */
export type WantedRow = { readonly id: string; readonly patch: Patch };

/** How a transaction writes synced rows; `record()` alone calls it. */
export type RowWriter = {
  /** Out: whether anything changed. */
  readonly write: (table: TableDef, id: string, patch: Patch) => Soon<boolean>;
  /** For a row that is known not to be there. */
  readonly add: (table: TableDef, id: string, patch: Patch) => Soon<void>;
  /** Out: how many rows changed; `onEach` hears how many are done. */
  readonly writeAll: (
    table: TableDef,
    rows: Iterable<WantedRow>,
    onEach: (done: number) => void,
  ) => Soon<number>;
};

/** Writes on SQLite: row by row, at once. */
export function rowWriterOf(tx: Omit<Tx, 'writer'>): RowWriter {
  const put = (plan: RowPlan): void => {
    const { table, id, hlc, patch, base, cells, clocks, row, isNew } = plan;
    const kind = isNew ? 'insert' : 'update';
    const seq = tx.append({ hlc, table: table.name, row: id, kind, patch, base });
    const rows = tx.engine.rows(table);
    if (isNew) rows.insert(id, cells, clocks, seq);
    else rows.update(id, cells, clocks, seq);
    if (table.afterAll) tx.follow(table, { id, row, isNew });
  };
  const write = (table: TableDef, id: string, patch: Patch): boolean => {
    const plan = planRow(table, id, patch, tx.engine.rows(table).get(id), tx.tick);
    if (plan === null) return false;
    put(plan);
    return true;
  };
  return {
    write,
    add: (table, id, patch) => put(planNewRow(table, id, patch, tx.tick)),
    writeAll(table, rows, onEach) {
      let changed = 0;
      let done = 0;
      for (const { id, patch } of rows) {
        if (write(table, id, patch)) changed += 1;
        onEach((done += 1));
      }
      return changed;
    },
  };
}
