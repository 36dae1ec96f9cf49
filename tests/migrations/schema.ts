import type Database from 'better-sqlite3';

export type ColumnShape = {
  readonly type: string;
  readonly isRequired: boolean;
  readonly default: string | null;
  readonly key: number;
};
export type TableShape = {
  readonly isStrict: boolean;
  readonly columns: ReadonlyMap<string, ColumnShape>;
  /** Name → what it stands on, as one line. */
  readonly indexes: ReadonlyMap<string, string>;
};
export type Schema = ReadonlyMap<string, TableShape>;

type TableLine = { name: string; type: string; strict: number };
type ColumnLine = { name: string; type: string; notnull: number; dflt_value: string | null; pk: number };
type IndexLine = { name: string; unique: number; origin: string; partial: number };

/** What SQLite itself says of the tables, columns and indexes of a database. */
export function schemaOf(db: Database.Database): Schema {
  const tables = db.pragma('main.table_list') as TableLine[];
  return new Map(
    tables
      .filter(({ name, type }) => type !== 'shadow' && !name.startsWith('sqlite_'))
      .map((table) => [table.name, tableShape(db, table)]),
  );
}

function tableShape(db: Database.Database, table: TableLine): TableShape {
  const columns = db.pragma(`table_xinfo(${table.name})`) as ColumnLine[];
  const indexes = db.pragma(`index_list(${table.name})`) as IndexLine[];
  return {
    isStrict: table.strict === 1,
    columns: new Map(
      columns.map((column) => [
        column.name,
        {
          type: column.type,
          isRequired: column.notnull === 1,
          default: column.dflt_value,
          key: column.pk,
        },
      ]),
    ),
    indexes: new Map(
      indexes.filter(({ origin }) => origin === 'c').map((index) => [index.name, indexLine(db, index)]),
    ),
  };
}

function indexLine(db: Database.Database, { name, unique }: IndexLine): string {
  const keys = db.pragma(`index_xinfo(${name})`) as {
    name: string | null;
    desc: number;
    coll: string;
    key: number;
  }[];
  const parts = keys
    .filter(({ key }) => key === 1)
    .map((key) => `${key.name ?? 'expression'} ${key.coll} ${key.desc}`);
  const row = db.prepare<[string], { sql: string }>(`SELECT sql FROM sqlite_schema WHERE name = ?`).get(name);
  return `${unique === 1 ? 'unique ' : ''}(${parts.join(', ')}) ${/\bWHERE\b.*/is.exec(row?.sql ?? '')?.[0] ?? ''}`.trim();
}

/**
 * What a step did besides adding, in sentences; nothing where it only added. A new column of an old table must be one
 * that old rows and old programs can leave empty.
 */
export function breachesOf(before: Schema, after: Schema): readonly string[] {
  return [...before].flatMap(([name, old]) => {
    const now = after.get(name);
    return now === undefined ? [`table ${name} is gone`] : breachesInTable(name, old, now);
  });
}

function breachesInTable(table: string, old: TableShape, now: TableShape): string[] {
  const said: string[] = [];
  if (old.isStrict !== now.isStrict) said.push(`table ${table} changed STRICT`);
  for (const [name, was] of old.columns) {
    const is = now.columns.get(name);
    if (is === undefined) said.push(`column ${table}.${name} is gone`);
    else if (JSON.stringify(is) !== JSON.stringify(was))
      said.push(`column ${table}.${name} was ${shown(was)} and is ${shown(is)}`);
  }
  for (const [name, is] of now.columns) {
    if (!old.columns.has(name) && is.isRequired && is.default === null)
      said.push(`column ${table}.${name} is new and may not be empty`);
  }
  for (const [name, was] of old.indexes) {
    const is = now.indexes.get(name);
    if (is === undefined) said.push(`index ${name} is gone`);
    else if (is !== was) said.push(`index ${name} was ${was} and is ${is}`);
  }
  // Such an index would refuse rows that were fine.
  for (const [name, is] of now.indexes) {
    const isNewUnique = !old.indexes.has(name) && is.startsWith('unique');
    if (isNewUnique && [...old.columns.keys()].some((column) => new RegExp(`[( ]${column} `).test(is)))
      said.push(`index ${name} is unique over old columns of ${table}`);
  }
  return said;
}

const shown = (column: ColumnShape): string =>
  `${column.type}${column.isRequired ? ' NOT NULL' : ''}${column.default === null ? '' : ` DEFAULT ${column.default}`}${column.key > 0 ? ' KEY' : ''}`;
