import { z } from 'zod';
import { defineTable } from '../../store/index.ts';
import type { TablesOf } from '../../store/index.ts';
import { ADMITS } from '../admission.rules.ts';
import { isLocalTime } from '../localTime.rules.ts';

const words = (longest: number) => z.string().trim().min(1).max(longest);
const localTime = z.string().refine(isLocalTime, 'not a local time');
const instant = z.iso.datetime();
const position = z.int().min(1).max(1000);

/** One of an event's parallel rooms. */
export const sectionTable = defineTable({
  name: 'section',
  travels: { of: 'event', by: 'event_id' },
  columns: {
    event_id: z.string(),
    name: words(120),
    place: words(300).nullable(),
    capacity: z.int().min(1).max(1_000_000).nullable(),
    /** Where it does not take the event's whole time. */
    starts_at: localTime.nullable(),
    ends_at: localTime.nullable(),
    position,
  },
  relay: {
    event_id: 'open',
    name: 'open',
    place: 'open',
    capacity: 'open',
    starts_at: 'open',
    ends_at: 'open',
    position: 'open',
  },
});

/** Whom one way in admits, and when. An event without any has one way in, for whom `event.registration` says. */
export const entryListTable = defineTable({
  name: 'entry_list',
  travels: { of: 'event', by: 'event_id' },
  columns: {
    event_id: z.string(),
    name: words(120),
    admits: z.enum(ADMITS),
    /** JSON: the study groups of `admits: groups`. */
    study_groups: z.string().max(20_000),
    /** The section that this way leads into; `admits: section` means those who have a seat in it. */
    section_id: z.string().nullable(),
    opens_at: localTime.nullable(),
    closes_at: localTime.nullable(),
    position,
  },
  relay: {
    event_id: 'open',
    name: 'open',
    admits: 'open',
    study_groups: 'open',
    section_id: 'open',
    opens_at: 'open',
    closes_at: 'open',
    position: 'open',
  },
});

/**
 * A place kept for a person in a section, or on a list of chosen people: one of the two columns says where. Its id is
 * `factId('seat', section or list, person)`.
 */
export const seatTable = defineTable({
  name: 'seat',
  travels: { of: 'event', by: 'event_id' },
  columns: {
    event_id: z.string(),
    person_id: z.string(),
    section_id: z.string().nullable(),
    list_id: z.string().nullable(),
  },
  relay: { event_id: 'open', person_id: 'open', section_id: 'open', list_id: 'open' },
});

/**
 * A person was in a section, or (null) at the event outside of all sections. Its id is
 * `factId('stay', event, person, section, entered_at)`. How long people stayed is computed from these rows and kept nowhere.
 */
export const stayTable = defineTable({
  name: 'stay',
  travels: { of: 'event', by: 'event_id' },
  circumstances: ['list_id', 'left_at'],
  columns: {
    event_id: z.string(),
    person_id: z.string(),
    section_id: z.string().nullable(),
    /** The list by which they came in. */
    list_id: z.string().nullable(),
    entered_at: instant,
    /** Null: not left as far as anybody has noted. */
    left_at: instant.nullable(),
  },
  relay: {
    event_id: 'open',
    person_id: 'open',
    section_id: 'open',
    list_id: 'open',
    entered_at: 'open',
    left_at: 'open',
  },
});

const tables = {
  section: sectionTable,
  entry_list: entryListTable,
  seat: seatTable,
  stay: stayTable,
};
export const roomTables = Object.values(tables);
export type RoomsTables = TablesOf<typeof tables>;

/** A section as its event defines it. */
export type Section = Pick<
  RoomsTables['section'],
  'id' | 'name' | 'place' | 'capacity' | 'starts_at' | 'ends_at'
>;

/** A check-in list as its event defines it. */
export type EntryList = Pick<
  RoomsTables['entry_list'],
  'id' | 'name' | 'admits' | 'section_id' | 'opens_at' | 'closes_at'
> & { readonly groups: readonly string[] };

export type Rooms = {
  readonly hasCheckOut: boolean;
  readonly sections: readonly Section[];
  readonly lists: readonly EntryList[];
};
