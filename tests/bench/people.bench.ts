/** Import, `record()` and the people search, each beside its reference of the same run. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inChild, median, medianInChild } from './bench.ts';
import type { BenchRow } from './bench.ts';
import { writeRoster } from './people.work.ts';

const WORK = new URL('./people.work.ts', import.meta.url);
const RUNS = 3;
const MB = 1024 * 1024;

const seconds = (ms: number): string => (ms < 1000 ? `${ms.toFixed(0)} ms` : `${(ms / 1000).toFixed(2)} s`);
const micro = (ms: number): string => `${(ms * 1000).toFixed(0)} µs`;

/** The rows of the people's benchmarks. */
export async function peopleBench(): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'orda-bench-'));
  try {
    return [
      await importRow(folder, 10_000),
      await importRow(folder, 100_000),
      await recordRow('one `record()`, a commit each', 'recordOneByOne', 300, false, 2),
      await recordRow('10,000 `record()`s in one transaction', 'recordTogether', 10_000, true, 4),
      ...(await searchRows()),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function importRow(folder: string, count: number): Promise<BenchRow> {
  const path = join(folder, `${count}.xlsx`);
  await writeRoster(path, count);
  const ours = await medianInChild(RUNS, WORK, 'importRoster', path);
  const reference = await medianInChild(RUNS, WORK, 'insertRoster', path, count);
  const { times } = ours.answer as { readonly times: Readonly<Record<string, number>> };
  const ratio = ours.ms / reference.ms;
  return {
    work: `import of ${count.toLocaleString('en')} rows, file to committed and searchable`,
    ours: seconds(ours.ms),
    reference: seconds(reference.ms),
    referenceWas: 'reading the file and bare prepared inserts into the same tables and indexes',
    ratio,
    aim: '≤ 2.5',
    ok: ratio <= 2.5,
    note: `${Object.entries(times)
      .map(([step, ms]) => `${step} ${seconds(ms)}`)
      .join(', ')}; ${(ours.extraBytes / MB).toFixed(0)} MB`,
  };
}

async function recordRow(
  work: string,
  name: string,
  count: number,
  isTogether: boolean,
  aim: number,
): Promise<BenchRow> {
  const ours: number[] = [];
  const bare: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    ours.push((await inChild(WORK, name, count)).ms);
    bare.push((await inChild(WORK, 'insertBare', count, isTogether)).ms);
  }
  const [mine, theirs] = [median(ours) / count, median(bare) / count];
  const ratio = mine / theirs;
  return {
    work,
    ours: `${micro(mine)} each`,
    reference: `${micro(theirs)} each`,
    referenceWas: 'a bare prepared insert of the same row, synchronous=FULL',
    ratio,
    aim: `≤ ${aim}`,
    ok: ratio <= aim,
    note: 'the record also writes the change log and the search',
  };
}

type Times = { readonly p50: number; readonly p99: number };
type SearchTimes = Readonly<Record<string, { readonly ours: Times; readonly reference: Times }>>;

async function searchRows(): Promise<readonly BenchRow[]> {
  const { answer } = await inChild(WORK, 'searchPeople', 100_000);
  return Object.entries(answer as SearchTimes).map(([kind, { ours, reference }]) => ({
    work: `people search in 100,000: ${kind}, p50 and p99 in the store`,
    ours: `${ours.p50.toFixed(2)} and ${ours.p99.toFixed(2)} ms`,
    reference: `${reference.p50.toFixed(2)} and ${reference.p99.toFixed(2)} ms`,
    referenceWas: 'the same search over one string in memory',
    ratio: ours.p99 / reference.p99,
    aim: 'p99 ≤ 5 ms',
    ok: ours.p99 <= 5,
  }));
}
