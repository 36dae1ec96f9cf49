import { dirname, join } from 'node:path';
import { migrations } from '../migrations/index.ts';
import { backupDatabase, openStore, type Store } from '../src-core/store/index.ts';
import { allTables } from '../src-core/tables.ts';

/** Where the backups of a database stand: a folder beside it. */
export const backupFolderOf = (database: string): string => join(dirname(database), 'backups');

/** A database of the desk, or of its demo, opened with every table and every step; an older one is backed up first. In: the wall clock, milliseconds. */
export const openSpace = (database: string, now: () => number): Store =>
  openStore({
    path: database,
    tables: allTables,
    migrations,
    now,
    beforeMigration: (db) => {
      backupDatabase(db, backupFolderOf(database), 'migration', now());
    },
  });
