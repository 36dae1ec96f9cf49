/**
 * Holds: writes that share a commit are answered only when they are on the disk, one that fails takes back only itself,
 * and the log shows each as a transaction of its own.
 */
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { record } from './record.ts';
import { noteTable, openScratch } from './scratch.test-support.ts';
import type { ScratchTables } from './scratch.test-support.ts';
import { undo } from './undo.ts';

const intent = { actor: 'aigerim', action: 'note.add' };

test('writes of one turn share one commit and stay transactions of their own', async () => {
  const { store } = openScratch();
  let commits = 0;
  const foreign = new Database(store.path, { readonly: true });
  const version = () => foreign.pragma('data_version', { simple: true });
  const before = version();
  store.onCommit(() => (commits += 1));
  const ids = Array.from({ length: 50 }, (_, at) => `n${at}`);
  const seen: unknown[] = [];
  const written = await Promise.all(
    ids.map(async (id) => {
      const done = await store.writeTogether(intent, (tx) => record(tx, noteTable, id, { title: id }));
      // Whoever is answered can already be read by another program.
      seen.push(foreign.prepare('SELECT count(*) AS n FROM note WHERE id = ?').pluck().get(id));
      return done;
    }),
  );
  expect(new Set(written.map(({ tx }) => tx)).size).toBe(50);
  expect(seen).toEqual(ids.map(() => 1));
  expect(version()).not.toBe(before);
  expect(commits).toBe(50);
  const clocks = await store
    .read<ScratchTables>()
    .selectFrom('change')
    .select('hlc')
    .orderBy('seq')
    .execute();
  expect(clocks.map(({ hlc }) => hlc)).toEqual(clocks.map(({ hlc }) => hlc).toSorted());
  await undo(store, 'aigerim', written[7]?.tx ?? '');
  const rows = await store.read<ScratchTables>().selectFrom('note').select(['id', 'deleted_at']).execute();
  expect(rows.filter((row) => row.deleted_at !== null).map((row) => row.id)).toEqual(['n7']);
  foreign.close();
  store.close();
});

test('one that throws takes back only itself, and hears why', async () => {
  const { store } = openScratch();
  const add = (id: string) =>
    store.writeTogether(intent, async (tx) => {
      await record(tx, noteTable, id, { title: id });
      if (id === 'bad') throw new Error('no');
    });
  const ends = await Promise.allSettled(['a', 'bad', 'c'].map(add));
  expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  const rows = await store.read<ScratchTables>().selectFrom('note').select('id').orderBy('id').execute();
  expect(rows.map(({ id }) => id)).toEqual(['a', 'c']);
  const lines = await store.read().selectFrom('change').select('row_id').execute();
  expect(lines.map(({ row_id }) => row_id)).toEqual(['a', 'c']);
  store.close();
});

test('they keep their order among other writes, and a later one sees the earlier', async () => {
  const { store } = openScratch();
  const order: string[] = [];
  const read = (name: string) =>
    store.write(intent, async (tx) => {
      const rows = await tx.read<ScratchTables>().selectFrom('note').select('id').execute();
      order.push(`${name}:${rows.length}`);
    });
  await Promise.all([
    read('before'),
    ...['a', 'b'].map((id) =>
      store.writeTogether(intent, async (tx) => {
        await record(tx, noteTable, id, { title: id });
        order.push(id);
      }),
    ),
  ]);
  await read('after');
  expect(order).toEqual(['before:0', 'a', 'b', 'after:2']);
  store.close();
});

test('where the commit cannot be made, all are told', async () => {
  const { store } = openScratch();
  const ends = await Promise.allSettled(
    ['a', 'b'].map((id) =>
      store.writeTogether(intent, async (tx) => {
        await record(tx, noteTable, id, { title: id });
        if (id === 'b') tx.engine.run('ROLLBACK');
      }),
    ),
  );
  expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await store.writeTogether(intent, (tx) => record(tx, noteTable, 'c', { title: 'c' }));
  const rows = await store.read<ScratchTables>().selectFrom('note').select('id').execute();
  expect(rows.map(({ id }) => id)).toEqual(['c']);
  store.close();
});
