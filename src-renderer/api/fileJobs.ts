import { useSyncExternalStore } from 'react';
import type { JobState } from '../../src-core/access/index.ts';
import { api, client, queryClient } from './client.ts';
import { failureError } from './failure.ts';
import { download } from './files.ts';

/** A file that the desk is making for this window. */
export type FileJob = { readonly id: string; readonly label: string };

let running: readonly FileJob[] = [];
const watchers = new Set<() => void>();
const change = (next: readonly FileJob[]): void => {
  running = next;
  for (const watcher of watchers) watcher();
};

const keyOf = (id: string) => api.jobs.get.queryKey({ id });

/** Waits for the end of a job; the live stream and one question at the start say how it goes on. */
export const jobEnded = async (id: string): Promise<JobState> => {
  const known = (): JobState | null | undefined => queryClient.getQueryData(keyOf(id));
  const heard = new Promise<JobState>((resolve) => {
    const stop = queryClient.getQueryCache().subscribe(() => {
      const job = known();
      if (!job || job.status === 'running') return;
      stop();
      resolve(job);
    });
  });
  const asked = await client.jobs.get.query({ id });
  if (asked !== null && known()?.status !== 'done') queryClient.setQueryData(keyOf(id), asked);
  return heard;
};

/**
 * Starts a job that makes a file, shows it in the corner while it runs, and saves the file when it is there, or
 * does with it what `deliver` says.
 * Out: whether the file came; false where the person cancelled. Throws the job's failure.
 */
export const makeFile = async (
  label: string,
  start: () => Promise<{ readonly job: string }>,
  deliver: (token: string) => void | Promise<void> = download,
): Promise<boolean> => {
  const { job: id } = await start();
  change([...running, { id, label }]);
  try {
    const { status, failure } = await jobEnded(id);
    if (status === 'cancelled') return false;
    if (failure !== null) throw failureError(failure);
    const { token } = await client.jobs.takeFile.mutate({ id });
    await deliver(token);
    return true;
  } finally {
    change(running.filter((known) => known.id !== id));
  }
};

const watch = (watcher: () => void): (() => void) => {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
};

/** The files that are being made now. */
export const useFileJobs = (): readonly FileJob[] => useSyncExternalStore(watch, () => running);
