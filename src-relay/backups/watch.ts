/** Which backups a relay makes or looks after, by what it keeps its log in. */
import type { RelayDatabase } from '../database/database.ts';
import { databaseFile } from '../database/folder.ts';
import type { ScheduledJob } from '../jobs/jobs.ts';
import type { Log } from '../log.ts';
import type { RelaySettings } from '../settings.ts';
import { checkDumps, newestDump } from './dumps.ts';
import { createFolderBackups } from './folderBackups.ts';

export type WatchedBackups = {
  readonly jobs: readonly ScheduledJob[];
  /** When the newest one was made, milliseconds; null where there is none. */
  readonly lastMs: () => Promise<number | null>;
};

type WatchParts = {
  readonly settings: Pick<RelaySettings, 'folder' | 'dumpFolder' | 'backupEveryMs'>;
  readonly database: RelayDatabase;
  readonly log: Log;
  readonly now: () => number;
};

/** Dumps are looked at once an hour. */
const LOOK = 3_600_000;

export const watchBackups = ({ settings, database, log, now }: WatchParts): WatchedBackups => {
  if (database.kind === 'sqlite') {
    const backups = createFolderBackups(databaseFile(settings.folder), now);
    database.service.onCommit(backups.noteChange);
    return {
      jobs: [{ name: 'backup', everyMs: settings.backupEveryMs, run: backups.makeIfChanged }],
      lastMs: async () => backups.lastMs(),
    };
  }
  const { dumpFolder } = settings;
  if (dumpFolder === undefined) {
    log.warn('no dumps are looked after: ORDA_DUMP_FOLDER is not set');
    return { jobs: [], lastMs: async () => null };
  }
  return {
    jobs: [
      {
        name: 'dumpCheck',
        everyMs: LOOK,
        run: async () => {
          const { bytes } = await checkDumps(dumpFolder, now());
          log.info('dump checked', { bytes });
        },
      },
    ],
    lastMs: async () => (await newestDump(dumpFolder))?.atMs ?? null,
  };
};
