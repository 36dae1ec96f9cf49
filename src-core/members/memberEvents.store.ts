import { readCurrentAnswers, readQueues, isOffered, placeInLine, takenPlaces } from '../answers/index.ts';
import type { QueueLine, RsvpAnswer } from '../answers/index.ts';
import { fail, readOrganisation } from '../access/index.ts';
import { localTimeOf } from '../events/index.ts';
import type { EventRow, EventsTables } from '../events/index.ts';
import type { DomainTx } from '../store/index.ts';

export type Reads = Pick<DomainTx, 'read'>;

/** An event as a member sees it. Nothing in it is about anybody else but how many places are taken. */
export type MemberEvent = {
  readonly id: string;
  readonly title: string;
  readonly place: string | null;
  /** Wall-clock times of the organisation's time zone. */
  readonly startsAt: string;
  readonly endsAt: string;
  readonly club: string | null;
  /** The series that it belongs to: a template of the organisation. */
  readonly courseId: string | null;
  readonly isCancelled: boolean;
  readonly cancelReason: string | null;
  /** Null where there is no limit. */
  readonly capacity: number | null;
  /** Places that are taken, or held for somebody who was offered one. */
  readonly taken: number;
  readonly answer: RsvpAnswer | null;
  readonly hasPlace: boolean;
  /** `place`: 1 is next. `offerUntil`: a place is held for them until then, ISO 8601, UTC. */
  readonly waitlist: { readonly place: number; readonly offerUntil: string | null } | null;
  readonly came: boolean;
};

/** Events that a list for a member has. */
const MOST_EVENTS = 60;

type EventLine = Pick<
  EventRow,
  | 'id'
  | 'title'
  | 'place'
  | 'starts_at'
  | 'ends_at'
  | 'capacity'
  | 'template_id'
  | 'cancelled_at'
  | 'cancel_reason'
> & { readonly club: string | null; readonly course: string | null };

function eventLines(reading: Reads) {
  return reading
    .read<EventsTables>()
    .selectFrom('event')
    .leftJoin('club', 'club.id', 'event.club_id')
    .leftJoin('event_template as course', (join) =>
      join.onRef('course.id', '=', 'event.template_id').on('course.deleted_at', 'is', null),
    )
    .where('event.deleted_at', 'is', null)
    .select([
      'event.id',
      'event.title',
      'event.place',
      'event.starts_at',
      'event.ends_at',
      'event.capacity',
      'event.template_id',
      'event.cancelled_at',
      'event.cancel_reason',
      'club.name as club',
      'course.id as course',
    ])
    .orderBy('event.starts_at')
    .orderBy('event.id');
}

/** This moment on the organisation's wall clock. */
export async function wallClock(reading: Reads, nowMs: number): Promise<string> {
  return localTimeOf(nowMs, (await readOrganisation(reading))?.time_zone ?? 'UTC');
}

/**
 * Events that are not over, soonest first; of a cancelled one only whoever has a place there, waits or has answered is told.
 * In: `courseId`: only those of one series.
 */
export async function upcoming(
  reading: Reads,
  personId: string,
  nowMs: number,
  courseId?: string,
): Promise<readonly MemberEvent[]> {
  let query = eventLines(reading).where('event.ends_at', '>=', await wallClock(reading, nowMs));
  if (courseId !== undefined) query = query.where('event.template_id', '=', courseId);
  const events = await seenBy(reading, personId, nowMs, await query.limit(MOST_EVENTS).execute());
  return events.filter((one) => !one.isCancelled || one.hasPlace || one.answer !== null);
}

/** One event, over or not; null for one that is not there. */
export async function event(
  reading: Reads,
  personId: string,
  eventId: string,
  nowMs: number,
): Promise<MemberEvent | null> {
  const lines = await eventLines(reading).where('event.id', '=', eventId).execute();
  const [found] = await seenBy(reading, personId, nowMs, lines);
  return found ?? null;
}

/** As `event`, of one that has to be there. Throws EVENT_NOT_FOUND. */
export async function eventThere(
  reading: Reads,
  personId: string,
  eventId: string,
  nowMs: number,
): Promise<MemberEvent> {
  const found = await event(reading, personId, eventId, nowMs);
  if (found === null) throw fail('not-found', 'EVENT_NOT_FOUND', { id: eventId });
  return found;
}

async function seenBy(
  reading: Reads,
  personId: string,
  nowMs: number,
  lines: readonly EventLine[],
): Promise<readonly MemberEvent[]> {
  const ids = lines.map(({ id }) => id);
  if (ids.length === 0) return [];
  const taken = await takenPlaces(reading, ids);
  const queues = Map.groupBy(await readQueues(reading, ids), ({ eventId }) => eventId);
  const answers = new Map(
    (await readCurrentAnswers(reading, { eventIds: ids, personId })).map((one) => [one.eventId, one.answer]),
  );
  const places = await ownRows(reading, 'registration', personId, ids);
  const marks = await ownRows(reading, 'check_in', personId, ids);
  return lines.map((line) => {
    const queue = queues.get(line.id) ?? [];
    const held = queue.filter((one) => isOffered(one, nowMs)).length;
    return {
      id: line.id,
      title: line.title,
      place: line.place,
      startsAt: line.starts_at,
      endsAt: line.ends_at,
      club: line.club,
      courseId: line.course,
      isCancelled: line.cancelled_at !== null,
      cancelReason: line.cancelled_at === null ? null : line.cancel_reason,
      capacity: line.capacity,
      taken: (taken.get(line.id) ?? 0) + held,
      answer: answers.get(line.id) ?? null,
      hasPlace: places.has(line.id),
      waitlist: waiting(queue, personId, nowMs),
      came: marks.has(line.id),
    };
  });
}

function waiting(queue: readonly QueueLine[], personId: string, nowMs: number): MemberEvent['waitlist'] {
  const place = placeInLine(queue, personId, nowMs);
  if (place === undefined) return null;
  const until = queue.find((one) => one.personId === personId)?.offerUntilMs ?? null;
  return { place, offerUntil: until === null ? null : new Date(until).toISOString() };
}

/** At which of the events the person is registered, or has a mark that counts. */
async function ownRows(
  reading: Reads,
  table: 'registration' | 'check_in',
  personId: string,
  eventIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const db = reading.read<EventsTables>();
  const rows =
    table === 'registration'
      ? await db
          .selectFrom('registration')
          .where('person_id', '=', personId)
          .where('event_id', 'in', eventIds)
          .where('deleted_at', 'is', null)
          .select('event_id')
          .execute()
      : await db
          .selectFrom('check_in')
          .where('person_id', '=', personId)
          .where('event_id', 'in', eventIds)
          .where('deleted_at', 'is', null)
          .where('annulled_at', 'is', null)
          .select('event_id')
          .execute();
  return new Set(rows.map(({ event_id }) => event_id));
}
