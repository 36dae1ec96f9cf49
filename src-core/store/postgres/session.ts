import { Kysely, PostgresDialect } from 'kysely';
import type { Change } from '../change.ts';
import type { Hlc } from '../clock.ts';
import { newId } from '../ids.ts';
import type { RandomBytes } from '../ids.ts';
import { openClock } from '../runningClock.ts';
import type { Soon } from '../rowWriter.ts';
import type { DomainTx, Intent, LocalWriter, Reader, StoreTables } from '../transaction.ts';
import { putRows } from './cells.ts';
import type { NumberedLine, WholeRow } from './cells.ts';
import { postgresRowWriter } from './rowWriter.ts';
import { codeOf, inOneGo } from './server.ts';
import type { Connection } from './server.ts';

/** A running write transaction on PostgreSQL. */
export type PostgresTx = DomainTx & {
  readonly connection: Connection;
  tick(): Hlc;
  /**
   * Appends changes of other nodes as they are and writes the rows that they leave, all of it or, where a unique index refuses, nothing; out:
   * the numbers of the lines, or undefined. Each row names its last change.
   */
  receive(
    lines: readonly Omit<Change, 'seq'>[],
    rows: readonly (Omit<WholeRow, 'seq'> & { readonly last: Hlc })[],
  ): Promise<readonly number[] | undefined>;
  /** Appends own changes and writes their rows; each row has the number that its line got: lines and rows are in one order. */
  append(
    lines: readonly (Pick<Change, 'hlc' | 'kind' | 'patch' | 'base'> & {
      readonly table: string;
      readonly row: string;
    })[],
    rows: readonly Omit<WholeRow, 'seq'>[],
  ): Promise<void>;
};

/** What the transactions of one commit share: the lock on the log, its number and its clock. */
export type PostgresSession = {
  begin(intent: Intent): {
    readonly tx: PostgresTx;
    readonly touched: ReadonlySet<string>;
    finish(): Soon<string | null>;
  };
  /** Runs a step that may be taken back alone. */
  savepoint(): Promise<void>;
  release(): Promise<void>;
  takeBack(): Promise<void>;
  /** Keeps the log's number and clock, tells the other processes, and commits. */
  commit(): Promise<void>;
  rollBack(): Promise<void>;
};

export type SessionParts = {
  readonly node: string;
  readonly schema: number;
  readonly now: () => number;
  readonly random: RandomBytes;
  /** By what this process knows its own notes. */
  readonly process: string;
};

/** On which channel the processes tell each other of commits. */
export const CHANNEL = 'orda_commit';
/** PostgreSQL takes notes of 8,000 bytes. */
const LONGEST_NOTE = 7_900;

const LOCK = `SELECT value FROM meta WHERE key = 'log' FOR UPDATE`;
const KEEP = `UPDATE meta SET value = $1 WHERE key = 'log'`;
const NOTE_ACTIONS = `INSERT INTO action (id, name, actor, node, at, undoes)
  SELECT id, name, actor, node, at, undoes FROM json_populate_recordset(NULL::action, $1::json)`;

/** What another process is told of a commit. */
export type CommitNote = {
  readonly process: string;
  readonly seq: number;
  readonly commits: readonly { readonly tx: string; readonly tables: readonly string[] }[];
};

/**
 * Begins a transaction and waits for the log: its number and its clock stand in one row, and who holds that row writes. So the numbers of
 * the lines are in the order of the commits. A sequence of PostgreSQL's own would not be.
 */
export async function beginPostgres(parts: SessionParts, connection: Connection): Promise<PostgresSession> {
  const { node, schema, random } = parts;
  const [, lock] = await inOneGo(connection, ['BEGIN'], [LOCK]);
  // The time of having the lock, not of asking for it.
  const startedMs = parts.now();
  const at = new Date(startedMs).toISOString();
  const [number, saved] = String(lock?.rows[0]?.['value'] ?? '0').split(' ');
  let seq = Number(number);
  const firstSeq = seq;
  const clock = openClock(saved, node, startedMs);
  const actions: Readonly<Record<string, string | null>>[] = [];
  const commits: { tx: string; tables: readonly string[] }[] = [];
  // What a savepoint goes back to.
  let safe = { seq, actions: 0 };

  const begin: PostgresSession['begin'] = (intent) => {
    let id: string | undefined;
    let made = 0;
    let kysely: Kysely<never> | undefined;
    const touched = new Set<string>();
    const txId = (): string => (id ??= clock.next());
    const open = (): Kysely<never> => (kysely ??= kyselyOn(connection));
    const put = async (
      lines: readonly NumberedLine[],
      rows: readonly WholeRow[],
      ...around: [] | [string, string]
    ) => {
      await putRows(connection, lines, rows, ...around);
      seq += lines.length;
    };
    const bare: Omit<PostgresTx, 'writer'> = {
      connection,
      get id() {
        return txId();
      },
      actor: intent.actor,
      at,
      newId: () => newId(startedMs, random, made++),
      read: <Tables>() => open() as unknown as Reader<Tables & StoreTables>,
      local: <Tables>() => open() as unknown as LocalWriter<Tables>,
      tick() {
        txId();
        return clock.next();
      },
      async append(lines, rows) {
        const from = seq;
        for (const { table } of lines) touched.add(table);
        await put(
          lines.map(({ hlc, table, row, kind, patch, base }, index) => ({
            seq: from + 1 + index,
            line: [hlc, txId(), node, intent.actor, table, row, kind, patch, base, schema],
          })),
          rows.map((row, index) => ({ ...row, seq: from + 1 + index })),
        );
      },
      async receive(changes, rows) {
        const bySeq = new Map(changes.map(({ hlc }, index) => [hlc, seq + 1 + index]));
        try {
          await put(
            changes.map((change, index) => ({ seq: seq + 1 + index, line: lineOf(change) })),
            rows.map(({ last, ...row }) => ({ ...row, seq: bySeq.get(last) ?? 0 })),
            'SAVEPOINT received',
            'RELEASE received',
          );
        } catch (error) {
          if (!isClash(error)) throw error;
          await inOneGo(connection, ['ROLLBACK TO received'], ['RELEASE received']);
          return undefined;
        }
        for (const { hlc, table_name } of changes) {
          clock.follow(hlc);
          touched.add(table_name);
        }
        return [...bySeq.values()];
      },
    };
    const tx: PostgresTx = Object.assign(bare, { writer: postgresRowWriter(bare) });
    return {
      tx,
      touched,
      finish() {
        if (touched.size === 0) return null;
        actions.push({
          id: txId(),
          name: intent.action,
          actor: intent.actor,
          node,
          at,
          undoes: intent.undoes ?? null,
        });
        commits.push({ tx: txId(), tables: [...touched] });
        return txId();
      },
    };
  };

  return {
    begin,
    async savepoint() {
      safe = { seq, actions: actions.length };
      await connection.query('SAVEPOINT member');
    },
    async release() {
      await connection.query('RELEASE member');
    },
    async takeBack() {
      await inOneGo(connection, ['ROLLBACK TO member'], ['RELEASE member']);
      seq = safe.seq;
      actions.length = safe.actions;
      commits.length = safe.actions;
    },
    async commit() {
      if (actions.length === 0 && seq === firstSeq) {
        await connection.query('COMMIT');
        return;
      }
      await inOneGo(
        connection,
        [NOTE_ACTIONS, JSON.stringify(actions)],
        [KEEP, `${seq} ${clock.reading()}`],
        ['SELECT pg_notify($1, $2)', CHANNEL, noteOf({ process: parts.process, seq, commits })],
        ['COMMIT'],
      );
    },
    async rollBack() {
      await connection.query('ROLLBACK');
    },
  };
}

function noteOf(note: CommitNote): string {
  const text = JSON.stringify(note);
  if (Buffer.byteLength(text) <= LONGEST_NOTE) return text;
  // Many at once: that there were commits, and of which tables, is enough.
  const tables = [...new Set(note.commits.flatMap((commit) => commit.tables))];
  const last = note.commits.at(-1)?.tx ?? '';
  return JSON.stringify({ ...note, commits: [{ tx: last, tables }] });
}

const lineOf = ({
  hlc,
  tx,
  node,
  actor,
  table_name,
  row_id,
  kind,
  patch,
  base,
  schema,
}: Omit<Change, 'seq'>) => [hlc, tx, node, actor, table_name, row_id, kind, patch, base, schema] as const;

/** A row that breaks what the database holds: mostly another's key. 54000: a text that is too long for an index. */
function isClash(error: unknown): boolean {
  const code = codeOf(error);
  return code.startsWith('23') || code === '54000';
}

/** Typed reads and writes on one connection. */
export function kyselyOn(connection: Connection): Kysely<never> {
  const client = { query: connection.query, release: () => undefined };
  return kyselyOver({ connect: async () => client as unknown as Connection });
}

/** Typed reads and writes on whatever connection is free. */
export function kyselyOver(server: { readonly connect: () => Promise<Connection> }): Kysely<never> {
  const pool = { connect: server.connect, end: () => Promise.resolve(), options: {} };
  return new Kysely<never>({ dialect: new PostgresDialect({ pool: pool as never }) });
}
