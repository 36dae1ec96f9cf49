import { readOrganisation } from '../../access/index.ts';
import type { PeopleTables } from '../../people/index.ts';
import type { Reading } from '../../store/index.ts';
import type { EventRow, EventsTables } from '../events.schema.ts';
import { momentOf } from '../localTime.rules.ts';
import { listsOf, sectionsOf } from './rooms.queries.ts';
import { listRule } from './rooms.store.ts';
import type { RoomsTables } from './rooms.schema.ts';
import { isOnList } from '../admission.rules.ts';
import { countedStays, currentStay } from './stay.rules.ts';
import type { NotedStay } from './stay.rules.ts';

type Tables = EventsTables & RoomsTables & PeopleTables;

/** Where somebody who came has been, and for how long. */
export type Presence = {
  readonly isInside: boolean;
  /** The section where they are; null: the event outside of all sections, or not inside. */
  readonly sectionId: string | null;
  /** Sections that they have been in, and lists by which they came. */
  readonly sections: ReadonlySet<string>;
  readonly lists: ReadonlySet<string>;
  readonly onSiteMs: number;
  /** Milliseconds in each section where some counted. */
  readonly bySection: ReadonlyMap<string, number>;
};

/** The presence of all whose mark at the event counts, by person. */
export async function readPresence(
  reading: Reading,
  event: EventRow,
  nowMs: number,
): Promise<ReadonlyMap<string, Presence>> {
  const timeZone = (await readOrganisation(reading))?.time_zone ?? 'UTC';
  const span = { startMs: momentOf(event.starts_at, timeZone), endMs: momentOf(event.ends_at, timeZone) };
  const rows = await reading
    .read<Tables>()
    .selectFrom('check_in')
    .leftJoin('stay', (join) =>
      join
        .onRef('stay.event_id', '=', 'check_in.event_id')
        .onRef('stay.person_id', '=', 'check_in.person_id')
        .on('stay.deleted_at', 'is', null),
    )
    .where('check_in.event_id', '=', event.id)
    .where('check_in.deleted_at', 'is', null)
    .where('check_in.annulled_at', 'is', null)
    .select([
      'check_in.person_id',
      'check_in.at',
      'stay.section_id',
      'stay.list_id',
      'stay.entered_at',
      'stay.left_at',
    ])
    .orderBy('stay.id')
    .execute();
  const people = Map.groupBy(rows, (row) => row.person_id);
  return new Map([...people].map(([person, own]) => [person, presenceOf(own, span, nowMs)]));
}

type Row = Pick<RoomsTables['stay'], 'section_id' | 'list_id' | 'left_at'> & {
  readonly at: string;
  /** Null where no stay was noted: the mark itself stands for being there. */
  readonly entered_at: string | null;
};
type Joined = { readonly [K in keyof Row]: Row[K] | null };

function presenceOf(
  rows: readonly (Joined & { readonly at: string })[],
  span: { readonly startMs: number; readonly endMs: number },
  nowMs: number,
): Presence {
  const stays = rows.map((row): NotedStay => ({
    sectionId: row.section_id,
    enteredMs: Date.parse(row.entered_at ?? row.at),
    leftMs: row.left_at === null ? null : Date.parse(row.left_at),
  }));
  const current = currentStay(stays);
  const counted = countedStays(stays, span, nowMs);
  const bySection = new Map<string, number>();
  for (const { sectionId, fromMs, toMs } of counted)
    if (sectionId !== null) bySection.set(sectionId, (bySection.get(sectionId) ?? 0) + toMs - fromMs);
  return {
    isInside: current !== undefined,
    sectionId: current?.sectionId ?? null,
    sections: new Set(rows.flatMap(({ section_id }) => section_id ?? [])),
    lists: new Set(rows.flatMap(({ list_id }) => list_id ?? [])),
    onSiteMs: counted.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0),
    bySection,
  };
}

export type SectionCount = {
  readonly id: string;
  readonly name: string;
  readonly capacity: number | null;
  readonly inside: number;
  readonly came: number;
  /** Of those who have a seat. */
  readonly notYet: number;
  readonly seats: number;
};

export type ListCount = {
  readonly id: string;
  readonly name: string;
  readonly came: number;
  /** Null where nobody knows who is to come. */
  readonly notYet: number | null;
};

export type RoomCounts = {
  /** Inside now, in any section or none. */
  readonly inside: number;
  readonly left: number;
  readonly sections: readonly SectionCount[];
  readonly lists: readonly ListCount[];
};

/** Who is inside, who came and who has not yet, by section and by list. */
export async function readRoomCounts(reading: Reading, event: EventRow, nowMs: number): Promise<RoomCounts> {
  const presence = await readPresence(reading, event, nowMs);
  const expected = await readExpected(reading, event.id);
  const all = [...presence.values()];
  const seatsIn = (owner: string) => expected.filter(({ seats }) => seats.includes(owner));
  return {
    inside: all.filter(({ isInside }) => isInside).length,
    left: all.filter(({ isInside }) => !isInside).length,
    sections: sectionsOf(reading, event.id).map(({ id, name, capacity }) => ({
      id,
      name,
      capacity,
      inside: all.filter((one) => one.isInside && one.sectionId === id).length,
      came: all.filter(({ sections }) => sections.has(id)).length,
      notYet: seatsIn(id).filter((one) => presence.get(one.id)?.sections.has(id) !== true).length,
      seats: seatsIn(id).length,
    })),
    lists: listsOf(reading, event.id).map((row) => {
      const list = listRule(row);
      const awaited = list.admits === 'everyone' ? [] : expected.filter((one) => isOnList(list, one));
      return {
        id: row.id,
        name: row.name,
        came: all.filter(({ lists }) => lists.has(row.id)).length,
        notYet:
          awaited.length === 0
            ? null
            : awaited.filter((one) => presence.get(one.id)?.lists.has(row.id) !== true).length,
      };
    }),
  };
}

/** Everyone who has a place at the event, with what lists ask about them. */
export async function readExpected(reading: Reading, eventId: string) {
  const db = reading.read<Tables>();
  const people = await db
    .selectFrom('registration')
    .innerJoin('person', 'person.id', 'registration.person_id')
    .where('registration.event_id', '=', eventId)
    .where('registration.deleted_at', 'is', null)
    .where('person.deleted_at', 'is', null)
    .select(['person.id', 'person.study_group as group'])
    .execute();
  const seats = await db
    .selectFrom('seat')
    .where('event_id', '=', eventId)
    .where('deleted_at', 'is', null)
    .select(['person_id', 'section_id', 'list_id'])
    .execute();
  const byPerson = Map.groupBy(seats, ({ person_id }) => person_id);
  return people.map((person) => ({
    ...person,
    isRegistered: true,
    seats: (byPerson.get(person.id) ?? []).flatMap(({ section_id, list_id }) => section_id ?? list_id ?? []),
  }));
}
