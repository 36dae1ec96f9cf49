/**
 * Backups of a relay on PostgreSQL are `pg_dump`s that the operator's own schedule makes (docs/relay.md); the relay looks after them: is
 * there a fresh one, and can it be read?
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A dump a day, and a morning's delay. */
const FRESH = 26 * 3_600_000;

export type Dump = { readonly path: string; readonly atMs: number; readonly bytes: number };

/** The newest `*.dump` of a folder; null where there is none. */
export const newestDump = async (folder: string): Promise<Dump | null> => {
  const names = await readdir(folder).catch(() => []);
  const dumps = await Promise.all(
    names
      .filter((name) => name.endsWith('.dump'))
      .map(async (name) => {
        const path = join(folder, name);
        const { mtimeMs, size } = await stat(path);
        return { path, atMs: mtimeMs, bytes: size };
      }),
  );
  return dumps.toSorted((a, b) => b.atMs - a.atMs)[0] ?? null;
};

class DumpProblem extends Error {
  readonly code: 'DUMP_MISSING' | 'DUMP_OLD' | 'DUMP_UNREADABLE';
  constructor(code: DumpProblem['code']) {
    super(code);
    this.code = code;
  }
}

/** Reads a dump to its end, as a restore would: its list of contents stands at its beginning, and is whole in a dump that was cut. */
const isWhole = async (path: string): Promise<boolean> => {
  const reading = spawn('pg_restore', ['--file=-', path], { stdio: 'ignore' });
  const [code] = (await once(reading, 'close').catch(() => [null])) as [number | null];
  return code === 0;
};

/** Throws DUMP_MISSING, DUMP_OLD, DUMP_UNREADABLE: `pg_restore` reads all of it, and the log is among its contents. */
export const checkDumps = async (folder: string, nowMs: number): Promise<Dump> => {
  const dump = await newestDump(folder);
  if (dump === null) throw new DumpProblem('DUMP_MISSING');
  if (nowMs - dump.atMs > FRESH) throw new DumpProblem('DUMP_OLD');
  const contents = await run('pg_restore', ['--list', dump.path], { maxBuffer: 16 * 1024 * 1024 }).catch(
    () => null,
  );
  const hasLog = contents !== null && / TABLE DATA \S+ change /.test(contents.stdout);
  if (!hasLog || !(await isWhole(dump.path))) throw new DumpProblem('DUMP_UNREADABLE');
  return dump;
};
