import { inDialect, POSTGRES_TYPES, sealedColumnsOf } from '../dialect.ts';
import { NewerDatabaseError } from '../migrate.ts';
import type { Migration } from '../migrate.ts';
import type { TableDef } from '../tables.ts';
import type { Connection } from './server.ts';

/** Several processes that start at once make the schema one after the other; the number is drawn once and means nothing. */
const TURN = 'SELECT pg_advisory_xact_lock(7263105418)';
const KEEP_VERSION = `INSERT INTO meta (key, value) VALUES ('schema', $1) ON CONFLICT (key) DO UPDATE SET value = excluded.value`;

/**
 * Brings the database to the newest schema within a running transaction: the portable part of each missing step, then the guards. Throws
 * NewerDatabaseError where a newer program was here.
 */
export async function migratePostgres(
  connection: Connection,
  chain: readonly Migration[],
  tables: readonly TableDef[],
): Promise<void> {
  await connection.query(TURN);
  const newest = chain.at(-1)?.id ?? 0;
  const current = await versionOf(connection);
  if (current > newest) throw new NewerDatabaseError(current, newest);
  const sealed = sealedColumnsOf(tables);
  for (const step of chain) {
    if (step.id <= current) continue;
    for (const portable of step.up) {
      const statement = inDialect(portable, POSTGRES_TYPES, sealed);
      if (statement !== undefined) await connection.query(statement);
    }
  }
  if (current < newest) await connection.query(KEEP_VERSION, [String(newest)]);
  await installGuards(connection, tables);
}

/** The number of the last step that ran here; 0 for an empty database. */
async function versionOf(connection: Connection): Promise<number> {
  const { rows } = await connection.query<{ meta: string | null }>(
    `SELECT to_regclass('meta')::text AS meta`,
  );
  if (rows[0]?.meta == null) return 0;
  const kept = await connection.query<{ value: string }>(`SELECT value FROM meta WHERE key = 'schema'`);
  return Number(kept.rows[0]?.value ?? 0);
}

const FUNCTIONS = [
  `CREATE OR REPLACE FUNCTION guard_logged() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF EXISTS (SELECT 1 FROM written WHERE NOT EXISTS (
      SELECT 1 FROM change WHERE change.seq = written.seq AND row_id = written.id AND table_name = TG_TABLE_NAME
    )) THEN RAISE EXCEPTION '% is written by record() only', TG_TABLE_NAME; END IF;
    RETURN NULL;
  END $$`,
  `CREATE OR REPLACE FUNCTION guard_changed() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF EXISTS (SELECT 1 FROM written WHERE NOT EXISTS (
      SELECT 1 FROM change JOIN replaced ON replaced.id = written.id AND replaced.seq < written.seq
      WHERE change.seq = written.seq AND row_id = written.id AND table_name = TG_TABLE_NAME
    )) THEN RAISE EXCEPTION '% is written by record() only', TG_TABLE_NAME; END IF;
    RETURN NULL;
  END $$`,
  `CREATE OR REPLACE FUNCTION guard_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_TABLE_NAME IN ('change', 'action') THEN RAISE EXCEPTION 'the log only grows'; END IF;
    RAISE EXCEPTION '% is written by record() only', TG_TABLE_NAME;
  END $$`,
];

/** The guards of SQLite's store, once for each statement: no row without its line in the log, and a log that only grows. */
async function installGuards(connection: Connection, tables: readonly TableDef[]): Promise<void> {
  const { rows } = await connection.query<{ name: string }>(
    `SELECT tgname AS name FROM pg_trigger WHERE tgname LIKE 'guard_%' AND NOT tgisinternal`,
  );
  const there = new Set(rows.map(({ name }) => name));
  const guard = async (name: string, rest: string): Promise<void> => {
    if (!there.has(name)) await connection.query(`CREATE TRIGGER ${name} ${rest}`);
  };
  if (rows.length === 0) for (const made of FUNCTIONS) await connection.query(made);
  for (const { name } of tables) {
    await guard(
      `guard_${name}_insert`,
      `AFTER INSERT ON ${name} REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION guard_logged()`,
    );
    await guard(
      `guard_${name}_update`,
      `AFTER UPDATE ON ${name} REFERENCING OLD TABLE AS replaced NEW TABLE AS written
       FOR EACH STATEMENT EXECUTE FUNCTION guard_changed()`,
    );
    await guard(
      `guard_${name}_delete`,
      `BEFORE DELETE OR TRUNCATE ON ${name} FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse()`,
    );
  }
  for (const log of ['change', 'action'])
    await guard(
      `guard_${log}`,
      `BEFORE UPDATE OR DELETE OR TRUNCATE ON ${log} FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse()`,
    );
}
