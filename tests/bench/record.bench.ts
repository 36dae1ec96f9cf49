// One record() with its own commit against one bare prepared insert with its own commit, and 10,000 of each in one
// transaction; both with synchronous=FULL, into files of their own, in fresh processes.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { medianInChild, type BenchRow } from './bench.ts';

const RUNS = 5;
const ALONE = 2000;
const TOGETHER = 10_000;
const HERE = new URL(import.meta.url);

const idOf = (n: number): string => `00000000-0000-5000-8000-${String(n).padStart(12, '0')}`;
const markOf = (n: number) => ({
  event_id: '018f0000-0000-7000-8000-000000000000',
  person_id: idOf(n),
  at: '2026-09-01T13:30:00.000Z',
  source: 'desk.search' as const,
});

/** Prepares check-ins through the store: `alone` each with its commit, else all in one transaction. */
export async function recorded(folder: string, isAlone: boolean): Promise<() => Promise<void>> {
  const { checkInTable } = await import('../../src-core/events/index.ts');
  const { openStore, record } = await import('../../src-core/store/index.ts');
  const { allTables } = await import('../../src-core/tables.ts');
  const { migrations } = await import('../../migrations/index.ts');
  const store = openStore({ path: freshFile(folder), tables: allTables, migrations });
  const intent = { actor: 'owner', action: 'checkIn.mark' };
  const one = (n: number) => store.write(intent, (tx) => record(tx, checkInTable, idOf(n), markOf(n)));
  for (let n = 0; n < 200; n += 1) await one(-1 - n);
  if (isAlone)
    return async () => {
      for (let n = 0; n < ALONE; n += 1) await one(n);
    };
  return async () => {
    await store.write(intent, async (tx) => {
      for (let n = 0; n < TOGETHER; n += 1) await record(tx, checkInTable, idOf(n), markOf(n));
    });
  };
}

/** Prepares the same rows by a prepared statement into the same table: no schema check, no log, no clock, no guards. */
export async function bare(folder: string, isAlone: boolean): Promise<() => void> {
  const { default: Database } = await import('better-sqlite3');
  const { setPragmas } = await import('../../src-core/store/pragmas.ts');
  const { migrate } = await import('../../src-core/store/migrate.ts');
  const { migrations } = await import('../../migrations/index.ts');
  const db = new Database(freshFile(folder));
  setPragmas(db);
  migrate(db, migrations);
  const insert = db.prepare(
    `INSERT INTO check_in (id, event_id, person_id, at, source, clocks, seq) VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const one = (n: number): void => {
    const { event_id, person_id, at, source } = markOf(n);
    insert.run(idOf(n), event_id, person_id, at, source, '0mf5k2q80-0000-aaaaaaaa', n);
  };
  for (let n = 0; n < 200; n += 1) one(-1 - n);
  if (isAlone)
    return () => {
      for (let n = 0; n < ALONE; n += 1) one(n);
    };
  return () => {
    db.exec('BEGIN IMMEDIATE');
    for (let n = 0; n < TOGETHER; n += 1) one(n);
    db.exec('COMMIT');
  };
}

const freshFile = (folder: string): string => join(mkdtempSync(join(folder, 'run-')), 'orda.db');

/** The rows of the benchmark table about writing. */
export async function recordBench(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'orda-bench-'));
  try {
    const alone = await medianInChild(RUNS, HERE, 'recorded', folder, true);
    const bareAlone = await medianInChild(RUNS, HERE, 'bare', folder, true);
    const together = await medianInChild(RUNS, HERE, 'recorded', folder, false);
    const bareTogether = await medianInChild(RUNS, HERE, 'bare', folder, false);
    const oneRatio = alone.ms / bareAlone.ms;
    const manyRatio = together.ms / bareTogether.ms;
    const each = (ms: number, count: number): string => `${((ms / count) * 1000).toFixed(0)} µs`;
    return [
      {
        work: 'one record(), committed',
        ours: each(alone.ms, ALONE),
        reference: each(bareAlone.ms, ALONE),
        referenceWas: 'one bare prepared insert, committed with FULL',
        ratio: oneRatio,
        aim: '≤ 2',
        ok: oneRatio <= 2,
        note:
          'the commit waits for the disk in both; record() writes the row, its change and the transaction’s line, with nine ' +
          'indexes instead of four, so more pages go to the disk, and runs eight statements instead of one.',
      },
      {
        work: '10,000 record()s in one transaction',
        ours: `${together.ms.toFixed(0)} ms`,
        reference: `${bareTogether.ms.toFixed(0)} ms`,
        referenceWas: '10,000 bare prepared inserts in one transaction',
        ratio: manyRatio,
        aim: '≤ 4',
        ok: manyRatio <= 4,
        note:
          'two inserts for one, the change with three indexes and a patch in JSON; the look for the row that may be there, ' +
          'the check of its schema and the guard’s look into the log share the rest.',
      },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
