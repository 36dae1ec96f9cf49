/** Backups of a relay on SQLite: made and checked in a thread, thinned out by the rules that a desk's are. */
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expired, listBackups } from '../../src-core/store/index.ts';
import type { BackupFile } from '../../src-core/store/index.ts';

export type FolderBackups = {
  /** Makes one now. Throws where the disk or the check says no. */
  readonly make: (reason: 'schedule' | 'manual' | 'restore') => Promise<BackupFile>;
  /** Makes one where something was written since the last. */
  readonly makeIfChanged: () => Promise<void>;
  readonly noteChange: () => void;
  /** When the newest one was made, milliseconds; null where there is none. */
  readonly lastMs: () => number | null;
};

/** Where the backups of a database stand: a folder beside it. */
export const backupFolderOf = (database: string): string => join(dirname(database), 'backups');

export const createFolderBackups = (database: string, now: () => number): FolderBackups => {
  const folder = backupFolderOf(database);
  // What was written before this start may have no backup yet.
  let isChanged = true;
  const make: FolderBackups['make'] = async (reason) => {
    isChanged = false;
    const worker = new Worker(new URL('./backup.worker.ts', import.meta.url), {
      workerData: { database, folder, reason, nowMs: now() },
    });
    try {
      const [made] = (await once(worker, 'message')) as [BackupFile];
      for (const { path } of expired(listBackups(folder, database))) await rm(path, { force: true });
      return made;
    } catch (error) {
      isChanged = true;
      throw error;
    } finally {
      await worker.terminate();
    }
  };
  return {
    make,
    makeIfChanged: async () => {
      if (isChanged) await make('schedule');
    },
    noteChange: () => {
      isChanged = true;
    },
    lastMs: () => {
      const [newest] = listBackups(folder, database);
      return newest === undefined ? null : Date.parse(newest.at);
    },
  };
};
