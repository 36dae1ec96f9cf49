import { hash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fail } from '../access/index.ts';
import { record, recordAll } from '../store/index.ts';
import type { PatchOf, Reading, Store, Tx, Written } from '../store/index.ts';
import { codeFromDigest } from './code.rules.ts';
import { cardsOf } from './people.list.ts';
import type { PersonCard } from './people.list.ts';
import { personTable } from './people.schema.ts';
import type { PeopleTables } from './people.schema.ts';

export type PersonPatch = Omit<PatchOf<typeof personTable>, 'deleted_at' | 'code'>;

/** The code of a person's first card: it follows from the id, so that every desk prints the same. */
export function codeOf(id: string, salt = ''): string {
  return codeFromDigest(hash('sha256', id + salt, 'buffer'));
}

export async function readPerson(reading: Reading, id: string): Promise<PersonCard> {
  const [card] = await cardsOf(reading, [id]);
  if (!card) throw fail('not-found', 'PERSON_NOT_FOUND', { id });
  return card;
}

/** The living person with this code, or null. */
export async function personByCode(reading: Reading, code: string): Promise<PersonCard | null> {
  const row = await reading
    .read<PeopleTables>()
    .selectFrom('person')
    .select('id')
    .where('code', '=', code)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return row ? ((await cardsOf(reading, [row.id]))[0] ?? null) : null;
}

/** Writes a new person inside a transaction; out: the id. For slices that add people on the way, such as a walk-in. */
export async function addPerson(tx: Tx, patch: PersonPatch): Promise<string> {
  const id = tx.newId();
  await record(tx, personTable, id, { kind: 'student', status: 'active', ...patch, code: codeOf(id) });
  return id;
}

/** How many people are changed between two turns of the event loop: the desk answers others meanwhile. */
const EDIT_STEP = 200;

/** Changes living people in one transaction. Throws PERSON_NOT_FOUND for an id that is unknown or put away. */
export async function editPeople(
  store: Store,
  intent: { readonly actor: string; readonly action: string },
  ids: readonly string[],
  patch: PatchOf<typeof personTable>,
): Promise<Written<number>> {
  return store.write(intent, async (tx) => {
    let changed = 0;
    for (let at = 0; at < ids.length; at += EDIT_STEP) {
      const some = ids.slice(at, at + EDIT_STEP);
      await checkEdit(tx, some, patch);
      changed += await recordAll(
        tx,
        personTable,
        some.map((id) => ({ id, patch })),
      );
      await nextTurn();
    }
    return changed;
  });
}

/** Throws where one of the people is not there to be changed, or would be left without a name. */
async function checkEdit(tx: Tx, ids: readonly string[], patch: PatchOf<typeof personTable>): Promise<void> {
  const living = await tx
    .read<PeopleTables>()
    .selectFrom('person')
    .select(['id', 'family_name', 'given_name'])
    .where('id', 'in', ids)
    .where('deleted_at', 'is', null)
    .execute();
  const known = new Map(living.map((person) => [person.id, person]));
  for (const id of ids) {
    const person = known.get(id);
    if (!person) throw fail('not-found', 'PERSON_NOT_FOUND', { id });
    const named = { ...person, ...patch };
    if (named.family_name === null && named.given_name === null) throw fail('invalid', 'NAME_MISSING');
  }
}

export type Facet = { readonly value: string | null; readonly count: number };

/** What the list can be narrowed to, with counts: study groups by name, kinds, statuses. */
export async function facets(reading: Reading): Promise<{
  readonly studyGroup: readonly Facet[];
  readonly kind: readonly Facet[];
  readonly status: readonly Facet[];
}> {
  const of = async (column: 'study_group' | 'kind' | 'status'): Promise<readonly Facet[]> =>
    reading
      .read<PeopleTables>()
      .selectFrom('person')
      .select((count) => [`${column} as value`, count.fn.countAll<number>().as('count')])
      .where('deleted_at', 'is', null)
      .groupBy(column)
      .orderBy(column)
      .execute();
  return { studyGroup: await of('study_group'), kind: await of('kind'), status: await of('status') };
}
