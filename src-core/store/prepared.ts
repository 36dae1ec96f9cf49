import { Kysely, SqliteAdapter, DummyDriver, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { Reader, Reading, StoreTables } from './transaction.ts';
import type { Cell } from './cell.ts';

/** Stands for a parameter while the query is written. */
class Hole {
  readonly at: number;
  constructor(at: number) {
    this.at = at;
  }
}

/** Writes queries down and runs none. */
const scribe = new Kysely<never>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

type Compilable<Row> = {
  compile(): { readonly sql: string; readonly parameters: readonly unknown[] };
  execute(): Promise<Row[]>;
};

/**
 * A query that is written once with Kysely and then only run: for the few that every mark at the door asks, where
 * building them anew would cost ten times what they do. `build` gets one stand-in for each text that a run brings.
 *
 *     const nameOf = preparedQuery(1, (db: Reader<PeopleTables>, id) => db.selectFrom('person').select('name').where('id', '=', id));
 *     const [row] = nameOf(tx, 'p1');
 */
export function preparedQuery<Tables, Row>(
  count: number,
  build: (db: Reader<Tables & StoreTables>, ...parameters: string[]) => Compilable<Row>,
): (reading: Reading, ...values: readonly Cell[]) => Row[] {
  const fill = written(count, build);
  return (reading, ...values) => {
    const { sql, parameters } = fill(values);
    return reading.localRows<Row>(sql, ...parameters);
  };
}

type Filled = { readonly sql: string; readonly parameters: readonly Cell[] };

/** Writes the query down at its first use; out: its text with the values of a run in their places. */
function written<Tables, Row>(
  count: number,
  build: (db: Reader<Tables & StoreTables>, ...parameters: string[]) => Compilable<Row>,
): (values: readonly Cell[]) => Filled {
  const holes = Array.from({ length: count }, (_, at) => new Hole(at) as unknown as string);
  let query: { readonly sql: string; readonly parameters: readonly unknown[] } | undefined;
  return (values) => {
    query ??= build(scribe as unknown as Reader<Tables & StoreTables>, ...holes).compile();
    const parameters = query.parameters.map((parameter) =>
      parameter instanceof Hole ? (values[parameter.at] ?? null) : (parameter as Cell),
    );
    return { sql: query.sql, parameters };
  };
}

/**
 * The same for a row of one table by its id or another text that names it: within a commit it is read once, until a row of that
 * table is written. Each reader of it has to leave it as it is.
 */
export function preparedRow<Tables, Row>(
  table: keyof Tables & string,
  build: (db: Reader<Tables & StoreTables>, key: string) => Compilable<Row>,
): (reading: Reading, key: string) => Readonly<Row> | undefined {
  const fill = written(1, build);
  return (reading, key) =>
    reading.keep(table, fill, key, () => {
      const { sql, parameters } = fill([key]);
      return reading.localRow(sql, ...parameters) as Row | undefined;
    });
}
