import type Database from 'better-sqlite3';
import type { SqliteDatabase } from 'kysely';

/** Statements that are kept at once; the one that was not asked for longest goes. Lists of ids make many of one question. */
const MOST_KEPT = 400;

/**
 * A connection as Kysely asks it, which prepares each statement once: SQLite takes longer to read most questions than to answer them.
 * None may be left half-read, as a stream would, for the next to ask the same shares its statement; nothing here streams.
 */
export function preparedOnce(db: Database.Database): SqliteDatabase {
  const kept = new Map<string, ReturnType<SqliteDatabase['prepare']>>();
  return {
    prepare(sql) {
      const statement = kept.get(sql) ?? db.prepare<readonly unknown[]>(sql);
      kept.delete(sql);
      kept.set(sql, statement);
      const [oldest] = kept.keys();
      if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
      return statement;
    },
    close: () => void db.close(),
  };
}
