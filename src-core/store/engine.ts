import type Database from 'better-sqlite3';
import type { Cell } from './cell.ts';
import type { Change } from './change.ts';
import type { LocalTables, TableDef } from './tables.ts';

/** The few statements that `record()` needs of a table, prepared once. */
export type RowStatements = {
  get(id: string): Readonly<Record<string, Cell>> | undefined;
  insert(id: string, row: Readonly<Record<string, Cell>>, clocks: string, seq: number): void;
  update(id: string, patch: Readonly<Record<string, Cell>>, clocks: string, seq: number): void;
};

export type ChangeLine = readonly [
  hlc: string,
  tx: string,
  node: string,
  actor: string,
  table: string,
  row: string,
  kind: string,
  patch: string,
  base: string | null,
  schema: number,
];

export type Engine = LocalTables & {
  rows(table: TableDef): RowStatements;
  /** The first row of a reading statement, prepared once. */
  one(sql: string, ...parameters: readonly Cell[]): unknown;
  /** Appends to the change log; out: its local number. */
  appendChange(line: ChangeLine): number;
  /** Appends many changes of other nodes, which get numbers one after the other; out: the first. */
  appendChanges(changes: readonly Omit<Change, 'seq'>[]): number;
};

const CHANGE = `change (hlc, tx, node, actor, table_name, row_id, kind, patch, base, schema)`;
const CHANGE_VALUES = '(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)';
const APPEND = `INSERT INTO ${CHANGE} VALUES ${CHANGE_VALUES}`;
/** Lines in one statement: beyond these it gains nothing more. */
const LINES_AT_ONCE = 50;

/** Wraps a better-sqlite3 connection with caches of prepared statements. */
export function createEngine(db: Database.Database): Engine {
  const prepared = new Map<string, Database.Statement<Cell[]>>();
  const tables = new Map<string, RowStatements>();
  const statement = (sql: string): Database.Statement<Cell[]> => {
    let found = prepared.get(sql);
    if (!found) prepared.set(sql, (found = db.prepare<Cell[]>(sql)));
    return found;
  };
  let append: Database.Statement<[readonly Cell[]]> | undefined;
  let appendMany: Database.Statement<[readonly Cell[]]> | undefined;
  const appendChange = (line: ChangeLine): number => {
    append ??= db.prepare(APPEND);
    return Number(append.run(line).lastInsertRowid);
  };
  return {
    rows(table) {
      let found = tables.get(table.name);
      if (!found) tables.set(table.name, (found = rowStatements(db, table, statement)));
      return found;
    },
    appendChange,
    appendChanges(changes) {
      let last = 0;
      let at = 0;
      // OR FAIL, as the guards: many lines in a statement that may be taken back cost more than they spare.
      appendMany ??= db.prepare(
        `INSERT OR FAIL INTO ${CHANGE} VALUES ${Array.from({ length: LINES_AT_ONCE }, () => CHANGE_VALUES).join(', ')}`,
      );
      const values: Cell[] = [];
      for (; at + LINES_AT_ONCE <= changes.length; at += LINES_AT_ONCE) {
        values.length = 0;
        for (let line = at; line < at + LINES_AT_ONCE; line += 1) pushLine(values, changes[line]);
        last = Number(appendMany.run(values).lastInsertRowid);
      }
      for (; at < changes.length; at += 1) {
        values.length = 0;
        pushLine(values, changes[at]);
        append ??= db.prepare(APPEND);
        last = Number(append.run(values).lastInsertRowid);
      }
      return last - changes.length + 1;
    },
    run: (sql, ...parameters) => statement(sql).run(...parameters).changes,
    one: (sql, ...parameters) => statement(sql).get(...parameters),
    all: <Row>(sql: string, ...parameters: readonly Cell[]) => statement(sql).all(...parameters) as Row[],
  };
}

/** In the order of the columns in `CHANGE`. */
function pushLine(values: Cell[], change: Omit<Change, 'seq'> | undefined): void {
  if (change === undefined) return;
  const { hlc, tx, node, actor, table_name, row_id, kind, patch, base, schema } = change;
  values.push(hlc, tx, node, actor, table_name, row_id, kind, patch, base, schema);
}

function rowStatements(
  db: Database.Database,
  table: TableDef,
  statement: (sql: string) => Database.Statement<Cell[]>,
): RowStatements {
  const columns = table.columnNames;
  const get = db.prepare<[string], Record<string, Cell>>(
    `SELECT ${columns.join(', ')}, clocks FROM ${table.name} WHERE id = ?`,
  );
  // OR FAIL, as the guards: one row is written or it is not, and SQLite keeps no copies to take half a statement back.
  const insert = db.prepare<[readonly Cell[]]>(
    `INSERT OR FAIL INTO ${table.name} (id, ${columns.join(', ')}, clocks, seq)
     VALUES (?, ${columns.map(() => '?').join(', ')}, ?, ?)`,
  );
  return {
    get: (id) => get.get(id),
    insert(id, row, clocks, seq) {
      const values: Cell[] = [id];
      for (const column of columns) values.push(row[column] ?? null);
      values.push(clocks, seq);
      insert.run(values);
    },
    update(id, patch, clocks, seq) {
      const changed = Object.keys(patch);
      const sets = changed.map((column) => `${column} = ?, `).join('');
      const values = changed.map((column) => patch[column] ?? null);
      statement(`UPDATE OR FAIL ${table.name} SET ${sets}clocks = ?, seq = ? WHERE id = ?`).run(
        ...values,
        clocks,
        seq,
        id,
      );
    },
  };
}
