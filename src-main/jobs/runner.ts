/** Long work in threads of its own: the event loop, and with it every screen, stays free. */
import { Worker } from 'node:worker_threads';
import type { Commit } from '../../src-core/store/index.ts';
import type { Jobs, JobState } from '../../src-core/access/index.ts';
import type { FromWorker, JobOrder, JobPlace, ToWorker } from './messages.ts';

/** How many ended jobs are remembered, for a screen that comes back after a reload. */
const KEPT = 50;
/** Milliseconds that a cancelled worker has to stop by itself; its transaction dies with it in any case. */
const PATIENCE = 5_000;
/** Megabytes of a thread's own heap: a hostile file ends its job, never the desk. */
const MEMORY = 1_536;

export type JobsOptions = {
  readonly random: () => string;
  /** Where a job that starts now works: the database and the folder for its files. */
  readonly place: () => JobPlace;
  /** A worker's own connection has committed: the listeners of the main connection are told. */
  readonly onCommit: (place: JobPlace, commit: Commit) => void;
  /** The program of a worker thread. */
  readonly program?: URL;
  /** Megabytes of a thread's own heap. */
  readonly memory?: number;
  readonly onError: (error: unknown) => void;
};

export type JobRunner = Jobs & {
  /** Ends all running jobs and waits for their threads. */
  readonly close: () => Promise<void>;
};

type Running = { readonly worker: Worker; readonly cancel: () => void };

/** In the sources this is a .ts file beside this one, in the packaged program a .js file: the extension is this file's own. */
const ownProgram = (): URL =>
  new URL(`./job.worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

/** The jobs of one desk. */
export const createJobs = (options: JobsOptions): JobRunner => {
  const { random, place, onCommit, onError } = options;
  const states = new Map<string, JobState>();
  const running = new Map<string, Running>();
  const listeners = new Set<(job: JobState) => void>();

  const change = (id: string, patch: Partial<JobState>): void => {
    const before = states.get(id);
    if (before === undefined || before.status !== 'running') return;
    const job = { ...before, ...patch };
    states.set(id, job);
    for (const listener of listeners) listener(job);
  };

  const forgetOldest = (): void => {
    for (const [id, job] of states) {
      if (states.size <= KEPT) return;
      if (job.status !== 'running') states.delete(id);
    }
  };

  const run = (id: string, kind: string, input: unknown): void => {
    const at = place();
    const worker = new Worker(options.program ?? ownProgram(), {
      workerData: { kind, input, place: at } satisfies JobOrder,
      resourceLimits: { maxOldGenerationSizeMb: options.memory ?? MEMORY },
    });
    let isCancelled = false;
    let timer: NodeJS.Timeout | undefined;
    running.set(id, {
      worker,
      cancel: () => {
        if (isCancelled) return;
        isCancelled = true;
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
        worker.postMessage({ kind: 'cancel' } satisfies ToWorker);
        timer = setTimeout(() => void worker.terminate(), PATIENCE);
      },
    });
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'progress') change(id, { done: message.done, total: message.total });
      if (message.kind === 'commit') onCommit(at, { tx: message.tx, tables: new Set(message.tables) });
      if (message.kind === 'result') change(id, { status: 'done', result: message.result });
      if (message.kind === 'cancelled') change(id, { status: 'cancelled' });
      if (message.kind === 'failure') change(id, { status: 'failed', failure: message.failure });
      if (message.kind === 'crash') onError(message.error);
    });
    worker.on('error', onError);
    worker.on('exit', () => {
      clearTimeout(timer);
      running.delete(id);
      // A thread that ended without a word of its own: ended by us, or broken (no memory, a fault in native code).
      change(
        id,
        isCancelled
          ? { status: 'cancelled' }
          : { status: 'failed', failure: { code: 'JOB_BROKE', fields: {} } },
      );
      forgetOldest();
    });
  };

  const jobs: Jobs = {
    start: (kind, input) => {
      const id = random();
      states.set(id, { id, kind, status: 'running', done: 0, total: null, result: null, failure: null });
      run(id, kind, input);
      return id;
    },
    get: (id) => states.get(id),
    cancel: (id) => running.get(id)?.cancel(),
    ended: (id) =>
      new Promise((resolve, reject) => {
        const now = states.get(id);
        if (now === undefined) return reject(new Error('no such job'));
        if (now.status !== 'running') return resolve(now);
        const stop = jobs.onChange((job) => {
          if (job.id !== id || job.status === 'running') return;
          stop();
          resolve(job);
        });
      }),
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return {
    ...jobs,
    close: async () => {
      await Promise.all([...running.values()].map(({ worker }) => worker.terminate()));
    },
  };
};
