import type Database from 'better-sqlite3';
import type { TableDef } from './tables.ts';

/**
 * Refuses every write to a synced table that has no line in the change log: a row carries the number of its last
 * change, and the triggers look it up. (INSERT OR REPLACE would fire no delete trigger, so an insert over a living row is
 * refused by itself.) Plain SQL, so that it holds for any program that opens the file.
 */
export function installGuards(db: Database.Database, tables: readonly TableDef[]): void {
  for (const { name } of tables) {
    const logged = `EXISTS (SELECT 1 FROM change WHERE seq = NEW.seq AND row_id = NEW.id AND table_name = '${name}')`;
    const refuse = `BEGIN SELECT RAISE(ABORT, '${name} is written by record() only'); END`;
    db.exec(`
      CREATE TRIGGER IF NOT EXISTS guard_${name}_insert BEFORE INSERT ON ${name}
        WHEN NOT ${logged} OR EXISTS (SELECT 1 FROM ${name} WHERE id = NEW.id) ${refuse};
      CREATE TRIGGER IF NOT EXISTS guard_${name}_update BEFORE UPDATE ON ${name}
        WHEN NEW.id IS NOT OLD.id OR NEW.seq <= OLD.seq OR NOT ${logged} ${refuse};
      CREATE TRIGGER IF NOT EXISTS guard_${name}_delete BEFORE DELETE ON ${name} ${refuse};`);
  }
  for (const log of ['change', 'action']) {
    const refuse = `BEGIN SELECT RAISE(ABORT, 'the log only grows'); END`;
    db.exec(`
      CREATE TRIGGER IF NOT EXISTS guard_${log}_update BEFORE UPDATE ON ${log} ${refuse};
      CREATE TRIGGER IF NOT EXISTS guard_${log}_delete BEFORE DELETE ON ${log} ${refuse};`);
  }
}
