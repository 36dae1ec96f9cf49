import type { PostgresTx, TableDef } from '../store/index.ts';
import { fit, rowsOf } from '../store/index.ts';
import type { ForkLine, Intake, KnownLine, Retried, RowIds, RowWriting } from './intake.ts';
import { readKept } from './wire.ts';
import type { SentChange } from './wire.ts';

const ACTIONS = `INSERT INTO action (id, name, actor, node, at, undoes)
  SELECT id, name, actor, node, at, undoes FROM json_populate_recordset(NULL::action, $1::json) ON CONFLICT (id) DO NOTHING`;
const KNOWN = 'SELECT hlc, row_id, patch FROM change WHERE hlc = ANY($1::text[])';
const FORK_LINES = `SELECT row_id, hlc, patch, base FROM change
  WHERE row_id = ANY($1::text[]) AND table_name = $2 ORDER BY hlc`;
const CONFLICTS = `INSERT INTO conflict (table_name, row_id, column_name)
  SELECT table_name, row_id, column_name FROM json_populate_recordset(NULL::conflict, $1::json) ON CONFLICT DO NOTHING`;
const KEEP = `INSERT INTO quarantine (hlc, table_name, row_id, schema, reason, at, change, brought_by)
  SELECT hlc, table_name, row_id, schema, reason, at, change, brought_by FROM json_populate_recordset(NULL::quarantine, $1::json)
  ON CONFLICT (hlc) DO UPDATE SET reason = excluded.reason, change = excluded.change, brought_by = excluded.brought_by
  WHERE excluded.reason NOT IN ('locked', 'revoked')`;
const FORGET = 'DELETE FROM quarantine WHERE hlc = ANY($1::text[])';
const WAITING = `DELETE FROM quarantine WHERE reason = 'rowMissing' AND table_name = $1 AND row_id = ANY($2::text[]) RETURNING hlc, change`;
const ORIGINS = `WITH brought AS (
    SELECT node, first_seq, last_seq FROM json_populate_recordset(NULL::sync_origin, $1::json)
  ), lengthened AS (
    UPDATE sync_origin SET last_seq = brought.last_seq FROM brought
    WHERE sync_origin.node = brought.node AND sync_origin.last_seq = brought.first_seq - 1
    RETURNING brought.node, brought.first_seq
  )
  INSERT INTO sync_origin (node, first_seq, last_seq) SELECT node, first_seq, last_seq FROM brought
  WHERE NOT EXISTS (SELECT FROM lengthened WHERE node = brought.node AND first_seq = brought.first_seq)`;

type KeptLine = { readonly hlc: string; readonly change: string };

/** Taking changes in on PostgreSQL: a handful of statements for however many. */
export function postgresIntake(tx: PostgresTx): Intake {
  const { connection } = tx;
  const run = async (sql: string, ...parameters: readonly unknown[]): Promise<void> => {
    await connection.query(sql, parameters);
  };
  const takeKept = async (sql: string, ...parameters: readonly unknown[]): Promise<readonly SentChange[]> => {
    const { rows } = await connection.query<KeptLine>(sql, parameters);
    return readKept(rows.toSorted((a, b) => (a.hlc < b.hlc ? -1 : 1)));
  };
  return {
    noteActions: (actions) => run(ACTIONS, JSON.stringify(actions.map(fitAll))),
    async takeOut(which) {
      const { rows } = await connection.query('SELECT 1 FROM quarantine LIMIT 1');
      const isAnythingKept = rows.length > 0;
      return { isAnythingKept, changes: isAnythingKept ? await takeKept(...takingOut(which)) : [] };
    },
    async takeWaiting(rows) {
      const taken: SentChange[] = [];
      for (const [table, ids] of rows) taken.push(...(await takeKept(WAITING, table.name, ids)));
      return taken;
    },
    async look(hlcs, rows) {
      const [known, ...standing] = await Promise.all([
        connection.query<KnownLine & { hlc: string }>(KNOWN, [hlcs]),
        ...Array.from(rows, async ([table, ids]) => [table, await rowsOf(connection, table, ids)] as const),
      ]);
      return {
        known: new Map(known.rows.map(({ hlc, ...line }) => [hlc, line])),
        rows: new Map(standing),
      };
    },
    put: (writings) => put(tx, writings),
    async linesOf(rows: RowIds) {
      const found = new Map<TableDef, ReadonlyMap<string, readonly ForkLine[]>>();
      for (const [table, ids] of rows) {
        const lines = await connection.query<ForkLine & { row_id: string }>(FORK_LINES, [ids, table.name]);
        found.set(
          table,
          Map.groupBy(lines.rows, ({ row_id }) => row_id),
        );
      }
      return found;
    },
    noteConflicts: (cells) =>
      run(
        CONFLICTS,
        JSON.stringify(
          cells.map(({ table, row, column }) => ({ table_name: table, row_id: row, column_name: column })),
        ),
      ),
    keepAside: (kept) =>
      run(
        KEEP,
        JSON.stringify(
          kept.map(({ change, reason, broughtBy = null }) => {
            const { hlc, table_name, row_id, schema } = change;
            return fitAll({
              hlc,
              table_name,
              row_id,
              schema,
              reason,
              at: tx.at,
              change: JSON.stringify(change),
              brought_by: broughtBy,
            });
          }),
        ),
      ),
    forgetKept: (hlcs) => run(FORGET, hlcs),
    noteOrigins: (origins) => run(ORIGINS, JSON.stringify(origins)),
  };
}

async function put(tx: PostgresTx, writings: readonly RowWriting[]) {
  const lines = writings.flatMap(({ lines: own }) => own.map(({ sent }) => sent));
  const numbers = await tx.receive(
    lines,
    writings.flatMap(({ table, id, row, clocks, isNew, cells, lines: own }) =>
      Object.keys(cells).length === 0
        ? []
        : [{ table, id, row, clocks, isNew, last: own.at(-1)?.sent.hlc ?? '' }],
    ),
  );
  return numbers && lines.map(({ hlc }, at) => ({ seq: numbers[at] ?? 0, hlc }));
}

function takingOut(which: Retried): readonly [string, ...unknown[]] {
  const take = (where: string): string => `DELETE FROM quarantine WHERE ${where} RETURNING hlc, change`;
  if (which.kind === 'locked') return [take(`reason = 'locked'`)];
  if (which.kind === 'all') return [take(`reason NOT IN ('twin', 'locked', 'revoked')`)];
  return [take(`(reason = 'newer' AND schema <= $1) OR reason = 'clockAhead'`), which.schema];
}

/** Every text of it as PostgreSQL can hold it. */
function fitAll(row: Readonly<Record<string, string | number | null>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, fit(cell)]));
}
