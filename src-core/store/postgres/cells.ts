import type { Cell } from '../cell.ts';
import type { ChangeLine } from '../engine.ts';
import type { TableDef } from '../tables.ts';
import { inOneGo } from './server.ts';
import type { Connection } from './server.ts';

/** A line for the log, with the number it gets. */
export type NumberedLine = { readonly seq: number; readonly line: ChangeLine };

/** A whole row to be written. */
export type WholeRow = {
  readonly table: TableDef;
  readonly id: string;
  readonly row: Readonly<Record<string, Cell>>;
  readonly clocks: string;
  readonly seq: number;
  readonly isNew: boolean;
};

const NAMES = ['hlc', 'tx', 'node', 'actor', 'table_name', 'row_id', 'kind', 'patch', 'base', 'schema'];

/** Writes lines and rows, in a few statements however many there are. Throws what PostgreSQL says; then the transaction, or its savepoint, is to be taken back. */
export async function putRows(
  connection: Connection,
  lines: readonly NumberedLine[],
  rows: readonly WholeRow[],
  ...around: readonly [before: string, after: string] | readonly []
): Promise<void> {
  const [before, after] = around;
  const statements: (readonly [string, ...unknown[]])[] = [];
  if (before !== undefined) statements.push([before]);
  if (lines.length > 0)
    statements.push([
      `INSERT INTO change (seq, ${NAMES.join(', ')})
       SELECT seq, ${NAMES.join(', ')} FROM json_populate_recordset(NULL::change, $1::json)`,
      JSON.stringify(lines.map(lineOf)),
    ]);
  for (const [table, ofTable] of Map.groupBy(rows, ({ table: of }) => of)) {
    const [made, changed] = [ofTable.filter(({ isNew }) => isNew), ofTable.filter(({ isNew }) => !isNew)];
    if (made.length > 0) statements.push([insertOf(table), JSON.stringify(made.map(rowOf))]);
    if (changed.length > 0) statements.push([updateOf(table), JSON.stringify(changed.map(rowOf))]);
  }
  if (after !== undefined) statements.push([after]);
  await inOneGo(connection, ...statements);
}

function lineOf({ seq, line }: NumberedLine): Readonly<Record<string, Cell>> {
  const cells: Record<string, Cell> = { seq };
  for (const [at, name] of NAMES.entries()) cells[name] = fit(line[at] ?? null);
  return cells;
}

function rowOf({ table, id, row, clocks, seq }: WholeRow): Readonly<Record<string, Cell>> {
  const cells: Record<string, Cell> = { id, clocks, seq };
  for (const column of table.columnNames) cells[column] = fit(row[column] ?? null);
  return cells;
}

/** PostgreSQL's texts hold neither a character without a number nor half of one; the log has such a text as JSON, to the letter. */
export function fit(cell: Cell): Cell {
  if (typeof cell !== 'string' || (cell.isWellFormed() && !cell.includes('\0'))) return cell;
  return cell.toWellFormed().replaceAll('\0', '\uFFFD');
}

const columnsOf = (table: TableDef): readonly string[] => ['id', ...table.columnNames, 'clocks', 'seq'];

const insertOf = (table: TableDef): string =>
  `INSERT INTO ${table.name} (${columnsOf(table).join(', ')})
   SELECT ${columnsOf(table).join(', ')} FROM json_populate_recordset(NULL::${table.name}, $1::json)`;

const updateOf = (table: TableDef): string => {
  const sets = [...table.columnNames, 'clocks', 'seq'].map((column) => `${column} = written.${column}`);
  return `UPDATE ${table.name} AS standing SET ${sets.join(', ')}
    FROM json_populate_recordset(NULL::${table.name}, $1::json) AS written WHERE standing.id = written.id`;
};

/** The rows of these ids, each with its `clocks`. */
export async function rowsOf(
  connection: Connection,
  table: TableDef,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Readonly<Record<string, Cell>>>> {
  const { rows } = await connection.query<Record<string, Cell> & { id: string }>(
    `SELECT id, ${table.columnNames.join(', ')}, clocks FROM ${table.name} WHERE id = ANY($1::text[])`,
    [ids.map(fit)],
  );
  return new Map(rows.map(({ id, ...row }) => [id, row]));
}
