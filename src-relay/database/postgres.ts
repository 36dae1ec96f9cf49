/** A relay on PostgreSQL: several processes serve one log, and the database tells each what the others commit. */
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { migrations } from '../../migrations/index.ts';
import { noteDecision, openAdmission } from '../../src-core/laptops/index.ts';
import { NewerDatabaseError, openPostgres } from '../../src-core/store/index.ts';
import type { PostgresStore } from '../../src-core/store/index.ts';
import {
  blobShelfSql,
  createBlobService,
  createTableShelf,
  RELAY_LIMITS,
} from '../../src-core/sync/blobs/index.ts';
import type { BlobShelfTables } from '../../src-core/sync/blobs/index.ts';
import { openHub, openKept, partsOf, relayTables } from '../../src-core/sync/index.ts';
import { allTables } from '../../src-core/tables.ts';
import { issueCode, takeCode } from '../codes.ts';
import type { MetaShelf } from '../codes.ts';
import { countLaptops } from './counts.ts';
import { CannotOpen } from './database.ts';
import type { OpenParts, RelayDatabase } from './database.ts';

/** Connections for files; the log has its own. */
const FILE_CONNECTIONS = 3;
/** Several processes that start at once make the shelf's tables one after the other; the number means nothing. */
const TURN = 4_418_360_127;

const openLog = async (databaseUrl: string, now: () => number): Promise<PostgresStore> => {
  try {
    return await openPostgres({ server: databaseUrl, tables: relayTables(allTables), migrations, now });
  } catch (error) {
    throw error instanceof NewerDatabaseError ? new CannotOpen('newer') : error;
  }
};

export type Files = {
  readonly db: Kysely<BlobShelfTables>;
  readonly close: () => Promise<void>;
};

/** Opens the tables of files, made where they are not there. */
export const openFiles = async (databaseUrl: string, onError: (error: unknown) => void): Promise<Files> => {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: FILE_CONNECTIONS,
    application_name: 'orda-files',
  });
  // A connection that is lost while nobody uses it leaves the pool by itself.
  pool.on('error', onError);
  const db = new Kysely<BlobShelfTables>({ dialect: new PostgresDialect({ pool }) });
  await db.transaction().execute(async (tx) => {
    await sql`SELECT pg_advisory_xact_lock(${TURN})`.execute(tx);
    for (const statement of blobShelfSql('BYTEA')) await sql.raw(statement).execute(tx);
  });
  return { db, close: () => db.destroy() };
};

/** PostgreSQL numbers its parameters. */
const numbered = (text: string): string => {
  let number = 0;
  return text.replaceAll('?', () => `$${(number += 1)}`);
};

const shelfIn = (store: PostgresStore): MetaShelf => ({
  change: async (text, ...parameters) => void (await store.ask(numbered(text), ...parameters)),
  take: async (text, ...parameters) =>
    (await store.ask<{ value: string }>(numbered(text), ...parameters))[0]?.value,
});

/** Opens the database's log. Throws CannotOpen, and DatabaseAwayError where there is no way to it. */
export const openPostgresDatabase = async (
  databaseUrl: string,
  { now, onTaken, onError }: OpenParts,
): Promise<RelayDatabase> => {
  const store = await openLog(databaseUrl, now);
  const meta = shelfIn(store);
  const files = await openFiles(databaseUrl, onError);
  const shelf = createTableShelf({ db: files.db, limits: RELAY_LIMITS, now });
  return {
    kind: 'postgres',
    reading: store,
    store,
    service: {
      ...partsOf(store),
      hub: await openHub(store, onTaken),
      admission: openAdmission(store, { takeCode: (code) => takeCode(meta, code, now()) }),
      kept: openKept(store, noteDecision),
      blobs: createBlobService(shelf),
    },
    sweepBlobs: shelf.sweep,
    issueCode: () => issueCode(meta, now()),
    counts: () => countLaptops(store),
    close: async () => {
      await files.close();
      await store.close();
    },
  };
};
