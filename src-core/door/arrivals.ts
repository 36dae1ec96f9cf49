import { addPerson, cardsOf, fullName } from '../people/index.ts';
import type { PeopleTables, PersonPatch } from '../people/index.ts';
import { personTable } from '../people/index.ts';
import { checkInId, isHeld, markById, markPerson, personOfMark } from '../events/index.ts';
import type { EventsTables, Gate } from '../events/index.ts';
import { factId, preparedQuery, preparedRow, record } from '../store/index.ts';
import type { Reader, Reading, Tx } from '../store/index.ts';
import { wasForked } from '../sync/index.ts';
import type { QueueReason, Typed } from './arrival.rules.ts';
import { arrivalTable, deviceTable } from './door.schema.ts';
import type { Arrival, DoorTables } from './door.schema.ts';
import { fingerprintOf, matchTyped } from './match.store.ts';

/** A phone as the door knows it. */
export type Phone = {
  readonly keyHash: string;
  readonly origin: string;
  /** Where the showing that it came by lets people in; the event as a whole where left out. */
  readonly gate?: Gate | undefined;
};

/** What came of someone's wish to be marked. */
export type Outcome =
  | {
      readonly state: 'marked' | 'already';
      readonly personId: string;
      readonly name: string;
      readonly at: string;
    }
  /** A human will look at it; `at` is kept as the time of the arrival. */
  | { readonly state: 'waiting'; readonly reason: QueueReason; readonly at: string }
  /** Nobody is known by this phone yet. */
  | { readonly state: 'unknown' };

const deviceId = (keyHash: string): string => factId('device', keyHash);

type Db = Reader<DoorTables & EventsTables & PeopleTables>;

// One table each: SQLite plans a query again for every value where a partial index may serve it, and a join with `person`, which
// has several of them, cost ten times as much as the looks it stands for.

/** In: the key's hash. Also of a phone whose giving was taken back. */
const deviceByKey = preparedRow('device', (db: Db, keyHash) =>
  db
    .selectFrom('device')
    .select(['id', 'person_id', 'previous_id', 'event_id', 'deleted_at'])
    .where('key_hash', '=', keyHash),
);

/** In: the event's id, the key's hash. Looks through the whole event. */
const markedByDevice = preparedQuery(2, (db: Db, eventId, keyHash) =>
  db
    .selectFrom('check_in')
    .select('person_id')
    .where('event_id', '=', eventId)
    .where('device', '=', keyHash)
    .where('deleted_at', 'is', null),
);

/** Whose a phone is. */
export type Owner = {
  readonly id: string;
  readonly name: string;
  /** At this event it has been theirs already, and can be nobody else's. */
  readonly isBound: boolean;
};

/** Whose this phone is: at this event, or else the last time; undefined for a new phone. */
export function ownerOfPhone(reading: Reading, eventId: string, keyHash: string): Owner | undefined {
  const device = deviceByKey(reading, keyHash);
  if (device === undefined) return undefined;
  const named = (id: string, isBound: boolean): Owner | undefined => {
    const row = personOfMark(reading, id);
    // Somebody who was put away has come all the same, and the phone stays theirs.
    return row && (isBound || row.deleted_at === null) ? { id, name: fullName(row), isBound } : undefined;
  };
  const mark = markById(reading, checkInId(eventId, device.person_id));
  if (mark?.deleted_at === null && mark.device === keyHash) return named(device.person_id, true);
  // Whoever a phone marks, it is given to: another than its present owner it can have marked only where it had another, or where
  // a second laptop gave it to somebody at the same time.
  const hadAnother = device.previous_id !== null || wasForked(reading, 'device', device.id);
  const [earlier] = hadAnother ? markedByDevice(reading, eventId, keyHash) : [];
  if (earlier !== undefined) return named(earlier.person_id, true);
  return device.deleted_at === null ? named(device.person_id, device.event_id === eventId) : undefined;
}

/** The arrival of this phone that waits for a human, or undefined. */
export function waitingOfPhone(
  reading: Reading,
  eventId: string,
  keyHash: string,
): Promise<Arrival | undefined> {
  return reading
    .read<DoorTables>()
    .selectFrom('arrival')
    .selectAll()
    .where('event_id', '=', eventId)
    .where('key_hash', '=', keyHash)
    .where('decision', 'is', null)
    .where('deleted_at', 'is', null)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Marks whoever this phone is known to be. Run again, it gives the time of the first mark. */
export async function markKnown(tx: Tx, eventId: string, phone: Phone): Promise<Outcome> {
  const owner = ownerOfPhone(tx, eventId, phone.keyHash);
  if (owner === undefined) return { state: 'unknown' };
  return markAs(tx, eventId, phone, owner.id, undefined);
}

/** Marks a newcomer by what they typed: whoever it surely is, or somebody new; whatever is doubtful waits for a human. */
export async function arrive(tx: Tx, eventId: string, phone: Phone, typed: Typed): Promise<Outcome> {
  const match = await matchTyped(tx, typed);
  const owner = ownerOfPhone(tx, eventId, phone.keyHash);
  const bound = owner?.isBound === true ? owner.id : undefined;
  if ('sure' in match) {
    if (bound !== undefined && bound !== match.sure)
      return queue(tx, eventId, phone, typed, 'deviceTaken', { candidates: [match.sure] });
    await fillGaps(tx, match.sure, typed);
    return markAs(tx, eventId, phone, match.sure, typed);
  }
  if (bound !== undefined)
    return queue(tx, eventId, phone, typed, 'deviceTaken', { candidates: match.doubtful });
  if (match.doubtful.length > 0)
    return queue(tx, eventId, phone, typed, 'similar', { candidates: match.doubtful });
  return markAs(tx, eventId, phone, await addPerson(tx, patchOf(typed)), typed);
}

/** Keeps somebody who did not answer the stage's question for a human; in: what they typed, or undefined of a known phone. */
export async function holdForAnswer(
  tx: Tx,
  eventId: string,
  phone: Phone,
  typed: Typed | undefined,
): Promise<Outcome> {
  if (typed === undefined) {
    const owner = ownerOfPhone(tx, eventId, phone.keyHash);
    if (owner === undefined) return { state: 'unknown' };
    const words = await typedOfPerson(tx, owner.id);
    return queue(tx, eventId, phone, words, 'wrongAnswer', { candidates: [], personId: owner.id });
  }
  const match = await matchTyped(tx, typed);
  const whom = 'sure' in match ? { candidates: [], personId: match.sure } : { candidates: match.doubtful };
  return queue(tx, eventId, phone, typed, 'wrongAnswer', whom);
}

/** What was typed as fields of a new card: family name, given name, the rest. */
export function patchOf(typed: Typed): PersonPatch {
  const [family_name = null, given_name = null, ...rest] = typed.full_name.split(' ').map(capitalised);
  return {
    family_name,
    given_name,
    patronymic: rest.join(' ').slice(0, 100) || null,
    study_group: typed.study_group,
    student_card_no: typed.student_card_no,
    telegram: typed.telegram,
  };
}

function capitalised(word: string): string {
  const isPlain = word === word.toLowerCase() || (word.length > 2 && word === word.toUpperCase());
  return isPlain ? word.charAt(0).toUpperCase() + word.slice(1).toLowerCase() : word;
}

async function markAs(
  tx: Tx,
  eventId: string,
  phone: Phone,
  personId: string,
  typed: Typed | undefined,
): Promise<Outcome> {
  const answer = await markPerson(tx, {
    eventId,
    personId,
    source: 'phone',
    isAllowed: false,
    gate: phone.gate,
    phone: { device: phone.keyHash, origin: phone.origin },
  });
  if (!isHeld(answer.verdict)) {
    // A phone that its owner only taps is known already: the mark itself says that it was here.
    if (typed !== undefined || answer.verdict === 'already') await give(tx, eventId, phone, personId);
    const state = answer.verdict === 'already' ? 'already' : 'marked';
    return { state, personId, name: answer.person?.name ?? '', at: answer.at ?? tx.at };
  }
  const words = typed ?? (await typedOfPerson(tx, personId));
  return queue(tx, eventId, phone, words, answer.verdict, { candidates: [], personId });
}

/** Remembers whose this phone is. */
export async function give(tx: Tx, eventId: string, phone: Phone, personId: string): Promise<void> {
  const before = await tx
    .read<DoorTables>()
    .selectFrom('device')
    .select(['person_id', 'event_id'])
    .where('id', '=', deviceId(phone.keyHash))
    .executeTakeFirst();
  if (before?.person_id === personId && before.event_id === eventId) return;
  const isOther = before !== undefined && before.person_id !== personId;
  await record(tx, deviceTable, deviceId(phone.keyHash), {
    key_hash: phone.keyHash,
    person_id: personId,
    ...(isOther && { previous_id: before.person_id }),
    event_id: eventId,
    at: tx.at,
    deleted_at: null,
  });
}

async function queue(
  tx: Tx,
  eventId: string,
  phone: Phone,
  typed: Typed,
  reason: QueueReason,
  whom: { readonly candidates: readonly string[]; readonly personId?: string },
): Promise<Outcome> {
  const fingerprint = fingerprintOf(typed);
  const id = factId('arrival', eventId, phone.keyHash, fingerprint);
  const there = await tx
    .read<DoorTables>()
    .selectFrom('arrival')
    .select(['at', 'decision'])
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (there?.decision === null) return { state: 'waiting', reason, at: there.at };
  await record(tx, arrivalTable, id, {
    event_id: eventId,
    key_hash: phone.keyHash,
    origin: phone.origin,
    at: tx.at,
    ...typed,
    fingerprint,
    reason,
    candidates: JSON.stringify(whom.candidates),
    decision: null,
    person_id: whom.personId ?? null,
    decided_at: null,
    deleted_at: null,
  });
  return { state: 'waiting', reason, at: tx.at };
}

async function typedOfPerson(tx: Tx, personId: string): Promise<Typed> {
  const [card] = await cardsOf(tx, [personId]);
  return {
    full_name: (card && fullName(card)) || '?',
    study_group: card?.study_group ?? null,
    student_card_no: card?.student_card_no ?? null,
    telegram: card?.telegram ?? null,
  };
}

/** A card that surely is theirs gets what it lacks; what it has is never written over by a phone. */
async function fillGaps(tx: Tx, personId: string, typed: Typed): Promise<void> {
  const [card] = await cardsOf(tx, [personId]);
  if (card === undefined) return;
  await record(tx, personTable, personId, {
    ...(card.study_group === null && { study_group: typed.study_group }),
    ...(card.student_card_no === null && { student_card_no: typed.student_card_no }),
    ...(card.telegram === null && { telegram: typed.telegram }),
  });
}
