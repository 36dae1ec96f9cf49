import { fail, readOrganisation } from '../access/index.ts';
import { localTimeOf, momentOf, registrationId, registrationTable } from '../events/index.ts';
import type { EventRow, EventsTables } from '../events/index.ts';
import { record } from '../store/index.ts';
import type { DomainTx } from '../store/index.ts';

/** What reads on either database, outside of a transaction and inside. */
export type Reads = Pick<DomainTx, 'read'>;

/** An event as places and offers see it. */
export type PlacedEvent = Pick<EventRow, 'id' | 'title' | 'capacity' | 'registration'> & {
  readonly isCancelled: boolean;
  readonly startMs: number;
  readonly endMs: number;
  /** IANA name of the zone that its wall clock shows. */
  readonly timeZone: string;
};

/** Throws EVENT_NOT_FOUND. */
export async function readPlacedEvent(reading: Reads, eventId: string): Promise<PlacedEvent> {
  const row = await reading
    .read<EventsTables>()
    .selectFrom('event')
    .where('id', '=', eventId)
    .where('deleted_at', 'is', null)
    .select(['id', 'title', 'capacity', 'registration', 'cancelled_at', 'starts_at', 'ends_at'])
    .executeTakeFirst();
  if (row === undefined) throw fail('not-found', 'EVENT_NOT_FOUND', { id: eventId });
  const timeZone = (await readOrganisation(reading))?.time_zone ?? 'UTC';
  return {
    id: row.id,
    title: row.title,
    capacity: row.capacity,
    registration: row.registration,
    isCancelled: row.cancelled_at !== null,
    startMs: momentOf(row.starts_at, timeZone),
    endMs: momentOf(row.ends_at, timeZone),
    timeZone,
  };
}

/** The wall clock at an event, `HH:mm`. */
export const clockAt = ({ timeZone }: PlacedEvent, nowMs: number): string =>
  localTimeOf(nowMs, timeZone).slice(11);

/**
 * How many places of each event are taken: who is registered, on whichever way, and who came without being registered.
 */
export async function takenPlaces(
  reading: Reads,
  eventIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (eventIds.length === 0) return new Map();
  const registered = await reading
    .read<EventsTables>()
    .selectFrom('registration')
    .where('event_id', 'in', eventIds)
    .where('deleted_at', 'is', null)
    .groupBy('event_id')
    .select((build) => ['event_id', build.fn.countAll<number>().as('n')])
    .execute();
  const walkedIn = await reading
    .read<EventsTables>()
    .selectFrom('check_in')
    .leftJoin('registration', (join) =>
      join
        .onRef('registration.event_id', '=', 'check_in.event_id')
        .onRef('registration.person_id', '=', 'check_in.person_id')
        .on('registration.deleted_at', 'is', null),
    )
    .where('check_in.event_id', 'in', eventIds)
    .where('check_in.deleted_at', 'is', null)
    .where('check_in.annulled_at', 'is', null)
    .where('registration.id', 'is', null)
    .groupBy('check_in.event_id')
    .select((build) => ['check_in.event_id', build.fn.countAll<number>().as('n')])
    .execute();
  const taken = new Map<string, number>();
  for (const { event_id, n } of [...registered, ...walkedIn])
    taken.set(event_id, (taken.get(event_id) ?? 0) + n);
  return taken;
}

/** Who of these people is registered. */
export async function placedOf(
  reading: Reads,
  eventId: string,
  personIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (personIds.length === 0) return new Set();
  const rows = await reading
    .read<EventsTables>()
    .selectFrom('registration')
    .where('event_id', '=', eventId)
    .where('person_id', 'in', personIds)
    .where('deleted_at', 'is', null)
    .select('person_id')
    .execute();
  return new Set(rows.map(({ person_id }) => person_id));
}

/** Whether the person is registered. */
export const hasPlace = async (reading: Reads, eventId: string, personId: string): Promise<boolean> =>
  (await placedOf(reading, eventId, [personId])).has(personId);

/** Registers the person. In: `source`: by what way they get their place. */
export async function takePlace(
  tx: DomainTx,
  place: { readonly eventId: string; readonly personId: string; readonly source: PlaceSource },
): Promise<void> {
  await record(tx, registrationTable, registrationId(place.eventId, place.personId), {
    event_id: place.eventId,
    person_id: place.personId,
    source: place.source,
    at: tx.at,
    deleted_at: null,
  });
}

export type PlaceSource = EventsTables['registration']['source'];

/** Gives a person's place back; out: whether they had one. */
export async function leavePlace(tx: DomainTx, eventId: string, personId: string): Promise<boolean> {
  if (!(await hasPlace(tx, eventId, personId))) return false;
  return record(tx, registrationTable, registrationId(eventId, personId), { deleted_at: tx.at });
}
