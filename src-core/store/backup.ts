import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { schemaVersion } from './migrate.ts';
import { nodeIdFile } from './node.ts';

/** Why a backup was taken; it is part of the file's name. */
export type BackupReason = 'schedule' | 'manual' | 'migration' | 'import' | 'restore';

export type BackupFile = {
  readonly path: string;
  readonly name: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly reason: BackupReason;
  readonly bytes: number;
};

export type BackupCheck =
  | { readonly ok: true; readonly schema: number; readonly changes: number }
  | { readonly ok: false; readonly problem: string };

const NAME =
  /^(.+)-(\d{4})-(\d{2})-(\d{2})T(\d{2})(\d{2})(\d{2})(\d{3})Z-(schedule|manual|migration|import|restore)\.db$/;

/**
 * Copies a running database into `folder`, opens the copy and checks it; only a copy that passed gets its name.
 * In: a connection to the source, and the time. Out: the backup. Throws where the disk or the check says no; then
 * nothing is left behind.
 */
export function backupDatabase(
  source: Database.Database,
  folder: string,
  reason: BackupReason,
  nowMs: number,
): BackupFile {
  mkdirSync(folder, { recursive: true });
  const at = new Date(nowMs).toISOString();
  const stem = basename(source.name, '.db');
  const path = join(folder, `${stem}-${at.replace(/[:.]/g, '')}-${reason}.db`);
  const unfinished = `${path}.part`;
  clearUnfinished(folder, stem, nowMs);
  try {
    // VACUUM INTO reads one snapshot, takes no lock from writers, and leaves a compact file without a journal.
    source.prepare('VACUUM INTO ?').run(unfinished);
    const check = checkBackup(unfinished);
    if (!check.ok) throw new Error(`the backup did not pass its check: ${check.problem}`);
    syncToDisk(unfinished);
    renameSync(unfinished, path);
    syncToDisk(dirname(path));
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
  return { path, name: basename(path), at, reason, bytes: statSync(path).size };
}

/** No backup takes as long as this, in milliseconds: what is unfinished and older was cut off. */
const CUT_OFF_AFTER_MS = 3_600_000;

/** Removes what a power cut left of earlier backups of this database. */
function clearUnfinished(folder: string, stem: string, nowMs: number): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (!name.startsWith(`${stem}-`) || !NAME.test(name.replace(/\.part$/, '')) || !name.endsWith('.part'))
      continue;
    if (nowMs - statSync(path).mtimeMs > CUT_OFF_AFTER_MS) rmSync(path, { force: true });
  }
}

/** Opens a database file and asks SQLite whether it is whole. Never throws; writes nothing. */
export function checkBackup(path: string): BackupCheck {
  let db: Database.Database | undefined;
  try {
    db = new Database(path, { readonly: true, fileMustExist: true });
    const integrity = String(db.pragma('integrity_check', { simple: true }));
    if (integrity !== 'ok') return { ok: false, problem: integrity.slice(0, 200) };
    const changes = db
      .prepare<[], { changes: number | null }>('SELECT max(seq) AS changes FROM change')
      .get();
    return { ok: true, schema: schemaVersion(db), changes: changes?.changes ?? 0 };
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : 'cannot be opened' };
  } finally {
    db?.close();
  }
}

/** The backups of a database in a folder, newest first. Foreign and unfinished files are passed over. */
export function listBackups(folder: string, databaseName: string): readonly BackupFile[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name): BackupFile[] => {
      const match = NAME.exec(name);
      if (!match || match[1] !== basename(databaseName, '.db')) return [];
      const [, , year, month, day, hour, minute, second, ms, reason] = match;
      const path = join(folder, name);
      const at = `${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`;
      return [{ path, name, at, reason: reason as BackupReason, bytes: statSync(path).size }];
    })
    .toSorted((a, b) => (a.at < b.at ? 1 : -1));
}

/**
 * Puts a backup in the place of a database that nobody has open: the backup is checked and copied, the present file is
 * kept beside it under another name, and the node gets a new id, for a restored database is another replica. A power
 * cut at any moment leaves either the old database or the restored one, never none.
 * Out: where the replaced file went. Throws before anything is touched where the backup is not whole.
 */
export function restoreBackup(
  backupPath: string,
  databasePath: string,
  nowMs: number,
): { readonly replaced: string | null } {
  const check = checkBackup(backupPath);
  if (!check.ok) throw new Error(`the backup is not whole: ${check.problem}`);
  const incoming = `${databasePath}.incoming`;
  rmSync(incoming, { force: true });
  try {
    const source = new Database(backupPath, { readonly: true });
    try {
      source.prepare('VACUUM INTO ?').run(incoming);
    } finally {
      source.close();
    }
    syncToDisk(incoming);
    const replaced = keepBeside(databasePath, nowMs);
    // A write-ahead log of the old database would be read into the new one.
    for (const suffix of ['-wal', '-shm']) rmSync(databasePath + suffix, { force: true });
    rmSync(nodeIdFile(databasePath), { force: true });
    renameSync(incoming, databasePath);
    syncToDisk(dirname(databasePath));
    return { replaced };
  } catch (error) {
    rmSync(incoming, { force: true });
    throw error;
  }
}

/** Copies the database under a name that says when it was replaced; out: its path, or null where there was none. */
function keepBeside(databasePath: string, nowMs: number): string | null {
  if (!existsSync(databasePath)) return null;
  foldLogIn(databasePath);
  const kept = `${databasePath}.replaced-${new Date(nowMs).toISOString().replace(/[:.]/g, '')}`;
  for (const suffix of ['', '-wal']) {
    if (!existsSync(databasePath + suffix)) continue;
    copyFileSync(databasePath + suffix, kept + suffix, constants.COPYFILE_FICLONE);
    syncToDisk(kept + suffix);
  }
  return kept;
}

/** Brings the write-ahead log into the file, so that the file alone is the database; a damaged one stays as it is. */
function foldLogIn(databasePath: string): void {
  let db: Database.Database | undefined;
  try {
    db = new Database(databasePath, { fileMustExist: true });
    db.pragma('wal_checkpoint(TRUNCATE)');
  } catch {
    // A database too damaged to be opened is what a restore is for; its files are kept as they are.
  } finally {
    db?.close();
  }
}

/** Makes sure that a file (or a folder's list of names) has reached the disk. */
function syncToDisk(path: string): void {
  if (process.platform === 'win32' && statSync(path).isDirectory()) return;
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
