import type { Head } from './served.ts';
import type { ServiceParts } from './serving.ts';

/** How long a wait lasts, milliseconds. */
const WAIT_MS = 25_000;

/** Whoever waits for the log to grow. */
export function createNews({
  head,
  onCommit,
  waitMs = WAIT_MS,
}: Pick<ServiceParts, 'head' | 'onCommit' | 'waitMs'>) {
  const sleepers = new Set<() => void>();
  const wakeAll = (): void => {
    for (const wake of sleepers) wake();
  };
  const end = onCommit(wakeAll);
  let isStopped = false;

  /** Resolves at the next commit, when the time is over, or when nobody listens any more; `stay` goes on without it. */
  const sleep = (signal: AbortSignal, forMs: number) => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const stay = (): void => {
      clearTimeout(timer);
      sleepers.delete(wake);
      signal.removeEventListener('abort', wake);
    };
    const wake = (): void => {
      stay();
      resolve(undefined);
    };
    const timer = setTimeout(wake, forMs);
    sleepers.add(wake);
    signal.addEventListener('abort', wake);
    return { promise, stay };
  };

  return {
    /** The log's last line as soon as it is beyond `after`; null where it does not come in time. */
    async after(after: number, signal: AbortSignal): Promise<Head | null> {
      const untilMs = performance.now() + waitMs;
      for (;;) {
        const leftMs = untilMs - performance.now();
        // Listened for before looking: what is committed in between is not missed.
        const { promise, stay } = sleep(signal, Math.max(0, leftMs));
        const found = await head();
        const isFound = found !== null && found.seq > after;
        if (isFound || isStopped || signal.aborted || leftMs <= 0) {
          stay();
          return isFound ? found : null;
        }
        await promise;
      }
    },
    stop(): void {
      isStopped = true;
      end();
      wakeAll();
    },
  };
}
