/** Holds, for every kind of shelf: a piece is there whole or not at all, once, within limits, and what nobody finished goes. */
import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import Database from 'better-sqlite3';
import { Kysely, PGliteDialect, SqliteDialect, sql } from 'kysely';
import type { Dialect } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hashOf } from './blobs.test-support.ts';
import { openFolderShelf } from './folderShelf.ts';
import { UNFINISHED_MS } from './shelf.ts';
import type { Shelf, ShelfLimits } from './shelf.ts';
import { blobShelfSql, createTableShelf } from './tableShelf.ts';
import type { BlobShelfTables } from './tableShelf.ts';

type SweptShelf = Shelf & { sweep(): Promise<number> };
/** A place for shelves; each that is opened is empty. */
type Place = {
  readonly open: (limits: ShelfLimits, now: () => number) => Promise<SweptShelf>;
  readonly close: () => unknown;
};

const inTables = async (dialect: Dialect, bytes: 'BYTEA' | 'BLOB'): Promise<Place> => {
  const db = new Kysely<BlobShelfTables>({ dialect });
  for (const statement of blobShelfSql(bytes)) await sql.raw(statement).execute(db);
  return {
    async open(limits, now) {
      await db.deleteFrom('blob_piece').execute();
      await db.deleteFrom('blob').execute();
      return createTableShelf({ db, limits, now });
    },
    close: () => db.destroy(),
  };
};
const KINDS: Readonly<Record<string, () => Promise<Place>>> = {
  folder: () => {
    const folder = mkdtempSync(join(tmpdir(), 'orda-shelf-'));
    return Promise.resolve({
      open: (limits, now) => openFolderShelf({ folder: mkdtempSync(join(folder, 'one-')), limits, now }),
      close: () => rmSync(folder, { recursive: true }),
    });
  },
  'table on SQLite': () => inTables(new SqliteDialect({ database: new Database(':memory:') }), 'BLOB'),
  'table on PGlite': () => inTables(new PGliteDialect({ pglite: () => PGlite.create() }), 'BYTEA'),
};

const NAME = 'a1'.repeat(32);
const OTHER = 'b2'.repeat(32);
const LIMITS = { shelf: 1000, laptop: 600 };
const piece = (name: string, index: number, count: number, bytes = Buffer.alloc(100, index)) => ({
  name,
  index,
  count,
  bytes,
});

describe.each(Object.entries(KINDS))('a shelf of the kind %s', (_, open) => {
  let place: Place;
  let shelf: SweptShelf;
  let nowMs = Date.now();
  // PGlite unpacks a whole PostgreSQL first.
  beforeAll(async () => {
    place = await open();
  }, 60_000);
  beforeEach(async () => {
    nowMs = Date.now();
    shelf = await place.open(LIMITS, () => nowMs);
  });
  afterAll(() => place.close());

  test('B3: tells what is there of a file, and gives it back to the byte', async () => {
    expect(await shelf.look([NAME])).toEqual(new Map());
    const bytes = randomBytes(100);
    expect(await shelf.put(piece(NAME, 1, 3, bytes), 'aaaa')).toEqual({ kind: 'kept' });
    expect(await shelf.look([NAME, OTHER])).toEqual(new Map([[NAME, { count: 3, missing: [0, 2] }]]));
    expect((await shelf.get(NAME, 1))?.equals(bytes)).toBe(true);
    expect(await shelf.get(NAME, 0)).toBeUndefined();
    expect(await shelf.get(OTHER, 1)).toBeUndefined();
  });

  test('B3: the first piece says how many there are, and a piece that comes twice is kept once', async () => {
    await shelf.put(piece(NAME, 0, 3), 'aaaa');
    expect(await shelf.put(piece(NAME, 1, 4), 'bbbb')).toEqual({ kind: 'otherCount' });
    expect(await shelf.put(piece(NAME, 0, 3), 'bbbb')).toEqual({ kind: 'there' });
    expect(await shelf.look([NAME])).toEqual(new Map([[NAME, { count: 3, missing: [1, 2] }]]));
  });

  test('B3: two laptops that bring the same file at once make it whole together', async () => {
    const both = ['aaaa', 'bbbb'].flatMap((laptop) =>
      [0, 1, 2].map((index) => shelf.put(piece(NAME, index, 3), laptop)),
    );
    const outcomes = (await Promise.all(both)).map(({ kind }) => kind).toSorted((a, b) => a.localeCompare(b));
    expect(outcomes).toEqual(['kept', 'kept', 'kept', 'there', 'there', 'there']);
    expect(await shelf.look([NAME])).toEqual(new Map([[NAME, { count: 3, missing: [] }]]));
  });

  test('B4: what goes beyond the shelf or a laptop is refused, and says what is full', async () => {
    for (let index = 0; index < 6; index += 1) await shelf.put(piece(NAME, index, 9), 'aaaa');
    expect(await shelf.put(piece(NAME, 6, 9), 'aaaa')).toEqual({ kind: 'full', of: 'laptop', most: 600 });
    for (let index = 0; index < 4; index += 1) await shelf.put(piece(OTHER, index, 9), 'bbbb');
    expect(await shelf.put(piece(OTHER, 4, 9), 'bbbb')).toEqual({ kind: 'full', of: 'shelf', most: 1000 });
    expect(await shelf.put(piece(NAME, 0, 9), 'cccc')).toEqual({ kind: 'there' });
    expect((await shelf.look([NAME])).get(NAME)?.missing).toEqual([6, 7, 8]);
  });

  test('B4: an upload that was left for a week makes room; a whole file stays', async () => {
    await shelf.put(piece(NAME, 0, 1, Buffer.alloc(500)), 'aaaa');
    await shelf.put(piece(OTHER, 0, 2, Buffer.alloc(500)), 'bbbb');
    expect(await shelf.sweep()).toBe(0);
    expect((await shelf.put(piece('c3'.repeat(32), 0, 1), 'cccc')).kind).toBe('full');
    nowMs += UNFINISHED_MS + 60_000;
    expect((await shelf.put(piece('c3'.repeat(32), 0, 1), 'cccc')).kind).toBe('kept');
    expect([...(await shelf.look([NAME, OTHER])).keys()]).toEqual([NAME]);
  });

  test('B5: a piece that somebody found damaged goes, but not the one that has come in its place', async () => {
    const bad = Buffer.alloc(100, 'bad');
    await shelf.put(piece(NAME, 0, 2, bad), 'aaaa');
    await shelf.drop(NAME, 0, hashOf(Buffer.alloc(100, 'other')));
    expect(await shelf.get(NAME, 0)).toEqual(bad);
    await shelf.drop(NAME, 0, hashOf(bad));
    expect(await shelf.look([NAME])).toEqual(new Map());
    expect(await shelf.put(piece(NAME, 0, 3), 'bbbb')).toEqual({ kind: 'kept' });
  });
});

describe('a folder', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'orda-shelf-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const open = (isInbox = false, now = Date.now) => openFolderShelf({ folder, limits: LIMITS, isInbox, now });
  const pathOf = (name: string, index: number, count: number): string =>
    join(folder, name.slice(0, 2), `${name}.${index}.${count}.aaaa`);

  test('B3: is the same after a start, with its limits, and without what was half-written', async () => {
    await (await open()).put(piece(NAME, 1, 2, Buffer.alloc(550)), 'aaaa');
    writeFileSync(`${pathOf(NAME, 0, 2)}.part`, 'half of a pie');
    writeFileSync(join(folder, 'letter.txt'), 'not ours');
    const again = await open();
    expect(await again.look([NAME])).toEqual(new Map([[NAME, { count: 2, missing: [0] }]]));
    expect(await again.put(piece(NAME, 0, 2), 'aaaa')).toMatchObject({ kind: 'full', of: 'laptop' });
    expect(existsSync(`${pathOf(NAME, 0, 2)}.part`)).toBe(false);
    expect(existsSync(join(folder, 'letter.txt'))).toBe(true);
  });

  test('B4: on a full disk the piece is refused, nothing half-written stays, and it is taken when there is room', async ({
    skip,
  }) => {
    if (!existsSync('/dev/full')) skip('this system has no /dev/full');
    const shelf = await open();
    await shelf.put(piece(NAME, 0, 2), 'aaaa');
    symlinkSync('/dev/full', `${pathOf(NAME, 1, 2)}.part`);
    expect(await shelf.put(piece(NAME, 1, 2), 'aaaa')).toEqual({ kind: 'full', of: 'disk', most: null });
    expect(readdirSync(join(folder, 'a1'))).toHaveLength(1);
    expect(await shelf.put(piece(NAME, 1, 2), 'aaaa')).toEqual({ kind: 'kept' });
    expect((await shelf.look([NAME])).get(NAME)?.missing).toEqual([]);
  });

  test('B5: a piece that the disk has damaged or lost is missing, not served', async () => {
    const shelf = await open();
    await shelf.put(piece(NAME, 0, 2), 'aaaa');
    await shelf.put(piece(NAME, 1, 2), 'aaaa');
    truncateSync(pathOf(NAME, 0, 2), 90);
    rmSync(pathOf(NAME, 1, 2));
    expect(await shelf.get(NAME, 0)).toBeUndefined();
    expect(await shelf.get(NAME, 1)).toBeUndefined();
    expect(await shelf.look([NAME])).toEqual(new Map());
  });

  test('B4: an inbox keeps nothing for longer than a week, not even what is whole', async () => {
    await (await open(true)).put(piece(NAME, 0, 1), 'aaaa');
    const long = (Date.now() - UNFINISHED_MS - 60_000) / 1000;
    utimesSync(pathOf(NAME, 0, 1), long, long);
    expect((await (await open()).look([NAME])).size).toBe(1);
    expect((await (await open(true)).look([NAME])).size).toBe(0);
  });
});
