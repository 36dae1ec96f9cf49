import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { openStore } from './open.ts';
import type { Store, TablesOf } from './store.ts';
import { defineTable } from './tables.ts';
import type { Migration } from './migrate.ts';
import { store as storeStep } from '../../migrations/0001_store.ts';

/** A table for the store's own tests, so that they need no slice. */
export const noteTable = defineTable({
  name: 'note',
  columns: { title: z.string().min(1), body: z.string().nullable(), stars: z.int().min(0).nullable() },
  relay: { title: 'open', body: 'sealed', stars: 'open' },
});
export type ScratchTables = TablesOf<{ note: typeof noteTable }>;

export const noteStep: Migration = {
  id: 2,
  name: 'note',
  up: [
    `CREATE TABLE note (id TEXT PRIMARY KEY, title TEXT NOT NULL, body TEXT, stars INTEGER, deleted_at TEXT, clocks TEXT NOT NULL, seq INTEGER NOT NULL)`,
  ],
};

export type Scratch = {
  readonly store: Store;
  readonly folder: string;
  readonly setNow: (ms: number) => void;
};

/** A store on a real file in a folder of its own, with a clock that the test turns. */
export function openScratch(path?: string): Scratch {
  const folder = mkdtempSync(join(tmpdir(), 'orda-store-'));
  let nowMs = Date.UTC(2026, 8, 1, 12);
  const store = openStore({
    path: path ?? join(folder, 'orda.db'),
    tables: [noteTable],
    migrations: [storeStep, noteStep],
    now: () => nowMs,
  });
  return {
    store,
    folder,
    setNow: (ms) => {
      nowMs = ms;
    },
  };
}
