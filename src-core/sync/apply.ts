import { parseCellClocks, formatCellClocks, startOfMs } from '../store/index.ts';
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

/** What came of nothing. */
export const NOTHING: Applied = { applied: 0, known: 0, kept: {} };

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
  const [taken] = await takeBatches(receiver, intakeOf(tx), [batch]);
  return taken?.applied ?? NOTHING;
}

/** Tries everything again that is kept aside: after an update, or because somebody asks. */
export async function retryKept(receiver: Receiver, tx: ReceivingTx): Promise<Applied> {
  const intake = intakeOf(tx);
  const { changes } = await intake.takeOut({ kind: 'all' });
  const [taken] = await takeIn(receiver, intake, [changes], true);
  return taken?.applied ?? NOTHING;
}

/** What a batch came to, and the lines that the log has grown by. */
export type Taken = { readonly applied: Applied; readonly lines: readonly Appended[] };

/** Takes several batches in at once, of which no two name the same row; out: what each came to, in their order. */
export async function takeBatches(
  receiver: Receiver,
  intake: Intake,
  batches: readonly ForeignBatch[],
): Promise<readonly Taken[]> {
  const actions = batches.flatMap((batch) => batch.actions.flatMap((sent) => readAction(sent) ?? []));
  const [, { isAnythingKept, changes }] = await Promise.all([
    actions.length > 0 ? intake.noteActions(actions) : undefined,
    intake.takeOut({ kind: 'ripe', schema: receiver.schema }),
  ]);
  const sources = batches.map((batch, at) => (at === 0 ? [...changes, ...batch.changes] : batch.changes));
  return takeIn(receiver, intake, sources, isAnythingKept);
}

/** Changes by table and row. */
type ByRow<C> = ReadonlyMap<TableDef, ReadonlyMap<string, readonly C[]>>;

/** A row that may be written, and the columns that somebody wrote without having seen what stands there: these may be conflicts. */
type Merged = { readonly writing: RowWriting; readonly forked: readonly string[] };

/** In: changes by whom they came with; what waited here already counts for the first. */
async function takeIn(
  receiver: Receiver,
  intake: Intake,
  sources: readonly (readonly unknown[])[],
  isAnythingKept: boolean,
): Promise<readonly Taken[]> {
  const { sent, ids, tallies, sourceOf } = sortOut(sources);
  const kept: KeptChange[] = [];
  const aside = (change: SentChange, reason: KeptReason): void => void kept.push({ change, reason });
  const judge = judging(receiver, aside);

  const { rows, homeless } = byRow(receiver, sent);
  const found = await intake.look([...ids], idsOf(rows));
  const noteKnown = (change: SentChange): void => {
    const tally = tallies[sourceOf(change)];
    if (tally) tally.known += 1;
  };
  const isNew = (change: SentChange): boolean => {
    const line = found.known.get(change.hlc);
    if (line === undefined) return true;
    if (line.row_id === change.row_id && line.patch === change.patch) noteKnown(change);
    else aside(change, 'twin');
    return false;
  };
  for (const change of homeless) if (isNew(change)) judge(undefined, change, 0);
  const read = readIn(rows, (table, at) => {
    const change = sent[at];
    return change !== undefined && isNew(change) ? judge(table, change, at) : undefined;
  });
  if (isAnythingKept)
    for (const [at, waited] of (await intake.takeWaiting(idsOf(read))).entries()) {
      const table = receiver.tables.get(waited.table_name);
      const change = ids.has(waited.hlc) ? undefined : judge(table, waited, sent.length + at);
      if (table !== undefined && change !== undefined) push(read, table, waited.row_id, change);
    }

  const merged: Merged[] = [];
  for (const [table, ofTable] of read)
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
  return perSource(tallies, sourceOf, kept, lines);
}

/** Of what came with one source: how many changes were here already, and how many were none at all. */
type Tally = { known: number; formless: number };
/** With which source a change came. */
type SourceOf = (change: { readonly hlc: string }) => number;

/** Leaves out what is no change at all, and what is there twice. */
function sortOut(sources: readonly (readonly unknown[])[]) {
  const sent: SentChange[] = [];
  const ids = new Set<string>();
  // Of all but the first.
  const places = new Map<string, number>();
  const tallies = sources.map((changes, at): Tally => {
    const before = sent.length;
    let formless = 0;
    for (const change of changes) {
      if (!isSentChange(change)) formless += 1;
      else if (ids.size < ids.add(change.hlc).size) {
        sent.push(change);
        if (at > 0) places.set(change.hlc, at);
      }
    }
    return { formless, known: changes.length - formless - (sent.length - before) };
  });
  const sourceOf: SourceOf = ({ hlc }) => places.get(hlc) ?? 0;
  return { sent, ids, tallies, sourceOf };
}

/** What each source came to. */
function perSource(
  tallies: readonly Tally[],
  sourceOf: SourceOf,
  kept: readonly KeptChange[],
  lines: readonly Appended[],
): readonly Taken[] {
  const linesBy = Map.groupBy(lines, sourceOf);
  const keptBy = Map.groupBy(kept, ({ change }) => sourceOf(change));
  return tallies.map(({ known, formless }, at) => {
    const own = linesBy.get(at) ?? [];
    const applied = { applied: own.length, known, kept: counted(keptBy.get(at) ?? [], formless) };
    return { applied, lines: own };
  });
}

function counted(kept: readonly KeptChange[], formless: number): Applied['kept'] {
  const counts: Partial<Record<KeptReason, number>> = formless > 0 ? { invalid: formless } : {};
  for (const { reason } of kept) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}

/** Where the changes stand in the batch, by table and row; and those of tables that there are not. */
function byRow({ tables }: Receiver, changes: readonly SentChange[]) {
  const rows = new Map<TableDef, Map<string, number[]>>();
  const homeless: SentChange[] = [];
  for (const [at, change] of changes.entries()) {
    const table = tables.get(change.table_name);
    if (table === undefined) homeless.push(change);
    else push(rows, table, change.row_id, at);
  }
  return { rows, homeless };
}

const idsOf = (rows: ByRow<unknown>): ReadonlyMap<TableDef, string[]> =>
  new Map(Array.from(rows, ([table, ofTable]) => [table, [...ofTable.keys()]]));

/** The changes that can be read, by table and row. */
function readIn(rows: ByRow<number>, judge: (table: TableDef, at: number) => ReadChange | undefined) {
  const read = new Map<TableDef, Map<string, ReadChange[]>>();
  for (const [table, ofTable] of rows) {
    const good = new Map<string, ReadChange[]>();
    for (const [id, ofRow] of ofTable) {
      const changes: ReadChange[] = [];
      for (const at of ofRow) {
        const change = judge(table, at);
        if (change !== undefined) changes.push(change);
      }
      if (changes.length > 0) good.set(id, changes);
    }
    read.set(table, good);
  }
  return read;
}

/** Reads a change that stands `at` this place in its batch, or puts it aside with the reason. */
function judging({ schema, now }: Receiver, aside: (change: SentChange, reason: KeptReason) => void) {
  const tooLate = startOfMs(now() + MOST_AHEAD_MS + 1);
  const judge = (table: TableDef | undefined, sent: SentChange, at: number): ReadChange | KeptReason => {
    if (sent.hlc > tooLate) return 'clockAhead';
    if (table === undefined) return sent.schema > schema ? 'newer' : 'foreign';
    if (table.insertOnly && sent.kind === 'update') return 'insertOnly';
    return readChange(table, sent, at, schema);
  };
  return (table: TableDef | undefined, sent: SentChange, at: number): ReadChange | undefined => {
    const read = judge(table, sent, at);
    if (typeof read !== 'string') return read;
    aside(sent, read);
    return undefined;
  };
}

function push<C>(rows: Map<TableDef, Map<string, C[]>>, table: TableDef, id: string, change: C): void {
  let ofTable = rows.get(table);
  if (!ofTable) rows.set(table, (ofTable = new Map()));
  const ofRow = ofTable.get(id);
  if (ofRow) ofRow.push(change);
  else ofTable.set(id, [change]);
}

/** Puts the changes of one row into it, in memory; undefined where there is no row and none of them makes it. */
function mergeRow(
  table: TableDef,
  id: string,
  changes: readonly ReadChange[],
  before: StandingRow | undefined,
): Merged | undefined {
  const ordered = isByClock(changes) ? changes : changes.toSorted(byClock);
  const first = before === undefined ? ordered.find(({ base }) => base === null) : undefined;
  if (before === undefined && first === undefined) return undefined;
  const merged = before === undefined && first !== undefined ? rowOf(first) : standing(before ?? {});
  for (const change of ordered) if (change !== first) putInto(merged, table, change);
  const writing: RowWriting = {
    table,
    id,
    lines: ordered,
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

function isByClock(changes: readonly ReadChange[]): boolean {
  let before = '';
  for (const { sent } of changes) {
    if (sent.hlc < before) return false;
    before = sent.hlc;
  }
  return true;
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
    for (const { sent } of merged[0]?.writing.lines ?? []) aside(sent, 'clash');
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
  const asked: Merged[] = merged.filter(({ writing }) => written.has(writing.lines[0]?.sent.hlc ?? ''));
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
