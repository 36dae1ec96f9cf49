import { factId, record } from '../store/index.ts';
import type { DomainTx } from '../store/index.ts';
import { waitlistEntryTable } from './answers.schema.ts';
import type { AnswersTables } from './answers.schema.ts';
import { clockAt, placedOf, takenPlaces } from './places.store.ts';
import type { PlacedEvent, Reads } from './places.store.ts';
import { freePlaces, hasLapsed, nextInLine, offerUntil, withoutPlace } from './waitlist.rules.ts';
import type { Waiting } from './waitlist.rules.ts';

/** A place that is held for somebody from now on. */
export type Offer = {
  readonly eventId: string;
  readonly personId: string;
  /** When it was made, and until when it holds; ISO 8601, UTC. */
  readonly at: string;
  readonly until: string;
};

/** An offer that is over without having been taken. */
export type LostOffer = {
  readonly eventId: string;
  readonly personId: string;
  /** Until when it held; ISO 8601, UTC. */
  readonly until: string;
  /** `lapsed`: nobody answered, and they are out of the queue. `takenBack`: a desk gave the place away; they wait on, where they stood. */
  readonly why: 'lapsed' | 'takenBack';
};

/** What a look at a queue brought. */
export type Turned = { readonly offers: readonly Offer[]; readonly lost: readonly LostOffer[] };

export type QueueLine = Waiting & { readonly eventId: string; readonly joinedAt: string };

const entryId = (eventId: string, personId: string): string => factId('waitlist', eventId, personId);

/** Everyone who waits, at each of the events, in the order of the queue; those whose offer has run out and was not yet ended among them. */
export async function readQueues(reading: Reads, eventIds: readonly string[]): Promise<readonly QueueLine[]> {
  if (eventIds.length === 0) return [];
  const rows = await reading
    .read<AnswersTables>()
    .selectFrom('waitlist_entry')
    .where('event_id', 'in', eventIds)
    .where('left_at', 'is', null)
    .where('deleted_at', 'is', null)
    .orderBy('joined_at')
    .orderBy('id')
    .select(['event_id', 'person_id', 'joined_at', 'offer_until'])
    .execute();
  return rows.map((row) => ({
    eventId: row.event_id,
    personId: row.person_id,
    joinedAt: row.joined_at,
    offerUntilMs: row.offer_until === null ? null : Date.parse(row.offer_until),
  }));
}

/** Puts the person at the end of the queue; who is in it stays where they are. */
export async function joinQueue(tx: DomainTx, eventId: string, personId: string): Promise<void> {
  const queue = await readQueues(tx, [eventId]);
  if (queue.some((one) => one.personId === personId)) return;
  // No two at one moment: the order is the rows' own, whatever the clock does.
  const last = Math.max(0, ...queue.map(({ joinedAt }) => Date.parse(joinedAt) + 1));
  await record(tx, waitlistEntryTable, entryId(eventId, personId), {
    event_id: eventId,
    person_id: personId,
    joined_at: new Date(Math.max(Date.parse(tx.at), last)).toISOString(),
    left_at: null,
    offered_at: null,
    offer_until: null,
    deleted_at: null,
  });
}

/** Takes the person out of the queue, if they are in it. */
export async function leaveQueue(tx: DomainTx, eventId: string, personId: string): Promise<void> {
  const queue = await readQueues(tx, [eventId]);
  if (queue.some((one) => one.personId === personId))
    await record(tx, waitlistEntryTable, entryId(eventId, personId), { left_at: tx.at });
}

/**
 * Ends the offers that have run out and the waiting of who was registered at a desk, takes back those whose place a desk has given away (they wait on, where they stood), and offers the
 * free places to the next in the queue. A place that is freed when the event has begun is offered to nobody: it goes to whoever stands at
 * the door. Out: the offers made and lost, and how many ceased to wait.
 */
export async function turnQueue(
  tx: DomainTx,
  event: PlacedEvent,
  nowMs: number,
): Promise<Turned & { readonly ended: number }> {
  const queue = await readQueues(tx, [event.id]);
  const placed = await placedOf(
    tx,
    event.id,
    queue.map(({ personId }) => personId),
  );
  const gone = queue.filter((one) => hasLapsed(one, nowMs) || placed.has(one.personId));
  for (const { personId } of gone)
    await record(tx, waitlistEntryTable, entryId(event.id, personId), { left_at: tx.at });
  const lostBy = (lines: readonly QueueLine[], why: LostOffer['why']): readonly LostOffer[] =>
    lines.map(({ personId, offerUntilMs }) => ({
      eventId: event.id,
      personId,
      until: new Date(offerUntilMs ?? nowMs).toISOString(),
      why,
    }));
  const lapsed = lostBy(
    gone.filter(({ personId }) => !placed.has(personId)),
    'lapsed',
  );
  const living = queue.filter((one) => !gone.includes(one));
  if (event.isCancelled || event.startMs <= nowMs || living.length === 0)
    return { offers: [], lost: lapsed, ended: gone.length };
  const taken = (await takenPlaces(tx, [event.id])).get(event.id) ?? 0;
  const places = { capacity: event.capacity, taken };
  const without = withoutPlace(places, living, nowMs);
  for (const { personId } of without)
    await record(tx, waitlistEntryTable, entryId(event.id, personId), {
      offered_at: null,
      offer_until: null,
    });
  const free = freePlaces(places, living, nowMs);
  const offers: Offer[] = [];
  for (const { personId } of nextInLine(living, free))
    offers.push(await offerPlace(tx, event, personId, nowMs));
  return { offers, lost: [...lapsed, ...lostBy(without, 'takenBack')], ended: gone.length };
}

/** Holds a place for somebody of the queue from now on. */
export async function offerPlace(
  tx: DomainTx,
  event: PlacedEvent,
  personId: string,
  nowMs: number,
): Promise<Offer> {
  const at = new Date(nowMs).toISOString();
  const until = new Date(offerUntil(nowMs, event.startMs, clockAt(event, nowMs))).toISOString();
  await record(tx, waitlistEntryTable, entryId(event.id, personId), { offered_at: at, offer_until: until });
  return { eventId: event.id, personId, at, until };
}

/** The events where somebody waits, for a look at whether it is their turn. */
export async function eventsWithQueues(reading: Reads): Promise<readonly string[]> {
  const rows = await reading
    .read<AnswersTables>()
    .selectFrom('waitlist_entry')
    .where('left_at', 'is', null)
    .where('deleted_at', 'is', null)
    .select('event_id')
    .distinct()
    .orderBy('event_id')
    .execute();
  return rows.map(({ event_id }) => event_id);
}
