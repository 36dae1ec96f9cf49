import { setImmediate as nextTurn } from 'node:timers/promises';
import { clockOfCell, parseCellClocks } from './clock.ts';
import type { Hlc } from './clock.ts';
import { baseOf, changesOfRow, valueAt } from './journal.ts';
import { record } from './record.ts';
import type { Change } from './change.ts';
import type { Store } from './store.ts';
import type { Tx, Written } from './transaction.ts';
import type { Cell } from './cell.ts';
import type { TableDef } from './tables.ts';

/** What an undo did: cells taken back, and those that someone has written since and that therefore stay. */
export type UndoResult = { readonly undone: number; readonly kept: number };

/** How many rows are taken back between two turns of the event loop: the desk answers others meanwhile. */
const ROWS_A_TURN = 200;

export type UndoOptions = {
  /** Rows that stay as they are, such as people who have been used since; asked once for each row of the transaction. */
  readonly keeps?: (
    tx: Tx,
    row: { readonly table: string; readonly id: string; readonly isNew: boolean },
  ) => boolean;
  readonly onProgress?: (done: number, total: number) => void;
};

/**
 * Takes a transaction back by writing the opposite: new rows are put away, changed cells get the value they had.
 * A cell that was written again later keeps its later value. Undoing an undo does the thing again.
 * Out: null in `value` where no such transaction exists, it has been taken back already, or it wrote into an insert-only table.
 */
export async function undo(
  store: Store,
  actor: string,
  txId: string,
  options: UndoOptions = {},
): Promise<Written<UndoResult | null>> {
  return store.write({ actor, action: 'undo', undoes: txId }, async (tx) => {
    const reader = tx.read();
    const already = await reader
      .selectFrom('action')
      .select('id')
      .where('undoes', '=', txId)
      .executeTakeFirst();
    if (already) return null;
    const changes = await reader
      .selectFrom('change')
      .selectAll()
      .where('tx', '=', txId)
      .orderBy('seq')
      .execute();
    if (changes.length === 0) return null;
    // A fact that is written once stands: what was shown to a hall is not taken back behind it.
    if (changes.some((change) => store.tables.get(change.table_name)?.insertOnly === true)) return null;
    let undone = 0;
    let kept = 0;
    const rows = Map.groupBy(changes, (change) => `${change.table_name} ${change.row_id}`);
    let done = 0;
    for (const ofRow of rows.values()) {
      options.onProgress?.((done += 1), rows.size);
      if (done % ROWS_A_TURN === 0) {
        tx.settle();
        await nextTurn();
      }
      if (isKept(tx, ofRow, options.keeps)) {
        kept += 1;
        continue;
      }
      const result = await takeBack(tx, store.tables, ofRow);
      undone += result.undone;
      kept += result.kept;
    }
    return { undone, kept };
  });
}

function isKept(tx: Tx, [first]: readonly Change[], keeps: UndoOptions['keeps']): boolean {
  if (!first || !keeps) return false;
  return keeps(tx, { table: first.table_name, id: first.row_id, isNew: first.kind === 'insert' });
}

/** Takes back what one transaction did to one row; `changes` are in their order. */
async function takeBack(
  tx: Tx,
  tables: ReadonlyMap<string, TableDef>,
  changes: readonly Change[],
): Promise<UndoResult> {
  const [first] = changes;
  const table = first && tables.get(first.table_name);
  const row = table && tx.engine.rows(table).get(first.row_id);
  if (!row) return { undone: 0, kept: 0 };
  if (first.kind === 'insert') {
    if (row['deleted_at'] !== null) return { undone: 0, kept: 1 };
    await record(tx, table, first.row_id, { deleted_at: tx.at });
    return { undone: 1, kept: 0 };
  }
  const clocks = parseCellClocks(String(row['clocks']));
  const log = await changesOfRow(tx, table.name, first.row_id);
  const undone = await undoneBy(tx, log);
  const before: Record<string, Cell> = {};
  let kept = 0;
  for (const [column, cell] of cellsOf(changes)) {
    if (stillHolds(log, undone, column, cell.written, clockOfCell(clocks, column)))
      before[column] = valueAt(log, column, cell.replaced);
    else kept += 1;
  }
  await record(tx, table, first.row_id, before);
  return { undone: Object.keys(before).length, kept };
}

/** For each cell that the changes wrote: the clock of what stood there before them, and the clock of what they left. */
function cellsOf(
  changes: readonly Change[],
): ReadonlyMap<string, { readonly replaced: Hlc; readonly written: Hlc }> {
  const cells = new Map<string, { replaced: Hlc; written: Hlc }>();
  for (const change of changes) {
    for (const [column, base] of Object.entries(baseOf(change))) {
      cells.set(column, { replaced: cells.get(column)?.replaced ?? base, written: change.hlc });
    }
  }
  return cells;
}

/** Of the transactions in the log those that are undos: which transaction each took back. */
async function undoneBy(tx: Tx, log: readonly Change[]): Promise<ReadonlyMap<string, string>> {
  const actions = await tx
    .read()
    .selectFrom('action')
    .select(['id', 'undoes'])
    .where('undoes', 'is not', null)
    .where('id', 'in', [...new Set(log.map((change) => change.tx))])
    .execute();
  return new Map(actions.flatMap(({ id, undoes }) => (undoes === null ? [] : [[id, undoes]])));
}

/**
 * Whether the value that a cell has now is still the one written at `written`: it is where the cell's clock says so,
 * or where what came after was only undos that put that value there again.
 */
function stillHolds(
  log: readonly Change[],
  undone: ReadonlyMap<string, string>,
  column: string,
  written: Hlc,
  clock: Hlc,
): boolean {
  if (clock === written) return true;
  const writer = log.find((change) => change.hlc === clock);
  if (writer === undefined) return false;
  const byTx = (tx: string) => cellsOf(log.filter((change) => change.tx === tx)).get(column);
  const takenBack = undone.get(writer.tx);
  const behind = byTx(takenBack ?? writer.tx);
  if (behind === undefined) return false;
  const isNothing = valueAt(log, column, behind.replaced) === valueAt(log, column, behind.written);
  return (takenBack !== undefined || isNothing) && stillHolds(log, undone, column, written, behind.replaced);
}
