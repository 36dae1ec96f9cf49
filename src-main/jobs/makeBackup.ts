import Database from 'better-sqlite3';
import * as z from 'zod';
import type { JobWork } from '../../src-core/access/index.ts';
import { backupDatabase } from '../../src-core/store/index.ts';

const inputShape = z.object({ reason: z.enum(['schedule', 'manual', 'import', 'restore']) });

/** Copies the running database into its folder of backups and checks the copy. */
export const makeBackup: JobWork = async (input, { place, now }) => {
  const { reason } = inputShape.parse(input);
  const source = new Database(place.database, { fileMustExist: true });
  try {
    return backupDatabase(source, place.backups, reason, now());
  } finally {
    source.close();
  }
};
