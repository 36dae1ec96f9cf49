/** `--move-to`: a relay's log and files leave their folder for PostgreSQL. */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { migrations } from '../migrations/index.ts';
import { moveToPostgres, MoveRefusedError } from '../src-core/store/index.ts';
import { createTableShelf, openFolderShelf, RELAY_LIMITS } from '../src-core/sync/blobs/index.ts';
import { relayTables } from '../src-core/sync/index.ts';
import { allTables } from '../src-core/tables.ts';
import { blobFolderOf, databaseFile, lockRelayFolder } from './database/folder.ts';
import { openFiles } from './database/postgres.ts';

type Say = (sentence: string) => void;

const REFUSALS = {
  inUse: 'the relay runs. Stop it first; nothing was moved.',
  notEmpty: 'the database is not empty. Make a fresh one (createdb); nothing was moved.',
  differs:
    'what arrived is not what was sent; nothing was moved. Try again, and look at the database’s disk.',
} as const;

/** A line for every tenth of the way. */
const inTenths = (say: Say): ((done: number, total: number) => void) => {
  let said = 0;
  return (done, total) => {
    const tenth = Math.floor((done / total) * 10);
    if (tenth <= said) return;
    said = tenth;
    say(`${tenth * 10} % (${done} of ${total} rows)`);
  };
};

/** Moves the folder's relay; the folder stays as it was, marked so that no relay opens it again. Throws what stands in the way. */
export const moveFolder = async (folder: string, to: string, say: Say): Promise<void> => {
  if (!existsSync(databaseFile(folder))) throw new Error(`there is no relay's data in ${folder}`);
  const release = lockRelayFolder(folder);
  try {
    const moved = await moveToPostgres({
      from: databaseFile(folder),
      to,
      tables: relayTables(allTables),
      migrations,
      onProgress: inTenths(say),
    }).catch((error: unknown) => {
      throw error instanceof MoveRefusedError ? new Error(REFUSALS[error.reason]) : error;
    });
    const rows = [...moved.values()].reduce((sum, count) => sum + count, 0);
    say(`${rows} rows have arrived and were compared.`);
    const files = await moveFiles(folder, to);
    say(`${files} pieces of files have arrived.`);
    say('moved. Start the relay with ORDA_DATABASE_URL; the folder is kept and is not opened again.');
  } finally {
    release();
  }
};

/** Carries the pieces of files over; out: how many. A piece that is there already, from an earlier try, is passed over. */
const moveFiles = async (folder: string, to: string): Promise<number> => {
  const there = blobFolderOf(folder);
  if (!existsSync(there)) return 0;
  const from = await openFolderShelf({ folder: there, limits: RELAY_LIMITS });
  const problems: unknown[] = [];
  const files = await openFiles(to, (error) => problems.push(error));
  const shelf = createTableShelf({ db: files.db, limits: RELAY_LIMITS });
  const names = new Set((await readdir(there)).flatMap((file) => /^[0-9a-f]{64}/.exec(file)?.[0] ?? []));
  let moved = 0;
  try {
    for (const [name, { count, missing }] of await from.look([...names])) {
      for (let index = 0; index < count; index += 1) {
        if (missing.includes(index)) continue;
        const bytes = await from.get(name, index);
        if (bytes === undefined) continue;
        await shelf.put({ name, index, count, bytes }, 'moved');
        moved += 1;
      }
    }
    return moved;
  } finally {
    await files.close();
  }
};
