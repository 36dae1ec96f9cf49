/** Backups on a schedule and on demand: made in a thread, opened and checked there, thinned out, copied to a second folder. */
import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { fail, type Jobs } from '../../src-core/access/index.ts';
import {
  checkBackup,
  expired,
  listBackups,
  type BackupFile,
  type BackupReason,
} from '../../src-core/store/index.ts';

/** Milliseconds between two scheduled backups; none is made while nothing has changed. */
const STEP = 30 * 60_000;

export type BackupKeeper = {
  readonly list: () => readonly BackupFile[];
  readonly make: (reason: Exclude<BackupReason, 'migration'>) => Promise<BackupFile>;
  readonly secondFolder: () => string | null;
  readonly setSecondFolder: (folder: string | null) => void;
  /** Something was written: the next scheduled moment makes a backup. */
  readonly noteChange: () => void;
  readonly close: () => void;
};

type KeeperOptions = {
  readonly database: string;
  readonly folder: string;
  /** Where the choice of the second folder is kept. */
  readonly settingsFile: string;
  readonly jobs: Jobs;
  readonly onError: (error: unknown) => void;
  /** Milliseconds; for tests. */
  readonly step?: number;
};

const copyChecked = async (backup: BackupFile, folder: string): Promise<void> => {
  const target = join(folder, backup.name);
  const unfinished = `${target}.part`;
  try {
    await mkdir(folder, { recursive: true });
    await copyFile(backup.path, unfinished);
    const check = checkBackup(unfinished);
    if (!check.ok) throw new Error(`the second copy did not pass its check: ${check.problem}`);
    await rename(unfinished, target);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
};

/** The backups of one database. */
export const createBackupKeeper = (options: KeeperOptions): BackupKeeper => {
  const { database, folder, settingsFile, jobs, onError, step = STEP } = options;
  let isChanged = false;

  const secondFolder = (): string | null =>
    existsSync(settingsFile) ? readFileSync(settingsFile, 'utf8').trim() || null : null;

  const thinOut = async (where: string): Promise<void> => {
    for (const { path } of expired(listBackups(where, database))) await rm(path, { force: true });
  };

  const make: BackupKeeper['make'] = async (reason) => {
    isChanged = false;
    const job = await jobs.ended(jobs.start('backup.make', { reason }));
    const backup = listBackups(folder, database).find(
      ({ name }) =>
        typeof job.result === 'object' &&
        job.result !== null &&
        'name' in job.result &&
        name === job.result.name,
    );
    if (job.status !== 'done' || backup === undefined) {
      isChanged = true;
      throw fail('unavailable', 'BACKUP_FAILED');
    }
    await thinOut(folder);
    const second = secondFolder();
    if (second !== null) {
      // The stick may be out: the first copy is made all the same.
      await copyChecked(backup, second).then(() => thinOut(second), onError);
    }
    return backup;
  };

  const timer = setInterval(() => {
    if (isChanged) make('schedule').catch(onError);
  }, step);
  timer.unref();

  return {
    list: () => listBackups(folder, database),
    make,
    secondFolder,
    setSecondFolder: (chosen) => {
      if (chosen !== null && !isAbsolute(chosen)) throw fail('invalid', 'FOLDER_NOT_ABSOLUTE');
      writeFileSync(settingsFile, chosen ?? '', { mode: 0o600 });
    },
    noteChange: () => {
      isChanged = true;
    },
    close: () => clearInterval(timer),
  };
};
