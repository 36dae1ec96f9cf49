// One record() with its own commit against one bare prepared insert with its own commit, and 10,000 of each in one
// transaction; both with synchronous=FULL, into files of their own. The two take turns in one process, so that whatever
// else the disk does meets both alike.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inChild, median, type BenchRow } from './bench.ts';

const BLOCKS = 20;
const IN_BLOCK = 50;
const ALONE = 2000;
const ROUNDS = 9;
const TOGETHER = 10_000;
const HERE = new URL(import.meta.url);

type Pair = { readonly ours: number; readonly bare: number };

const idOf = (n: number): string => `00000000-0000-5000-8000-${String(n).padStart(12, '0')}`;
const markOf = (n: number) => ({
  event_id: '018f0000-0000-7000-8000-000000000000',
  person_id: idOf(n),
  at: '2026-09-01T13:30:00.000Z',
  source: 'desk.search' as const,
});

/** A store, and beside it the same schema in another file without the guards, written by one prepared statement. */
async function openBoth(folder: string) {
  const { default: Database } = await import('better-sqlite3');
  const { checkInTable } = await import('../../src-core/events/index.ts');
  const { openStore, record } = await import('../../src-core/store/index.ts');
  const { setPragmas } = await import('../../src-core/store/pragmas.ts');
  const { migrate } = await import('../../src-core/store/migrate.ts');
  const { allTables } = await import('../../src-core/tables.ts');
  const { migrations } = await import('../../migrations/index.ts');
  const freshFile = (): string => join(mkdtempSync(join(folder, 'run-')), 'orda.db');
  const store = openStore({ path: freshFile(), tables: allTables, migrations });
  const db = new Database(freshFile());
  setPragmas(db);
  migrate(db, migrations);
  const insert = db.prepare(
    `INSERT INTO check_in (id, event_id, person_id, at, source, clocks, seq) VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const intent = { actor: 'owner', action: 'checkIn.mark' };
  return {
    ours: async (from: number, count: number): Promise<void> => {
      await store.write(intent, async (tx) => {
        for (let n = from; n < from + count; n += 1) await record(tx, checkInTable, idOf(n), markOf(n));
      });
    },
    bare: (from: number, count: number): void => {
      db.exec('BEGIN IMMEDIATE');
      for (let n = from; n < from + count; n += 1) {
        const { event_id, person_id, at, source } = markOf(n);
        insert.run(idOf(n), event_id, person_id, at, source, '0mf5k2q80-0000-aaaaaaaa', n);
      }
      db.exec('COMMIT');
    },
  };
}

const timed = async (work: () => Promise<void> | void): Promise<number> => {
  const started = performance.now();
  await work();
  return performance.now() - started;
};

/** Prepares single writes in turns; out: milliseconds of one, median of the blocks. */
export async function oneByOne(folder: string): Promise<() => Promise<Pair>> {
  const both = await openBoth(folder);
  await both.ours(-1000, 200);
  both.bare(-1000, 200);
  return async () => {
    const pairs: Pair[] = [];
    for (let block = 0; block < BLOCKS; block += 1) {
      const numbers = Array.from({ length: IN_BLOCK }, (_, n) => block * IN_BLOCK + n);
      pairs.push({
        ours: await timed(async () => {
          for (const n of numbers) await both.ours(n, 1);
        }),
        bare: await timed(() => {
          for (const n of numbers) both.bare(n, 1);
        }),
      });
    }
    return {
      ours: median(pairs.map((pair) => pair.ours)) / IN_BLOCK,
      bare: median(pairs.map((pair) => pair.bare)) / IN_BLOCK,
    };
  };
}

/** Prepares bare inserts alone, each with its commit: what other benchmarks of single writes are held against. */
export async function bare(folder: string): Promise<() => void> {
  const both = await openBoth(folder);
  return () => {
    for (let n = 0; n < ALONE; n += 1) both.bare(n, 1);
  };
}

/** Prepares transactions of 10,000 in turns, each over the rows of the ones before; out: milliseconds of one, median. */
export async function together(folder: string): Promise<() => Promise<Pair>> {
  const both = await openBoth(folder);
  await both.ours(-1000, 200);
  both.bare(-1000, 200);
  return async () => {
    const pairs: Pair[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const from = round * TOGETHER;
      pairs.push({
        ours: await timed(() => both.ours(from, TOGETHER)),
        bare: await timed(() => both.bare(from, TOGETHER)),
      });
    }
    return { ours: median(pairs.map((pair) => pair.ours)), bare: median(pairs.map((pair) => pair.bare)) };
  };
}

/** The rows of the benchmark table about writing. */
export async function recordBench(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'orda-bench-'));
  try {
    const one = (await inChild(HERE, 'oneByOne', folder)).answer as Pair;
    const many = (await inChild(HERE, 'together', folder)).answer as Pair;
    const micro = (ms: number): string => `${(ms * 1000).toFixed(0)} µs`;
    return [
      {
        work: 'a check-in by record(), committed',
        ours: micro(one.ours),
        reference: micro(one.bare),
        referenceWas: 'one bare prepared insert, committed with FULL',
        ratio: one.ours / one.bare,
        aim: '≤ 2',
        ok: one.ours <= 2 * one.bare,
        note:
          'the commit waits for the disk in both; record() writes the row, its change and the transaction’s line, so that ' +
          'more pages go to the disk, and runs eight statements instead of one.',
      },
      {
        work: '10,000 check-ins by record() in one transaction',
        ours: `${many.ours.toFixed(0)} ms`,
        reference: `${many.bare.toFixed(0)} ms`,
        referenceWas: '10,000 bare prepared inserts in one transaction',
        ratio: many.ours / many.bare,
        aim: '≤ 4',
        ok: many.ours <= 4 * many.bare,
        note:
          'two inserts for one, the change with three indexes and a patch in JSON; the look for the row that may be there, ' +
          'the check of its schema and the guard’s look into the log share the rest.',
      },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
