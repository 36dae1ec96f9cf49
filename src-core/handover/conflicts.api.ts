import { z } from 'zod';
import { fail, procedure, router } from '../access/index.ts';
import { fullName } from '../people/index.ts';
import type { PeopleTables } from '../people/index.ts';
import type { Reading } from '../store/index.ts';
import { readConflicts, retryKept, settleConflict } from '../sync/index.ts';
import type { Conflict, KeptReason, SyncTables } from '../sync/index.ts';

const word = z.string().min(1).max(100);
/** As many as a person looks through; the count is of all. */
const SHOWN = 200;

/** A conflict with the names that a person knows it by. */
type ShownConflict = Conflict & {
  /** Whose row it is; null where that cannot be said in a name. */
  readonly person: string | null;
  /** The event, the club, the organisation: what has a title of its own. */
  readonly title: string | null;
  readonly isWrittenOnce: boolean;
  /** The names of those who wrote, by the id of their account. */
  readonly actors: Readonly<Record<string, string>>;
};

/** Where two laptops disagreed, and what could not be taken in. */
export const conflictsRouter = router({
  list: procedure('conflicts.read').query(async ({ ctx }) => {
    const all = readConflicts(ctx.store, ctx.store.tables);
    const shown: ShownConflict[] = [];
    for (const conflict of all.slice(0, SHOWN)) {
      shown.push({
        ...conflict,
        ...(await namesOf(ctx.store, conflict)),
        isWrittenOnce: ctx.store.tables.get(conflict.table)?.insertOnly === true,
      });
    }
    return { count: all.length, conflicts: shown, node: ctx.store.node };
  }),
  /** How much is open, for the main screen. */
  count: procedure('conflicts.read').query(({ ctx }) => ({
    conflicts: readConflicts(ctx.store, ctx.store.tables).length,
    kept: ctx.store.localRows<{ n: number }>('SELECT count(*) AS n FROM quarantine')[0]?.n ?? 0,
  })),
  /** Settles a conflict as it was seen. Throws CONFLICT_CHANGED, WRITTEN_ONCE. */
  settle: procedure('conflicts.settle')
    .input(
      z.object({
        table: word,
        row: word,
        column: word,
        heads: z.string().min(1).max(100_000),
        choice: z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('keep') }),
          z.object({ kind: z.literal('other'), hlc: word }),
          z.object({
            kind: z.literal('third'),
            value: z.union([z.string().max(10_000), z.number(), z.null()]),
          }),
        ]),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const { tx, value } = await ctx.store.write(
        { actor: ctx.actor.id, action: 'conflicts.settle' },
        (writing) => settleConflict(writing, ctx.store.tables, input),
      );
      if (value === 'changed') throw fail('conflict', 'CONFLICT_CHANGED');
      if (value === 'writtenOnce') throw fail('conflict', 'WRITTEN_ONCE');
      return { tx };
    }),
  /** What is kept aside, by reason and table. */
  kept: procedure('conflicts.read').query(({ ctx }) =>
    ctx.store
      .read<SyncTables>()
      .selectFrom('quarantine')
      .select((build) => [
        'table_name as table',
        build.ref('reason').$castTo<KeptReason>().as('reason'),
        build.fn.countAll<number>().as('count'),
        build.fn.max('at').as('at'),
      ])
      .groupBy(['table_name', 'reason'])
      .orderBy('table_name')
      .orderBy('reason')
      .execute(),
  ),
  /** Tries again what is kept aside. */
  retry: procedure('conflicts.settle').mutation(async ({ ctx }) => {
    const { value } = await ctx.store.write(
      { actor: ctx.actor.id, action: 'conflicts.retry' },
      async (writing) => retryKept(ctx.store, writing),
    );
    return { applied: value.applied };
  }),
});

async function namesOf(
  reading: Reading,
  { table, row, values }: Conflict,
): Promise<Pick<ShownConflict, 'person' | 'title' | 'actors'>> {
  const accounts = reading.localRows<{ id: string; name: string }>('SELECT id, name FROM account');
  const actors = Object.fromEntries(
    accounts.filter(({ id }) => values.some(({ actor }) => actor === id)).map(({ id, name }) => [id, name]),
  );
  const cells = cellsOf(reading, table, row);
  const personId = table === 'person' ? row : textIn(cells, 'person_id');
  const person =
    personId === null
      ? undefined
      : await reading
          .read<PeopleTables>()
          .selectFrom('person')
          .select(['family_name', 'given_name', 'patronymic'])
          .where('id', '=', personId)
          .executeTakeFirst();
  const eventId = textIn(cells, 'event_id');
  const event = eventId === null ? cells : cellsOf(reading, 'event', eventId);
  return {
    actors,
    person: person === undefined ? null : fullName(person),
    title: textIn(event, 'title') ?? textIn(cells, 'name'),
  };
}

type Cells = Readonly<Record<string, unknown>>;

/** `table` is one that the conflicts name, so it is declared. */
function cellsOf(reading: Reading, table: string, row: string): Cells {
  return reading.localRows<Cells>(`SELECT * FROM ${table} WHERE id = ?`, row)[0] ?? {};
}

function textIn(cells: Cells, column: string): string | null {
  const value = cells[column];
  return typeof value === 'string' ? value : null;
}
