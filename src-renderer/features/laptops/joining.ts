import { useSyncExternalStore } from 'react';

let isJoining = false;
const watchers = new Set<() => void>();

/**
 * Says that this window is joining an organisation. Its data arrives piece by piece; the first start stays on the screen
 * until all of it is there, or the person wants to begin before that.
 */
export const setJoining = (next: boolean): void => {
  isJoining = next;
  for (const watcher of watchers) watcher();
};

const watch = (watcher: () => void): (() => void) => {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
};

export const useJoining = (): boolean => useSyncExternalStore(watch, () => isJoining);
