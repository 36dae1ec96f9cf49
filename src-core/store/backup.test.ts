/**
 * Holds: a copy of a busy database is whole, what is not whole is never called a backup and never restored, nothing is
 * left behind where the disk refuses, and a restored database is another replica. Disks, files and damage are real.
 */
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, test } from 'vitest';
import { backupDatabase, checkBackup, listBackups, restoreBackup } from './backup.ts';
import type { BackupFile } from './backup.ts';
import { record } from './record.ts';
import { noteTable, openScratch } from './scratch.test-support.ts';
import type { Scratch, ScratchTables } from './scratch.test-support.ts';

const NOW = Date.UTC(2026, 8, 1, 18, 30, 0, 250);
let open: Scratch[] = [];
const scratch = (path?: string): Scratch => {
  const made = openScratch(path);
  open.push(made);
  return made;
};
const closeAll = (): void => {
  for (const { store } of open) store.close();
  open = [];
};
afterEach(closeAll);

const add = (it: Scratch, from: number, to: number) =>
  it.store.write({ actor: 'a', action: 'note.add' }, async (tx) => {
    for (let n = from; n < to; n += 1)
      await record(tx, noteTable, `n${n}`, { title: `Note ${n}`, body: 'Әр түрлі сөз '.repeat(20) });
  });
const titles = async ({ store }: Scratch): Promise<string[]> =>
  (await store.read<ScratchTables>().selectFrom('note').select('title').orderBy('seq').execute()).map(
    (row) => row.title,
  );

function backUp(
  path: string,
  folder: string,
  reason: BackupFile['reason'] = 'manual',
  now = NOW,
): BackupFile {
  const db = new Database(path, { readonly: true });
  try {
    return backupDatabase(db, folder, reason, now);
  } finally {
    db.close();
  }
}

describe('a backup', () => {
  test('of a database that is being written is one whole moment of it', async () => {
    const it = scratch();
    await add(it, 0, 300);
    const folder = join(it.folder, 'backups');
    const copies: BackupFile[] = [];
    for (let n = 0; n < 5; n += 1) {
      // The write has begun and is not committed when the copy is taken.
      const writing = it.store.write({ actor: 'a', action: 'note.add' }, async (tx) => {
        for (let row = 0; row < 20; row += 1) {
          await record(tx, noteTable, `n${1000 * (n + 1) + row}`, { title: 'Written meanwhile' });
          if (row === 10) copies.push(backUp(it.store.path, folder, 'schedule', NOW + n));
        }
      });
      await writing;
    }
    const wholeMoments: number[] = [];
    for (const copy of copies) {
      const check = checkBackup(copy.path);
      const db = new Database(copy.path, { readonly: true });
      const { rows } = db.prepare<[], { rows: number }>('SELECT count(*) AS rows FROM note').get() ?? {
        rows: -1,
      };
      db.close();
      expect(check).toEqual({ ok: true, schema: 2, changes: rows });
      wholeMoments.push(rows);
    }
    expect(wholeMoments).toEqual([300, 320, 340, 360, 380]);
  });

  test('has the time and the reason in its name, and the list reads them back, newest first', async () => {
    const it = scratch();
    await add(it, 0, 3);
    const folder = join(it.folder, 'backups');
    const first = backUp(it.store.path, folder, 'import');
    const second = backUp(it.store.path, folder, 'schedule', NOW + 60_000);
    expect(first.name).toBe('orda-2026-09-01T183000250Z-import.db');
    for (const foreign of [
      'orda-copy.db',
      'notes.txt',
      'other-2026-09-01T183000250Z-import.db',
      `${first.name}.part`,
    ])
      writeFileSync(join(folder, foreign), 'x');
    expect(listBackups(folder, it.store.path)).toEqual([second, first]);
    expect(second).toMatchObject({ at: '2026-09-01T18:31:00.250Z', reason: 'schedule' });
    expect(listBackups(join(it.folder, 'no such folder'), it.store.path)).toEqual([]);
  });

  test('that was cut off by a power cut is cleared away by the next one; one still at work is not', async () => {
    const it = scratch();
    await add(it, 0, 3);
    const folder = join(it.folder, 'backups');
    mkdirSync(folder);
    const part = (name: string, atMs: number): void => {
      writeFileSync(join(folder, name), 'half');
      utimesSync(join(folder, name), atMs / 1000, atMs / 1000);
    };
    part('orda-2026-08-31T183000250Z-schedule.db.part', NOW - 86_400_000);
    part('orda-2026-09-01T182959000Z-import.db.part', NOW - 1250);
    const made = backUp(it.store.path, folder);
    expect(readdirSync(folder)).toEqual(['orda-2026-09-01T182959000Z-import.db.part', made.name]);
  });
});

describe('nothing is left behind', () => {
  test('where the folder cannot be made', async () => {
    const it = scratch();
    writeFileSync(join(it.folder, 'a file'), 'x');
    const before = readdirSync(it.folder);
    expect(() => backUp(it.store.path, join(it.folder, 'a file', 'backups'))).toThrow(/ENOTDIR|EEXIST/);
    expect(readdirSync(it.folder)).toEqual(before);
  });

  test('where the source is damaged', async () => {
    const it = scratch();
    await add(it, 0, 300);
    const path = it.store.path;
    closeAll();
    damage(path);
    const folder = join(it.folder, 'backups');
    expect(() => backUp(path, folder)).toThrow(/malformed|did not pass/);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('where the disk is full', async (ctx) => {
    const it = scratch();
    await add(it, 0, 3000);
    const disk = mkdtempSync(join(tmpdir(), 'orda-disk-'));
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', disk], { stdio: 'ignore' });
    } catch {
      ctx.skip('a full disk is made of a small tmpfs, and this user may not mount one');
    }
    try {
      expect(() => backUp(it.store.path, disk)).toThrow(/full/);
      expect(readdirSync(disk)).toEqual([]);
    } finally {
      execFileSync('umount', [disk]);
    }
    expect(await titles(it)).toHaveLength(3000);
  });
});

/** Overwrites pages in the middle of the file, as a dying USB stick does. */
function damage(path: string): void {
  const bytes = readFileSync(path);
  bytes.fill(0x5a, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 8192);
  writeFileSync(path, bytes);
}

describe('what is not whole is refused', () => {
  const spoilings: readonly (readonly [string, (path: string) => void])[] = [
    ['damaged in the middle', damage],
    ['cut off', (path) => truncateSync(path, 20_000)],
    ['empty', (path) => truncateSync(path, 0)],
    ['something else', (path) => writeFileSync(path, 'PK\u0003\u0004 this is a workbook')],
    [
      "another program's database",
      (path) => {
        truncateSync(path, 0);
        const db = new Database(path);
        db.exec('CREATE TABLE songs (title TEXT)');
        db.close();
      },
    ],
  ];
  test.each(spoilings)('%s', async (_, spoil) => {
    const it = scratch();
    await add(it, 0, 300);
    const backup = backUp(it.store.path, join(it.folder, 'backups'));
    closeAll();
    spoil(backup.path);
    const spoilt = readFileSync(backup.path);
    const before = { files: readdirSync(it.folder), bytes: readFileSync(it.store.path) };
    expect(checkBackup(backup.path)).toMatchObject({ ok: false });
    expect(() => restoreBackup(backup.path, it.store.path, NOW)).toThrow(/not whole/);
    expect(readdirSync(it.folder)).toEqual(before.files);
    expect(readFileSync(it.store.path).equals(before.bytes)).toBe(true);
    expect(readFileSync(backup.path).equals(spoilt)).toBe(true);
    expect(readdirSync(join(it.folder, 'backups'))).toEqual([backup.name]);
  });

  test('a file that is not there', () => {
    expect(checkBackup(join(tmpdir(), 'no such backup.db'))).toMatchObject({ ok: false });
  });
});

describe('a restore', () => {
  test('gives the earlier state under a new node id, and keeps the replaced file whole', async () => {
    const it = scratch();
    await add(it, 0, 10);
    const backup = backUp(it.store.path, join(it.folder, 'backups'));
    await add(it, 10, 25);
    const { node, path } = it.store;
    closeAll();
    const { replaced } = restoreBackup(backup.path, path, NOW);
    const restored = scratch(path);
    expect(await titles(restored)).toHaveLength(10);
    expect(restored.store.node).not.toBe(node);
    await add(restored, 50, 51);
    const clocks = (
      await restored.store.read().selectFrom('change').select('hlc').orderBy('seq').execute()
    ).map((row) => row.hlc);
    expect(clocks).toEqual(clocks.toSorted());
    expect(checkBackup(replaced ?? '')).toEqual({ ok: true, schema: 2, changes: 25 });
    expect(checkBackup(backup.path)).toEqual({ ok: true, schema: 2, changes: 10 });
  });

  test('takes along what a killed program had only in its write-ahead log', async () => {
    const it = scratch();
    await add(it, 0, 10);
    const backup = backUp(it.store.path, join(it.folder, 'backups'));
    await add(it, 10, 25);
    // The files as `kill -9` leaves them: the last commits are in the log alone.
    const killed = join(mkdtempSync(join(tmpdir(), 'orda-killed-')), 'orda.db');
    for (const suffix of ['', '-wal']) copyFileSync(it.store.path + suffix, killed + suffix);
    closeAll();
    const { replaced } = restoreBackup(backup.path, killed, NOW);
    expect(existsSync(`${killed}-wal`)).toBe(false);
    expect(await titles(scratch(killed))).toHaveLength(10);
    const old = new Database(replaced ?? '');
    expect(old.prepare('SELECT count(*) AS rows FROM note').get()).toEqual({ rows: 25 });
    old.close();
  });

  test('that fails on the way leaves the present database and no half of the new one', async () => {
    const it = scratch();
    await add(it, 0, 10);
    const backup = backUp(it.store.path, join(it.folder, 'backups'));
    await add(it, 10, 12);
    const { path } = it.store;
    closeAll();
    // The name under which the present file would be kept is taken by a folder.
    mkdirSync(`${path}.replaced-2026-09-01T183000250Z`);
    const before = readdirSync(it.folder);
    expect(() => restoreBackup(backup.path, path, NOW)).toThrow(/EISDIR|EPERM/);
    expect(readdirSync(it.folder)).toEqual(before);
    expect(await titles(scratch(path))).toHaveLength(12);
  });

  test('works where the present database is damaged or missing, which is when it is wanted', async () => {
    const it = scratch();
    await add(it, 0, 300);
    const backup = backUp(it.store.path, join(it.folder, 'backups'));
    const { path } = it.store;
    closeAll();
    damage(path);
    const { replaced } = restoreBackup(backup.path, path, NOW);
    expect(existsSync(replaced ?? '')).toBe(true);
    expect(await titles(scratch(path))).toHaveLength(300);
    const elsewhere = join(mkdtempSync(join(tmpdir(), 'orda-new-')), 'orda.db');
    expect(restoreBackup(backup.path, elsewhere, NOW)).toEqual({ replaced: null });
    expect(await titles(scratch(elsewhere))).toHaveLength(300);
  });
});
