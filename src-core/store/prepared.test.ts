/** Holds: a row that is kept within a commit is the row as it stands, whoever of the commit's members wrote it. */
import { expect, test } from 'vitest';
import { preparedRow } from './prepared.ts';
import { record } from './record.ts';
import { noteTable, openScratch } from './scratch.test-support.ts';
import type { ScratchTables } from './scratch.test-support.ts';
import type { Reader, Tx } from './transaction.ts';
import { undo } from './undo.ts';

const intent = { actor: 'aigerim', action: 'note.add' };
const noteById = preparedRow('note', (db: Reader<ScratchTables>, id) =>
  db.selectFrom('note').select(['title', 'deleted_at']).where('id', '=', id),
);
const titleOf = (tx: Tx, id: string): string | undefined => noteById(tx, id)?.title;

test('what was read is read anew after it was written, in the same transaction and in the next member’s', async () => {
  const { store } = openScratch();
  const first = store.writeTogether(intent, async (tx) => {
    const before = titleOf(tx, 'n');
    await record(tx, noteTable, 'n', { title: 'one' });
    const written = titleOf(tx, 'n');
    await record(tx, noteTable, 'n', { title: 'two' });
    return [before, written, titleOf(tx, 'n'), titleOf(tx, 'other'), titleOf(tx, 'n')];
  });
  const second = store.writeTogether(intent, async (tx) => titleOf(tx, 'n'));
  expect((await first).value).toEqual([undefined, 'one', 'two', undefined, 'two']);
  expect((await second).value).toBe('two');
  await undo(store, 'aigerim', (await first).tx ?? '');
  expect(noteById(store, 'n')?.deleted_at).not.toBeNull();
  store.close();
});

test('what a member read that was taken back is not what the others see', async () => {
  const { store } = openScratch();
  await store.write(intent, (tx) => record(tx, noteTable, 'n', { title: 'one' }));
  const bad = store.writeTogether(intent, async (tx) => {
    await record(tx, noteTable, 'n', { title: 'gone' });
    titleOf(tx, 'n');
    throw new Error('no');
  });
  const good = store.writeTogether(intent, async (tx) => titleOf(tx, 'n'));
  await expect(bad).rejects.toThrow('no');
  expect((await good).value).toBe('one');
  store.close();
});
