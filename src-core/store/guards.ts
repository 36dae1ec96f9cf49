import type Database from 'better-sqlite3';
import type { TableDef } from './tables.ts';

/**
 * Refuses every write to a synced table that has no line in the change log: a row carries the number of its last
 * change, and the triggers look it up. (INSERT OR REPLACE would fire no delete trigger, so an insert over a living row is
 * refused by itself.) Plain SQL, so that it holds for any program that opens the file.
 *
 * FAIL, not ABORT: for ABORT SQLite copies every page that a statement touches, in case its later rows are refused. Rows that a
 * refused statement wrote before stay, and those had their line in the log.
 */
export function installGuards(db: Database.Database, tables: readonly TableDef[]): void {
  const there = new Map(
    db
      .prepare<[], { name: string; sql: string }>(
        `SELECT name, sql FROM sqlite_master WHERE type = 'trigger'`,
      )
      .all()
      .map(({ name, sql }) => [name, sql]),
  );
  const missing: string[] = [];
  const guard = (name: string, rest: string): void => {
    const sql = `CREATE TRIGGER ${name} ${rest}`;
    // Another text is an older program's: it holds as well, and costs more.
    if (there.get(name) !== sql) missing.push(`DROP TRIGGER IF EXISTS ${name}; ${sql};`);
  };
  for (const { name } of tables) {
    const logged = `EXISTS (SELECT 1 FROM change WHERE seq = NEW.seq AND row_id = NEW.id AND table_name = '${name}')`;
    const refuse = `BEGIN SELECT RAISE(FAIL, '${name} is written by record() only'); END`;
    guard(
      `guard_${name}_insert`,
      `BEFORE INSERT ON ${name} WHEN NOT ${logged} OR EXISTS (SELECT 1 FROM ${name} WHERE id = NEW.id) ${refuse}`,
    );
    guard(
      `guard_${name}_update`,
      `BEFORE UPDATE ON ${name} WHEN NEW.id IS NOT OLD.id OR NEW.seq <= OLD.seq OR NOT ${logged} ${refuse}`,
    );
    guard(`guard_${name}_delete`, `BEFORE DELETE ON ${name} ${refuse}`);
  }
  for (const log of ['change', 'action']) {
    const refuse = `BEGIN SELECT RAISE(FAIL, 'the log only grows'); END`;
    guard(`guard_${log}_update`, `BEFORE UPDATE ON ${log} ${refuse}`);
    guard(`guard_${log}_delete`, `BEFORE DELETE ON ${log} ${refuse}`);
  }
  if (missing.length > 0) db.transaction(() => db.exec(missing.join('\n'))).immediate();
}
