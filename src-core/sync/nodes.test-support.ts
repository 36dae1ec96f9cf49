import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { store as storeStep } from '../../migrations/0001_store.ts';
import { sync as syncStep } from '../../migrations/0006_sync.ts';
import { exchange as exchangeStep } from '../../migrations/0016_exchange.ts';
import { laptops as laptopsStep } from '../../migrations/0017_laptops.ts';
import { defineTable, factId, openStore, parseCellClocks, record } from '../store/index.ts';
import type { Migration, Store, TableDef } from '../store/index.ts';
import { applyChanges } from './apply.ts';
import type { Applied } from './apply.ts';
import { readConflicts } from './conflicts.ts';
import { relayTables } from './seal.ts';
import { settlementTable } from './sync.schema.ts';
import type { Batch, SentChange } from './wire.ts';

/** A card with cells that people change. */
export const cardTable = defineTable({
  name: 'card',
  columns: { title: z.string().min(1).max(50), body: z.string().nullable(), stars: z.int().nullable() },
  relay: { title: 'open', body: 'sealed', stars: 'open' },
  // A table that follows, as the search index does.
  afterAll: (local, written) => {
    for (const { id, row } of written) {
      local.run('DELETE FROM card_title WHERE id = ?', id);
      if (row['deleted_at'] === null)
        local.run('INSERT INTO card_title (id, title) VALUES (?, ?)', id, row['title'] ?? null);
    }
  },
});

/** A fact with a natural key, like a check-in. */
export const markTable = defineTable({
  name: 'mark',
  columns: { thing: z.string(), at: z.string(), annulled_at: z.string().nullable() },
  relay: { thing: 'open', at: 'open', annulled_at: 'open' },
  circumstances: ['at'],
});

/** What is written once. */
export const entryTable = defineTable({
  name: 'entry',
  columns: { amount: z.int() },
  relay: { amount: 'open' },
  insertOnly: true,
});

const COMMON = 'deleted_at TEXT, clocks TEXT NOT NULL, seq INTEGER NOT NULL)';
/** The tables of these nodes. */
export const nodeTables: readonly TableDef[] = [cardTable, markTable, entryTable, settlementTable];
const step: Migration = {
  id: 7,
  name: 'cards',
  up: [
    ...exchangeStep.up,
    ...laptopsStep.up,
    `CREATE TABLE card (id TEXT PRIMARY KEY, title TEXT NOT NULL, body TEXT, stars INTEGER, ${COMMON}`,
    `CREATE TABLE mark (id TEXT PRIMARY KEY, thing TEXT NOT NULL, at TEXT NOT NULL, annulled_at TEXT, ${COMMON}`,
    `CREATE UNIQUE INDEX mark_thing ON mark (thing)`,
    `CREATE TABLE entry (id TEXT PRIMARY KEY, amount INTEGER NOT NULL, ${COMMON}`,
    `CREATE TABLE card_title (id TEXT PRIMARY KEY, title TEXT)`,
  ],
};

/** The chain of these nodes. */
export const nodeSteps: readonly Migration[] = [storeStep, syncStep, step];

export type Node = {
  readonly store: Store;
  /** Everything that this node knows, as it would send it. */
  readonly log: () => Batch;
  readonly receive: (batch: Batch) => Promise<Applied>;
  /** All that people see, without what is local: the rows with their clocks, and the open conflicts. */
  readonly state: () => unknown;
  readonly setNow: (ms: number) => void;
  readonly close: () => void;
};

export const NOON: number = Date.UTC(2026, 8, 1, 12);

export type NodeOptions = {
  readonly extra?: { readonly tables: readonly TableDef[]; readonly migrations: readonly Migration[] };
  readonly path?: string;
  /** Whether it judges as a relay does. */
  readonly isRelay?: boolean;
};

/** A node on a real file of its own. */
export function openNode({ extra, path, isRelay = false }: NodeOptions = {}): Node {
  const folder = path === undefined ? mkdtempSync(join(tmpdir(), 'orda-sync-')) : undefined;
  let nowMs = NOON;
  const known = [...nodeTables, ...(extra?.tables ?? [])];
  const store = openStore({
    path: path ?? join(folder ?? '', 'orda.db'),
    tables: isRelay ? relayTables(known) : known,
    migrations: [...nodeSteps, ...(extra?.migrations ?? [])],
    now: () => nowMs,
  });
  return {
    store,
    log: () => ({
      changes: store.localRows<SentChange>(
        'SELECT hlc, tx, node, actor, table_name, row_id, kind, patch, base, schema FROM change ORDER BY seq',
      ),
      actions: store.localRows('SELECT * FROM action'),
    }),
    receive: async (batch) =>
      (
        await store.write({ actor: 'sync', action: 'sync.receive' }, async (tx) =>
          applyChanges(store, tx, batch),
        )
      ).value,
    state: () => ({
      rows: [...store.tables.keys()].flatMap((name) =>
        store
          .localRows<Record<string, unknown>>(`SELECT * FROM ${name} ORDER BY id`)
          .map((row) => ({ table: name, ...row, seq: null, clocks: clocksOf(String(row['clocks'])) })),
      ),
      conflicts: readConflicts(store, store.tables),
      titles: store.localRows('SELECT * FROM card_title ORDER BY id'),
    }),
    setNow: (ms) => {
      nowMs = ms;
    },
    close: () => {
      store.close();
      if (folder !== undefined) rmSync(folder, { recursive: true });
    },
  };
}

function clocksOf(text: string): unknown {
  const { row, cells } = parseCellClocks(text);
  return [row, Object.fromEntries(cells)];
}

/** What a person may do at a node. */
export type Deed =
  | {
      readonly do: 'write';
      readonly card: number;
      readonly column: 'title' | 'body' | 'stars';
      readonly value: number;
    }
  | { readonly do: 'delete'; readonly card: number }
  | { readonly do: 'mark'; readonly thing: number }
  | { readonly do: 'annul'; readonly thing: number }
  | { readonly do: 'entry'; readonly amount: number };

export async function act(node: Node, deed: Deed, markId = (thing: string) => factId('mark', thing)) {
  const at = new Date(node.store.now()).toISOString();
  await node.store.write({ actor: 'someone', action: deed.do }, async (tx) => {
    switch (deed.do) {
      case 'write': {
        const value = deed.column === 'stars' ? deed.value : `v${deed.value}`;
        const id = factId('card', String(deed.card));
        const isThere = tx.engine.rows(cardTable).get(id) !== undefined;
        await record(
          tx,
          cardTable,
          id,
          isThere ? { [deed.column]: value } : { title: 'new', [deed.column]: value },
        );
        return;
      }
      case 'delete': {
        const id = factId('card', String(deed.card));
        if (tx.engine.rows(cardTable).get(id) !== undefined)
          await record(tx, cardTable, id, { deleted_at: at });
        return;
      }
      case 'mark':
        await record(tx, markTable, markId(String(deed.thing)), { thing: String(deed.thing), at });
        return;
      case 'annul': {
        const id = markId(String(deed.thing));
        if (tx.engine.rows(markTable).get(id) !== undefined)
          await record(tx, markTable, id, { annulled_at: at });
        return;
      }
      case 'entry':
        await record(tx, entryTable, tx.newId(), { amount: deed.amount });
    }
  });
}
