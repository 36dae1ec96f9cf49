import { randomUUID } from 'node:crypto';
import { cardTable } from '../../src-core/sync/nodes.test-support.ts';
import type { MergedRow } from '../../src-core/sync/merge.ts';
import type { ReadChange } from '../../src-core/sync/wire.ts';
import { factId, record } from '../../src-core/store/index.ts';
import type { Cell, Store, TableDef, Tx } from '../../src-core/store/index.ts';
import { RIGHT } from './stories.ts';
import type { Manner } from './stories.ts';

/** Merging that takes what arrives last instead of what was written last. In place of `putInto` of the engine. */
export function putByArrival(merged: MergedRow, table: TableDef, { sent, values }: ReadChange): void {
  for (const column of table.columnNames) {
    if (!Object.hasOwn(values, column)) continue;
    merged.values[column] = values[column] ?? null;
    merged.cells.set(column, sent.hlc);
    merged.touched.add(column);
  }
}

/** Whoever does not find the mark here makes one with an id of its own, though another laptop may have made it too. */
export const randomMarkIds: Manner = {
  ...RIGHT,
  markId: ({ store }, thing) =>
    store.localRows<{ id: string }>('SELECT id FROM mark WHERE thing = ?', thing)[0]?.id ?? randomUUID(),
};

const purse = factId('card', 'purse');

/** The sum of all payments kept in a cell, instead of being summed. */
export const storedCounter: Manner = {
  ...RIGHT,
  pay: async ({ store }, amount) => {
    await store.write({ actor: 'someone', action: 'pay' }, async (tx) => {
      const stars = Number(tx.engine.rows(cardTable).get(purse)?.['stars'] ?? 0) + amount;
      await record(tx, cardTable, purse, { title: 'purse', stars });
    });
  },
  paidAt: ({ store }) =>
    store.localRows<{ stars: number | null }>('SELECT stars FROM card WHERE id = ?', purse)[0]?.stars ?? 0,
};

/** The cursor moves in a transaction of its own, before what it stands for is taken in. */
export const cursorApart: Manner = { ...RIGHT, storeOf: withCursorApart };

type Run = readonly [sql: string, ...parameters: Cell[]];
const isCursor = (sql: string): boolean => /\bsync_peer\b/.test(sql) && !/^\s*SELECT/i.test(sql);

class Rehearsed extends Error {}

function withCursorApart(store: Store, mortalStore: Store): Store {
  const write: Store['write'] = async (intent, work) => {
    const moves: Run[] = [];
    const rehearsal = store.write(intent, async (tx) => {
      await work(withRun(tx, (...run) => (isCursor(run[0]) ? moves.push(run) : tx.engine.run(...run))));
      throw new Rehearsed();
    });
    await rehearsal.catch((error: unknown) => {
      if (!(error instanceof Rehearsed)) throw error;
    });
    await store.write({ ...intent, action: 'sync.cursor' }, async (tx) => {
      for (const run of moves) tx.engine.run(...run);
    });
    return mortalStore.write(intent, (tx) =>
      work(withRun(tx, (...run) => (isCursor(run[0]) ? 0 : tx.engine.run(...run)))),
    );
  };
  return { ...store, write };
}

/** The same transaction with another way to run statements. A transaction keeps its id behind a getter, so it is no plain copy. */
function withRun(tx: Tx, run: (...run: Run) => number): Tx {
  return Object.create(tx, { engine: { value: { ...tx.engine, run } } }) as Tx;
}
