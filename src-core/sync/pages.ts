import type { Action, Reading, Tx } from '../store/index.ts';
import type { Batch, SentChange } from './wire.ts';

/** Changes in one message; a larger page would hold up the screens and the door while it is packed, sealed and taken in. */
const MOST_CHANGES = 1_000;
/** Characters of values in one message. */
const MOST_TEXT = 8_000_000;

/** A part of the log, in its order, for another node. */
export type Page = {
  readonly batch: Batch;
  /** Whoever takes this page in has every line up to here. */
  readonly upTo: number;
  readonly hasMore: boolean;
};

export type Head = { readonly seq: number; readonly hlc: string };

/** The log's last line, or null where it is empty. */
export function headOf(reading: Reading): Head | null {
  return reading.localRows<Head>('SELECT seq, hlc FROM change ORDER BY seq DESC LIMIT 1')[0] ?? null;
}

type Line = SentChange & { readonly seq: number };
type Span = { readonly first_seq: number; readonly last_seq: number };

const LINES = `SELECT seq, hlc, tx, node, actor, table_name, row_id, kind, patch, base, schema FROM change
  WHERE seq > ? AND seq < ? AND node <> ? ORDER BY seq LIMIT ?`;

/** What `node` has not had of this log after line `after`: neither its own changes nor those that it brought itself. */
export function pageFor(reading: Reading, node: string, after: number): Page {
  const head = headOf(reading)?.seq ?? 0;
  const brought = reading.localRows<Span>(
    'SELECT first_seq, last_seq FROM sync_origin WHERE node = ? AND last_seq > ? ORDER BY first_seq',
    node,
    after,
  );
  const lines: Line[] = [];
  let from = after;
  for (const span of [...brought, { first_seq: head + 1, last_seq: head }]) {
    const room = MOST_CHANGES - lines.length;
    if (room <= 0) break;
    if (span.first_seq > from + 1)
      lines.push(...reading.localRows<Line>(LINES, from, span.first_seq, node, room));
    from = Math.max(from, span.last_seq);
  }
  const fitting = cut(lines);
  const isWhole = fitting.length < MOST_CHANGES && fitting.length === lines.length;
  return {
    batch: { changes: fitting.map(withoutSeq), actions: actionsOf(reading, fitting) },
    upTo: isWhole ? head : (fitting.at(-1)?.seq ?? head),
    hasMore: !isWhole,
  };
}

const withoutSeq = ({ seq: _seq, ...change }: Line): SentChange => change;

/** As many lines as fit into one message, at least one. */
function cut(lines: readonly Line[]): readonly Line[] {
  let text = 0;
  const end = lines.findIndex(({ patch }, at) => (text += patch.length) > MOST_TEXT && at > 0);
  return end < 0 ? lines : lines.slice(0, end);
}

function actionsOf(reading: Reading, lines: readonly Line[]): readonly Action[] {
  const ids = [...new Set(lines.map(({ tx }) => tx))];
  return reading.localRows<Action>(
    `SELECT id, name, actor, node, at, undoes FROM action WHERE id IN (SELECT value FROM json_each(?))`,
    JSON.stringify(ids),
  );
}

/** Remembers who brought the lines after `after`, so that they are not sent back; lines that were only waiting here are left out. */
export function noteOrigin(tx: Tx, node: string, after: number, hlcs: ReadonlySet<string>): void {
  const lines = tx.localRows<Head>('SELECT seq, hlc FROM change WHERE seq > ? ORDER BY seq', after);
  let first: number | undefined;
  for (const { seq, hlc } of [...lines, { seq: Infinity, hlc: '' }]) {
    if (hlcs.has(hlc)) {
      first ??= seq;
      continue;
    }
    if (first !== undefined) noteSpan(tx, node, first, Math.min(seq - 1, lines.at(-1)?.seq ?? 0));
    first = undefined;
  }
}

function noteSpan(tx: Tx, node: string, first: number, last: number): void {
  const joined = tx.engine.run(
    'UPDATE sync_origin SET last_seq = ? WHERE node = ? AND last_seq = ?',
    last,
    node,
    first - 1,
  );
  if (joined === 0)
    tx.engine.run('INSERT INTO sync_origin (node, first_seq, last_seq) VALUES (?, ?, ?)', node, first, last);
}
