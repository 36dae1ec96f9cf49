import { z } from 'zod';
import { defineTable } from '../store/index.ts';
import type { TablesOf } from '../store/index.ts';
import { CLOCK_TIME, isLocalTime } from './localTime.rules.ts';

const words = (longest: number) => z.string().trim().min(1).max(longest);
const localTime = z.string().refine(isLocalTime, 'not a local time');
const instant = z.iso.datetime();
const hash = z.string().regex(/^[0-9a-f]{16,64}$/);
const flag = z.int().min(0).max(1).nullable();
const capacity = z.int().min(1).max(1_000_000).nullable();

/** How the calendar colours a club's events; the screens give each name its shade in both lights. */
export const CLUB_COLOURS = ['lazur', 'apricot', 'madder', 'steppe', 'iris', 'felt'] as const;
/** `open`: whoever comes. `list`: who is registered. */
export const REGISTRATION_KINDS = ['open', 'list'] as const;
const REGISTRATION_SOURCES = [
  'people',
  'group',
  'import',
  'desk',
  'walkIn',
  'bot',
  'page',
  'waitlist',
] as const;
export const CHECK_IN_SOURCES = [
  'desk.search',
  'desk.scan',
  'desk.camera',
  'desk.list',
  'walkIn',
  'phone',
  'paper',
  'tablet',
  'bot',
  'page',
] as const;

/** Who holds events: a student club, a department. */
export const clubTable = defineTable({
  name: 'club',
  travels: 'whole',
  columns: { name: words(200), colour: z.enum(CLUB_COLOURS), note: words(2000).nullable() },
  relay: { name: 'open', colour: 'open', note: 'sealed' },
});

/** What a kind of event usually is. */
export const eventTemplateTable = defineTable({
  name: 'event_template',
  travels: 'whole',
  columns: {
    name: words(200),
    /** With `{date}` and `{n}`; see `titleOf`. */
    title_pattern: words(300),
    club_id: z.string().nullable(),
    place: words(300).nullable(),
    /** 1 Monday … 7 Sunday; null where any day will do. */
    weekday: z.int().min(1).max(7).nullable(),
    start_time: z.string().regex(CLOCK_TIME),
    duration_minutes: z
      .int()
      .min(5)
      .max(7 * 24 * 60),
    capacity,
    registration: z.enum(REGISTRATION_KINDS),
    note: words(5000).nullable(),
    /** JSON of `RoomsPlan`; null where its events have neither sections nor lists nor check-out. */
    rooms: z.string().max(100_000).nullable(),
    /** JSON of `EventPlan`: what is asked and told by itself; null where nothing is. */
    plan: z.string().max(20_000).nullable(),
  },
  relay: {
    name: 'open',
    title_pattern: 'open',
    club_id: 'open',
    place: 'open',
    weekday: 'open',
    start_time: 'open',
    duration_minutes: 'open',
    capacity: 'open',
    registration: 'open',
    note: 'sealed',
    rooms: 'open',
    plan: 'open',
  },
});

export const eventTable = defineTable({
  name: 'event',
  travels: { of: 'event', by: 'id' },
  columns: {
    title: words(300),
    club_id: z.string().nullable(),
    /** The template or preset that it was made from; numbers the series. */
    template_id: z.string().nullable(),
    place: words(300).nullable(),
    /** Wall-clock time in the organisation's time zone; see `localTime.rules.ts`. */
    starts_at: localTime,
    ends_at: localTime,
    capacity,
    registration: z.enum(REGISTRATION_KINDS),
    note: words(5000).nullable(),
    cancelled_at: instant.nullable(),
    cancel_reason: words(500).nullable(),
    /**
     * 1 from the first section or check-in list on, and never taken back: marks of all other events ask for neither. Written apart
     * from what it announces, so that no undo of that can silence it.
     */
    has_rooms: flag,
    /** 1 where people are checked out as well. */
    has_check_out: flag,
    /** JSON of `EventPlan`: what is asked and told of it by itself; null where nothing is. */
    plan: z.string().max(20_000).nullable(),
  },
  relay: {
    title: 'open',
    club_id: 'open',
    template_id: 'open',
    place: 'open',
    starts_at: 'open',
    ends_at: 'open',
    capacity: 'open',
    registration: 'open',
    note: 'sealed',
    cancelled_at: 'open',
    cancel_reason: 'open',
    has_rooms: 'open',
    has_check_out: 'open',
    plan: 'open',
  },
});

/** A place kept for a person at an event. Its id is `factId('registration', event, person)`. */
export const registrationTable = defineTable({
  name: 'registration',
  travels: { of: 'event', by: 'event_id' },
  circumstances: ['source', 'at'],
  columns: {
    event_id: z.string(),
    person_id: z.string(),
    source: z.enum(REGISTRATION_SOURCES),
    at: instant,
  },
  relay: { event_id: 'open', person_id: 'open', source: 'open', at: 'open' },
});

/**
 * A person came to an event: one row for the pair, whatever the ways in, with the id `factId('check_in', event, person)`.
 * An annulled mark keeps its row; the log keeps what it was before.
 */
export const checkInTable = defineTable({
  name: 'check_in',
  travels: { of: 'event', by: 'event_id' },
  circumstances: ['at', 'source', 'device', 'origin'],
  columns: {
    event_id: z.string(),
    person_id: z.string(),
    /** The moment of the mark, UTC. */
    at: instant,
    source: z.enum(CHECK_IN_SOURCES),
    annulled_at: instant.nullable(),
    annul_reason: words(500).nullable(),
    /** Of a mark by phone: a hash of the phone's key, and one of where it came from. */
    device: hash.nullable(),
    origin: hash.nullable(),
  },
  relay: {
    event_id: 'open',
    person_id: 'open',
    at: 'open',
    source: 'open',
    annulled_at: 'open',
    annul_reason: 'sealed',
    device: 'sealed',
    origin: 'sealed',
  },
});

const tables = {
  club: clubTable,
  event_template: eventTemplateTable,
  event: eventTable,
  registration: registrationTable,
  check_in: checkInTable,
};
export type EventsTables = TablesOf<typeof tables>;
export type EventRow = EventsTables['event'];
export type CheckInSource = (typeof CHECK_IN_SOURCES)[number];
export type RegistrationSource = (typeof REGISTRATION_SOURCES)[number];
