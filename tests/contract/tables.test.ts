/**
 * Holds: what `defineTable` declares is what the migrations made, so that a row which passes its schema always fits its
 * table; every column says what the relay may do with it; every synced table is guarded.
 */
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { installGuards } from '../../src-core/store/guards.ts';
import { migrate } from '../../src-core/store/migrate.ts';
import { allTables } from '../../src-core/tables.ts';
import { schemaOf } from '../migrations/schema.ts';
import type { Schema } from '../migrations/schema.ts';

const db = new Database(':memory:');
let schema: Schema = new Map();
beforeAll(() => {
  migrate(db, migrations);
  installGuards(db, allTables);
  schema = schemaOf(db);
});

const COMMON = ['id', 'deleted_at', 'clocks', 'seq'];
const probes = ['a', '', 'ru', 0, 1, 1.5, -1, '2026-01-01', '2026-01-01T00:00:00.000Z', '+77000000000', '{}'];

test('no table is declared twice', () => {
  expect(new Set(allTables.map((table) => table.name)).size).toBe(allTables.length);
});

test('every table that has the columns of a synced one is declared', () => {
  const synced = [...schema].filter(([, table]) => COMMON.every((column) => table.columns.has(column)));
  expect(synced.map(([name]) => name).toSorted()).toEqual(allTables.map((table) => table.name).toSorted());
});

describe.each(allTables.map((table) => [table.name, table] as const))('%s', (name, table) => {
  test('has its columns in SQL, and no others', () => {
    const found = schema.get(name);
    expect([...(found?.columns.keys() ?? [])].toSorted()).toEqual(
      ['id', 'clocks', 'seq', ...table.columnNames].toSorted(),
    );
    expect(found?.isStrict).toBe(true);
    expect(found?.columns.get('id')).toEqual({ type: 'TEXT', isRequired: true, default: null, key: 1 });
    expect(found?.columns.get('clocks')).toMatchObject({ type: 'TEXT', isRequired: true });
    expect(found?.columns.get('seq')).toMatchObject({ type: 'INTEGER', isRequired: true });
    expect(found?.columns.get('deleted_at')).toMatchObject({ type: 'TEXT', isRequired: false });
  });

  test('a column may be empty in SQL exactly where its schema takes null', () => {
    for (const [column, type] of Object.entries(table.columns)) {
      const isNullable = type.safeParse(null).success;
      expect([column, schema.get(name)?.columns.get(column)?.isRequired]).toEqual([column, !isNullable]);
    }
  });

  test('a column takes only values that SQLite would take in its type', () => {
    for (const [column, type] of Object.entries(table.columns)) {
      const kept = schema.get(name)?.columns.get(column)?.type;
      for (const probe of probes.filter((value) => type.safeParse(value).success)) {
        const fits =
          typeof probe === 'string' ? 'TEXT' : Number.isInteger(probe) ? ['INTEGER', 'REAL'] : 'REAL';
        expect(fits, `${column} takes ${JSON.stringify(probe)} and is ${kept}`).toContain(kept);
      }
    }
  });

  test('every column says what the relay may do with it', () => {
    expect(Object.keys(table.relay).toSorted()).toEqual(Object.keys(table.columns).toSorted());
    for (const rule of Object.values(table.relay)) expect(['open', 'sealed']).toContain(rule);
  });

  test('says whether its rows go along when an event is handed over', () => {
    const { travels } = table;
    expect(
      travels,
      `${name}: give defineTable() a \`travels\` ('never', 'whole' or { of, by })`,
    ).toBeDefined();
    if (typeof travels !== 'object') return;
    expect(Object.keys(table.columns).concat('id')).toContain(travels.by);
    const followed = allTables.find((other) => other.name === travels.of);
    expect(followed, `${name} follows ${travels.of}`).toBeDefined();
    // A row that went along without what it belongs to would be an orphan at the other laptop.
    expect(followed?.travels).not.toBe('never');
  });

  test('names only columns of its own as circumstances', () => {
    expect(Object.keys(table.columns)).toEqual(expect.arrayContaining([...table.circumstances]));
  });

  test('has its three guards', () => {
    const triggers = db
      .prepare<[string], { name: string }>(
        `SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ? ORDER BY name`,
      )
      .all(name);
    expect(triggers.map((trigger) => trigger.name)).toEqual(
      ['delete', 'insert', 'update'].map((on) => `guard_${name}_${on}`),
    );
    expect(() => db.exec(`INSERT INTO ${name} (id) VALUES ('x')`)).toThrow(
      `${name} is written by record() only`,
    );
  });
});
