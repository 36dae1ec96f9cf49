import type { Action, Reading } from '../store/index.ts';
import type { Span } from './intake.ts';
import type { Head, Line, ServedLog, Standing } from './served.ts';

/** One statement, which looks at one moment, costs less than four. */
const STANDING = `SELECT
    (SELECT json_object('seq', seq, 'hlc', hlc) FROM (SELECT seq, hlc FROM change ORDER BY seq DESC LIMIT 1)) AS head,
    (SELECT hlc FROM change WHERE seq = ?) AS seenHlc,
    (SELECT json_group_array(json_object('first_seq', first_seq, 'last_seq', last_seq)) FROM (
       SELECT first_seq, last_seq FROM sync_origin WHERE node = ? AND last_seq > ? ORDER BY last_seq)) AS brought,
    (SELECT COUNT(*) FROM quarantine) AS kept`;
const KEPT = 'SELECT COUNT(*) AS n FROM quarantine';
const LINES = `SELECT seq, hlc, tx, node, actor, table_name, row_id, kind, patch, base, schema FROM change
  WHERE seq > ? AND seq < ? AND node <> ? ORDER BY seq LIMIT ?`;
const ACTIONS = `SELECT id, name, actor, node, at, undoes FROM action WHERE id IN (SELECT value FROM json_each(?))`;
const IDS = 'SELECT seq, hlc FROM change WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?';

type StandingRow = Pick<Standing, 'seenHlc' | 'kept'> & {
  readonly head: string | null;
  readonly brought: string;
};

/** Serving a log on SQLite. */
export function sqliteLog(reading: Reading): ServedLog {
  return {
    standing({ node, after, seen }) {
      const row = reading.localRow(STANDING, seen, node, after) as StandingRow;
      const { head, brought, ...rest } = row;
      return {
        ...rest,
        head: head === null ? null : (JSON.parse(head) as Head),
        brought: JSON.parse(brought) as readonly Span[],
      };
    },
    lines(gaps, node, limit) {
      const lines: Line[] = [];
      for (const { after, below } of gaps) {
        if (lines.length >= limit) break;
        lines.push(...reading.localRows<Line>(LINES, after, below, node, limit - lines.length));
      }
      return lines;
    },
    actions: (ids) => reading.localRows<Action>(ACTIONS, JSON.stringify(ids)),
    ids: (after, upTo, limit) => reading.localRows<Head>(IDS, after, upTo, limit),
  };
}

/** How many changes are kept aside. */
export function countKept(reading: Reading): number {
  return reading.localRows<{ n: number }>(KEPT)[0]?.n ?? 0;
}
