/**
 * The jobs of several processes on one PostgreSQL: every process asks for each round, the queue takes one of them, and whichever
 * process is free does it. A process that dies leaves its round to the others.
 */
import { PgBoss } from 'pg-boss';
import type { JobEnded, Jobs } from './jobs.ts';

/** The schema of the queue's own tables, beside the relay's. */
const SCHEMA = 'orda_jobs';
/** Seconds within which a round is over; one that takes longer is given to another process. */
const LONGEST = 900;
/** Seconds between two looks for work. */
const LOOK = 2;

export const createQueueJobs = async (databaseUrl: string, onEnded: JobEnded): Promise<Jobs> => {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    schema: SCHEMA,
    max: 2,
    application_name: 'orda-jobs',
  });
  // A database that is away for a moment is the queue's own matter; it goes on by itself.
  boss.on('error', (error) => onEnded('queue', error));
  await boss.start();
  const timers: NodeJS.Timeout[] = [];
  return {
    schedule: async ({ name, everyMs, run }) => {
      const seconds = Math.max(1, Math.round(everyMs / 1000));
      await boss.createQueue(name, {
        expireInSeconds: LONGEST,
        retryLimit: 1,
        deleteAfterSeconds: 7 * 86_400,
      });
      await boss.work(name, { pollingIntervalSeconds: LOOK }, async () => {
        try {
          await run();
        } catch (error) {
          onEnded(name, error);
          throw error;
        }
        onEnded(name, undefined);
      });
      const ask = (): void => {
        boss
          .send(name, {}, { singletonSeconds: seconds, singletonNextSlot: false })
          .catch((error: unknown) => onEnded(name, error));
      };
      // The first round need not wait its time: a process that is often started anew would never come to it.
      ask();
      const timer = setInterval(ask, everyMs);
      timer.unref();
      timers.push(timer);
    },
    close: async () => {
      for (const timer of timers) clearInterval(timer);
      await boss.stop({ graceful: true, timeout: 5_000, close: true });
    },
  };
};
