import { fullName } from '../people/index.ts';
import type { PeopleTables } from '../people/index.ts';
import { openKinds, unreachedReason } from './reachability.rules.ts';
import type { UnreachedReason } from './reachability.rules.ts';
import { guardiansOf } from './family.store.ts';
import type { Reads } from './contacts.store.ts';
import type { Channel } from './reach.rules.ts';
import type { Contact, ReachTables } from './reach.schema.ts';

/** How many of a group can be written to. */
export type GroupReach = {
  /** Null for people without a group. */
  readonly group: string | null;
  readonly people: number;
  readonly reached: number;
};

export type UnreachedPerson = {
  readonly id: string;
  readonly name: string;
  readonly group: string | null;
  readonly reason: UnreachedReason;
};

export type Reach = {
  readonly people: number;
  readonly reached: number;
  /** How many have each channel, working. */
  readonly channels: Readonly<Record<Channel, number>>;
  readonly groups: readonly GroupReach[];
  /** Who cannot be written to, by name; at most `MOST_SHOWN`, `unreachedCount` says how many there are. */
  readonly unreached: readonly UnreachedPerson[];
  readonly unreachedCount: number;
};

export type ReachFilter = {
  /** Null: those without a group. Undefined: all. */
  readonly group?: string | null | undefined;
  readonly reason?: UnreachedReason | undefined;
};

const MOST_SHOWN = 500;

type Line = UnreachedPerson & { readonly kinds: readonly Channel[] };
type Judged = Omit<Line, 'reason'> & { readonly reason: UnreachedReason | null };

/** Everybody on the books, with the ways that lead to them; a child is reached through a parent, too. */
async function judgeAll(reading: Reads): Promise<readonly Judged[]> {
  const people = await reading
    .read<PeopleTables>()
    .selectFrom('person')
    .where('deleted_at', 'is', null)
    .where('status', '=', 'active')
    .select(['id', 'family_name', 'given_name', 'patronymic', 'study_group'])
    .execute();
  const contacts: readonly Contact[] = await reading
    .read<ReachTables>()
    .selectFrom('contact')
    .selectAll()
    .where('deleted_at', 'is', null)
    .execute();
  const guardianships = await reading
    .read<ReachTables>()
    .selectFrom('guardianship')
    .where('deleted_at', 'is', null)
    .select(['guardian_id', 'child_id'])
    .execute();
  const byPerson = Map.groupBy(contacts, ({ person_id: id }) => id);
  const guardians = Map.groupBy(guardianships, ({ child_id: id }) => id);
  return people.map(({ id, study_group: group, ...name }) => {
    const ways = [
      ...(byPerson.get(id) ?? []),
      ...(guardians.get(id) ?? []).flatMap(({ guardian_id: guardian }) => byPerson.get(guardian) ?? []),
    ];
    return {
      id,
      name: fullName(name),
      group,
      kinds: [...new Set(openKinds(ways))],
      reason: unreachedReason(ways),
    };
  });
}

const isUnreached = (line: Judged): line is Line => line.reason !== null;

const byName = new Intl.Collator('ru').compare;

const unreachedOf = (all: readonly Judged[], { group, reason }: ReachFilter): readonly Line[] =>
  all
    .filter(isUnreached)
    .filter((line) => group === undefined || line.group === group)
    .filter((line) => reason === undefined || line.reason === reason)
    .toSorted((left, right) => byName(left.name, right.name));

/** How much of the organisation can be written to, and who cannot, and why. */
export async function readReach(reading: Reads, filter: ReachFilter): Promise<Reach> {
  const all = await judgeAll(reading);
  const groups = [...Map.groupBy(all, (line) => line.group)]
    .map(([name, lines]) => ({
      group: name,
      people: lines.length,
      reached: lines.filter((line) => line.reason === null).length,
    }))
    .toSorted((left, right) => byName(left.group ?? '\uffff', right.group ?? '\uffff'));
  const count = (kind: Channel): number => all.filter(({ kinds }) => kinds.includes(kind)).length;
  const unreached = unreachedOf(all, filter);
  return {
    people: all.length,
    reached: all.filter((line) => line.reason === null).length,
    channels: { bot: count('bot'), page: count('page'), email: count('email'), sms: count('sms') },
    groups,
    unreached: unreached.slice(0, MOST_SHOWN).map(({ kinds: _kinds, ...line }) => line),
    unreachedCount: unreached.length,
  };
}

/** The ids of those who cannot be written to, by name, all of them. */
export async function unreachedIds(reading: Reads, filter: ReachFilter): Promise<readonly string[]> {
  return unreachedOf(await judgeAll(reading), filter).map(({ id }) => id);
}

/** Whether a person can be written to themselves or through a parent; null where they can, else why not. */
export async function reasonFor(reading: Reads, personId: string): Promise<UnreachedReason | null> {
  const ids = [personId, ...(await guardiansOf(reading, personId)).map((guardian) => guardian.personId)];
  const ways = await reading
    .read<ReachTables>()
    .selectFrom('contact')
    .selectAll()
    .where('person_id', 'in', ids)
    .where('deleted_at', 'is', null)
    .execute();
  return unreachedReason(ways);
}
