import { factId, record } from '../store/index.ts';
import type { Reading, Tx } from '../store/index.ts';
import { eventTable } from './events.schema.ts';
import type { EventRow, EventsTables } from './events.schema.ts';
import type { LocalDate, LocalTime } from './localTime.rules.ts';

export function registrationId(eventId: string, personId: string): string {
  return factId('registration', eventId, personId);
}

export function checkInId(eventId: string, personId: string): string {
  return factId('check_in', eventId, personId);
}

/** What a list and a calendar show of an event. */
export type EventCard = Pick<
  EventRow,
  | 'id'
  | 'title'
  | 'club_id'
  | 'place'
  | 'starts_at'
  | 'ends_at'
  | 'capacity'
  | 'registration'
  | 'cancelled_at'
> & {
  readonly club_name: string | null;
  readonly club_colour: string | null;
  readonly registered: number;
  readonly came: number;
};

export type EventFilter = {
  /** Events that begin on this day or later. */
  readonly from?: LocalDate | undefined;
  /** Events that begin on this day or earlier. */
  readonly to?: LocalDate | undefined;
  /** Not over yet, soonest first; or over, newest first. All in order of time where left out. */
  readonly when?: { readonly kind: 'upcoming' | 'past'; readonly now: LocalTime } | undefined;
  readonly clubId?: string | undefined;
  readonly limit: number;
};

export function readEvents(reading: Reading, filter: EventFilter): Promise<EventCard[]> {
  const { from, to, when, clubId } = filter;
  let query = eventCards(reading);
  if (from !== undefined) query = query.where('event.starts_at', '>=', from);
  // The day's last minute sorts below this mark.
  if (to !== undefined) query = query.where('event.starts_at', '<', `${to}U`);
  if (when?.kind === 'upcoming') query = query.where('event.ends_at', '>=', when.now);
  if (when?.kind === 'past') query = query.where('event.ends_at', '<', when.now);
  if (clubId !== undefined) query = query.where('event.club_id', '=', clubId);
  return query
    .orderBy('event.starts_at', when?.kind === 'past' ? 'desc' : 'asc')
    .orderBy('event.id')
    .limit(filter.limit)
    .execute();
}

function eventCards(reading: Reading) {
  return reading
    .read<EventsTables>()
    .selectFrom('event')
    .leftJoin('club', 'club.id', 'event.club_id')
    .where('event.deleted_at', 'is', null)
    .select([
      'event.id',
      'event.title',
      'event.club_id',
      'event.place',
      'event.starts_at',
      'event.ends_at',
      'event.capacity',
      'event.registration',
      'event.cancelled_at',
      'club.name as club_name',
      'club.colour as club_colour',
    ])
    .select((build) => [
      build.fn
        .coalesce(
          build
            .selectFrom('registration')
            .whereRef('registration.event_id', '=', 'event.id')
            .where('registration.deleted_at', 'is', null)
            .select((counted) => counted.fn.countAll<number>().as('n')),
          build.lit(0),
        )
        .as('registered'),
      build.fn
        .coalesce(
          build
            .selectFrom('check_in')
            .whereRef('check_in.event_id', '=', 'event.id')
            .where('check_in.deleted_at', 'is', null)
            .where('check_in.annulled_at', 'is', null)
            .select((counted) => counted.fn.countAll<number>().as('n')),
          build.lit(0),
        )
        .as('came'),
    ]);
}

/** The event that "a copy of the last one" means: of the club where one is named, the latest that is not cancelled. */
export function readLastEvent(reading: Reading, clubId?: string): Promise<EventRow | undefined> {
  let query = reading
    .read<EventsTables>()
    .selectFrom('event')
    .selectAll()
    .where('deleted_at', 'is', null)
    .where('cancelled_at', 'is', null);
  if (clubId !== undefined) query = query.where('club_id', '=', clubId);
  return query.orderBy('starts_at', 'desc').orderBy('id').limit(1).executeTakeFirst();
}

/** How many events of a template there are; the next one's number is one more. */
export async function countOfTemplate(reading: Reading, templateId: string): Promise<number> {
  const found = await reading
    .read<EventsTables>()
    .selectFrom('event')
    .where('template_id', '=', templateId)
    .where('deleted_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .select((build) => build.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return found.n;
}

/** The columns of an event that people fill in. */
export type EventFields = Pick<
  EventRow,
  | 'title'
  | 'club_id'
  | 'template_id'
  | 'place'
  | 'starts_at'
  | 'ends_at'
  | 'capacity'
  | 'registration'
  | 'note'
>;

/** Writes a new event; out: its id. */
export async function addEvent(tx: Tx, fields: EventFields & Pick<EventRow, 'plan'>): Promise<string> {
  const id = tx.newId();
  await record(tx, eventTable, id, fields);
  return id;
}
