import { createHash, randomBytes } from 'node:crypto';
import Database from 'better-sqlite3';
import type { Migration } from '../migrate.ts';
import { schemaVersion } from '../migrate.ts';
import { markMoved, movedAt } from '../moved.ts';
import { ownNodeId } from '../node.ts';
import { openStore } from '../open.ts';
import type { TableDef } from '../tables.ts';
import { fit } from './cells.ts';
import { keepNode, placeOf } from './identity.ts';
import { inTransaction } from './open.ts';
import { migratePostgres } from './schema.ts';
import { connectPostgres, isAway } from './server.ts';
import type { Connection, PostgresServer } from './server.ts';

/** Why nothing was moved. `inUse`: a program has the file open. `notEmpty`: the target holds something. `differs`: what arrived is not what was sent. */
export type MoveRefusal = 'inUse' | 'notEmpty' | 'differs';

export class MoveRefusedError extends Error {
  readonly reason: MoveRefusal;
  constructor(reason: MoveRefusal, what: string) {
    super(what);
    this.name = 'MoveRefusedError';
    this.reason = reason;
  }
}

export type MoveOptions = {
  /** The relay's SQLite file; nobody may have it open. */
  readonly from: string;
  /** `postgres://…` of an empty database, or a server that is there already and is left open. */
  readonly to: string | PostgresServer;
  readonly tables: readonly TableDef[];
  readonly migrations: readonly Migration[];
  /** Hears how many rows have arrived, of how many. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly now?: () => number;
};

/** Rows that are sent, and read back, at once. */
const TOGETHER = 2_000;
/** Lines of `meta` that each database has of its own. */
const OWN = new Set(['schema', 'log', 'node', 'place', 'clock', 'moved']);
const PUT_META = 'INSERT INTO meta (key, value) VALUES ($1, $2)';

type Row = Readonly<Record<string, unknown>>;

/**
 * Moves a relay's database to PostgreSQL: every table of the chain, the log with its numbers, the node's id and the log's name, so that every
 * laptop goes on with its cursor. One transaction; each value is read back and compared before it is committed. The file stays as it
 * was but for a mark, set just before the commit, by which no program opens it again.
 * Out: rows moved, by table. Throws MoveRefusedError, DatabaseAwayError.
 */
export async function moveToPostgres(options: MoveOptions): Promise<ReadonlyMap<string, number>> {
  const { from, to, tables, migrations, now = Date.now } = options;
  const source = openSource(from, tables, migrations);
  const server = typeof to === 'string' ? connectPostgres({ url: to }) : to;
  let isMarked = false;
  try {
    return await inTransaction(server, async (connection) => {
      await migratePostgres(connection, migrations, tables);
      const names = await tablesIn(connection);
      await refuseFilled(connection, names);
      const moved = await copyTables(source, connection, names, options.onProgress);
      await copyMeta(source, connection);
      await keepNode(
        connection,
        ownNodeId(from, () => randomBytes(16)),
        await placeOf(connection),
      );
      markMoved(source, new Date(now()).toISOString());
      source.exec('COMMIT');
      isMarked = true;
      return moved;
    });
  } catch (error) {
    // Whether a commit whose answer was lost took place is not known: then the mark stays, and whoever looks finds out.
    if (isMarked && !isAway(error)) markMoved(source, undefined);
    throw error;
  } finally {
    if (source.inTransaction) source.exec('ROLLBACK');
    source.close();
    if (typeof to === 'string') await server.end();
  }
}

/** Opens the file for nobody else, at the newest schema. A mark of an earlier try that did not come to its end is no hindrance. */
function openSource(
  path: string,
  tables: readonly TableDef[],
  migrations: readonly Migration[],
): Database.Database {
  const db = new Database(path, { fileMustExist: true });
  try {
    // In WAL a connection that wants the file for itself gets it only where no other has it open.
    db.pragma('locking_mode = EXCLUSIVE');
    db.pragma('busy_timeout = 0');
    db.exec('BEGIN EXCLUSIVE');
    if (movedAt(db) !== undefined || schemaVersion(db) === migrations.at(-1)?.id) return db;
    db.close();
  } catch (error) {
    db.close();
    const isBusy = error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');
    throw isBusy ? new MoveRefusedError('inUse', 'a program has this database open') : error;
  }
  openStore({ path, tables, migrations, isRelay: true }).close();
  return openSource(path, tables, migrations);
}

/** The tables of the chain; the log first, for no row is taken without its line. */
async function tablesIn(connection: Connection): Promise<readonly string[]> {
  const { rows } = await connection.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' AND table_name <> 'meta' ORDER BY table_name`,
  );
  const names = rows.map(({ name }) => name);
  return ['change', ...names.filter((name) => name !== 'change')];
}

async function refuseFilled(connection: Connection, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const { rows } = await connection.query(`SELECT 1 FROM ${name} LIMIT 1`);
    if (rows.length > 0) throw new MoveRefusedError('notEmpty', `there are rows in ${name} already`);
  }
  const { rows } = await connection.query(`SELECT 1 FROM meta WHERE key <> 'schema'`);
  if (rows.length > 0) throw new MoveRefusedError('notEmpty', 'a relay was started on this database');
}

async function copyTables(
  source: Database.Database,
  connection: Connection,
  names: readonly string[],
  onProgress: MoveOptions['onProgress'],
): Promise<ReadonlyMap<string, number>> {
  const there = new Set(
    source
      .prepare<[], { name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table'`)
      .all()
      .map(({ name }) => name),
  );
  const moved = new Map<string, number>();
  const copied = names.filter((name) => there.has(name));
  const count = (name: string): number =>
    source.prepare<[], { n: number }>(`SELECT count(*) AS n FROM ${name}`).get()?.n ?? 0;
  const total = copied.reduce((sum, name) => sum + count(name), 0);
  let done = 0;
  for (const name of copied) {
    const columns = await columnsOf(connection, name);
    const sent = createSum();
    const select = source.prepare<[], Row>(`SELECT ${columns} FROM ${name}`);
    for (const rows of inGroups(select.iterate())) {
      const plain = rows.map(plainRow);
      for (const row of plain) sent.add(row);
      await connection.query(
        `INSERT INTO ${name} (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::${name}, $1::json)`,
        [JSON.stringify(plain)],
      );
      done += rows.length;
      onProgress?.(done, total);
    }
    if (sent.text() !== (await sumThere(connection, name, columns)))
      throw new MoveRefusedError('differs', `${name} did not arrive as it was sent`);
    moved.set(name, sent.count());
  }
  return moved;
}

async function columnsOf(connection: Connection, name: string): Promise<string> {
  const { rows } = await connection.query<{ name: string }>(
    `SELECT column_name AS name FROM information_schema.columns
     WHERE table_schema = current_schema() AND table_name = $1 ORDER BY ordinal_position`,
    [name],
  );
  return rows.map((column) => column.name).join(', ');
}

/** Reads a table back and sums it up. */
async function sumThere(connection: Connection, name: string, columns: string): Promise<string> {
  const sum = createSum();
  await connection.query(`DECLARE arrived CURSOR FOR SELECT ${columns} FROM ${name}`);
  for (;;) {
    const { rows } = await connection.query<Row>(`FETCH ${TOGETHER} FROM arrived`);
    for (const row of rows) sum.add(plainRow(row));
    if (rows.length < TOGETHER) break;
  }
  await connection.query('CLOSE arrived');
  return sum.text();
}

async function copyMeta(source: Database.Database, connection: Connection): Promise<void> {
  const lines = source.prepare<[], { key: string; value: string }>('SELECT key, value FROM meta').all();
  for (const { key, value } of lines) if (!OWN.has(key)) await connection.query(PUT_META, [key, value]);
  const last = source.prepare<[], { seq: number | null }>('SELECT max(seq) AS seq FROM change').get()?.seq;
  const clock = lines.find(({ key }) => key === 'clock')?.value;
  await connection.query(PUT_META, [
    'log',
    [String(last ?? 0), ...(clock === undefined ? [] : [clock])].join(' '),
  ]);
}

/** A row as JSON can carry it: bytes in PostgreSQL's own writing. */
function plainRow(row: Row): Row {
  const plain: Record<string, unknown> = {};
  for (const [column, cell] of Object.entries(row))
    plain[column] = Buffer.isBuffer(cell)
      ? `\\x${cell.toString('hex')}`
      : fit(cell as string | number | null);
  return plain;
}

/** A sum over rows in whatever order: their hashes, added up. */
function createSum() {
  let rows = 0;
  const parts: [number, number, number, number] = [0, 0, 0, 0];
  return {
    add(row: Row): void {
      rows += 1;
      const hash = createHash('sha256')
        .update(JSON.stringify(Object.values(row)))
        .digest();
      for (const at of [0, 1, 2, 3] as const) parts[at] = (parts[at] + hash.readUInt32LE(at * 4)) >>> 0;
    },
    count: () => rows,
    text: () => `${rows} ${parts.join(' ')}`,
  };
}

function* inGroups<T>(rows: Iterable<T>): Generator<readonly T[]> {
  let group: T[] = [];
  for (const row of rows) {
    group.push(row);
    if (group.length === TOGETHER) {
      yield group;
      group = [];
    }
  }
  if (group.length > 0) yield group;
}
