/** One desk for one data folder. Where the holder of the lock listens stands in a second file, for a later start to find it. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { lockFolder } from '../src-core/store/index.ts';

const holderShape = z.object({ pid: z.number().int(), port: z.number().int(), token: z.string() });

/** The desk that holds the folder: where it listens, and the word by which a second start makes itself known. */
export type Holder = z.output<typeof holderShape>;

export type Lock = {
  readonly announce: (holder: Holder) => void;
  readonly release: () => void;
};

const holderFile = (folder: string): string => join(folder, 'desk.json');

/** Takes the folder, or gives nothing where another process holds it. */
export const takeLock = (folder: string): Lock | undefined => {
  const lock = lockFolder(folder, 'desk.lock');
  if (lock === undefined) return undefined;
  rmSync(holderFile(folder), { force: true });
  return {
    announce: (holder) => {
      const draft = `${holderFile(folder)}.new`;
      writeFileSync(draft, JSON.stringify(holder), { mode: 0o600 });
      renameSync(draft, holderFile(folder));
    },
    release: () => {
      rmSync(holderFile(folder), { force: true });
      lock.release();
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
