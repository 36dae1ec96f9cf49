import { gathered } from '../store/index.ts';
import type { Action, PostgresStore } from '../store/index.ts';
import type { Span } from './intake.ts';
import type { Asker, Gap, Head, Line, ServedLog, Standing } from './served.ts';

/** For many askers; what is the same for all of them is looked up once. */
const STANDINGS = `SELECT
    (SELECT json_build_object('seq', seq, 'hlc', hlc) FROM change ORDER BY seq DESC LIMIT 1) AS head,
    (SELECT count(*) FROM quarantine) AS kept,
    (SELECT hlc FROM change WHERE seq = asker.seen) AS seen,
    (SELECT json_agg(json_build_object('first_seq', first_seq, 'last_seq', last_seq) ORDER BY last_seq)
       FROM sync_origin WHERE node = asker.node AND last_seq > asker.after) AS brought
  FROM unnest($1::text[], $2::bigint[], $3::bigint[]) WITH ORDINALITY AS asker (node, after, seen, place) ORDER BY place`;
const COLUMNS = 'seq, hlc, tx, node, actor, table_name, row_id, kind, patch, base, schema';
const LINES = `SELECT line.* FROM json_to_recordset($1::json) AS gap (after bigint, below bigint)
  CROSS JOIN LATERAL (
    SELECT ${COLUMNS} FROM change WHERE seq > gap.after AND seq < gap.below AND node <> $2 ORDER BY seq LIMIT $3
  ) AS line ORDER BY seq LIMIT $3`;
const ACTIONS = 'SELECT id, name, actor, node, at, undoes FROM action WHERE id = ANY($1::text[])';
const IDS = 'SELECT seq, hlc FROM change WHERE seq > $1 AND seq <= $2 ORDER BY seq LIMIT $3';

/** Gaps that are looked into with one question: each may bring a whole page. */
const GAPS_AT_ONCE = 8;
const MOST_GAPS_AT_ONCE = 512;

type StandingRow = {
  readonly head: Head | null;
  readonly seen: string | null;
  readonly brought: readonly Span[] | null;
  readonly kept: number;
};

/** Serving a log on PostgreSQL. */
export function postgresLog({ ask }: Pick<PostgresStore, 'ask'>): ServedLog {
  const standing = gathered(async (askers: readonly Asker[]): Promise<readonly Standing[]> => {
    const rows = await ask<StandingRow>(
      STANDINGS,
      askers.map(({ node }) => node),
      askers.map(({ after }) => after),
      askers.map(({ seen }) => seen),
    );
    return rows.map(({ head, seen, brought, kept }) => ({
      head,
      seenHlc: seen,
      brought: brought ?? [],
      kept,
    }));
  });
  return {
    standing,
    async lines(gaps: readonly Gap[], node, limit) {
      const lines: Line[] = [];
      let size = GAPS_AT_ONCE;
      for (let at = 0; at < gaps.length && lines.length < limit;) {
        const some = JSON.stringify(gaps.slice(at, at + size));
        for (const line of await ask<Line>(LINES, some, node, limit - lines.length)) lines.push(line);
        at += size;
        // Many gaps that brought little so far: the next ones are small as well.
        size = Math.min(size * 2, MOST_GAPS_AT_ONCE);
      }
      return lines;
    },
    actions: (ids) => ask<Action>(ACTIONS, ids),
    ids: (after, upTo, limit) => ask<Head>(IDS, after, upTo, limit),
  };
}
