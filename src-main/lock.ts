/**
 * One desk for one data folder. The lock is an exclusive transaction on a tiny database beside the data: the operating
 * system holds it for this process and lets it go at its death, also after kill -9, so it can neither go stale nor be
 * held twice. Where the holder listens stands in a second file, for a later start to find it.
 */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import * as z from 'zod';

const holderShape = z.object({ pid: z.number().int(), port: z.number().int(), token: z.string() });

/** The desk that holds the folder: where it listens, and the word by which a second start makes itself known. */
export type Holder = z.output<typeof holderShape>;

export type Lock = {
  readonly announce: (holder: Holder) => void;
  readonly release: () => void;
};

const lockFile = (folder: string): string => join(folder, 'desk.lock');
const holderFile = (folder: string): string => join(folder, 'desk.json');

/** Takes the folder, or gives nothing where another process holds it. */
export const takeLock = (folder: string): Lock | undefined => {
  const db = new Database(lockFile(folder), { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return undefined;
    throw error;
  }
  rmSync(holderFile(folder), { force: true });
  return {
    announce: (holder) => {
      const draft = `${holderFile(folder)}.new`;
      writeFileSync(draft, JSON.stringify(holder), { mode: 0o600 });
      renameSync(draft, holderFile(folder));
    },
    release: () => {
      rmSync(holderFile(folder), { force: true });
      db.close();
    },
  };
};

/** What the holder of the folder wrote about itself, if it has got so far. */
export const readHolder = (folder: string): Holder | undefined => {
  try {
    return holderShape.parse(JSON.parse(readFileSync(holderFile(folder), 'utf8')));
  } catch {
    return undefined;
  }
};
