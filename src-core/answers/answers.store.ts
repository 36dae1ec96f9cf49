import { fail } from '../access/index.ts';
import type { PeopleTables } from '../people/index.ts';
import { factId, record } from '../store/index.ts';
import type { DomainTx } from '../store/index.ts';
import type { AnswerSource, RsvpAnswer } from './answers.rules.ts';
import { rsvpAnswerTable } from './answers.schema.ts';
import type { AnswersTables } from './answers.schema.ts';
import { hasPlace, leavePlace, readPlacedEvent, takenPlaces, takePlace } from './places.store.ts';
import type { PlacedEvent, Reads } from './places.store.ts';
import { joinQueue, leaveQueue, readQueues, turnQueue } from './waitlist.store.ts';
import type { Turned } from './waitlist.store.ts';
import { freePlaces, isOffered } from './waitlist.rules.ts';

/** What somebody says to an event's invitation. */
export type GivenAnswer = {
  readonly personId: string;
  readonly eventId: string;
  readonly answer: RsvpAnswer;
  readonly source: AnswerSource;
  /** What makes this press of a button one, however often it is delivered: an update's id, a page's own key. */
  readonly key: string;
};

/** An answer as it was given. */
export type WrittenAnswer = {
  readonly eventId: string;
  readonly personId: string;
  readonly answer: RsvpAnswer;
  readonly at: string;
  readonly source: AnswerSource;
};

type AnswersOf = { readonly eventIds: readonly string[]; readonly personId?: string | undefined };

/** All that was ever answered to the events, in the order of time. In: `personId`: only theirs. */
export async function readAnswers(reading: Reads, of: AnswersOf): Promise<readonly WrittenAnswer[]> {
  if (of.eventIds.length === 0) return [];
  let query = reading
    .read<AnswersTables>()
    .selectFrom('rsvp_answer')
    .where('event_id', 'in', of.eventIds)
    .where('deleted_at', 'is', null);
  if (of.personId !== undefined) query = query.where('person_id', '=', of.personId);
  return query
    .orderBy('at')
    .orderBy('id')
    .select(['event_id as eventId', 'person_id as personId', 'answer', 'at', 'source'])
    .execute();
}

/** The newest answer of each of the people who answered, at each of the events. */
export async function readCurrentAnswers(reading: Reads, of: AnswersOf): Promise<readonly WrittenAnswer[]> {
  // The last one written over each pair is the newest.
  const newest = new Map<string, WrittenAnswer>();
  for (const one of await readAnswers(reading, of)) newest.set(`${one.eventId} ${one.personId}`, one);
  return [...newest.values()];
}

/**
 * Writes an answer down and does what it means: `going` takes a place, or a place in the queue where none is free; the others give it back
 * at once, and it is offered to the next in the queue. Delivered again, it changes nothing. Whoever is offered a place takes it by `going`.
 * Out: the offers that follow from it, and others' that were found to be over. Throws EVENT_NOT_FOUND, PERSON_NOT_FOUND, EVENT_CANCELLED, EVENT_OVER.
 */
export async function giveAnswer(tx: DomainTx, given: GivenAnswer): Promise<Turned> {
  const { personId, eventId, answer, source } = given;
  if (await isAnswered(tx, given)) return { offers: [], lost: [] };
  const event = await readPlacedEvent(tx, eventId);
  const nowMs = Date.parse(tx.at);
  await refusePerson(tx, personId);
  if (event.isCancelled) throw fail('refused', 'EVENT_CANCELLED');
  if (event.endMs <= nowMs) throw fail('refused', 'EVENT_OVER');
  await record(tx, rsvpAnswerTable, answerId(given), {
    event_id: eventId,
    person_id: personId,
    answer,
    at: await nextMoment(tx, given, nowMs),
    source,
  });
  // Whoever answers sees for themselves what became of their own.
  const byOthers = <T extends { readonly personId: string }>(all: readonly T[]): readonly T[] =>
    all.filter((one) => one.personId !== personId);
  const before = await turnQueue(tx, event, nowMs);
  if (answer === 'going') {
    await come(tx, event, given, nowMs);
    return { offers: before.offers, lost: byOthers(before.lost) };
  }
  await leavePlace(tx, eventId, personId);
  await leaveQueue(tx, eventId, personId);
  const after = await turnQueue(tx, event, nowMs);
  // An offer to the very person who now says no is over before it was told.
  return {
    offers: [...byOthers(before.offers), ...after.offers],
    lost: byOthers([...before.lost, ...after.lost]),
  };
}

async function come(tx: DomainTx, event: PlacedEvent, given: GivenAnswer, nowMs: number): Promise<void> {
  const { personId, source } = given;
  if (await hasPlace(tx, event.id, personId)) {
    // Registered at a desk while waiting here: the place is theirs, and nobody waits twice.
    await leaveQueue(tx, event.id, personId);
    return;
  }
  const queue = await readQueues(tx, [event.id]);
  const own = queue.find((one) => one.personId === personId);
  const isTheirs = own !== undefined && isOffered(own, nowMs);
  const taken = (await takenPlaces(tx, [event.id])).get(event.id) ?? 0;
  // Whoever comes anew stands behind those who wait; once the event has begun nobody is waited for.
  const waits = event.startMs > nowMs && queue.some(({ offerUntilMs }) => offerUntilMs === null);
  const isFree = !waits && freePlaces({ capacity: event.capacity, taken }, queue, nowMs) > 0;
  if (!isTheirs && !isFree) {
    await joinQueue(tx, event.id, personId);
    return;
  }
  await takePlace(tx, {
    eventId: event.id,
    personId,
    source: isTheirs ? 'waitlist' : source === 'paper' ? 'desk' : source,
  });
  await leaveQueue(tx, event.id, personId);
}

type Key = Pick<GivenAnswer, 'personId' | 'eventId' | 'source' | 'key'>;

const answerId = ({ source, eventId, personId, key }: Key): string =>
  factId('rsvp_answer', source, eventId, personId, key);

/** Whether this press has been taken in before. */
export async function isAnswered(reading: Reads, press: Key): Promise<boolean> {
  const row = await reading
    .read<AnswersTables>()
    .selectFrom('rsvp_answer')
    .where('id', '=', answerId(press))
    .select('id')
    .executeTakeFirst();
  return row !== undefined;
}

async function refusePerson(tx: DomainTx, personId: string): Promise<void> {
  const row = await tx
    .read<PeopleTables>()
    .selectFrom('person')
    .where('id', '=', personId)
    .where('deleted_at', 'is', null)
    .select('id')
    .executeTakeFirst();
  if (row === undefined) throw fail('not-found', 'PERSON_NOT_FOUND', { id: personId });
}

/** The moment of an answer, later than every other of the pair: the newest is the newest whatever the clock does. */
async function nextMoment(tx: DomainTx, { eventId, personId }: GivenAnswer, nowMs: number): Promise<string> {
  const [last] = await readCurrentAnswers(tx, { eventIds: [eventId], personId });
  return new Date(Math.max(nowMs, last === undefined ? 0 : Date.parse(last.at) + 1)).toISOString();
}
