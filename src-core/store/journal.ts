import type { Hlc } from './clock.ts';
import type { Change } from './change.ts';
import type { Reading } from './transaction.ts';
import type { Cell } from './cell.ts';

/** One field of one row at one moment: who wrote what over what. */
export type FieldChange = {
  readonly tx: string;
  readonly at: string;
  readonly actor: string;
  /** The laptop at which it was written. */
  readonly node: string;
  readonly action: string;
  readonly column: string;
  readonly from: Cell;
  readonly to: Cell;
};

type Patch = Readonly<Record<string, Cell>>;

function patchOf(change: Pick<Change, 'patch'>): Patch {
  return JSON.parse(change.patch) as Patch;
}

export function baseOf(change: Pick<Change, 'base'>): Readonly<Record<string, Hlc>> {
  return change.base === null ? {} : (JSON.parse(change.base) as Record<string, Hlc>);
}

/** What the cell held when its clock read `hlc`: the log itself is the memory, no old values are kept elsewhere. */
export function valueAt(changes: readonly Change[], column: string, hlc: Hlc): Cell {
  const change = changes.find((candidate) => candidate.hlc === hlc);
  return change === undefined ? null : (patchOf(change)[column] ?? null);
}

/** All changes of one row, oldest first. */
export async function changesOfRow(reading: Reading, table: string, id: string): Promise<readonly Change[]> {
  return reading
    .read()
    .selectFrom('change')
    .selectAll()
    .where('row_id', '=', id)
    .where('table_name', '=', table)
    .orderBy('hlc')
    .execute();
}

/** The history of every field of a row, newest first. */
export async function historyOfRow(
  reading: Reading,
  table: string,
  id: string,
): Promise<readonly FieldChange[]> {
  const changes = await changesOfRow(reading, table, id);
  const txs = [...new Set(changes.map((change) => change.tx))];
  const actions = await reading
    .read()
    .selectFrom('action')
    .select(['id', 'name', 'at'])
    .where('id', 'in', txs)
    .execute();
  const byTx = new Map(actions.map((action) => [action.id, action]));
  const fields = changes.flatMap((change) => {
    const base = baseOf(change);
    const action = byTx.get(change.tx);
    return Object.entries(patchOf(change)).map(([column, to]): FieldChange => {
      const replaced = base[column];
      const from = replaced === undefined ? null : valueAt(changes, column, replaced);
      return {
        tx: change.tx,
        at: action?.at ?? '',
        actor: change.actor,
        node: change.node,
        action: action?.name ?? '',
        column,
        from,
        to,
      };
    });
  });
  return fields.toReversed();
}
