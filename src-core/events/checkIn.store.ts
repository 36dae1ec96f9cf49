import { fail } from '../access/index.ts';
import { addPerson, fullName, isCode } from '../people/index.ts';
import type { PeopleTables, PersonPatch } from '../people/index.ts';
import { record, recordNew } from '../store/index.ts';
import type { Reading, Tx } from '../store/index.ts';
import { admit, isLetIn } from './admission.rules.ts';
import type { Gate, Verdict } from './admission.rules.ts';
import { checkInTable, registrationTable } from './events.schema.ts';
import type { CheckInSource, EventRow, EventsTables, RegistrationSource } from './events.schema.ts';
import { checkInId, registrationId } from './events.store.ts';
import { cameTo, eventOfMark, markById, personOfMark, placeById } from './mark.queries.ts';
import type { RoomsTables } from './rooms/rooms.schema.ts';
import { close, enter, hasRooms, putStaysAway, readVisit, roomAnswer } from './rooms/stays.store.ts';
import type { RoomAnswer } from './rooms/stays.store.ts';
import { readings } from './scan.rules.ts';

type Tables = EventsTables & PeopleTables;

/** What the desk shows after someone came to the door. */
export type Answer = {
  readonly verdict: Verdict;
  /** Null where nobody is known by what was scanned. */
  readonly person: DoorPerson | null;
  /** The moment of the mark that holds (`already`: the first; of a room: of its stay; else this one), or of the annulled one. */
  readonly at: string | null;
  readonly annulReason: string | null;
  /** Null at an event without sections, lists and check-out. */
  readonly room: RoomAnswer | null;
};

/** A person at the event's door, in or out. */
type AtDoor = {
  readonly eventId: string;
  readonly personId: string;
  /** Where; the event as a whole where left out. Throws LIST_NOT_FOUND, SECTION_NOT_FOUND. */
  readonly gate?: Gate | undefined;
  /** When that was, where it was not now: a paper list, a decision about someone who waited. */
  readonly at?: string | undefined;
};

/** As much of a person as the door needs; no phone numbers. */
export type DoorPerson = {
  readonly id: string;
  readonly name: string;
  readonly group: string | null;
  readonly cardNo: string | null;
};

/** Throws EVENT_NOT_FOUND. */
// oxlint-disable-next-line typescript/require-await -- asynchronous by contract: PostgreSQL has to wait
export async function livingEvent(reading: Reading, id: string): Promise<EventRow> {
  const event = eventOfMark(reading, id);
  if (event === undefined) throw fail('not-found', 'EVENT_NOT_FOUND', { id });
  return event;
}

/**
 * Marks a person, where the rule lets them in; otherwise writes nothing and says why. A second mark changes nothing and
 * gives the time of the first; through the gate of another room it moves them. After an annulled mark a new one (allowed
 * by a person) brings the row back with the new time; the log keeps the old mark and the reason.
 */
export async function markPerson(
  tx: Tx,
  mark: AtDoor & {
    readonly source: CheckInSource;
    readonly isAllowed: boolean;
    readonly phone?: { readonly device: string; readonly origin: string } | undefined;
  },
): Promise<Answer> {
  const { event, person, id, before, isNew } = await readAtDoor(tx, mark);
  const at = mark.at ?? tx.at;
  const visit = hasRooms(event, mark.gate)
    ? await readVisit(tx, event, person, { direction: 'in', gate: mark.gate, before, atMs: Date.parse(at) })
    : null;
  // Who has a place matters only where places are counted or listed.
  const isRegistered =
    (event.capacity !== null || event.registration === 'list' || visit?.rule.list?.admits === 'registered') &&
    hasPlace(tx, event.id, person.id);
  const verdict = admit({
    isCancelled: event.cancelled_at !== null,
    registration: event.registration,
    capacity: event.capacity,
    came: event.capacity === null || isRegistered ? 0 : countCame(tx, event.id),
    isRegistered,
    mark: stateOf(before),
    isAllowed: mark.isAllowed,
    gate: visit?.rule ?? null,
  });
  const room = visit && roomAnswer(tx, event.id, visit, isRegistered, verdict);
  if (!isLetIn(verdict)) {
    // A phone that comes after the desk has marked its owner is from now on known to be theirs.
    if (verdict === 'already' && mark.phone && before?.device === null)
      await record(tx, checkInTable, id, mark.phone);
    const since = room?.section === null ? undefined : visit?.current?.enteredMs;
    const first = since === undefined ? (before?.at ?? null) : new Date(since).toISOString();
    return { verdict, person, at: first, annulReason: before?.annul_reason ?? null, room };
  }
  const isFirst = stateOf(before) !== 'valid';
  if (isFirst) {
    if (event.registration === 'list')
      await register(tx, event.id, person.id, mark.source === 'walkIn' ? 'walkIn' : 'desk');
    const fresh = { event_id: event.id, person_id: person.id, at, source: mark.source, ...mark.phone };
    if (isNew) await recordNew(tx, checkInTable, id, fresh);
    else
      await record(tx, checkInTable, id, {
        ...fresh,
        annulled_at: null,
        annul_reason: null,
        deleted_at: null,
      });
  }
  if (visit) await enter(tx, visit, { eventId: event.id, personId: person.id, at, isFirst });
  return { verdict, person, at, annulReason: null, room };
}

/** Checks a person out, where they are inside. Their mark stays: they were here. */
export async function leavePerson(tx: Tx, leaving: AtDoor): Promise<Answer> {
  const { event, person, before } = await readAtDoor(tx, leaving);
  const at = leaving.at ?? tx.at;
  const asked = { direction: 'out', gate: leaving.gate, before, atMs: Date.parse(at) } as const;
  const visit = await readVisit(tx, event, person, asked);
  const verdict = admit({
    isCancelled: event.cancelled_at !== null,
    registration: event.registration,
    capacity: null,
    came: 0,
    isRegistered: false,
    mark: stateOf(before),
    isAllowed: false,
    gate: visit.rule,
  });
  const room = roomAnswer(tx, event.id, visit, false, verdict);
  if (verdict !== 'left') return { verdict, person, at: lastLeft(visit.stays), annulReason: null, room };
  await close(tx, visit, { eventId: event.id, personId: person.id, at });
  return { verdict, person, at, annulReason: null, room };
}

const lastLeft = (stays: readonly { readonly leftMs: number | null }[]): string | null => {
  const last = Math.max(...stays.map(({ leftMs }) => leftMs ?? 0), 0);
  return last === 0 ? null : new Date(last).toISOString();
};

async function readAtDoor(tx: Tx, { eventId, personId }: AtDoor) {
  const event = await livingEvent(tx, eventId);
  const person = readDoorPerson(tx, personId);
  if (person === undefined) throw fail('not-found', 'PERSON_NOT_FOUND', { id: personId });
  const id = checkInId(event.id, person.id);
  const row = markById(tx, id);
  return { event, person, id, before: row?.deleted_at === null ? row : undefined, isNew: row === undefined };
}

const stateOf = (mark: { readonly annulled_at: string | null } | undefined): 'none' | 'valid' | 'annulled' =>
  mark === undefined ? 'none' : mark.annulled_at === null ? 'valid' : 'annulled';

/** Gives a person a place at the event; out: whether they had none. A place that is there stays as it is. */
export async function register(
  tx: Tx,
  eventId: string,
  personId: string,
  source: RegistrationSource,
): Promise<boolean> {
  if (hasPlace(tx, eventId, personId)) return false;
  return record(tx, registrationTable, registrationId(eventId, personId), {
    event_id: eventId,
    person_id: personId,
    source,
    at: tx.at,
    deleted_at: null,
  });
}

/** Adds a new person and marks them, both in this transaction. */
export async function walkIn(tx: Tx, eventId: string, patch: PersonPatch, gate?: Gate): Promise<Answer> {
  const personId = await addPerson(tx, patch);
  return markPerson(tx, { eventId, personId, source: 'walkIn', isAllowed: true, gate });
}

/** Takes the worth from a mark and keeps it. Throws MARK_NOT_FOUND where there is none that counts. */
export async function annulMark(tx: Tx, eventId: string, personId: string, reason: string): Promise<void> {
  const mark = readMark(tx, eventId, personId);
  if (mark === undefined || mark.annulled_at !== null) throw fail('not-found', 'MARK_NOT_FOUND');
  await record(tx, checkInTable, checkInId(eventId, personId), { annulled_at: tx.at, annul_reason: reason });
  await putStaysAway(tx, eventId, personId);
}

/**
 * Whom a scan means: a personal code under any keyboard layout, or else the number of a student card that exactly one
 * person has. Undefined where nobody fits.
 */
export async function findByScan(reading: Reading, typed: string): Promise<string | undefined> {
  const texts = readings(typed);
  for (const code of texts.filter(isCode)) {
    const owner = await livingPeople(reading).where('code', '=', code).executeTakeFirst();
    if (owner) return owner.id;
  }
  if (texts.length === 0) return undefined;
  const owners = await livingPeople(reading)
    .where('student_card_no', 'in', [...texts, ...texts.map((text) => text.toLowerCase())])
    .limit(2)
    .execute();
  return owners.length === 1 ? owners[0]?.id : undefined;
}

function livingPeople(reading: Reading) {
  return reading.read<Tables>().selectFrom('person').select('id').where('deleted_at', 'is', null);
}

function readDoorPerson(reading: Reading, id: string): DoorPerson | undefined {
  const row = personOfMark(reading, id);
  return row?.deleted_at !== null
    ? undefined
    : { id, name: fullName(row), group: row.study_group, cardNo: row.student_card_no };
}

const readMark = (reading: Reading, eventId: string, personId: string) => {
  const row = markById(reading, checkInId(eventId, personId));
  return row?.deleted_at === null ? row : undefined;
};

/** The moment of the person's mark that counts at this event, or undefined. */
export function markOf(reading: Reading, eventId: string, personId: string): string | undefined {
  const mark = readMark(reading, eventId, personId);
  return mark?.annulled_at === null ? mark.at : undefined;
}

const hasPlace = (reading: Reading, eventId: string, personId: string): boolean =>
  placeById(reading, registrationId(eventId, personId)).length > 0;

const countCame = (reading: Reading, eventId: string): number => cameTo(reading, eventId)[0]?.n ?? 0;

/**
 * The newest check-in, move or check-out of this actor at the event that is not taken back yet, and whose it is, for "undo" by one
 * key. In: its transaction, where a window means its own; then it is only checked.
 */
export async function readLastMarkTx(
  reading: Reading,
  eventId: string,
  actor: string,
  own?: string,
): Promise<{ readonly tx: string; readonly person: DoorPerson | null } | undefined> {
  const marks = reading
    .read<Tables & RoomsTables>()
    .selectFrom('action')
    .innerJoin('change', 'change.tx', 'action.id')
    .leftJoin('check_in', (join) =>
      join.onRef('check_in.id', '=', 'change.row_id').on('change.table_name', '=', 'check_in'),
    )
    .leftJoin('stay', (join) =>
      join.onRef('stay.id', '=', 'change.row_id').on('change.table_name', '=', 'stay'),
    )
    .leftJoin('action as back', 'back.undoes', 'action.id')
    .select((build) => [
      'action.id',
      build.fn.coalesce('check_in.person_id', 'stay.person_id').as('person_id'),
    ])
    .where('action.actor', '=', actor)
    .where('action.name', 'in', [
      'checkIn.mark',
      'checkIn.walkIn',
      'checkIn.leave',
      'paper.enter',
      'paper.written',
      'tablets.mark',
      'tablets.leave',
    ])
    .where('change.table_name', 'in', ['check_in', 'stay'])
    .where((build) =>
      build.or([build('check_in.event_id', '=', eventId), build('stay.event_id', '=', eventId)]),
    )
    .where('back.id', 'is', null);
  const meant = own === undefined ? marks : marks.where('action.id', '=', own);
  const last = await meant.orderBy('action.id', 'desc').limit(1).executeTakeFirst();
  return last && { tx: last.id, person: readDoorPerson(reading, last.person_id ?? '') ?? null };
}
