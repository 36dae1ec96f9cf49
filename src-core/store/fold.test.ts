/** Holds: the write-ahead log is folded into the file in a quiet moment, with nobody asking for it. */
import { copyFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { expect, test, vi } from 'vitest';
import { record } from './record.ts';
import { noteTable, openScratch } from './scratch.test-support.ts';

test('what was written stands in the file itself soon after the last commit', async () => {
  const { store } = openScratch();
  await store.write({ actor: 'aigerim', action: 'note.add' }, (tx) =>
    record(tx, noteTable, 'n', { title: 'first' }),
  );
  const notesInFile = (): unknown => {
    const copy = `${store.path}.alone`;
    copyFileSync(store.path, copy);
    const alone = new Database(copy);
    const found = alone.prepare('SELECT title FROM note').pluck().all();
    alone.close();
    return found;
  };
  await vi.waitFor(() => expect(notesInFile()).toEqual(['first']), { timeout: 5000, interval: 50 });
  store.close();
});
