import type { Cell, TableDef, Tx } from '../store/index.ts';
import type {
  Appended,
  ForkLine,
  Intake,
  KnownLine,
  PlacedLine,
  Retried,
  RowIds,
  RowWriting,
  StandingRow,
} from './intake.ts';
import { readKept } from './wire.ts';
import type { SentChange } from './wire.ts';

const KNOWN = `SELECT hlc, row_id, patch FROM change WHERE hlc IN (SELECT value FROM json_each(?))`;
const LAST = 'SELECT MAX(hlc) AS last FROM change';
const ACTION = `INSERT INTO action (id, name, actor, node, at, undoes) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`;
const LINES = 'SELECT hlc, patch, base FROM change WHERE row_id = ? AND table_name = ? ORDER BY hlc';
const CONFLICT =
  'INSERT INTO conflict (table_name, row_id, column_name) VALUES (?, ?, ?) ON CONFLICT DO NOTHING';
const KEEP = `INSERT INTO quarantine (hlc, table_name, row_id, schema, reason, at, change, brought_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (hlc) DO UPDATE SET reason = excluded.reason, change = excluded.change, brought_by = excluded.brought_by
  WHERE excluded.reason NOT IN ('locked', 'revoked')`;
const LENGTHEN = 'UPDATE sync_origin SET last_seq = ? WHERE node = ? AND last_seq = ?';
const ORIGIN = 'INSERT INTO sync_origin (node, first_seq, last_seq) VALUES (?, ?, ?)';

/** Taking changes in on SQLite. */
export function sqliteIntake(tx: Tx): Intake {
  const { engine } = tx;
  const rowsOf = (table: TableDef, ids: readonly string[]): ReadonlyMap<string, StandingRow> => {
    const statements = engine.rows(table);
    const found = new Map<string, StandingRow>();
    for (const id of ids) {
      const row = statements.get(id);
      if (row !== undefined) found.set(id, row);
    }
    return found;
  };
  return {
    noteActions(actions) {
      for (const { id, name, actor, node, at, undoes } of actions)
        engine.run(ACTION, id, name, actor, node, at, undoes);
    },
    takeOut(which) {
      const isAnythingKept = engine.one('SELECT 1 FROM quarantine LIMIT 1') !== undefined;
      return { isAnythingKept, changes: isAnythingKept ? take(tx, ...conditionOf(which)) : [] };
    },
    takeWaiting: (rows) =>
      Array.from(rows, ([table, ids]) =>
        take(
          tx,
          `reason = 'rowMissing' AND table_name = ? AND row_id IN (SELECT value FROM json_each(?))`,
          table.name,
          JSON.stringify(ids),
        ),
      ).flat(),
    look(hlcs, rows) {
      const { last } = engine.one(LAST) as { readonly last: string | null };
      // Most of what comes is later than all that is here.
      const asked = last === null ? [] : hlcs.filter((hlc) => hlc <= last);
      const known =
        asked.length === 0 ? [] : engine.all<KnownLine & { hlc: string }>(KNOWN, JSON.stringify(asked));
      return {
        known: new Map(known.map(({ hlc, ...line }) => [hlc, line])),
        rows: new Map(Array.from(rows, ([table, ids]) => [table, rowsOf(table, ids)])),
      };
    },
    put: (writings) => put(tx, writings),
    linesOf: (rows: RowIds) =>
      new Map(
        Array.from(rows, ([table, ids]) => [
          table,
          new Map(ids.map((id) => [id, engine.all<ForkLine>(LINES, id, table.name)])),
        ]),
      ),
    noteConflicts(cells) {
      for (const { table, row, column } of cells) engine.run(CONFLICT, table, row, column);
    },
    keepAside(kept) {
      for (const { change, reason, broughtBy = null } of kept) {
        const { hlc, table_name, row_id, schema } = change;
        engine.run(KEEP, hlc, table_name, row_id, schema, reason, tx.at, JSON.stringify(change), broughtBy);
      }
    },
    forgetKept(hlcs) {
      const json = JSON.stringify(hlcs);
      engine.run('DELETE FROM quarantine WHERE hlc IN (SELECT value FROM json_each(?))', json);
    },
    noteOrigins(origins) {
      for (const { node, first_seq: first, last_seq: last } of origins)
        if (engine.run(LENGTHEN, last, node, first - 1) === 0) engine.run(ORIGIN, node, first, last);
    },
  };
}

/**
 * One savepoint for all: SQLite keeps a copy of each page that changes within one. The log's lines go first, in the order of their clocks, so
 * that its indexes grow at their ends; then the rows, in the order of their ids.
 */
function put(tx: Tx, writings: readonly RowWriting[]): readonly Appended[] | undefined {
  const { engine } = tx;
  const rows = writings.toSorted(byId);
  const placed = linesByClock(rows);
  const lines = placed.map(({ sent }) => sent);
  let first: number;
  engine.run('SAVEPOINT received');
  try {
    first = tx.receiveAll(lines);
    const seqs: number[] = Array.from({ length: rows.length }, () => 0);
    for (const [at, { row }] of placed.entries()) seqs[row] = first + at;
    for (const [at, { table, id, isNew, cells, clocks }] of rows.entries()) {
      const seq = seqs[at] ?? 0;
      const statements = engine.rows(table);
      if (isNew) statements.insert(id, cells, clocks, seq);
      else if (Object.keys(cells).length > 0) statements.update(id, cells, clocks, seq);
    }
  } catch (error) {
    if (!isClash(error)) throw error;
    engine.run('ROLLBACK TO received');
    engine.run('RELEASE received');
    return undefined;
  }
  engine.run('RELEASE received');
  for (const { table, id, row, isNew, cells } of rows)
    if (table.afterAll && Object.keys(cells).length > 0) tx.follow(table, { id, row, isNew });
  return lines.map(({ hlc }, at) => ({ seq: first + at, hlc }));
}

type LineOfRow = PlacedLine & { readonly row: number };

/** All lines in the order of their clocks, and to which of the rows each belongs. */
function linesByClock(rows: readonly RowWriting[]): readonly LineOfRow[] {
  const lines: LineOfRow[] = [];
  for (const [row, { lines: own }] of rows.entries())
    for (const { sent, at } of own) lines.push({ sent, at, row });
  // Nearly always they came in that order, and numbers are compared far sooner than texts.
  const arrived = lines.toSorted((a, b) => a.at - b.at);
  const isByClock = arrived.every(({ sent }, at) => at === 0 || sent.hlc > (arrived[at - 1]?.sent.hlc ?? ''));
  return isByClock ? arrived : arrived.toSorted((a, b) => (a.sent.hlc < b.sent.hlc ? -1 : 1));
}

const byId = (a: RowWriting, b: RowWriting): number => (a.id < b.id ? -1 : 1);

function isClash(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_CONSTRAINT');
}

type Condition = readonly [where: string, ...parameters: Cell[]];

function conditionOf(which: Retried): Condition {
  if (which.kind === 'locked') return [`reason = 'locked'`];
  if (which.kind === 'all') return [`reason NOT IN ('twin', 'locked', 'revoked')`];
  return [`(reason = 'newer' AND schema <= ?) OR reason = 'clockAhead'`, which.schema];
}

function take({ engine }: Tx, ...[where, ...parameters]: Condition): readonly SentChange[] {
  const lines = engine.all<{ change: string }>(
    `SELECT change FROM quarantine WHERE ${where} ORDER BY hlc`,
    ...parameters,
  );
  if (lines.length > 0) engine.run(`DELETE FROM quarantine WHERE ${where}`, ...parameters);
  return readKept(lines);
}
