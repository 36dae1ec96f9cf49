/** What the relay keeps its log in: a file of its folder. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { migrations } from '../migrations/index.ts';
import { backupDatabase, openStore } from '../src-core/store/index.ts';
import type { Store } from '../src-core/store/index.ts';
import { relayTables } from '../src-core/sync/index.ts';
import { allTables } from '../src-core/tables.ts';
import { backupFolderOf } from './backups/folderBackups.ts';

export const databaseFile = (folder: string): string => join(folder, 'relay.db');

/** Makes the folder, for its owner alone. */
export const makeFolder = (folder: string): void => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
};

/** The tables as the relay judges them: what is sealed stays sealed to it. */
export const tables = relayTables(allTables);

/** Opens the folder's database; an older one is backed up before it is brought to the newest schema. */
export const openFolder = (folder: string): Store => {
  const path = databaseFile(folder);
  return openStore({
    path,
    tables,
    migrations,
    beforeMigration: (db) => {
      backupDatabase(db, backupFolderOf(path), 'migration', Date.now());
    },
  });
};
