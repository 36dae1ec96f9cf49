import { sql } from 'kysely';
import { fullName, readNeedle } from '../people/index.ts';
import type { PeopleTables } from '../people/index.ts';
import type { Reading } from '../store/index.ts';
import { countersOf } from './attendance.rules.ts';
import type { Counters, Presence } from './attendance.rules.ts';
import type { CheckInSource, EventsTables } from './events.schema.ts';

/** The slice `people` keeps this local table in step with every person: folded words, and a key in alphabetical order. */
type Local = {
  readonly person_search: { readonly person: string; readonly sort_key: string; readonly text: string };
};
type Tables = EventsTables & PeopleTables & Local;

/** A person at an event, as the door and the lists show them. */
export type RosterLine = {
  readonly id: string;
  readonly name: string;
  readonly group: string | null;
  readonly cardNo: string | null;
  readonly phone: string | null;
  readonly telegram: string | null;
  readonly isRegistered: boolean;
  readonly registeredAt: string | null;
  readonly at: string | null;
  readonly source: CheckInSource | null;
  readonly annulledAt: string | null;
  readonly annulReason: string | null;
};

export type RosterFilter = {
  readonly presence?: Presence | undefined;
  /** A study group's name, or null for people without one. */
  readonly group?: string | null | undefined;
  /** Words of which each must begin or stand within a name, a group, a card number or a phone. */
  readonly text?: string | undefined;
  /** Only who was marked that way. */
  readonly source?: CheckInSource | undefined;
  /** Only who was marked from the one moment on and before the other, UTC; `until` null: to this day. */
  readonly marked?: { readonly from: string | null; readonly until: string | null } | undefined;
  readonly ids?: readonly string[] | undefined;
  readonly limit?: number | undefined;
};

/**
 * Everyone who has a place at the event or a mark, in alphabetical order. Somebody who was put away stays where they came,
 * and is no longer waited for where they did not.
 */
export async function readRoster(
  reading: Reading,
  eventId: string,
  filter: RosterFilter = {},
): Promise<RosterLine[]> {
  let query = rosterQuery(reading, eventId);
  const { presence = 'all', group, text, source, marked, ids, limit } = filter;
  if (group === null) query = query.where('person.study_group', 'is', null);
  else if (group !== undefined) query = query.where('person.study_group', '=', group);
  if (presence === 'came')
    query = query.where('check_in.at', 'is not', null).where('check_in.annulled_at', 'is', null);
  if (presence === 'annulled') query = query.where('check_in.annulled_at', 'is not', null);
  if (presence === 'notYet')
    query = query
      .where('registration.id', 'is not', null)
      .where((build) =>
        build.or([build('check_in.at', 'is', null), build('check_in.annulled_at', 'is not', null)]),
      );
  for (const word of readNeedle(text ?? '')?.parts ?? []) {
    query = query.where(sql<boolean>`instr(person_search.text, ${word}) > 0`);
  }
  if (source !== undefined) query = query.where('check_in.source', '=', source);
  if (marked !== undefined) query = query.where('check_in.at', 'is not', null);
  if (marked?.from != null) query = query.where('check_in.at', '>=', marked.from);
  if (marked?.until != null) query = query.where('check_in.at', '<', marked.until);
  if (ids !== undefined) query = query.where('person.id', 'in', ids);
  if (limit !== undefined) query = query.limit(limit);
  return (await query.execute()).map(lineOf);
}

function rosterQuery(reading: Reading, eventId: string) {
  return reading
    .read<Tables>()
    .selectFrom('person')
    .innerJoin(
      (build) =>
        build
          .selectFrom('registration')
          .where('event_id', '=', eventId)
          .where('deleted_at', 'is', null)
          .select('person_id')
          .union(
            build
              .selectFrom('check_in')
              .where('event_id', '=', eventId)
              .where('deleted_at', 'is', null)
              .select('person_id'),
          )
          .as('here'),
      (join) => join.onRef('here.person_id', '=', 'person.id'),
    )
    .leftJoin('registration', (join) =>
      join
        .onRef('registration.person_id', '=', 'person.id')
        .on('registration.event_id', '=', eventId)
        .on('registration.deleted_at', 'is', null),
    )
    .leftJoin('check_in', (join) =>
      join
        .onRef('check_in.person_id', '=', 'person.id')
        .on('check_in.event_id', '=', eventId)
        .on('check_in.deleted_at', 'is', null),
    )
    .leftJoin('person_search', 'person_search.person', 'person.id')
    .where((build) =>
      build.or([build('person.deleted_at', 'is', null), build('check_in.id', 'is not', null)]),
    )
    .orderBy(sql`person_search.sort_key is null`)
    .orderBy('person_search.sort_key')
    .orderBy('person.id')
    .select([
      'person.id',
      'person.family_name',
      'person.given_name',
      'person.patronymic',
      'person.study_group',
      'person.student_card_no',
      'person.phone',
      'person.telegram',
      'registration.at as registered_at',
      'check_in.at',
      'check_in.source',
      'check_in.annulled_at',
      'check_in.annul_reason',
    ]);
}

type Found = Awaited<ReturnType<ReturnType<typeof rosterQuery>['execute']>>[number];

function lineOf(row: Found): RosterLine {
  return {
    id: row.id,
    name: fullName(row),
    group: row.study_group,
    cardNo: row.student_card_no,
    phone: row.phone,
    telegram: row.telegram,
    isRegistered: row.registered_at !== null,
    registeredAt: row.registered_at,
    at: row.at,
    source: row.source,
    annulledAt: row.annulled_at,
    annulReason: row.annul_reason,
  };
}

/** Who is in, who is still waited for, by study group; counted by the database. */
export async function readCounters(
  reading: Reading,
  event: { readonly id: string; readonly capacity: number | null },
): Promise<Counters> {
  const isHere = sql<number>`check_in.id is not null and check_in.annulled_at is null`;
  const isPlaced = sql<number>`registration.id is not null`;
  const groups = await rosterQuery(reading, event.id)
    .clearSelect()
    .clearOrderBy()
    .groupBy('person.study_group')
    .select([
      'person.study_group as group',
      sql<number>`sum(${isHere})`.as('came'),
      sql<number>`sum(${isPlaced})`.as('registered'),
      sql<number>`sum(${isPlaced} and not (${isHere}))`.as('notYet'),
    ])
    .execute();
  return countersOf(groups, event.capacity);
}

/** The newest marks of an event, annulled ones among them. */
export async function readRecent(reading: Reading, eventId: string, limit: number): Promise<RosterLine[]> {
  const found = await rosterQuery(reading, eventId)
    .clearOrderBy()
    .where('check_in.at', 'is not', null)
    .orderBy('check_in.at', 'desc')
    .orderBy('person.id')
    .limit(limit)
    .execute();
  return found.map(lineOf);
}

/** The events where the person has a mark that stands, newest first. */
export function readEventsOfPerson(
  reading: Reading,
  personId: string,
  limit: number,
): Promise<{ id: string; title: string; starts_at: string; at: string }[]> {
  return reading
    .read<EventsTables>()
    .selectFrom('check_in')
    .innerJoin('event', 'event.id', 'check_in.event_id')
    .where('check_in.person_id', '=', personId)
    .where('check_in.deleted_at', 'is', null)
    .where('check_in.annulled_at', 'is', null)
    .where('event.deleted_at', 'is', null)
    .select(['event.id', 'event.title', 'event.starts_at', 'check_in.at'])
    .orderBy('event.starts_at', 'desc')
    .limit(limit)
    .execute();
}
