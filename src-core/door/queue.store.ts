import { fail } from '../access/index.ts';
import { livingEvent, markPerson } from '../events/index.ts';
import type { EventsTables } from '../events/index.ts';
import { addPerson, cardsOf, fullName } from '../people/index.ts';
import type { PersonCard } from '../people/index.ts';
import { record } from '../store/index.ts';
import type { Reading, Tx } from '../store/index.ts';
import type { Decision, QueueReason } from './arrival.rules.ts';
import { give, ownerOfPhone, patchOf } from './arrivals.ts';
import { arrivalTable } from './door.schema.ts';
import { readSpans } from './door.store.ts';
import type { Arrival, DoorTables } from './door.schema.ts';
import { gateAt } from './wave.rules.ts';

/** As much of a person as two cards are compared by. */
export type Compared = {
  readonly id: string;
  readonly name: string;
  readonly group: string | null;
  readonly cardNo: string | null;
  readonly telegram: string | null;
};

/** Someone who waits for a human, beside those whom they may be. */
export type Waiting = Omit<Compared, 'id'> & {
  readonly id: string;
  readonly at: string;
  readonly reason: QueueReason;
  /** Held back by a rule (not on the list, full…): they are known. */
  readonly person: Compared | null;
  readonly candidates: readonly Compared[];
};

const compared = (card: PersonCard): Compared => ({
  id: card.id,
  name: fullName(card),
  group: card.study_group,
  cardNo: card.student_card_no,
  telegram: card.telegram,
});

const candidatesOf = (arrival: Arrival): readonly string[] => {
  const ids: unknown = JSON.parse(arrival.candidates);
  return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
};

/** All who wait at an event, in the order in which they came. */
export async function readQueue(reading: Reading, eventId: string): Promise<readonly Waiting[]> {
  const arrivals = await reading
    .read<DoorTables>()
    .selectFrom('arrival')
    .selectAll()
    .where('event_id', '=', eventId)
    .where('decision', 'is', null)
    .where('deleted_at', 'is', null)
    .orderBy('at')
    .orderBy('id')
    .execute();
  const ids = arrivals.flatMap((one) => [...candidatesOf(one), ...(one.person_id ? [one.person_id] : [])]);
  const cards = new Map((await cardsOf(reading, [...new Set(ids)])).map((card) => [card.id, compared(card)]));
  return arrivals.map((one) => ({
    id: one.id,
    name: one.full_name,
    group: one.study_group,
    cardNo: one.student_card_no,
    telegram: one.telegram,
    at: one.at,
    reason: one.reason,
    person: cards.get(one.person_id ?? '') ?? null,
    candidates: candidatesOf(one).flatMap((id) => cards.get(id) ?? []),
  }));
}

/**
 * A human's decision about one who waits. `merged` with a person, or `different` (a new card), marks them with the time at
 * which they came; `dismissed` marks nobody. Throws ARRIVAL_NOT_FOUND, ARRIVAL_DECIDED, PERSON_NOT_FOUND.
 */
export async function decide(
  tx: Tx,
  arrivalId: string,
  decision: { readonly kind: Decision; readonly personId?: string | undefined },
): Promise<void> {
  const arrival = await tx
    .read<DoorTables>()
    .selectFrom('arrival')
    .selectAll()
    .where('id', '=', arrivalId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (arrival === undefined) throw fail('not-found', 'ARRIVAL_NOT_FOUND');
  if (arrival.decision !== null) throw fail('conflict', 'ARRIVAL_DECIDED');
  const event = await livingEvent(tx, arrival.event_id);
  const personId = await personOfDecision(tx, arrival, decision);
  await record(tx, arrivalTable, arrivalId, {
    decision: decision.kind,
    person_id: personId,
    decided_at: tx.at,
  });
  if (personId === null) return;
  const { event_id: eventId, at } = arrival;
  const phone = { keyHash: arrival.key_hash, origin: arrival.origin };
  // The phone of somebody else at this event stays theirs.
  const isFree = ownerOfPhone(tx, eventId, phone.keyHash)?.isBound !== true;
  await markPerson(tx, {
    eventId,
    personId,
    source: 'phone',
    isAllowed: true,
    at,
    gate: gateAt(Date.parse(at), await readSpans(tx, event)),
    ...(isFree && { phone: { device: phone.keyHash, origin: phone.origin } }),
  });
  if (isFree) await give(tx, eventId, phone, personId);
}

async function personOfDecision(
  tx: Tx,
  arrival: Arrival,
  { kind, personId }: { readonly kind: Decision; readonly personId?: string | undefined },
): Promise<string | null> {
  if (kind === 'dismissed') return null;
  if (kind === 'different') return addPerson(tx, patchOf(arrival));
  const id = personId ?? arrival.person_id;
  const [card] = id === null ? [] : await cardsOf(tx, [id]);
  if (card === undefined) throw fail('not-found', 'PERSON_NOT_FOUND', { id: id ?? '' });
  return card.id;
}

/** Two people, or one with two phones, whom a human may want to look at; nobody is punished for standing here. */
export type Suspicion = {
  /** `sameOrigin`: two people from one phone or browser. `sameDevice`: this phone was somebody else before. `twoDevices`: one person, two phones. */
  readonly kind: 'sameOrigin' | 'sameDevice' | 'twoDevices';
  readonly people: readonly Compared[];
  readonly at: string;
};

/** More people than this behind one address are a network, not a phone. */
const MOST_OF_ONE_PHONE = 4;

/** All suspicious pairs of an event; they follow from the phones' rows and are kept nowhere. */
export async function readSuspicions(reading: Reading, eventId: string): Promise<readonly Suspicion[]> {
  const db = reading.read<DoorTables & EventsTables>();
  const marks = await db
    .selectFrom('check_in')
    .select(['device', 'person_id', 'origin', 'at'])
    .where('event_id', '=', eventId)
    .where('device', 'is not', null)
    .where('deleted_at', 'is', null)
    .orderBy('at')
    .execute();
  const given = await db
    .selectFrom('device')
    .select(['key_hash', 'person_id', 'previous_id', 'at'])
    .where('event_id', '=', eventId)
    .where('deleted_at', 'is', null)
    .execute();
  const found: { kind: Suspicion['kind']; ids: readonly string[]; at: string }[] = [];
  for (const same of Map.groupBy(marks, (mark) => mark.origin).values()) {
    const ids = [...new Set(same.map((mark) => mark.person_id))];
    if (ids.length > 1 && ids.length <= MOST_OF_ONE_PHONE)
      found.push({ kind: 'sameOrigin', ids, at: same.at(-1)?.at ?? '' });
  }
  for (const same of Map.groupBy(marks, (mark) => mark.device).values()) {
    const ids = [...new Set(same.map((mark) => mark.person_id))];
    if (ids.length > 1) found.push({ kind: 'sameDevice', ids, at: same.at(-1)?.at ?? '' });
  }
  const deviceOf = new Map(marks.map((mark) => [mark.person_id, mark.device]));
  for (const one of given) {
    if (one.previous_id !== null)
      found.push({ kind: 'sameDevice', ids: [one.person_id, one.previous_id], at: one.at });
    const marked = deviceOf.get(one.person_id);
    if (marked !== undefined && marked !== one.key_hash)
      found.push({ kind: 'twoDevices', ids: [one.person_id], at: one.at });
  }
  const cards = await cardsOf(reading, [...new Set(found.flatMap(({ ids }) => ids))]);
  const byId = new Map(cards.map((card) => [card.id, compared(card)]));
  const seen = new Set<string>();
  return found
    .filter(({ kind, ids }) => {
      const key = `${kind} ${ids.toSorted().join(' ')}`;
      return !seen.has(key) && Boolean(seen.add(key));
    })
    .map(({ kind, ids, at }) => ({ kind, at, people: ids.flatMap((id) => byId.get(id) ?? []) }))
    .toSorted((a, b) => (a.at < b.at ? 1 : -1));
}
