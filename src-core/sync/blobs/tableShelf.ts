/** A shelf in two tables, for a relay on PostgreSQL: several processes have it together, and a dump of the database has the files. */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { missingOf } from './blob.rules.ts';
import { UNFINISHED_MS } from './shelf.ts';
import type { PutOutcome, Shelf, ShelfLimits } from './shelf.ts';

/** The tables of the shelf; `relay` SQL is made by `blobShelfSql`. */
export type BlobShelfTables = {
  readonly blob: {
    readonly name: string;
    readonly pieces: number;
    /** The laptop that began it. */
    readonly laptop: string;
    /** Sealed bytes of the pieces that are here, and when the last came. */
    readonly bytes: number;
    readonly newest_ms: number;
  };
  readonly blob_piece: {
    readonly name: string;
    readonly piece: number;
    readonly sha256: string;
    readonly bytes: Uint8Array;
  };
};

/** The statements that make the shelf's tables where they are not there; `bytes` is the database's type for bytes. */
export const blobShelfSql = (bytes: 'BYTEA' | 'BLOB'): readonly string[] => [
  `CREATE TABLE IF NOT EXISTS blob (
    name TEXT PRIMARY KEY,
    pieces INTEGER NOT NULL,
    laptop TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    newest_ms BIGINT NOT NULL
  )`,
  `CREATE TABLE IF NOT EXISTS blob_piece (
    name TEXT NOT NULL,
    piece INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    bytes ${bytes} NOT NULL,
    PRIMARY KEY (name, piece)
  )`,
];

type TableShelfParts = {
  readonly db: Kysely<BlobShelfTables>;
  readonly limits: ShelfLimits;
  readonly now?: () => number;
};

/** How often a piece is tried whose file was swept away meanwhile. */
const TRIES = 3;
/** What SQLite and PostgreSQL call a full disk. */
const FULL: readonly string[] = ['SQLITE_FULL', '53100'];

/** Opens the shelf over tables that are there. Pieces that several processes take at once may go beyond a limit, each by one. */
export function createTableShelf({ db, limits, now = Date.now }: TableShelfParts): Shelf & {
  /** Takes away what was begun and left for a week; out: how many files. */
  readonly sweep: () => Promise<number>;
} {
  const lacksRoom = async (on: Kysely<BlobShelfTables>, bytes: number, laptop: string) => {
    const sums = await on
      .selectFrom('blob')
      .select(({ fn }) => [
        fn.sum<number | string | null>('bytes').as('all'),
        sql<number | string | null>`sum(CASE WHEN laptop = ${laptop} THEN bytes ELSE 0 END)`.as('own'),
      ])
      .executeTakeFirst();
    if (Number(sums?.all ?? 0) + bytes > limits.shelf)
      return { kind: 'full', of: 'shelf', most: limits.shelf } as const;
    if (Number(sums?.own ?? 0) + bytes > limits.laptop)
      return { kind: 'full', of: 'laptop', most: limits.laptop } as const;
    return undefined;
  };

  const putOnce = (piece: Parameters<Shelf['put']>[0], laptop: string): Promise<PutOutcome | 'swept'> =>
    db.transaction().execute(async (tx): Promise<PutOutcome | 'swept'> => {
      const { name, index, count, bytes } = piece;
      const begun = () => tx.selectFrom('blob').select('pieces').where('name', '=', name).executeTakeFirst();
      const isThere = await tx
        .selectFrom('blob_piece')
        .select('piece')
        .where('name', '=', name)
        .where('piece', '=', index)
        .executeTakeFirst();
      const before = await begun();
      if (before !== undefined && before.pieces !== count) return { kind: 'otherCount' };
      if (isThere !== undefined) return { kind: 'there' };
      const refused = await lacksRoom(tx, bytes.length, laptop);
      if (refused !== undefined) return refused;
      await tx
        .insertInto('blob')
        .values({ name, pieces: count, laptop, bytes: 0, newest_ms: now() })
        .onConflict((conflict) => conflict.column('name').doNothing())
        .execute();
      // Another process may have begun it in this moment.
      if ((await begun())?.pieces !== count) return { kind: 'otherCount' };
      const { numInsertedOrUpdatedRows: inserted } = await tx
        .insertInto('blob_piece')
        .values({ name, piece: index, sha256: hashOf(bytes), bytes })
        .onConflict((conflict) => conflict.columns(['name', 'piece']).doNothing())
        .executeTakeFirst();
      if (inserted !== 1n) return { kind: 'there' };
      const { numUpdatedRows } = await tx
        .updateTable('blob')
        .set({ bytes: sql<number>`bytes + ${bytes.length}`, newest_ms: now() })
        .where('name', '=', name)
        .executeTakeFirst();
      if (numUpdatedRows === 1n) return { kind: 'kept' };
      await tx.deleteFrom('blob_piece').where('name', '=', name).execute();
      return 'swept';
    });

  const sweep = async (): Promise<number> => {
    const before = now() - UNFINISHED_MS;
    const old = await db
      .selectFrom('blob')
      .select('name')
      .where('newest_ms', '<', before)
      .where('pieces', '>', (blob) =>
        blob
          .selectFrom('blob_piece')
          .select(({ fn }) => fn.countAll<number>().as('n'))
          .whereRef('blob_piece.name', '=', 'blob.name'),
      )
      .execute();
    for (const { name } of old)
      await db.transaction().execute(async (tx) => {
        const { numDeletedRows } = await tx
          .deleteFrom('blob')
          .where('name', '=', name)
          .where('newest_ms', '<', before)
          .executeTakeFirst();
        if (numDeletedRows > 0n) await tx.deleteFrom('blob_piece').where('name', '=', name).execute();
      });
    return old.length;
  };

  const put: Shelf['put'] = async (piece, laptop) => {
    let hasSwept = false;
    for (let tried = 0; tried < TRIES; tried += 1) {
      const outcome = await putOnce(piece, laptop).catch((error: unknown): PutOutcome => {
        if (FULL.includes(codeOf(error))) return { kind: 'full', of: 'disk', most: null };
        throw error;
      });
      if (outcome === 'swept') continue;
      if (outcome.kind !== 'full' || hasSwept) return outcome;
      hasSwept = true;
      if ((await sweep()) === 0) return outcome;
    }
    throw new Error('a file was swept away each time that it was begun');
  };

  const drop: Shelf['drop'] = (name, index, sha256) =>
    db.transaction().execute(async (tx) => {
      const gone = await tx
        .deleteFrom('blob_piece')
        .where('name', '=', name)
        .where('piece', '=', index)
        .where('sha256', '=', sha256)
        .returning('bytes')
        .executeTakeFirst();
      if (gone === undefined) return;
      await tx
        .updateTable('blob')
        .set({ bytes: sql<number>`bytes - ${gone.bytes.length}` })
        .where('name', '=', name)
        .execute();
      // Where nothing of it is left, whoever brings it next says anew how many pieces it has.
      await tx.deleteFrom('blob').where('name', '=', name).where('bytes', '=', 0).execute();
    });

  return {
    async look(names) {
      if (names.length === 0) return new Map();
      const rows = await db
        .selectFrom('blob')
        .innerJoin('blob_piece', 'blob_piece.name', 'blob.name')
        .select(['blob.name', 'blob.pieces', 'blob_piece.piece'])
        .where('blob.name', 'in', names)
        .execute();
      const there = new Map<string, { readonly count: number; readonly here: Set<number> }>();
      for (const { name, pieces, piece } of rows) {
        const file = there.get(name) ?? { count: pieces, here: new Set<number>() };
        file.here.add(piece);
        there.set(name, file);
      }
      return new Map(
        [...there].map(([name, { count, here }]) => [name, { count, missing: missingOf(count, here) }]),
      );
    },
    async get(name, index) {
      const found = await db
        .selectFrom('blob_piece')
        .select(['bytes', 'sha256'])
        .where('name', '=', name)
        .where('piece', '=', index)
        .executeTakeFirst();
      if (found === undefined) return undefined;
      const bytes = Buffer.from(found.bytes);
      if (hashOf(bytes) === found.sha256) return bytes;
      await drop(name, index, found.sha256);
      return undefined;
    },
    put,
    drop,
    sweep,
  };
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';
