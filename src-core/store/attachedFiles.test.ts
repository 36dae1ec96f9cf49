/** Holds: a table says in one line which column names its files; they are judged, kept once, and go with the event they belong to. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { store as storeStep } from '../../migrations/0001_store.ts';
import { blobs as blobsStep } from '../../migrations/0018_blobs.ts';
import { defineTable, filesOf, openStore, record } from './index.ts';
import type { Store } from './index.ts';

const check = (bytes: Buffer): void => {
  if (bytes.length === 0) throw new Error('EMPTY');
};
const proofs = filesOf({ table: 'proof', column: 'scan', event: 'event_id', check });
const everywhere = filesOf({ table: 'proof', column: 'scan', check });
const proofTable = defineTable({
  name: 'proof',
  columns: { event_id: z.string(), scan: z.string().nullable() },
  relay: { event_id: 'open', scan: 'open' },
  attachments: proofs,
});

let folder = '';
let store: Store;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orda-files-'));
  const sql =
    'CREATE TABLE proof (id TEXT PRIMARY KEY, event_id TEXT NOT NULL, scan TEXT, deleted_at TEXT, clocks TEXT NOT NULL, seq INTEGER NOT NULL)';
  store = openStore({
    path: join(folder, 'orda.db'),
    tables: [proofTable],
    migrations: [storeStep, blobsStep, { id: 19, name: 'proof', up: [sql] }],
  });
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const add = async (id: string, event: string, text: string | null): Promise<void> => {
  await store.write({ actor: 'test', action: 'proof.add' }, async (tx) => {
    if (text !== null) proofs.keep(tx.engine, Buffer.from(text));
    await record(tx, proofTable, id, { event_id: event, scan: text === null ? null : hash(text) });
  });
};

test('what rows name is there, the same bytes once, and read back to the byte', async () => {
  await add('1', 'spring', 'a diploma');
  await add('2', 'autumn', 'a diploma');
  await add('3', 'autumn', 'a letter');
  await add('4', 'autumn', null);
  expect(proofs.all(store)).toEqual(
    [hash('a diploma'), hash('a letter')].toSorted((x, y) => (x < y ? -1 : 1)),
  );
  expect(proofs.of(store, 'spring')).toEqual([hash('a diploma')]);
  expect(everywhere.of(store, 'spring')).toHaveLength(2);
  expect(proofs.read(store, hash('a letter'))?.toString()).toBe('a letter');
  expect([proofs.has(store, hash('a letter')), proofs.has(store, hash('nothing'))]).toEqual([true, false]);
  expect(store.localRows('SELECT sha256 FROM attached_file')).toHaveLength(2);
});

test('a row that is put away keeps its file for whoever takes it back, and sends it with no event', async () => {
  await add('1', 'spring', 'a diploma');
  await store.write({ actor: 'test', action: 'proof.remove' }, (tx) =>
    record(tx, proofTable, '1', { deleted_at: tx.at }),
  );
  expect([proofs.all(store), proofs.of(store, 'spring')]).toEqual([[hash('a diploma')], []]);
});

test('bytes that are not what belongs there are refused', async () => {
  await expect(add('1', 'spring', '')).rejects.toThrow('EMPTY');
  expect(store.localRows('SELECT sha256 FROM attached_file')).toEqual([]);
});
