import { useSyncExternalStore } from 'react';
import type { JobState } from '../../src-core/access/index.ts';
import { api, queryClient } from './client.ts';

/**
 * What each router's answers are made of; a router that is not named here is asked again after any commit. Routers that
 * no commit can touch have an empty list.
 */
const TABLES: Readonly<Record<string, readonly string[]>> = {
  setup: ['organisation', 'account'],
  organisation: ['organisation'],
  backups: [],
  jobs: [],
};

let isConnected = true;
const watchers = new Set<() => void>();
const setConnected = (next: boolean): void => {
  if (isConnected === next) return;
  isConnected = next;
  for (const watcher of watchers) watcher();
};

const routerOf = (key: readonly unknown[]): string => {
  const path = key[0];
  return Array.isArray(path) ? String(path[0]) : '';
};

/** Queries whose router reads one of the tables are asked again; those not on a screen wait until they are. */
const refresh = (tables: readonly string[]): void => {
  void queryClient.invalidateQueries({
    predicate: ({ queryKey }) => {
      const own = TABLES[routerOf(queryKey)];
      return own === undefined || own.some((table) => tables.includes(table));
    },
  });
};

const isList = (value: unknown): value is readonly string[] => Array.isArray(value);

/** Listens to the desk for as long as the window is open: commits refresh what they touched, jobs show how they go on. */
export const startLive = (): (() => void) => {
  const source = new EventSource('/changes');
  let wasLost = false;
  source.addEventListener('hello', () => {
    setConnected(true);
    // Whatever happened while the line was cut was not heard.
    if (wasLost) void queryClient.invalidateQueries();
    wasLost = false;
  });
  source.addEventListener('tables', (event: MessageEvent<string>) => {
    const tables: unknown = JSON.parse(event.data);
    if (isList(tables)) refresh(tables);
  });
  source.addEventListener('job', (event: MessageEvent<string>) => {
    const job = JSON.parse(event.data) as JobState;
    queryClient.setQueryData(api.jobs.get.queryKey({ id: job.id }), job);
  });
  source.addEventListener('error', () => {
    wasLost = true;
    setConnected(false);
  });
  return () => source.close();
};

const watch = (watcher: () => void): (() => void) => {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
};

/** Whether the desk answers; false while it restarts. */
export const useConnected = (): boolean => useSyncExternalStore(watch, () => isConnected);
