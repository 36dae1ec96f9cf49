import type { Cell, Reading, Tx } from '../store/index.ts';
import { isSentChange } from './wire.ts';
import type { KeptReason, SentChange } from './wire.ts';

type Line = { readonly change: string };

// What is readable is not given up for what is locked or comes from a laptop that was shut out; the other way round it is.
const KEEP = `INSERT INTO quarantine (hlc, table_name, row_id, schema, reason, at, change, brought_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (hlc) DO UPDATE SET reason = excluded.reason, change = excluded.change, brought_by = excluded.brought_by
  WHERE excluded.reason NOT IN ('locked', 'revoked')`;

/** Keeps a change aside, whole, with the reason, and by whom it was brought where that matters. */
export function keepAside(
  tx: Tx,
  change: SentChange,
  reason: KeptReason,
  broughtBy: string | null = null,
): void {
  const { hlc, table_name, row_id, schema } = change;
  tx.engine.run(KEEP, hlc, table_name, row_id, schema, reason, tx.at, JSON.stringify(change), broughtBy);
}

/** A change that has found its place after all. */
export function forgetKept(tx: Tx, hlc: string): void {
  tx.engine.run('DELETE FROM quarantine WHERE hlc = ?', hlc);
}

/** Whether anything is kept aside at all: asked once, so that a whole database pays nothing for what is not there. */
export function isAnythingKept(tx: Tx): boolean {
  return tx.engine.all('SELECT 1 FROM quarantine LIMIT 1').length > 0;
}

/** Takes out what waited for this row. */
export function takeWaitingFor(tx: Tx, table: string, row: string): readonly SentChange[] {
  return take(tx, `row_id = ? AND table_name = ? AND reason = 'rowMissing'`, row, table);
}

/** Takes out what may fit now: written by a newer program that has become ours, or ahead of a clock that has caught up. */
export function takeRipe(tx: Tx, schema: number): readonly SentChange[] {
  return take(tx, `(reason = 'newer' AND schema <= ?) OR reason = 'clockAhead'`, schema);
}

/** Takes out everything that somebody wants to be tried again. */
export function takeAll(tx: Tx): readonly SentChange[] {
  return take(tx, `reason NOT IN ('twin', 'locked', 'revoked')`);
}

/** Takes out what could not be opened, for whoever has a key that was not here before. */
export function takeLocked(tx: Tx): readonly SentChange[] {
  return take(tx, `reason = 'locked'`);
}

function take(tx: Tx, where: string, ...parameters: readonly Cell[]): readonly SentChange[] {
  const lines = tx.engine.all<Line>(
    `SELECT change FROM quarantine WHERE ${where} ORDER BY hlc`,
    ...parameters,
  );
  if (lines.length > 0) tx.engine.run(`DELETE FROM quarantine WHERE ${where}`, ...parameters);
  return lines.flatMap(({ change }) => {
    const sent: unknown = JSON.parse(change);
    return isSentChange(sent) ? [sent] : [];
  });
}

/** How many changes are kept aside. */
export function countKept(reading: Reading): number {
  return reading.localRows<{ n: number }>('SELECT COUNT(*) AS n FROM quarantine')[0]?.n ?? 0;
}
