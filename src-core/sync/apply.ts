import { parseCellClocks, formatCellClocks, parseHlc } from '../store/index.ts';
import type { Cell, DomainStore, TableDef } from '../store/index.ts';
import { forkedColumns } from './conflicts.ts';
import type { Appended, Intake, KeptChange, RowCell, RowWriting, StandingRow } from './intake.ts';
import { intakeOf } from './engines.ts';
import type { ReceivingTx } from './engines.ts';
import { putInto, rowBefore, rowOf } from './merge.ts';
import type { MergedRow } from './merge.ts';
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
export type Receiver = Pick<DomainStore, 'tables' | 'schema' | 'now'>;

/**
 * Takes another node's changes in, within a running transaction: each keeps its id, node, actor, transaction and base.
 * Rules S1–S9 of docs/sync.md. One bad change never stops the others; only a disk that refuses does, and then nothing is applied.
 */
export async function applyChanges(
  receiver: Receiver,
  tx: ReceivingTx,
  batch: ForeignBatch,
): Promise<Applied> {
  return (await takeBatch(receiver, intakeOf(tx), batch)).applied;
}

/** Tries everything again that is kept aside: after an update, or because somebody asks. */
export async function retryKept(receiver: Receiver, tx: ReceivingTx): Promise<Applied> {
  const intake = intakeOf(tx);
  const { changes } = await intake.takeOut({ kind: 'all' });
  return (await takeIn(receiver, intake, changes, true)).applied;
}

/** What a batch came to, and the lines that the log has grown by. */
export type Taken = { readonly applied: Applied; readonly lines: readonly Appended[] };

/** As `applyChanges`; out as well: the lines that the log has grown by. */
export async function takeBatch(receiver: Receiver, intake: Intake, batch: ForeignBatch): Promise<Taken> {
  const actions = batch.actions.map(readAction).filter((action) => action !== undefined);
  if (actions.length > 0) await intake.noteActions(actions);
  const { isAnythingKept, changes } = await intake.takeOut({ kind: 'ripe', schema: receiver.schema });
  return takeIn(receiver, intake, [...changes, ...batch.changes], isAnythingKept);
}

/** Changes by table and row. */
type ByRow = Map<TableDef, Map<string, ReadChange[]>>;

/** A row that may be written, and the columns that somebody wrote without having seen what stands there: these may be conflicts. */
type Merged = { readonly writing: RowWriting; readonly forked: readonly string[] };

async function takeIn(
  receiver: Receiver,
  intake: Intake,
  changes: readonly unknown[],
  isAnythingKept: boolean,
): Promise<Taken> {
  const { sent, formless, doubled } = sortOut(changes);
  const kept: KeptChange[] = [];
  const aside = (change: SentChange, reason: KeptReason): void => void kept.push({ change, reason });
  const place = judging(receiver, aside);

  const found = await intake.look([...sent.keys()], rowsNamed(receiver, sent.values()));
  const rows: ByRow = new Map();
  let known = doubled;
  for (const change of sent.values()) {
    const line = found.known.get(change.hlc);
    if (line === undefined) place(change, rows);
    else if (line.row_id === change.row_id && line.patch === change.patch) known += 1;
    else aside(change, 'twin');
  }
  if (isAnythingKept)
    for (const waited of await intake.takeWaiting(idsOf(rows)))
      if (!sent.has(waited.hlc)) place(waited, rows);

  const merged: Merged[] = [];
  for (const [table, ofTable] of rows)
    for (const [id, ofRow] of ofTable) {
      const one = mergeRow(table, id, ofRow, found.rows.get(table)?.get(id));
      if (one !== undefined) merged.push(one);
      else for (const { sent: change } of ofRow) aside(change, 'rowMissing');
    }
  const lines: Appended[] = [];
  await putOrSplit(intake, merged, lines, aside);
  await noteForks(
    intake,
    merged.filter(({ forked }) => forked.length > 0),
    lines,
  );
  if (kept.length > 0) await intake.keepAside(kept);
  if (isAnythingKept && lines.length > 0) await intake.forgetKept(lines.map(({ hlc }) => hlc));
  return { applied: { applied: lines.length, known, kept: counted(kept, formless) }, lines };
}

/** Leaves out what is no change at all, and what is in the batch twice. */
function sortOut(changes: readonly unknown[]) {
  const sent = new Map<string, SentChange>();
  let formless = 0;
  let doubled = 0;
  for (const change of changes) {
    if (!isSentChange(change)) formless += 1;
    else if (sent.has(change.hlc)) doubled += 1;
    else sent.set(change.hlc, change);
  }
  return { sent, formless, doubled };
}

function counted(kept: readonly KeptChange[], formless: number): Applied['kept'] {
  const counts: Partial<Record<KeptReason, number>> = formless > 0 ? { invalid: formless } : {};
  for (const { reason } of kept) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}

/** The rows that the changes name, of tables that there are. */
function rowsNamed({ tables }: Receiver, changes: Iterable<SentChange>): ReadonlyMap<TableDef, string[]> {
  const rows = new Map<TableDef, Set<string>>();
  for (const { table_name, row_id } of changes) {
    const table = tables.get(table_name);
    if (table === undefined) continue;
    const ids = rows.get(table);
    if (ids) ids.add(row_id);
    else rows.set(table, new Set([row_id]));
  }
  return new Map(Array.from(rows, ([table, ids]) => [table, [...ids]]));
}

const idsOf = (rows: ByRow): ReadonlyMap<TableDef, string[]> =>
  new Map(Array.from(rows, ([table, ofTable]) => [table, [...ofTable.keys()]]));

/** Puts a change beside the others of its row, or aside with the reason. */
function judging(receiver: Receiver, aside: (change: SentChange, reason: KeptReason) => void) {
  const latest = receiver.now() + MOST_AHEAD_MS;
  return (change: SentChange, rows: ByRow): void => {
    const table = receiver.tables.get(change.table_name);
    const read = judge(receiver, table, change, latest);
    if (typeof read === 'string') aside(change, read);
    else if (table !== undefined) push(rows, table, change.row_id, read);
  };
}

function judge(
  { schema }: Receiver,
  table: TableDef | undefined,
  sent: SentChange,
  latest: number,
): ReadChange | KeptReason {
  if (parseHlc(sent.hlc).ms > latest) return 'clockAhead';
  if (table === undefined) return sent.schema > schema ? 'newer' : 'foreign';
  if (table.insertOnly && sent.kind === 'update') return 'insertOnly';
  return readChange(table, sent, schema);
}

function push(rows: ByRow, table: TableDef, id: string, read: ReadChange): void {
  let ofTable = rows.get(table);
  if (!ofTable) rows.set(table, (ofTable = new Map()));
  const ofRow = ofTable.get(id);
  if (ofRow) ofRow.push(read);
  else ofTable.set(id, [read]);
}

/** Puts the changes of one row into it, in memory; undefined where there is no row and none of them makes it. */
function mergeRow(
  table: TableDef,
  id: string,
  changes: readonly ReadChange[],
  before: StandingRow | undefined,
): Merged | undefined {
  const ordered = changes.length === 1 ? changes : changes.toSorted(byClock);
  const first = before === undefined ? ordered.find(({ base }) => base === null) : undefined;
  if (before === undefined && first === undefined) return undefined;
  const merged = before === undefined && first !== undefined ? rowOf(first) : standing(before ?? {});
  for (const change of ordered) if (change !== first) putInto(merged, table, change);
  const writing: RowWriting = {
    table,
    id,
    lines: ordered.map(({ sent }) => sent),
    isNew: before === undefined,
    row: merged.values,
    cells: before === undefined ? merged.values : touchedOf(merged),
    clocks: formatCellClocks(merged),
  };
  return { writing, forked: [...merged.forked].filter((column) => !table.circumstances.includes(column)) };
}

function standing(before: StandingRow): MergedRow {
  const { clocks, ...values } = before;
  return rowBefore(values, parseCellClocks(String(clocks)));
}

function touchedOf({ values, touched }: MergedRow): Readonly<Record<string, Cell>> {
  const cells: Record<string, Cell> = {};
  for (const column of touched) cells[column] = values[column] ?? null;
  return cells;
}

function byClock(a: ReadChange, b: ReadChange): number {
  return a.sent.hlc < b.sent.hlc ? -1 : 1;
}

/**
 * Writes all at once. Hardly ever does a row take what belongs to another; where one does, halves are tried until it is found, and it
 * alone is kept aside.
 */
async function putOrSplit(
  intake: Intake,
  merged: readonly Merged[],
  lines: Appended[],
  aside: (change: SentChange, reason: KeptReason) => void,
): Promise<void> {
  if (merged.length === 0) return;
  const appended = await intake.put(merged.map(({ writing }) => writing));
  if (appended !== undefined) {
    for (const line of appended) lines.push(line);
    return;
  }
  if (merged.length === 1) {
    for (const change of merged[0]?.writing.lines ?? []) aside(change, 'clash');
    return;
  }
  const middle = merged.length >> 1;
  await putOrSplit(intake, merged.slice(0, middle), lines, aside);
  await putOrSplit(intake, merged.slice(middle), lines, aside);
}

/** Remembers which cells were written twice from one value; whether that is a conflict is judged when it is read. */
async function noteForks(
  intake: Intake,
  merged: readonly Merged[],
  appended: readonly Appended[],
): Promise<void> {
  if (merged.length === 0) return;
  const written = new Set(appended.map(({ hlc }) => hlc));
  const rows = new Map<TableDef, string[]>();
  const asked: Merged[] = merged.filter(({ writing }) => written.has(writing.lines[0]?.hlc ?? ''));
  for (const { writing } of asked) {
    const ids = rows.get(writing.table);
    if (ids) ids.push(writing.id);
    else rows.set(writing.table, [writing.id]);
  }
  if (rows.size === 0) return;
  const lines = await intake.linesOf(rows);
  const cells = asked.flatMap(({ writing: { table, id }, forked }): RowCell[] =>
    forkedColumns(table, lines.get(table)?.get(id) ?? [], forked).map((column) => ({
      table: table.name,
      row: id,
      column,
    })),
  );
  if (cells.length > 0) await intake.noteConflicts(cells);
}
