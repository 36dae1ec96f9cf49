/** A relay on SQLite: one file in a folder that one process has. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { migrations } from '../../migrations/index.ts';
import { noteDecision, openAdmission } from '../../src-core/laptops/index.ts';
import {
  backupDatabase,
  lockFolder,
  MovedDatabaseError,
  NewerDatabaseError,
  openStore,
} from '../../src-core/store/index.ts';
import type { Store } from '../../src-core/store/index.ts';
import { createBlobService, openFolderShelf, RELAY_LIMITS } from '../../src-core/sync/blobs/index.ts';
import { openHub, openKept, partsOf, relayTables } from '../../src-core/sync/index.ts';
import type { Hub } from '../../src-core/sync/index.ts';
import { allTables } from '../../src-core/tables.ts';
import { backupFolderOf } from '../backups/folderBackups.ts';
import { issueCode, takeCode } from '../codes.ts';
import type { MetaShelf } from '../codes.ts';
import { countLaptops } from './counts.ts';
import { CannotOpen } from './database.ts';
import type { RelayDatabase } from './database.ts';

export const databaseFile = (folder: string): string => join(folder, 'relay.db');
/** Where sealed pieces of files lie. */
export const blobFolderOf = (folder: string): string => join(folder, 'blobs');
const LOCK = 'relay.lock';

const openLog = (path: string, now: () => number): Store => {
  try {
    return openStore({
      path,
      // What is sealed stays sealed to the relay, and nothing follows from a row.
      tables: relayTables(allTables),
      migrations,
      isRelay: true,
      now,
      beforeMigration: (db) => {
        backupDatabase(db, backupFolderOf(path), 'migration', now());
      },
    });
  } catch (error) {
    if (error instanceof NewerDatabaseError) throw new CannotOpen('newer');
    if (error instanceof MovedDatabaseError) throw new CannotOpen('moved');
    throw error;
  }
};

const shelfIn = (store: Store): MetaShelf => {
  const intent = { actor: 'relay', action: 'relay.code' };
  return {
    change: async (sql, ...parameters) =>
      void (await store.write(intent, async (tx) => tx.engine.run(sql, ...parameters))),
    take: async (sql, ...parameters) =>
      (await store.write(intent, async (tx) => tx.engine.all<{ value: string }>(sql, ...parameters))).value[0]
        ?.value,
  };
};

/** Takes the folder for this process. Throws CannotOpen; and what SQLite says of a damaged file. */
export const lockRelayFolder = (folder: string): (() => void) => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = lockFolder(folder, LOCK);
  if (lock === undefined) throw new CannotOpen('locked');
  return lock.release;
};

/** Opens the folder's log; the folder is this process's until it is closed. */
export const openFolderDatabase = async (
  folder: string,
  now: () => number,
  onTaken: Parameters<typeof openHub>[1],
): Promise<RelayDatabase> => {
  const release = lockRelayFolder(folder);
  try {
    const store = openLog(databaseFile(folder), now);
    const hub: Hub = await openHub(store, onTaken);
    const meta = shelfIn(store);
    const shelf = await openFolderShelf({ folder: blobFolderOf(folder), limits: RELAY_LIMITS, now });
    const admission = openAdmission(store, { takeCode: (code) => takeCode(meta, code, now()) });
    return {
      kind: 'sqlite',
      reading: store,
      store,
      service: {
        ...partsOf(store),
        hub,
        admission,
        kept: openKept(store, noteDecision),
        blobs: createBlobService(shelf),
      },
      sweepBlobs: shelf.sweep,
      issueCode: () => issueCode(meta, now()),
      counts: () => countLaptops(store),
      close: async () => {
        store.close();
        release();
      },
    };
  } catch (error) {
    release();
    throw error;
  }
};

/** A new code in the folder of a relay that runs: beside it, as it has the folder. */
export const issueCodeBeside = async (folder: string, nowMs: number): Promise<string> => {
  const db = new Database(databaseFile(folder), { fileMustExist: true, timeout: 10_000 });
  try {
    return await issueCode(
      {
        change: async (sql, ...parameters) => void db.prepare(sql).run(...parameters),
        take: async (sql, ...parameters) =>
          db.prepare<string[], { value: string }>(sql).get(...parameters)?.value,
      },
      nowMs,
    );
  } finally {
    db.close();
  }
};
