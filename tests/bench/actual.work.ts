// What Actual's client does with messages that it receives, over the same rows and the same SQLite: each cell is a message; the cells are
// compared with their last ones, the rows are read before and after (once for each message, as it does), each message is applied by a statement
// of its own, kept in the table of messages and put into the tree of sums. Written after its published behaviour, with its own package for
// clocks and sums.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeClock, merkle, serializeClock, setClock, Timestamp } from '@actual-app/crdt';
import Database from 'better-sqlite3';
import { personTable } from '../../src-core/people/index.ts';
import { setPragmas } from '../../src-core/store/pragmas.ts';
import { wallTimeOf } from '../../src-core/store/index.ts';
import type { SentChange } from '../../src-core/sync/index.ts';
import { PEOPLE_INDEXES, type People } from './sync.work.ts';

type Message = {
  readonly timestamp: string;
  readonly dataset: string;
  readonly row: string;
  readonly column: string;
  readonly value: string | number | null;
};

/** The changes as messages: one for each cell, each with a clock of its own. */
export function messagesOf(changes: readonly SentChange[]): readonly Message[] {
  return changes.flatMap(({ hlc, node, table_name, row_id, patch }) =>
    Object.entries(JSON.parse(patch) as Record<string, Message['value']>).map(([column, value], at) => ({
      timestamp: new Timestamp(wallTimeOf(hlc), at, Buffer.from(node).toString('hex')).toString(),
      dataset: table_name,
      row: row_id,
      column,
      value,
    })),
  );
}

const TABLES = `
  CREATE TABLE messages_crdt (id INTEGER PRIMARY KEY, timestamp TEXT NOT NULL UNIQUE, dataset TEXT NOT NULL, row TEXT NOT NULL,
    column TEXT NOT NULL, value BLOB NOT NULL);
  CREATE INDEX messages_crdt_search ON messages_crdt (dataset, row, column, timestamp);
  CREATE TABLE messages_clock (id INTEGER PRIMARY KEY, clock TEXT);
  CREATE TABLE person (id TEXT PRIMARY KEY, ${personTable.columnNames.map((column) => `${column} TEXT`).join(', ')});`;

const asText = (value: Message['value']): string =>
  value === null ? '0:' : typeof value === 'number' ? `N:${value}` : `S:${value}`;

/** Rows, and cells, asked for at once. */
const AT_ONCE = 100;

/** Milliseconds in which a fresh database takes the messages in; the people have our indexes, or none. */
export function takenAsActual(messages: readonly Message[], people: People): number {
  const folder = mkdtempSync(join(tmpdir(), 'orda-actual-bench-'));
  const db = new Database(join(folder, 'actual.db'));
  setPragmas(db);
  db.exec(TABLES);
  if (people === 'whole') for (const sql of PEOPLE_INDEXES) db.exec(sql);
  const started = performance.now();
  takeIn(db, messages);
  const time = performance.now() - started;
  const rows = db.prepare<[], { n: number }>('SELECT COUNT(*) AS n FROM messages_crdt').get();
  if (rows?.n !== messages.length) throw new Error('not all messages went in');
  db.close();
  rmSync(folder, { recursive: true });
  return time;
}

function takeIn(db: Database.Database, messages: readonly Message[]): void {
  const clock = makeClock(new Timestamp(0, 0, 'f'.repeat(16)), {});
  setClock(clock);
  const clocks = messages.map(({ timestamp }) => Timestamp.parse(timestamp) ?? Timestamp.zero);
  const latest = clocks.reduce((a, b) => (a.toString() < b.toString() ? b : a));
  Timestamp.recv(latest);
  const statements = new Map<string, Database.Statement>();
  const run = (sql: string, ...values: unknown[]): void => {
    let statement = statements.get(sql);
    if (!statement) statements.set(sql, (statement = db.prepare(sql)));
    statement.run(...values);
  };
  let sums = clock.merkle;
  db.transaction(() => {
    const written = newest(db, messages);
    const received = messages
      .map((message, at) => ({
        ...message,
        clock: clocks[at] ?? latest,
        isOld: (written.get(cellOf(message)) ?? '') >= message.timestamp,
      }))
      .toSorted((a, b) => (a.timestamp < b.timestamp ? -1 : 1));
    const ids = received.map(({ row }) => row);
    const there = new Set(rowsOf(db, ids).keys());
    for (const { dataset, row, column, value, timestamp, isOld, clock: at } of received) {
      if (!isOld) {
        if (there.has(row)) run(`UPDATE ${dataset} SET ${column} = ? WHERE id = ?`, value, row);
        else run(`INSERT INTO ${dataset} (id, ${column}) VALUES (?, ?)`, row, value);
        there.add(row);
      }
      run(
        'INSERT INTO messages_crdt (timestamp, dataset, row, column, value) VALUES (?, ?, ?, ?, ?)',
        timestamp,
        dataset,
        row,
        column,
        asText(value),
      );
      sums = merkle.insert(sums, at);
    }
    sums = merkle.prune(sums);
    run(
      'INSERT OR REPLACE INTO messages_clock (id, clock) VALUES (1, ?)',
      serializeClock({ ...clock, merkle: sums }),
    );
    rowsOf(db, ids);
  })();
}

const cellOf = ({ dataset, row, column }: Message): string => `${dataset} ${row} ${column}`;

/** Of each cell that the messages write the newest clock in the log, where there is any. */
function newest(db: Database.Database, messages: readonly Message[]): ReadonlyMap<string, string> {
  const first = new Map<string, Message>();
  for (const message of messages) {
    const before = first.get(cellOf(message));
    if (before === undefined || message.timestamp < before.timestamp) first.set(cellOf(message), message);
  }
  const cells = [...first.values()];
  const asking = (count: number) =>
    db.prepare<string[], Message>(
      `SELECT dataset, row, column, timestamp FROM messages_crdt WHERE ${Array.from({ length: count }, () => '(dataset = ? AND row = ? AND column = ? AND timestamp >= ?)').join(' OR ')}`,
    );
  const whole = asking(AT_ONCE);
  const found = new Map<string, string>();
  for (let from = 0; from < cells.length; from += AT_ONCE) {
    const some = cells.slice(from, from + AT_ONCE);
    const statement = some.length === AT_ONCE ? whole : asking(some.length);
    const keys = some.flatMap(({ dataset, row, column, timestamp }) => [dataset, row, column, timestamp]);
    for (const message of statement.all(...keys))
      if ((found.get(cellOf(message)) ?? '') < message.timestamp)
        found.set(cellOf(message), message.timestamp);
  }
  return found;
}

/** The rows as they stand. */
function rowsOf(db: Database.Database, ids: readonly string[]): ReadonlyMap<string, unknown> {
  const rows = new Map<string, unknown>();
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const some = ids.slice(from, from + AT_ONCE);
    const sql = `SELECT * FROM person WHERE ${some.map(() => 'person.id = ?').join(' OR ')}`;
    for (const row of db.prepare<string[], { id: string }>(sql).all(...some)) rows.set(row.id, row);
  }
  return rows;
}
