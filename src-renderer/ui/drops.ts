import { useEffect, useRef, useSyncExternalStore } from 'react';

/** A page that wants dropped files for itself, and the words that the window shows meanwhile. */
export type DropTaker = {
  readonly title: string;
  readonly hint: string;
  readonly onFiles: (files: readonly File[]) => void;
};

let takers: readonly DropTaker[] = [];
const watchers = new Set<() => void>();
const change = (next: readonly DropTaker[]): void => {
  takers = next;
  for (const watcher of watchers) watcher();
};

/** Takes files dropped anywhere on the window for as long as the calling screen is open. */
export const useDroppedFiles = ({ title, hint, onFiles }: DropTaker): void => {
  const latest = useRef(onFiles);
  useEffect(() => {
    latest.current = onFiles;
  });
  useEffect(() => {
    const own: DropTaker = { title, hint, onFiles: (files) => latest.current(files) };
    change([...takers, own]);
    return () => change(takers.filter((taker) => taker !== own));
  }, [title, hint]);
};

const watch = (watcher: () => void): (() => void) => {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
};

/** The page that takes dropped files now; undefined where the window itself does. */
export const useDropTaker = (): DropTaker | undefined => useSyncExternalStore(watch, () => takers.at(-1));
