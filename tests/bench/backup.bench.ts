// A backup of a database of 200 MB, copied, synced, opened and checked, against a plain copy of the file that is synced too.
import { copyFileSync, closeSync, fsyncSync, mkdtempSync, openSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { medianInChild, type BenchRow } from './bench.ts';
import { makeLargeDatabase } from './largeDatabase.ts';

const RUNS = 3;
const HERE = new URL(import.meta.url);

/** Prepares the backup: the connection is open, as it is in the desk. */
export async function checkedBackup(path: string, folder: string): Promise<() => unknown> {
  const { default: Database } = await import('better-sqlite3');
  const { backupDatabase } = await import('../../src-core/store/index.ts');
  const db = new Database(path, { readonly: true });
  return () => rmSync(backupDatabase(db, folder, 'manual', Date.now()).path);
}

/** Prepares a copy byte by byte, which nobody has opened and checked. */
export async function plainCopy(path: string, folder: string): Promise<() => unknown> {
  const target = join(folder, 'copy.db');
  return () => {
    copyFileSync(path, target);
    const handle = openSync(target, 'r+');
    fsyncSync(handle);
    closeSync(handle);
    rmSync(target);
  };
}

/** The row of the benchmark table about backups. */
export async function backupBench(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'orda-bench-'));
  try {
    const path = join(folder, 'orda.db');
    await makeLargeDatabase(path);
    const ours = await medianInChild(RUNS, HERE, 'checkedBackup', path, folder);
    const plain = await medianInChild(RUNS, HERE, 'plainCopy', path, folder);
    return [
      {
        work: `backup of ${Math.round(statSync(path).size / 1e6)} MB, checked`,
        ours: `${(ours.ms / 1000).toFixed(2)} s`,
        reference: `${(plain.ms / 1000).toFixed(2)} s`,
        referenceWas: 'a plain copy of the file, synced, not checked',
        ratio: ours.ms / plain.ms,
        aim: 'shown',
        ok: true,
        note:
          'VACUUM INTO reads every table and index in its order and writes a compact file; then integrity_check reads all of ' +
          'it again and holds each index against its table, which is most of the time. It runs in a worker: the screens do not wait.',
      },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
