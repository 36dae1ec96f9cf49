// What Actual's client does with messages that it receives, over the same rows and the same SQLite: each cell is a message; each is compared
// with the cell's last one, applied by a statement of its own, kept in the table of messages and put into the tree of sums. Written after its
// published behaviour, with its own package for clocks and sums.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeClock, merkle, serializeClock, setClock, Timestamp } from '@actual-app/crdt';
import Database from 'better-sqlite3';
import { personTable } from '../../src-core/people/index.ts';
import { setPragmas } from '../../src-core/store/pragmas.ts';
import { wallTimeOf } from '../../src-core/store/index.ts';
import type { SentChange } from '../../src-core/sync/index.ts';

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

/** Rows asked for at once. */
const AT_ONCE = 100;

/** Milliseconds in which a fresh database takes the messages in. */
export function takenAsActual(messages: readonly Message[]): number {
  const folder = mkdtempSync(join(tmpdir(), 'orda-actual-bench-'));
  const db = new Database(join(folder, 'actual.db'));
  setPragmas(db);
  db.exec(TABLES);
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
  const later = db.prepare<string[], { timestamp: string }>(
    'SELECT timestamp FROM messages_crdt WHERE dataset = ? AND row = ? AND column = ? AND timestamp >= ?',
  );
  const received = messages.map((message) => {
    const timestamp = Timestamp.parse(message.timestamp) ?? Timestamp.zero;
    if (timestamp === null) throw new Error('not a clock');
    Timestamp.recv(timestamp);
    const [found] = later.all(message.dataset, message.row, message.column, message.timestamp);
    return { ...message, clock: timestamp, isOld: found !== undefined };
  });
  received.sort((a, b) => (a.timestamp < b.timestamp ? -1 : 1));
  const there = standing(db, [...new Set(received.map(({ row }) => row))]);
  const statements = new Map<string, Database.Statement>();
  const run = (sql: string, ...values: unknown[]): void => {
    let statement = statements.get(sql);
    if (!statement) statements.set(sql, (statement = db.prepare(sql)));
    statement.run(...values);
  };
  let sums = clock.merkle;
  db.transaction(() => {
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
  })();
}

/** The rows as they were, which say what is new. */
function standing(db: Database.Database, ids: readonly string[]): Set<string> {
  const there = new Set<string>();
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const some = ids.slice(from, from + AT_ONCE);
    const sql = `SELECT * FROM person WHERE ${some.map(() => 'person.id = ?').join(' OR ')}`;
    for (const { id } of db.prepare<string[], { id: string }>(sql).all(...some)) there.add(id);
  }
  return there;
}
