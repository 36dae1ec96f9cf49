import Database from 'better-sqlite3';
import { migrations } from '../../migrations/index.ts';
import { migrate } from '../../src-core/store/migrate.ts';

/** An empty database as the program of that schema version left it. Version 0 has nothing at all. */
export function atVersion(version: number): Database.Database {
  const db = new Database(':memory:');
  migrate(db, migrations.slice(0, version));
  return db;
}

/** Brings it to the version. */
export function bringTo(db: Database.Database, version: number): void {
  migrate(db, migrations.slice(0, version));
}

/** Every row of every ordinary table, in the order of its key: whole rows, so that nothing can change unseen. */
export function everyRow(db: Database.Database): Readonly<Record<string, readonly unknown[]>> {
  const tables = db
    .prepare<[], { name: string }>(
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
    )
    .all();
  return Object.fromEntries(
    tables.map(({ name }) => [name, db.prepare(`SELECT * FROM ${name} ORDER BY 1`).all()]),
  );
}
