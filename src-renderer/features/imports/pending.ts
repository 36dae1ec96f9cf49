/** A file dropped on any page waits here until the import's first step takes it. */
import { useSyncExternalStore } from 'react';

let pending: File | undefined;
const watchers = new Set<() => void>();
const change = (next: File | undefined): void => {
  pending = next;
  for (const watcher of watchers) watcher();
};

/** Keeps the first of the dropped files for the import. */
export const takeFiles = (files: readonly File[]): void => change(files[0]);

export const forgetPendingFile = (): void => change(undefined);

/** The file that waits, if one does. */
export const usePendingFile = (): File | undefined =>
  useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => pending,
  );
