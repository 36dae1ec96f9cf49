import type { JobEnded, Jobs } from './jobs.ts';

/** The jobs of the one process that has the folder: plain timers. A round that lasts longer than its step leaves the next one out. */
export const createTimerJobs = (onEnded: JobEnded): Jobs => {
  const timers: NodeJS.Timeout[] = [];
  const running = new Map<string, Promise<void>>();
  return {
    schedule: async ({ name, everyMs, run }) => {
      const round = (): void => {
        if (running.has(name)) return;
        const mine = run()
          .then(
            () => onEnded(name, undefined),
            (error: unknown) => onEnded(name, error),
          )
          .finally(() => running.delete(name));
        running.set(name, mine);
      };
      const timer = setInterval(round, everyMs);
      timer.unref();
      timers.push(timer);
    },
    close: async () => {
      for (const timer of timers) clearInterval(timer);
      await Promise.all(running.values());
    },
  };
};
