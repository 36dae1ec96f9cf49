import type { Cell, Reading, Store } from '../store/index.ts';
import { foundBy, readNeedle } from './people.find.ts';
import type { PersonField, PersonKind, PersonStatus } from './people.rules.ts';
import type { PeopleTables, Person } from './people.schema.ts';

export const PERSON_SORTS = [
  'name',
  'study_group',
  'kind',
  'status',
  'student_card_no',
  'phone',
  'telegram',
  'email',
  'birth_date',
  'added',
] as const;
export type PersonSort = { readonly by: (typeof PERSON_SORTS)[number]; readonly direction: 'asc' | 'desc' };

/** What a list shows. Every given condition must hold; in a list of values, any of them. */
export type PersonFilter = {
  readonly text?: string | undefined;
  readonly studyGroup?: readonly string[] | undefined;
  readonly kind?: readonly PersonKind[] | undefined;
  readonly status?: readonly PersonStatus[] | undefined;
  /** Fields that must be filled in, and fields that must be empty. */
  readonly has?: readonly PersonField[] | undefined;
  readonly missing?: readonly PersonField[] | undefined;
  readonly ids?: readonly string[] | undefined;
};

/** A card without what only the store needs. */
export type PersonCard = Omit<Person, 'clocks' | 'seq' | 'deleted_at'>;

export type PeoplePage = { readonly rows: readonly PersonCard[]; readonly total: number };

/** One page of the list and how many there are in all. */
export async function listPeople(
  store: Store,
  filter: PersonFilter,
  sort: PersonSort,
  offset: number,
  limit: number,
): Promise<PeoplePage> {
  const ids = idsOf(store, filter, sort);
  return { rows: await cardsOf(store, ids.slice(offset, offset + limit)), total: ids.length };
}

type Kept = { version: number; readonly lists: Map<string, readonly string[]> };
const kept = new WeakMap<Store, Kept>();
const LISTS_KEPT = 6;

/**
 * Everybody who fits, in order. The last lists are kept until the database changes, so that scrolling asks for pages of
 * one list and does not sort again for each.
 */
export function idsOf(store: Store, filter: PersonFilter, sort: PersonSort): readonly string[] {
  const version = store.localRows<{ data_version: number }>('PRAGMA data_version')[0]?.data_version ?? 0;
  let mine = kept.get(store);
  if (mine?.version !== version) kept.set(store, (mine = { version, lists: new Map() }));
  const key = JSON.stringify([filter, sort]);
  const found = mine.lists.get(key);
  if (found) return found;
  const ids = readIds(store, filter, sort);
  const oldest = mine.lists.keys().next().value;
  if (mine.lists.size >= LISTS_KEPT && oldest !== undefined) mine.lists.delete(oldest);
  mine.lists.set(key, ids);
  return ids;
}

function readIds(reading: Reading, filter: PersonFilter, sort: PersonSort): readonly string[] {
  const { conditions, parameters } = conditionsOf(filter);
  const needle = filter.text === undefined ? null : readNeedle(filter.text);
  const found = needle === null ? null : foundBy(needle);
  const source = found === null ? 'person_search' : `(${found.sql})`;
  const direction = sort.direction === 'desc' ? 'DESC' : 'ASC';
  const order =
    sort.by === 'name'
      ? `s.place ${direction}`
      : `p.${sort.by === 'added' ? 'id' : sort.by} IS NULL, p.${sort.by === 'added' ? 'id' : sort.by} ${direction}, s.place`;
  const joined = conditions.length > 0 || sort.by !== 'name' ? ' JOIN person p ON p.id = s.person' : '';
  const where = conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : '';
  const sql = `SELECT s.person FROM ${source} s${joined}${where} ORDER BY ${order}`;
  return reading
    .localRows<{ person: string }>(sql, ...(found?.parameters ?? []), ...parameters)
    .map(({ person }) => person);
}

function conditionsOf(filter: PersonFilter): {
  readonly conditions: readonly string[];
  readonly parameters: readonly Cell[];
} {
  const conditions: string[] = [];
  const parameters: Cell[] = [];
  const oneOf = (column: string, values: readonly string[] | undefined) => {
    if (values === undefined || values.length === 0) return;
    conditions.push(`p.${column} IN (SELECT value FROM json_each(?))`);
    parameters.push(JSON.stringify(values));
  };
  oneOf('study_group', filter.studyGroup);
  oneOf('kind', filter.kind);
  oneOf('status', filter.status);
  oneOf('id', filter.ids);
  for (const field of filter.has ?? []) conditions.push(`p.${field} IS NOT NULL`);
  for (const field of filter.missing ?? []) conditions.push(`p.${field} IS NULL`);
  return { conditions, parameters };
}

/** The cards of these ids, in the order of the ids; put away or unknown ones are left out. */
export async function cardsOf(reading: Reading, ids: readonly string[]): Promise<readonly PersonCard[]> {
  if (ids.length === 0) return [];
  const rows = await reading
    .read<PeopleTables>()
    .selectFrom('person')
    .selectAll()
    .where('id', 'in', [...ids])
    .where('deleted_at', 'is', null)
    .execute();
  const byId = new Map(rows.map((row) => [row.id, toCard(row)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

function toCard(person: Person): PersonCard {
  const { clocks: _clocks, seq: _seq, deleted_at: _deletedAt, ...card } = person;
  return card;
}
