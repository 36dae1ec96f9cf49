import { sql } from 'kysely';
import { z } from 'zod';
import { fail, procedure, router } from '../access/index.ts';
import { fullName } from '../people/index.ts';
import type { PeopleTables } from '../people/index.ts';
import type { Reading } from '../store/index.ts';
import { readConflicts, retryKept, settleConflict } from '../sync/index.ts';
import type { Conflict, KeptReason, SyncTables } from '../sync/index.ts';

const word = z.string().min(1).max(100);
/** The laptop that wrote a change that is kept aside. */
const WRITER = sql<string | null>`json_extract("change", '$.node')`;
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
  /** Of a column that names another row: what the rows are called, by their id. */
  readonly called: Readonly<Record<string, string>>;
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
  /** What is kept aside, by table, reason and the laptop that wrote it; `at` is the newest. */
  kept: procedure('conflicts.read').query(({ ctx }) =>
    ctx.store
      .read<SyncTables>()
      .selectFrom('quarantine')
      .select((build) => [
        'table_name as table',
        build.ref('reason').$castTo<KeptReason>().as('reason'),
        WRITER.as('node'),
        build.fn.countAll<number>().as('count'),
        build.fn.max('at').as('at'),
      ])
      .groupBy(['table_name', 'reason', WRITER])
      .orderBy('table_name')
      .orderBy('reason')
      .orderBy(WRITER)
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
  { table, row, column, values }: Conflict,
): Promise<Pick<ShownConflict, 'person' | 'title' | 'actors' | 'called'>> {
  const accounts = reading.localRows<{ id: string; name: string }>('SELECT id, name FROM account');
  const actors = Object.fromEntries(
    accounts.filter(({ id }) => values.some(({ actor }) => actor === id)).map(({ id, name }) => [id, name]),
  );
  const cells = cellsOf(reading, table, row);
  const personId = table === 'person' ? row : textIn(cells, 'person_id');
  const eventId = textIn(cells, 'event_id');
  const event = eventId === null ? cells : cellsOf(reading, 'event', eventId);
  const called: Record<string, string> = {};
  for (const { value } of values) {
    const name = typeof value === 'string' ? await nameOfRow(reading, NAMED[column], value) : null;
    if (name !== null) called[String(value)] = name;
  }
  return {
    actors,
    person: personId === null ? null : await nameOfRow(reading, 'person', personId),
    title: textIn(event, 'title') ?? textIn(cells, 'name'),
    called,
  };
}

/** The tables that these columns name rows of. */
const NAMED: Readonly<Record<string, string>> = {
  person_id: 'person',
  club_id: 'club',
  event_id: 'event',
  section_id: 'section',
  list_id: 'entry_list',
  template_id: 'event_template',
};

/** What people call a row; null where it is not here or has no name. */
async function nameOfRow(reading: Reading, table: string | undefined, id: string): Promise<string | null> {
  if (table === undefined) return null;
  if (table !== 'person') {
    const cells = cellsOf(reading, table, id);
    return textIn(cells, 'title') ?? textIn(cells, 'name');
  }
  const person = await reading
    .read<PeopleTables>()
    .selectFrom('person')
    .select(['family_name', 'given_name', 'patronymic'])
    .where('id', '=', id)
    .executeTakeFirst();
  return person === undefined ? null : fullName(person);
}

type Cells = Readonly<Record<string, unknown>>;

/** `table` is one that the conflicts or `NAMED` name, so it is declared. */
function cellsOf(reading: Reading, table: string, row: string): Cells {
  return reading.localRows<Cells>(`SELECT * FROM ${table} WHERE id = ?`, row)[0] ?? {};
}

function textIn(cells: Cells, column: string): string | null {
  const value = cells[column];
  return typeof value === 'string' ? value : null;
}
