import { randomBytes } from 'node:crypto';
import type { RandomBytes } from '../ids.ts';
import type { Migration } from '../migrate.ts';
import type { DomainStore } from '../store.ts';
import type { TableDef } from '../tables.ts';
import { createTogether } from '../together.ts';
import type { SharedCommit } from '../together.ts';
import type { Commit, Intent, Reader, StoreTables, Written } from '../transaction.ts';
import { nodeOfPlace } from './identity.ts';
import { migratePostgres } from './schema.ts';
import { connectPostgres, DatabaseAwayError, isAway, isWorthRepeating } from './server.ts';
import type { Connection, PostgresServer } from './server.ts';
import { beginPostgres, CHANNEL, kyselyOver } from './session.ts';
import type { CommitNote, PostgresTx } from './session.ts';

/** A store on PostgreSQL, which several processes may have open at once. */
export type PostgresStore = Omit<DomainStore, 'write' | 'close'> & {
  write<T>(intent: Intent, work: (tx: PostgresTx) => Promise<T>): Promise<Written<T>>;
  /** As `write`, for many small writes that come at once: they share one commit. `work` may run twice. */
  writeTogether<T>(intent: Intent, work: (tx: PostgresTx) => Promise<T>): Promise<Written<T>>;
  /** One question on whatever connection is free. Throws DatabaseAwayError where the database cannot be reached. */
  ask<Row extends object>(sql: string, ...parameters: readonly unknown[]): Promise<Row[]>;
  close(): Promise<void>;
};

export type PostgresOptions = {
  /** `postgres://…`, or a server that is there already; closing the store ends it. */
  readonly server: string | PostgresServer;
  /** By which the relay judges; their sealed columns hold texts. */
  readonly tables: readonly TableDef[];
  readonly migrations: readonly Migration[];
  readonly now?: () => number;
  readonly random?: RandomBytes;
};

/** How often a transaction is tried that others were in the way of. */
const MOST_TRIES = 5;
const FIRST_LINE = `INSERT INTO meta (key, value) VALUES ('log', '0') ON CONFLICT (key) DO NOTHING`;

/**
 * Opens a PostgreSQL database as a store: the newest schema, the guards, this place's node id, and word of what other processes commit.
 * Throws NewerDatabaseError where a newer program was here, DatabaseAwayError where there is no way to it.
 */
export async function openPostgres(options: PostgresOptions): Promise<PostgresStore> {
  const server =
    typeof options.server === 'string' ? connectPostgres({ url: options.server }) : options.server;
  const random = options.random ?? (() => randomBytes(16));
  try {
    const node = await inTransaction(server, async (connection) => {
      await migratePostgres(connection, options.migrations, options.tables);
      await connection.query(FIRST_LINE);
      return nodeOfPlace(connection, random);
    });
    return await createPostgresStore(server, options, node, random);
  } catch (error) {
    await server.end();
    throw error;
  }
}

/** Runs steps in one transaction of the database; what they throw takes it back. */
export async function inTransaction<T>(
  server: PostgresServer,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = await server.connect();
  try {
    await connection.query('BEGIN');
    const value = await work(connection);
    await connection.query('COMMIT');
    connection.release();
    return value;
  } catch (error) {
    await giveBack(connection, error);
    throw error;
  }
}

/** Takes the transaction back; a connection on which even that fails is closed. */
async function giveBack(connection: Connection, cause: unknown): Promise<void> {
  try {
    if (isAway(cause)) throw cause;
    await connection.query('ROLLBACK');
    connection.release();
  } catch (error) {
    connection.release(error instanceof Error ? error : new Error('the connection is of no use'));
  }
}

async function createPostgresStore(
  server: PostgresServer,
  options: PostgresOptions,
  node: string,
  random: RandomBytes,
): Promise<PostgresStore> {
  const now = options.now ?? Date.now;
  const schema = options.migrations.at(-1)?.id ?? 0;
  const tables = new Map(options.tables.map((table) => [table.name, table]));
  const process = randomBytes(8).toString('hex');
  const parts = { node, schema, now, random, process };
  const listeners = new Set<(commit: Commit) => void>();
  const announce = (commit: Commit): void => {
    for (const listener of listeners) listener(commit);
  };
  const kysely = kyselyOver(server);
  // One write at a time of each process waits for the lock, so that the others do not hold a connection each.
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(step: () => Promise<T>): Promise<T> => {
    const mine = queue.then(step);
    queue = mine.catch(() => undefined);
    return mine;
  };

  const begin = async (): Promise<SharedCommit<PostgresTx>> => {
    const connection = await server.connect();
    let isOpen = true;
    const end = async (step: () => Promise<void>): Promise<void> => {
      try {
        await step();
        isOpen = false;
        connection.release();
      } catch (error) {
        await rollBack(error);
        throw toldClean(error);
      }
    };
    const rollBack = async (cause?: unknown): Promise<void> => {
      if (!isOpen) return;
      isOpen = false;
      await giveBack(connection, cause);
    };
    try {
      const session = await beginPostgres(parts, connection);
      return { ...session, commit: () => end(session.commit), rollBack };
    } catch (error) {
      await rollBack(error);
      throw toldClean(error);
    }
  };

  const once = async <T>(intent: Intent, work: (tx: PostgresTx) => Promise<T>): Promise<Written<T>> => {
    const session = await begin();
    try {
      const running = session.begin(intent);
      const value = await work(running.tx);
      const tx = await running.finish();
      await session.commit(tx !== null);
      if (tx !== null) announce({ tx, tables: running.touched });
      return { tx, value };
    } catch (error) {
      await session.rollBack();
      throw toldClean(error);
    }
  };

  const again = async <T>(step: () => Promise<T>): Promise<T> => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await step();
      } catch (error) {
        if (tries >= MOST_TRIES || !isWorthRepeating(error)) throw error;
      }
    }
  };

  const stopListening = await server.listen(
    CHANNEL,
    (text) => {
      const note = JSON.parse(text) as CommitNote;
      if (note.process === process) return;
      for (const { tx, tables: names } of note.commits) announce({ tx, tables: new Set(names) });
    },
    // What was missed is not known: whoever waits is told to look.
    () => announce({ tx: '', tables: new Set(tables.keys()) }),
  );

  return {
    node,
    schema,
    tables,
    now,
    read: <Tables>() => kysely as unknown as Reader<Tables & StoreTables>,
    async ask<Row extends object>(sql: string, ...parameters: readonly unknown[]): Promise<Row[]> {
      const connection = await server.connect();
      try {
        const { rows } = await connection.query<Row>(sql, parameters);
        connection.release();
        return rows;
      } catch (error) {
        connection.release(isAway(error) && error instanceof Error ? error : undefined);
        throw toldClean(error);
      }
    },
    write: (intent, work) => inTurn(() => again(() => once(intent, work))),
    writeTogether: createTogether<PostgresTx>({ inTurn, begin, announce }),
    onCommit(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      await queue;
      await stopListening();
      await server.end();
    },
  };
}

function toldClean(error: unknown): unknown {
  return isAway(error) && !(error instanceof DatabaseAwayError) ? new DatabaseAwayError(error) : error;
}
