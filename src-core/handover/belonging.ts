import type { Action, Cell, Reading, Store, TableDef } from '../store/index.ts';
import type { Batch, SentChange } from '../sync/index.ts';

/** A change with its local number. */
type LoggedChange = SentChange & { readonly seq: number };

const COLUMNS = 'seq, hlc, tx, node, actor, table_name, row_id, kind, patch, base, schema';
/** Lines of the log read at once. */
const PAGE = 2000;

/** Says of rows whether they go along with an event; see `travels` in the tables' definitions. */
export function createBelonging(
  reading: Pick<Reading, 'localRows'>,
  tables: Store['tables'],
  eventId: string,
) {
  const known = new Map<string, boolean>();
  const judge = (name: string, row: string): boolean => {
    if (name === 'event') return row === eventId;
    const table = tables.get(name);
    if (table === undefined || table.travels === undefined || table.travels === 'never') return false;
    if (table.travels === 'whole') return true;
    const key = `${name} ${row}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const { of, by } = table.travels;
    const whose = by === 'id' ? row : cellOf(reading, table, row, by);
    const is = typeof whose === 'string' && judge(of, whose);
    known.set(key, is);
    return is;
  };
  return judge;
}

export type Belonging = ReturnType<typeof createBelonging>;

function cellOf(reading: Pick<Reading, 'localRows'>, table: TableDef, row: string, column: string): Cell {
  const [found] = reading.localRows<{ cell: Cell }>(
    `SELECT ${column} AS cell FROM ${table.name} WHERE id = ?`,
    row,
  );
  return found?.cell ?? null;
}

/** A portion of the log: what belongs to the event, and up to which number it has been read. */
export type Portion = { readonly batch: Batch; readonly upTo: number };

/** The log after `after`, in portions of at most `most` changes that belong to the event. */
export function* portionsOf(
  reading: Pick<Reading, 'localRows'>,
  belongs: Belonging,
  after: number,
  most: number,
): Generator<Portion> {
  let upTo = after;
  let changes: SentChange[] = [];
  for (;;) {
    const page = reading.localRows<LoggedChange>(
      `SELECT ${COLUMNS} FROM change WHERE seq > ? ORDER BY seq LIMIT ${PAGE}`,
      upTo,
    );
    for (const { seq, ...change } of page) {
      upTo = seq;
      if (belongs(change.table_name, change.row_id)) changes.push(change);
      if (changes.length < most) continue;
      yield { batch: withActions(reading, changes), upTo };
      changes = [];
    }
    if (page.length < PAGE) break;
  }
  yield { batch: withActions(reading, changes), upTo };
}

function withActions(reading: Pick<Reading, 'localRows'>, changes: readonly SentChange[]): Batch {
  const actions: Action[] = [];
  for (const tx of new Set(changes.map((change) => change.tx)))
    actions.push(
      ...reading.localRows<Action>('SELECT id, name, actor, node, at, undoes FROM action WHERE id = ?', tx),
    );
  return { changes, actions };
}
