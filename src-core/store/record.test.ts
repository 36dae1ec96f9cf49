/**
 * Holds: a synced row is written by record() alone, every change is in the log with the clocks it replaced, a rerun
 * changes nothing, and undo takes back only what nobody has written since.
 */
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { historyOfRow } from './journal.ts';
import { record } from './record.ts';
import { noteTable, openScratch } from './scratch.test-support.ts';
import type { Scratch, ScratchTables } from './scratch.test-support.ts';
import { undo } from './undo.ts';

let open: Scratch[] = [];
const scratch = (): Scratch => {
  const made = openScratch();
  open.push(made);
  return made;
};
afterEach(() => {
  for (const { store } of open) store.close();
  open = [];
});

const by = (action: string) => ({ actor: 'aigerim', action });
const notes = ({ store }: Scratch) =>
  store.read<ScratchTables>().selectFrom('note').selectAll().orderBy('id').execute();
const log = ({ store }: Scratch) => store.read().selectFrom('change').selectAll().orderBy('seq').execute();

describe('record()', () => {
  test('writes the row and one change in the same transaction', async () => {
    const it = scratch();
    const { tx } = await it.store.write(by('note.add'), (writing) =>
      record(writing, noteTable, 'n1', { title: 'Қош келдіңіз' }),
    );
    const [row] = await notes(it);
    const [change] = await log(it);
    expect(row).toMatchObject({
      id: 'n1',
      title: 'Қош келдіңіз',
      body: null,
      deleted_at: null,
      seq: change?.seq,
    });
    expect(change).toMatchObject({
      tx,
      actor: 'aigerim',
      kind: 'insert',
      table_name: 'note',
      row_id: 'n1',
      base: null,
    });
    expect(JSON.parse(change?.patch ?? '')).toEqual({ title: 'Қош келдіңіз' });
  });

  test('an update names the clock of each cell that it replaces', async () => {
    const it = scratch();
    await it.store.write(by('a'), (tx) => record(tx, noteTable, 'n1', { title: 'one', stars: 1 }));
    await it.store.write(by('b'), (tx) => record(tx, noteTable, 'n1', { stars: 2 }));
    await it.store.write(by('c'), (tx) => record(tx, noteTable, 'n1', { title: 'two', stars: 3 }));
    const [first, second, third] = await log(it);
    expect(JSON.parse(second?.base ?? '')).toEqual({ stars: first?.hlc });
    expect(JSON.parse(third?.base ?? '')).toEqual({ title: first?.hlc, stars: second?.hlc });
  });

  test('writing what is there already changes nothing and logs nothing', async () => {
    const it = scratch();
    await it.store.write(by('a'), (tx) => record(tx, noteTable, 'n1', { title: 'one', stars: 1 }));
    const again = await it.store.write(by('a'), (tx) =>
      record(tx, noteTable, 'n1', { title: 'one', stars: 1 }),
    );
    expect(again).toEqual({ tx: null, value: false });
    expect(await log(it)).toHaveLength(1);
  });

  test('a row that does not fit its schema leaves no trace', async () => {
    const it = scratch();
    const wrong = it.store.write(by('a'), async (tx) => {
      await record(tx, noteTable, 'n1', { title: 'fine' });
      await record(tx, noteTable, 'n2', { title: 'fine', stars: -1 });
    });
    await expect(wrong).rejects.toThrow(/stars/);
    expect(await notes(it)).toEqual([]);
    expect(await log(it)).toEqual([]);
  });

  test('transactions wait for one another, and the clock never goes back with the wall clock', async () => {
    const it = scratch();
    await Promise.all(
      [9, 3, 7, 1].map((hour, index) => {
        it.setNow(Date.UTC(2026, 8, 1, hour));
        return it.store.write(by('a'), (tx) => record(tx, noteTable, `n${index}`, { title: String(hour) }));
      }),
    );
    it.setNow(Date.UTC(2020, 0, 1));
    await it.store.write(by('a'), (tx) => record(tx, noteTable, 'n9', { title: 'the clock jumped back' }));
    const clocks = (await log(it)).map((change) => change.hlc);
    expect(clocks).toEqual(clocks.toSorted());
    expect(new Set(clocks).size).toBe(5);
  });
});

describe('the guards', () => {
  const refused = (it: Scratch, sql: string): string => {
    const raw = new Database(it.store.path);
    try {
      raw.exec(sql);
      return 'written';
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      raw.close();
    }
  };

  test('refuse every write that has no line in the log', async () => {
    const it = scratch();
    await it.store.write(by('a'), (tx) => record(tx, noteTable, 'n1', { title: 'one' }));
    const only = 'note is written by record() only';
    expect(refused(it, `INSERT INTO note VALUES ('n2', 'x', NULL, NULL, NULL, 'c', 1)`)).toBe(only);
    expect(refused(it, `INSERT OR REPLACE INTO note VALUES ('n1', 'x', NULL, NULL, NULL, 'c', 1)`)).toBe(
      only,
    );
    expect(refused(it, `UPDATE note SET title = 'x'`)).toBe(only);
    expect(refused(it, `UPDATE note SET title = 'x', seq = 99`)).toBe(only);
    expect(refused(it, `DELETE FROM note`)).toBe(only);
    expect(refused(it, `UPDATE change SET actor = 'somebody else'`)).toBe('the log only grows');
    expect(refused(it, `DELETE FROM change`)).toBe('the log only grows');
    expect(refused(it, `DELETE FROM action`)).toBe('the log only grows');
    expect(await notes(it)).toMatchObject([{ id: 'n1', title: 'one' }]);
  });
});

describe('undo', () => {
  test('takes a transaction back, and again', async () => {
    const it = scratch();
    await it.store.write(by('a'), (tx) => record(tx, noteTable, 'n1', { title: 'one', stars: 1 }));
    const change = await it.store.write(by('b'), async (tx) => {
      await record(tx, noteTable, 'n1', { title: 'two' });
      await record(tx, noteTable, 'n2', { title: 'new' });
    });
    const back = await undo(it.store, 'aigerim', change.tx ?? '');
    expect(back.value).toEqual({ undone: 2, kept: 0 });
    expect(await notes(it)).toMatchObject([
      { title: 'one' },
      { id: 'n2', deleted_at: '2026-09-01T12:00:00.000Z' },
    ]);
    await undo(it.store, 'aigerim', back.tx ?? '');
    expect(await notes(it)).toMatchObject([{ title: 'two' }, { id: 'n2', deleted_at: null }]);
  });

  test('keeps what was written since, and happens once', async () => {
    const it = scratch();
    await it.store.write(by('a'), (tx) => record(tx, noteTable, 'n1', { title: 'one', stars: 1 }));
    const change = await it.store.write(by('b'), (tx) =>
      record(tx, noteTable, 'n1', { title: 'two', stars: 2 }),
    );
    await it.store.write(by('c'), (tx) => record(tx, noteTable, 'n1', { stars: 5 }));
    const back = await undo(it.store, 'aigerim', change.tx ?? '');
    expect(back.value).toEqual({ undone: 1, kept: 1 });
    expect(await notes(it)).toMatchObject([{ title: 'one', stars: 5 }]);
    expect((await undo(it.store, 'aigerim', change.tx ?? '')).value).toBeNull();
  });

  test('any history, undone from its end, leads back to every earlier state', async () => {
    const step = fc.array(
      fc.record({
        id: fc.constantFrom('n1', 'n2', 'n3'),
        patch: fc.record(
          {
            title: fc.constantFrom('a', 'b', 'c'),
            stars: fc.constantFrom(null, 0, 1, 2),
            body: fc.constantFrom(null, 'x'),
          },
          { requiredKeys: ['title'] },
        ),
      }),
      { minLength: 1, maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (history) => {
        const it = openScratch();
        try {
          const live = async () =>
            (await notes(it))
              .filter((row) => row.deleted_at === null)
              .map(({ id, title, stars, body }) => ({ id, title, stars, body }));
          const states = [await live()];
          const done: string[] = [];
          for (const writes of history) {
            const { tx } = await it.store.write(by('edit'), async (writing) => {
              for (const { id, patch } of writes) await record(writing, noteTable, id, patch);
            });
            if (tx === null) continue;
            done.push(tx);
            states.push(await live());
          }
          for (const tx of done.toReversed()) {
            expect(await live()).toEqual(states.pop());
            await undo(it.store, 'aigerim', tx);
          }
          expect(await live()).toEqual(states.pop());
        } finally {
          it.store.close();
        }
      }),
      { numRuns: 40 },
    );
  });
});

test('the history of a row tells who wrote what over what', async () => {
  const it = scratch();
  await it.store.write({ actor: 'aigerim', action: 'note.add' }, (tx) =>
    record(tx, noteTable, 'n1', { title: 'one' }),
  );
  it.setNow(Date.UTC(2026, 8, 2));
  await it.store.write({ actor: 'daniyar', action: 'note.edit' }, (tx) =>
    record(tx, noteTable, 'n1', { title: 'two' }),
  );
  expect(await historyOfRow(it.store, 'note', 'n1')).toMatchObject([
    {
      actor: 'daniyar',
      action: 'note.edit',
      at: '2026-09-02T00:00:00.000Z',
      column: 'title',
      from: 'one',
      to: 'two',
    },
    { actor: 'aigerim', action: 'note.add', column: 'title', from: null, to: 'one' },
  ]);
});
