import type { TableDef } from './tables.ts';

/** The words that a database has for the types of the portable steps. */
export type TypeWords = Readonly<Record<'TEXT' | 'INTEGER' | 'REAL' | 'BLOB', string>>;

export const SQLITE_TYPES: TypeWords = { TEXT: 'TEXT', INTEGER: 'INTEGER', REAL: 'REAL', BLOB: 'BLOB' };

/** Texts are compared by their bytes, as on SQLite: the order of the clocks depends on it. */
export const POSTGRES_TYPES: TypeWords = {
  TEXT: 'TEXT COLLATE "C"',
  INTEGER: 'BIGINT',
  REAL: 'DOUBLE PRECISION',
  BLOB: 'BYTEA',
};

/** Columns that hold sealed texts whatever their type is on a laptop: `table.column`. */
export type SealedColumns = ReadonlySet<string>;

export const NONE_SEALED: SealedColumns = new Set();

/** The columns that a relay only carries. */
export function sealedColumnsOf(tables: readonly TableDef[]): SealedColumns {
  return new Set(
    tables.flatMap(({ name, relay }) =>
      Object.entries(relay).flatMap(([column, rule]) => (rule === 'open' ? [] : [`${name}.${column}`])),
    ),
  );
}

/**
 * One statement of a portable step in a database's own words: the types of the columns, with texts where a column holds what is sealed. An
 * index over such a column is left out (undefined): nothing is looked for by what cannot be read.
 */
export function inDialect(statement: string, words: TypeWords, sealed: SealedColumns): string | undefined {
  const [, verb = '', table = '', rest = ''] =
    /^\s*(CREATE TABLE|ALTER TABLE|CREATE(?: UNIQUE)? INDEX \w+ ON)\s+(\w+)([\s\S]*)$/.exec(statement) ?? [];
  if (verb.startsWith('CREATE') && verb.endsWith('ON'))
    return namesIn(rest).some((column) => sealed.has(`${table}.${column}`)) ? undefined : statement;
  // An index that was left out cannot be dropped.
  if (verb === '') return statement.replace(/^\s*DROP INDEX (?!IF EXISTS)/, 'DROP INDEX IF EXISTS ');
  const typed = rest.replace(
    /(\(\s*|,\s*|ADD COLUMN\s+)(\w+)(\s+)(TEXT|INTEGER|REAL|BLOB)\b/g,
    (_, before: string, column: string, space: string, type: keyof TypeWords) =>
      `${before}${column}${space}${words[sealed.has(`${table}.${column}`) ? 'TEXT' : type]}`,
  );
  return `${verb} ${table}${typed}`;
}

const namesIn = (text: string): readonly string[] => text.match(/\w+/g) ?? [];
