import type { Store } from '../store/index.ts';
import type { Actor } from './context.ts';

/** What long work gets from the host, in the thread that runs it. */
export type JobTools = {
  /** A connection of the thread's own, opened when first asked for. Its commits reach the screens like any other. */
  readonly store: Store;
  readonly place: { readonly database: string; readonly backups: string };
  readonly actor: Actor;
  readonly now: () => number;
  /** Aborted when the user cancels; look at it between steps, or call `progress`, which throws then. */
  readonly signal: AbortSignal;
  /** Units done and, where it is known, units in all. Cheap to call often. */
  progress(done: number, total: number | null): void;
  /** A path in a folder that is emptied at every start. */
  temporary(extension: string): string;
};

/**
 * Long work: its input is what `jobs.start(kind, input)` was given (check it, it crossed a thread), its result ends up
 * in the job's state. A thrown `fail()` becomes the job's failure. The kind is named in src-main/jobs/registry.ts.
 */
export type JobWork = (input: unknown, tools: JobTools) => Promise<unknown>;

/** The result of work that made a file with `temporary()`; a screen gets it by `jobs.takeFile`. */
export type JobFile = {
  readonly path: string;
  /** The name that the saved file gets. */
  readonly name: string;
  readonly type: string;
};
