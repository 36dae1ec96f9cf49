import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { migrations } from '../../migrations/index.ts';
import { factId, openStore } from '../../src-core/store/index.ts';
import { codeOf, personTable } from '../../src-core/people/index.ts';
import { applyChanges } from '../../src-core/sync/index.ts';
import type { SentChange } from '../../src-core/sync/index.ts';
import { allTables } from '../../src-core/tables.ts';

export const CHANGES = 100_000;
const ROWS = 20_000;
const NODES = ['aaaaaaaa', 'bbbbbbbb', 'cccccccc'];
const COLUMNS = ['phone', 'study_group', 'note', 'email'] as const;
const NOTES = ['перезвонить', 'болел', 'принёс справку', 'оплатит в пятницу'];

/** The same numbers in every run (a linear congruential generator). */
function chance() {
  let state = 7;
  return (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % below;
  };
}

const clock = (ms: number, counter: number, node: string): string =>
  `${ms.toString(36).padStart(9, '0')}-${counter.toString(36).padStart(4, '0')}-${node}`;

const valueOf = (column: (typeof COLUMNS)[number], next: (below: number) => number): string => {
  if (column === 'phone') return `+7701${1_000_000 + next(8_999_999)}`;
  if (column === 'study_group') return `ИС-${20 + next(6)}-${1 + next(3)}`;
  if (column === 'note') return `${NOTES[next(4)]} ${next(100)}`;
  return `user${next(30_000)}@example.com`;
};

/** A year's work of three laptops: people added, then their cells changed, each from the value that stood. */
export function changesOfAYear(changes = CHANGES): readonly SentChange[] {
  const next = chance();
  // Milliseconds between two changes; more changes come closer together, so that none lies in the future.
  const rest = Math.floor((300_000 * CHANGES) / changes);
  const rows = Array.from({ length: ROWS }, (_, n) => ({
    id: factId('person', String(n)),
    written: new Map<string, string>(),
  }));
  let ms = Date.UTC(2026, 0, 1);
  return Array.from({ length: changes }, (_, n): SentChange => {
    ms += 1 + next(rest);
    const node = NODES[next(3)] ?? '';
    const row = rows[n < ROWS ? n : next(ROWS)];
    const column = COLUMNS[next(4)] ?? 'note';
    const hlc = clock(ms, 1, node);
    const value = valueOf(column, next);
    const isInsert = n < ROWS;
    const base = row?.written.get(column) ?? row?.written.get('') ?? '';
    row?.written.set(isInsert ? '' : column, hlc);
    return {
      hlc,
      tx: clock(ms, 0, node),
      node,
      actor: `account-${node}`,
      table_name: 'person',
      row_id: row?.id ?? '',
      kind: isInsert ? 'insert' : 'update',
      patch: JSON.stringify(
        isInsert
          ? {
              kind: 'student',
              status: 'active',
              family_name: `Фамилия${next(500)}`,
              given_name: `Имя${next(100)}`,
              code: codeOf(row?.id ?? ''),
            }
          : { [column]: value },
      ),
      base: isInsert ? null : JSON.stringify({ [column]: base }),
      schema: 1,
    };
  });
}

/** The table of people as it is, or bare: no index over it and no search. */
export type People = 'whole' | 'bare';

const INDEX = /^CREATE (?:UNIQUE )?INDEX (\w+) ON person \(/;
/** The statements that make the indexes over the people. */
export const PEOPLE_INDEXES: readonly string[] = migrations
  .flatMap(({ up }) => up)
  .filter((sql) => INDEX.test(sql));

const { afterAll: _search, ...unsearched } = personTable;
const bareTables = allTables.map((table) => (table.name === 'person' ? unsearched : table));

function dropIndexes(path: string): void {
  const db = new Database(path);
  for (const sql of PEOPLE_INDEXES) db.exec(`DROP INDEX ${INDEX.exec(sql)?.[1] ?? ''}`);
  db.close();
}

/** Milliseconds in which a fresh database takes them in, log included. */
export async function taken(changes: readonly SentChange[], people: People = 'whole'): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'orda-sync-bench-'));
  const path = join(folder, 'orda.db');
  const store = openStore({ path, tables: people === 'whole' ? allTables : bareTables, migrations });
  if (people === 'bare') dropIndexes(path);
  const started = performance.now();
  const { value } = await store.write({ actor: 'sync', action: 'sync.receive' }, async (tx) =>
    applyChanges(store, tx, { changes, actions: [] }),
  );
  const time = performance.now() - started;
  store.close();
  rmSync(folder, { recursive: true });
  if (value.applied !== CHANGES) throw new Error(`only ${value.applied} of ${CHANGES} changes went in`);
  return time;
}

/** The last writer of each cell, in memory alone. */
export function lastWriters(changes: readonly SentChange[]): number {
  const started = performance.now();
  const rows = new Map<string, Map<string, { hlc: string; value: unknown }>>();
  for (const { row_id, hlc, patch } of changes) {
    let cells = rows.get(row_id);
    if (!cells) rows.set(row_id, (cells = new Map()));
    for (const [column, value] of Object.entries(JSON.parse(patch) as Record<string, unknown>))
      if ((cells.get(column)?.hlc ?? '') < hlc) cells.set(column, { hlc, value });
  }
  return performance.now() - started;
}
