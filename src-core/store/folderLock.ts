import { join } from 'node:path';
import Database from 'better-sqlite3';

export type FolderLock = { readonly release: () => void };

/**
 * Takes a folder for this process, or gives nothing where another process holds it. The lock is an exclusive transaction on a tiny
 * database of that name beside the data: the operating system holds it for this process and lets it go at its death, also after
 * kill -9, so it can neither go stale nor be held twice.
 */
export function lockFolder(folder: string, name: string): FolderLock | undefined {
  const db = new Database(join(folder, name), { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return undefined;
    throw error;
  }
  return { release: () => db.close() };
}
