/** What `npm run relay` does besides serving: a code, a backup, a restore. */
import { existsSync } from 'node:fs';
import { noteRestored } from '../src-core/messages/index.ts';
import { restoreBackup } from '../src-core/store/index.ts';
import { createFolderBackups } from './backups/folderBackups.ts';
import type { RelayErrand } from './args.ts';
import { CannotOpen } from './database/database.ts';
import { databaseFile, issueCodeBeside, lockRelayFolder } from './database/folder.ts';
import { openDatabase } from './database/open.ts';
import type { RelaySettings } from './settings.ts';

type Say = (sentence: string) => void;
type Errand = Exclude<RelayErrand, { readonly kind: 'serve' | 'help' }>;

const SILENT = { now: Date.now, onTaken: () => undefined, onError: () => undefined };

/** Does it and tells of it. Throws CannotOpen, and what the disk or the database says. */
export const doErrand = async (errand: Errand, settings: RelaySettings, say: Say): Promise<void> => {
  if (errand.kind === 'code') return printCode(settings, say);
  if (errand.kind === 'move') {
    const { moveFolder } = await import('./moving.ts');
    return moveFolder(settings.folder, errand.to, say);
  }
  if (settings.databaseUrl !== undefined)
    throw new Error(
      `--${errand.kind} is for a relay on SQLite; for PostgreSQL see "Backups" in docs/relay.md.`,
    );
  return errand.kind === 'backup' ? backUp(settings, say) : restore(settings, errand.file, say);
};

const printCode = async (settings: RelaySettings, say: Say): Promise<void> => {
  const shown = (code: string): void => say(`one-time code, good for one laptop and one day: ${code}`);
  try {
    const database = await openDatabase(settings, SILENT);
    try {
      shown(await database.issueCode());
    } finally {
      await database.close();
    }
  } catch (error) {
    // The relay runs: the code is put beside it.
    if (!(error instanceof CannotOpen && error.reason === 'locked')) throw error;
    shown(await issueCodeBeside(settings.folder, Date.now()));
  }
};

const backUp = async ({ folder }: RelaySettings, say: Say): Promise<void> => {
  if (!existsSync(databaseFile(folder))) throw new Error(`there is no relay's data in ${folder}`);
  const { path, bytes } = await createFolderBackups(databaseFile(folder), Date.now).make('manual');
  say(`backed up and checked: ${path} (${bytes} bytes)`);
};

const restore = async (settings: RelaySettings, file: string, say: Say): Promise<void> => {
  const { folder } = settings;
  const release = lockRelayFolder(folder);
  try {
    if (existsSync(databaseFile(folder))) {
      // What is replaced is kept twice: beside the database, and as a backup that is known to be whole.
      await createFolderBackups(databaseFile(folder), Date.now)
        .make('restore')
        .then(
          ({ path }) => say(`the present data is backed up: ${path}`),
          () => say('the present data is damaged and could not be backed up; its file is kept.'),
        );
    }
    const { replaced } = restoreBackup(file, databaseFile(folder), Date.now());
    if (replaced !== null) say(`the replaced file is kept: ${replaced}`);
  } finally {
    release();
  }
  const database = await openDatabase(settings, SILENT);
  try {
    // What went out since the backup is not to go out twice.
    const intent = { actor: 'relay', action: 'relay.restore' };
    await database.store.write(intent, (tx) => noteRestored(tx, Date.now()));
  } finally {
    await database.close();
  }
  say('restored. Start the relay; the laptops send again whatever is missing in it.');
};
