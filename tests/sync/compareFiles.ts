import Database from 'better-sqlite3';
import type { Confirmed } from './afternoon.ts';

type Files = { readonly relay: string; readonly desks: readonly string[]; readonly confirmed: Confirmed };
type Row = Readonly<Record<string, unknown>>;

/** Holds the files of ended processes against one another and against what was confirmed; out: a sentence for each thing that is wrong. */
export function compareFiles({ relay, desks, confirmed }: Files): string[] {
  const problems: string[] = [];
  const files = [relay, ...desks].map((path) => new Database(path, { readonly: true }));
  const logs = files.map(
    (file) =>
      new Map(
        file
          .prepare<[], { hlc: string; tx: string }>('SELECT hlc, tx FROM change ORDER BY hlc')
          .all()
          .map(({ hlc, tx }) => [hlc, tx]),
      ),
  );
  for (const [at, file] of files.entries()) {
    const name = file.name;
    const log = logs[at] ?? new Map<string, string>();
    const txs = new Set(log.values());
    const lost = [...confirmed.txs].filter((tx) => !txs.has(tx));
    if (lost.length > 0)
      problems.push(`${lost.length} confirmed transactions are not in ${name}, such as ${lost[0]}`);
    const others = [...(logs[0]?.keys() ?? [])].filter((hlc) => !log.has(hlc)).length;
    const more = [...log.keys()].filter((hlc) => logs[0]?.has(hlc) !== true).length;
    if (others + more > 0)
      problems.push(`${name} lacks ${others} changes of the relay and has ${more} that it lacks`);
    const kept = file.prepare<[], Row>('SELECT reason, COUNT(*) AS n FROM quarantine GROUP BY reason').all();
    if (kept.length > 0) problems.push(`${name} keeps aside ${JSON.stringify(kept)}`);
    if (file.pragma('integrity_check', { simple: true }) !== 'ok') problems.push(`${name} is damaged`);
    const marks = marksIn(file);
    const gone = [...confirmed.marks].filter((mark) => marks.get(mark) !== 1);
    if (gone.length > 0)
      problems.push(`${gone.length} confirmed marks are not once in ${name}, such as ${gone[0]}`);
  }
  const [first, ...rest] = files.slice(1);
  if (first)
    for (const other of rest)
      for (const table of syncedTables(first))
        if (rowsOf(first, table) !== rowsOf(other, table)) problems.push(`the desks differ in ${table}`);
  for (const file of files) file.close();
  return problems;
}

function marksIn(file: Database.Database): ReadonlyMap<string, number> {
  const marks = new Map<string, number>();
  const lines = file
    .prepare<[], { event_id: string; person_id: string }>('SELECT event_id, person_id FROM check_in')
    .all();
  for (const { event_id, person_id } of lines) {
    const mark = `${event_id} ${person_id}`;
    marks.set(mark, (marks.get(mark) ?? 0) + 1);
  }
  return marks;
}

/** Every table whose rows have the clocks of their cells is synced. */
const syncedTables = (file: Database.Database): readonly string[] =>
  file
    .prepare<[], { name: string }>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND EXISTS (SELECT 1 FROM pragma_table_info(sqlite_schema.name) WHERE name = 'clocks') ORDER BY name`,
    )
    .all()
    .map(({ name }) => name);

/** All rows of a table with the clocks of their cells; the numbers of lines are each laptop's own. */
const rowsOf = (file: Database.Database, table: string): string =>
  JSON.stringify(
    file
      .prepare<[], Row>(`SELECT * FROM "${table}" ORDER BY id`)
      .all()
      .map(({ seq: _seq, ...row }) => row),
  );
