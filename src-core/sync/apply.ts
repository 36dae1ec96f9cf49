import { parseCellClocks, formatCellClocks, parseHlc } from '../store/index.ts';
import type { Cell, Store, TableDef, Tx } from '../store/index.ts';
import { noteForks } from './conflicts.ts';
import { putInto, rowBefore, rowOf } from './merge.ts';
import type { MergedRow } from './merge.ts';
import { forgetKept, isAnythingKept, keepAside, takeAll, takeRipe, takeWaitingFor } from './quarantine.ts';
import { isSentChange, readAction, readChange } from './wire.ts';
import type { ForeignBatch, KeptReason, ReadChange, SentChange } from './wire.ts';

/**
 * How far ahead of this laptop's clock a change may be, in milliseconds. A day covers a wrong time zone and a wrong date
 * line; a clock in the year 2100 would drag every other clock along for good.
 */
export const MOST_AHEAD_MS = 24 * 3_600_000;

/** What became of the changes of one batch. */
export type Applied = {
  /** New to this node and now in its log. */
  readonly applied: number;
  /** Were here already. */
  readonly known: number;
  /** Kept aside, by reason. */
  readonly kept: Readonly<Partial<Record<KeptReason, number>>>;
};

/** Of the store what receiving needs. */
export type Receiver = Pick<Store, 'tables' | 'schema' | 'now'>;

type Count = { applied: number; known: number; kept: Partial<Record<KeptReason, number>> };

/**
 * Takes another node's changes in, within a running transaction: each keeps its id, node, actor, transaction and base.
 * Rules S1–S9 of docs/sync.md. One bad change never stops the others; only a disk that refuses does, and then nothing is applied.
 */
export function applyChanges(receiver: Receiver, tx: Tx, batch: ForeignBatch): Applied {
  const count: Count = { applied: 0, known: 0, kept: {} };
  noteActions(tx, batch.actions);
  const anythingKept = isAnythingKept(tx);
  const ripe = anythingKept ? takeRipe(tx, receiver.schema) : [];
  takeIn(receiver, tx, [...ripe, ...batch.changes], count, anythingKept);
  return count;
}

/** Tries everything again that is kept aside: after an update, or because somebody asks. */
export function retryKept(receiver: Receiver, tx: Tx): Applied {
  const count: Count = { applied: 0, known: 0, kept: {} };
  takeIn(receiver, tx, takeAll(tx), count, true);
  return count;
}

function noteActions(tx: Tx, actions: readonly unknown[]): void {
  for (const sent of actions) {
    const action = readAction(sent);
    if (action === undefined) continue;
    const { id, name, actor, node, at, undoes } = action;
    tx.engine.run(
      `INSERT INTO action (id, name, actor, node, at, undoes) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
      id,
      name,
      actor,
      node,
      at,
      undoes,
    );
  }
}

type Known = { readonly row_id: string; readonly patch: string };

function takeIn(
  receiver: Receiver,
  tx: Tx,
  changes: readonly unknown[],
  count: Count,
  anythingKept: boolean,
): void {
  const latest = receiver.now() + MOST_AHEAD_MS;
  const aside = (change: SentChange, reason: KeptReason): void => {
    keepAside(tx, change, reason);
    count.kept[reason] = (count.kept[reason] ?? 0) + 1;
  };
  const rows = new Map<TableDef, Map<string, ReadChange[]>>();
  const seen = new Set<string>();
  for (const sent of changes) {
    if (!isSentChange(sent)) {
      count.kept.invalid = (count.kept.invalid ?? 0) + 1;
      continue;
    }
    if (seen.has(sent.hlc)) {
      count.known += 1;
      continue;
    }
    seen.add(sent.hlc);
    const [known] = tx.engine.all<Known>('SELECT row_id, patch FROM change WHERE hlc = ?', sent.hlc);
    if (known !== undefined) {
      if (known.row_id === sent.row_id && known.patch === sent.patch) count.known += 1;
      else aside(sent, 'twin');
      continue;
    }
    const read = judge(receiver, sent, latest);
    if (typeof read === 'string') {
      aside(sent, read);
      continue;
    }
    const table = receiver.tables.get(sent.table_name);
    if (table === undefined) continue;
    push(rows, table, sent.row_id, read);
  }
  for (const [table, ofTable] of rows)
    for (const [id, ofRow] of ofTable) {
      const waited = anythingKept ? waitingFor(receiver, tx, table, id, latest, aside) : [];
      const taken = takeRow(
        tx,
        table,
        id,
        [...ofRow, ...waited.filter(({ sent }) => !seen.has(sent.hlc))],
        aside,
      );
      count.applied += taken.length;
      if (anythingKept) for (const { sent } of taken) forgetKept(tx, sent.hlc);
    }
}

function push(rows: Map<TableDef, Map<string, ReadChange[]>>, table: TableDef, id: string, read: ReadChange) {
  let ofTable = rows.get(table);
  if (!ofTable) rows.set(table, (ofTable = new Map()));
  const ofRow = ofTable.get(id);
  if (ofRow) ofRow.push(read);
  else ofTable.set(id, [read]);
}

function judge(receiver: Receiver, sent: SentChange, latest: number): ReadChange | KeptReason {
  if (parseHlc(sent.hlc).ms > latest) return 'clockAhead';
  const table = receiver.tables.get(sent.table_name);
  if (table === undefined) return sent.schema > receiver.schema ? 'newer' : 'foreign';
  if (table.insertOnly && sent.kind === 'update') return 'insertOnly';
  return readChange(table, sent, receiver.schema);
}

type Aside = (change: SentChange, reason: KeptReason) => void;

function waitingFor(
  receiver: Receiver,
  tx: Tx,
  table: TableDef,
  id: string,
  latest: number,
  aside: Aside,
): readonly ReadChange[] {
  return takeWaitingFor(tx, table.name, id).flatMap((sent) => {
    const read = judge(receiver, sent, latest);
    if (typeof read !== 'string') return [read];
    aside(sent, read);
    return [];
  });
}

/** Puts the changes of one row into it and writes it once; out: those that went in. Where the row is refused, all are kept aside. */
function takeRow(
  tx: Tx,
  table: TableDef,
  id: string,
  changes: readonly ReadChange[],
  aside: Aside,
): readonly ReadChange[] {
  const ordered = changes.length === 1 ? changes : changes.toSorted(byClock);
  const before = tx.engine.rows(table).get(id);
  const first = before === undefined ? ordered.find(({ base }) => base === null) : undefined;
  if (before === undefined && first === undefined) {
    for (const { sent } of ordered) aside(sent, 'rowMissing');
    return [];
  }
  tx.engine.run('SAVEPOINT received');
  try {
    const merged = before === undefined && first !== undefined ? rowOf(first) : standing(before ?? {});
    let seq = 0;
    for (const change of ordered) {
      if (change !== first) putInto(merged, table, change);
      seq = tx.receive(change.sent);
    }
    writeRow(tx, table, id, merged, seq, before === undefined);
    if (merged.forked.size > 0) noteForks(tx, table, id, merged.forked);
    tx.engine.run('RELEASE received');
    return ordered;
  } catch (error) {
    if (!isClash(error)) throw error;
    tx.engine.run('ROLLBACK TO received');
    tx.engine.run('RELEASE received');
    for (const { sent } of ordered) aside(sent, 'clash');
    return [];
  }
}

function standing(before: Readonly<Record<string, Cell>>): MergedRow {
  const { clocks, ...values } = before;
  return rowBefore(values, parseCellClocks(String(clocks)));
}

function writeRow(tx: Tx, table: TableDef, id: string, merged: MergedRow, seq: number, isNew: boolean): void {
  const { values, touched } = merged;
  const rows = tx.engine.rows(table);
  if (isNew) {
    rows.insert(id, values, formatCellClocks(merged), seq);
  } else {
    if (touched.size === 0) return;
    const patch: Record<string, Cell> = {};
    for (const column of touched) patch[column] = values[column] ?? null;
    rows.update(id, patch, formatCellClocks(merged), seq);
  }
  if (table.afterAll) tx.follow(table, { id, row: values, isNew });
}

function byClock(a: ReadChange, b: ReadChange): number {
  return a.sent.hlc < b.sent.hlc ? -1 : 1;
}

function isClash(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_CONSTRAINT');
}
