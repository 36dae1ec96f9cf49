/** Holds: a disk that says no becomes a code with a sentence, nothing half-written stays, and the desk goes on after it. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeFailure } from '../documents/output/writeFailure.ts';
import { openStore } from '../store/open.ts';
import { record } from '../store/record.ts';
import { noteTable, openScratch } from '../store/scratch.test-support.ts';
import type { ScratchTables } from '../store/scratch.test-support.ts';
import { failureOf } from './failure.ts';

test('a full disk is DISK_FULL, and what was confirmed before it stays', async () => {
  const { store } = openScratch();
  // The writing connection's own limit, in pages of 4 kB: SQLite then says what it says on a full disk.
  const limitPages = (pages: number) =>
    store.write({ actor: 'aigerim', action: 'test' }, (tx) =>
      Promise.resolve(tx.engine.all(`PRAGMA max_page_count = ${pages}`)),
    );
  const write = (id: string, body: string) =>
    store.write({ actor: 'aigerim', action: 'note.add' }, (tx) =>
      record(tx, noteTable, id, { title: id, body }),
    );
  await write('n1', 'small');
  await limitPages(40);
  const failed = await write('n2', 'x'.repeat(1_000_000)).catch((error: unknown) => failureOf(error));
  expect(failed).toMatchObject({ code: 'DISK_FULL', kind: 'unavailable' });
  await limitPages(100_000);
  await write('n3', 'after the disk had room again');
  const rows = await store.read<ScratchTables>().selectFrom('note').select('id').orderBy('id').execute();
  expect(rows.map(({ id }) => id)).toEqual(['n1', 'n3']);
  store.close();
});

test('a file that is no database is DATABASE_DAMAGED', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'orda-damaged-')), 'orda.db');
  writeFileSync(path, 'this is a letter to grandmother, not a database'.repeat(200));
  let said: unknown;
  try {
    openStore({ path, tables: [], migrations: [] });
  } catch (error) {
    said = error;
  }
  expect(failureOf(said)?.code).toBe('DATABASE_DAMAGED');
});

test('a document that could not be written says what the disk said', () => {
  expect(failureOf(writeFailure('DISK_FULL'))?.code).toBe('DISK_FULL');
  expect(failureOf(writeFailure('FOLDER_MISSING'))?.code).toBe('DISK_REFUSES');
  expect(failureOf(writeFailure('CANCELLED'))).toBeUndefined();
});

test('anything unforeseen is no failure value and shows nothing', () => {
  expect(failureOf(new TypeError('secret table name'))).toBeUndefined();
});
