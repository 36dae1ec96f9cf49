/** What the main thread and a job's thread say to each other. */
import type { Actor, JobState } from '../../src-core/access/index.ts';

/** Where a job works: the database of the space that was open when it started, and who started it. */
export type JobPlace = {
  readonly database: string;
  readonly temporaryFolder: string;
  readonly backupFolder: string;
  readonly actor: Actor;
};

export type JobOrder = { readonly kind: string; readonly input: unknown; readonly place: JobPlace };

export type ToWorker = { readonly kind: 'cancel' };

export type FromWorker =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number | null }
  | { readonly kind: 'commit'; readonly tx: string; readonly tables: readonly string[] }
  | { readonly kind: 'result'; readonly result: unknown }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failure'; readonly failure: NonNullable<JobState['failure']> }
  | { readonly kind: 'crash'; readonly error: string };
