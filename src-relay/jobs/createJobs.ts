import type { RelaySettings } from '../settings.ts';
import type { JobEnded, Jobs } from './jobs.ts';
import { createTimerJobs } from './timerJobs.ts';

/** Timers where one process has the folder, a queue where several have the database. */
export const createJobs = async (
  { databaseUrl }: Pick<RelaySettings, 'databaseUrl'>,
  onEnded: JobEnded,
): Promise<Jobs> => {
  if (databaseUrl === undefined) return createTimerJobs(onEnded);
  // Loaded only where there is a PostgreSQL.
  const { createQueueJobs } = await import('./queueJobs.ts');
  return createQueueJobs(databaseUrl, onEnded);
};
