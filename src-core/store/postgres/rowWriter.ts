import { planNewRow, planRow } from '../plan.ts';
import type { RowPlan } from '../plan.ts';
import type { RowWriter, WantedRow } from '../rowWriter.ts';
import { rowsOf } from './cells.ts';
import type { PostgresTx } from './session.ts';

/** Rows of `recordAll` that are looked up and written together. */
const TOGETHER = 500;

/** Writes on PostgreSQL: each row is looked for, then written with its line. */
export function postgresRowWriter(tx: Omit<PostgresTx, 'writer'>): RowWriter {
  const put = (plans: readonly RowPlan[]): Promise<void> =>
    tx.append(
      plans.map(({ table, id, hlc, patch, base, isNew }) => ({
        hlc,
        table: table.name,
        row: id,
        kind: isNew ? 'insert' : 'update',
        patch,
        base,
      })),
      plans,
    );
  const tick = (): string => tx.tick();
  return {
    async write(table, id, patch) {
      const before = (await rowsOf(tx.connection, table, [id])).get(id);
      const plan = planRow(table, id, patch, before, tick);
      if (plan !== null) await put([plan]);
      return plan !== null;
    },
    add: (table, id, patch) => put([planNewRow(table, id, patch, tick)]),
    async writeAll(table, rows, onEach) {
      let changed = 0;
      let done = 0;
      for (const group of groupsOf(rows)) {
        const before = await rowsOf(
          tx.connection,
          table,
          group.map(({ id }) => id),
        );
        const plans: RowPlan[] = [];
        for (const { id, patch } of group) {
          const plan = planRow(table, id, patch, before.get(id), tick);
          if (plan !== null) plans.push(plan);
          onEach((done += 1));
        }
        if (plans.length > 0) await put(plans);
        changed += plans.length;
      }
      return changed;
    },
  };
}

/** A row that comes twice begins a new group: its second writing is over its first. */
function* groupsOf(rows: Iterable<WantedRow>): Generator<readonly WantedRow[]> {
  let group = new Map<string, WantedRow>();
  for (const row of rows) {
    if (group.size === TOGETHER || group.has(row.id)) {
      yield [...group.values()];
      group = new Map();
    }
    group.set(row.id, row);
  }
  if (group.size > 0) yield [...group.values()];
}
