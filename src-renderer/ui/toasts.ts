import { useSyncExternalStore } from 'react';

export type Toast = {
  readonly id: number;
  readonly text: string;
  readonly tone: 'done' | 'failed';
  /** The transaction that "undo" takes back. */
  readonly tx?: string | undefined;
};

const LIFE = 8000;
const MOST = 3;

let toasts: readonly Toast[] = [];
let nextId = 1;
/** Transactions of this window that Ctrl+Z takes back one after the other, newest last. */
let undoable: readonly string[] = [];
const watchers = new Set<() => void>();
const timers = new Map<number, ReturnType<typeof setTimeout>>();

const change = (next: readonly Toast[]): void => {
  toasts = next;
  for (const watcher of watchers) watcher();
};

const show = (toast: Omit<Toast, 'id'>): void => {
  const id = nextId;
  nextId += 1;
  change([...toasts, { ...toast, id }].slice(-MOST));
  releaseToast(id);
};

/** Says that something was done; with a transaction it can be taken back, here or by Ctrl+Z. */
export const toastDone = (text: string, tx?: string | null): void => {
  if (typeof tx === 'string') undoable = [...undoable, tx].slice(-50);
  show({ text, tone: 'done', tx: tx ?? undefined });
};

/** Says that something did not work. */
export const toastFailed = (text: string): void => show({ text, tone: 'failed' });

export const closeToast = (id: number): void => {
  clearTimeout(timers.get(id));
  timers.delete(id);
  change(toasts.filter((toast) => toast.id !== id));
};

/** A toast under the pointer or the focus stays. */
export const holdToast = (id: number): void => clearTimeout(timers.get(id));

/** A toast that the pointer or the focus has left has its whole life before it again. */
export const releaseToast = (id: number): void => {
  clearTimeout(timers.get(id));
  timers.set(
    id,
    setTimeout(() => closeToast(id), LIFE),
  );
};

/** The newest transaction not yet taken back; it is forgotten here. */
export const takeLastUndoable = (): string | undefined => {
  const last = undoable.at(-1);
  undoable = undoable.slice(0, -1);
  return last;
};

/** Marks a transaction as taken back, and takes its toast off the screen. */
export const forgetUndoable = (tx: string): void => {
  undoable = undoable.filter((known) => known !== tx);
  change(toasts.filter((toast) => toast.tx !== tx));
};

const watch = (watcher: () => void): (() => void) => {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
};

export const useToasts = (): readonly Toast[] => useSyncExternalStore(watch, () => toasts);
