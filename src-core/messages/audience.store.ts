import type { AnswersTables, RsvpAnswer } from '../answers/index.ts';
import type { EventsTables } from '../events/index.ts';
import type { PeopleTables } from '../people/index.ts';
import type { Reading } from '../store/index.ts';
import type { Audience, EventAudience } from './audience.rules.ts';
import type { MessagesTables } from './messages.schema.ts';

type Reads = Pick<Reading, 'read'>;

/** Ids that one question asks for at once: databases take so many parameters and no more. */
const AT_ONCE = 5_000;

/** Asks for many ids in parts. */
export async function inParts<Row>(
  ids: readonly string[],
  ask: (part: readonly string[]) => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let from = 0; from < ids.length; from += AT_ONCE)
    rows.push(...(await ask(ids.slice(from, from + AT_ONCE))));
  return rows;
}

/** The ids of those whom a message is for at this moment, each once, in order; people whose cards are put away are nobody's audience. */
export async function resolveAudience(reading: Reads, audience: Audience): Promise<readonly string[]> {
  if (audience.kind === 'everyone') return everyone(reading, audience.studyGroups);
  const ids =
    audience.kind === 'persons'
      ? audience.ids
      : audience.kind === 'club'
        ? await peopleOfClub(reading, audience.clubId)
        : await AROUND[audience.who](reading, audience.eventId);
  return living(reading, [...new Set(ids)]);
}

async function everyone(
  reading: Reads,
  studyGroups: readonly string[] | undefined,
): Promise<readonly string[]> {
  let query = reading
    .read<PeopleTables>()
    .selectFrom('person')
    .select('id')
    .where('deleted_at', 'is', null)
    .where('status', '=', 'active')
    .orderBy('id');
  if (studyGroups !== undefined) query = query.where('study_group', 'in', [...studyGroups, '']);
  return (await query.execute()).map(({ id }) => id);
}

async function living(reading: Reads, ids: readonly string[]): Promise<readonly string[]> {
  const found = await inParts(ids, (part) =>
    reading
      .read<PeopleTables>()
      .selectFrom('person')
      .select('id')
      .where('id', 'in', part)
      .where('deleted_at', 'is', null)
      .execute(),
  );
  return found.map(({ id }) => id).toSorted();
}

async function peopleOfClub(reading: Reads, clubId: string): Promise<readonly string[]> {
  const db = reading.read<EventsTables>();
  const [registered, came] = [
    await db
      .selectFrom('registration')
      .innerJoin('event', 'event.id', 'registration.event_id')
      .where('event.club_id', '=', clubId)
      .where('event.deleted_at', 'is', null)
      .where('registration.deleted_at', 'is', null)
      .select('registration.person_id as id')
      .execute(),
    await db
      .selectFrom('check_in')
      .innerJoin('event', 'event.id', 'check_in.event_id')
      .where('event.club_id', '=', clubId)
      .where('event.deleted_at', 'is', null)
      .where('check_in.deleted_at', 'is', null)
      .where('check_in.annulled_at', 'is', null)
      .select('check_in.person_id as id')
      .execute(),
  ];
  return [...registered, ...came].map(({ id }) => id);
}

type Around = (reading: Reads, eventId: string) => Promise<readonly string[]>;

const AROUND: Readonly<Record<EventAudience, Around>> = {
  invited: invitedTo,
  silent: async (reading, eventId) => {
    const said = await answersOf(reading, eventId);
    return (await invitedTo(reading, eventId)).filter((id) => !said.has(id));
  },
  going: async (reading, eventId) => saying(await answersOf(reading, eventId), 'going'),
  maybe: async (reading, eventId) => saying(await answersOf(reading, eventId), 'maybe'),
  expected: expectedAt,
  involved: async (reading, eventId) => [
    ...(await expectedAt(reading, eventId)),
    ...(await waitingFor(reading, eventId)),
  ],
  waiting: waitingFor,
  came: async (reading, eventId) => [...(await cameTo(reading, eventId))],
  notCame: async (reading, eventId) => {
    const came = await cameTo(reading, eventId);
    return (await expectedAt(reading, eventId)).filter((id) => !came.has(id));
  },
};

const saying = (answers: ReadonlyMap<string, RsvpAnswer>, answer: RsvpAnswer): readonly string[] =>
  [...answers].filter(([, said]) => said === answer).map(([id]) => id);

/** What each person says to an event: their newest answer. */
export async function answersOf(reading: Reads, eventId: string): Promise<ReadonlyMap<string, RsvpAnswer>> {
  const rows = await reading
    .read<AnswersTables>()
    .selectFrom('rsvp_answer')
    .select(['person_id', 'answer'])
    .where('event_id', '=', eventId)
    .where('deleted_at', 'is', null)
    .orderBy('at')
    .orderBy('id')
    .execute();
  return new Map(rows.map(({ person_id, answer }) => [person_id, answer]));
}

async function invitedTo(reading: Reads, eventId: string): Promise<readonly string[]> {
  const rows = await reading
    .read<MessagesTables>()
    .selectFrom('delivery')
    .innerJoin('message', 'message.id', 'delivery.message_id')
    .select('delivery.person_id as id')
    .where('message.event_id', '=', eventId)
    .where('message.kind', '=', 'poll')
    .where('delivery.deleted_at', 'is', null)
    .execute();
  return rows.map(({ id }) => id);
}

/**
 * Whoever has a place or says that they come; who said "not coming" last is not expected, whatever else there is, and who has ever waited is
 * expected with a place alone: they may have let one pass that was held for them.
 */
async function expectedAt(reading: Reads, eventId: string): Promise<readonly string[]> {
  const answers = await answersOf(reading, eventId);
  const rows = await reading
    .read<EventsTables>()
    .selectFrom('registration')
    .select('person_id as id')
    .where('event_id', '=', eventId)
    .where('deleted_at', 'is', null)
    .execute();
  const placed = new Set(rows.map(({ id }) => id));
  const waited = new Set(
    (await entriesFor(reading, eventId).select('person_id as id').execute()).map(({ id }) => id),
  );
  const going = saying(answers, 'going').filter((id) => !waited.has(id));
  return [...new Set([...placed, ...going])].filter((id) => answers.get(id) !== 'notGoing');
}

/** Of an event's queue, everybody who ever stood in it. */
const entriesFor = (reading: Reads, eventId: string) =>
  reading
    .read<AnswersTables>()
    .selectFrom('waitlist_entry')
    .where('event_id', '=', eventId)
    .where('deleted_at', 'is', null);

async function waitingFor(reading: Reads, eventId: string): Promise<readonly string[]> {
  const rows = await entriesFor(reading, eventId)
    .where('left_at', 'is', null)
    .select('person_id as id')
    .execute();
  return rows.map(({ id }) => id);
}

async function cameTo(reading: Reads, eventId: string): Promise<ReadonlySet<string>> {
  const rows = await reading
    .read<EventsTables>()
    .selectFrom('check_in')
    .select('person_id as id')
    .where('event_id', '=', eventId)
    .where('annulled_at', 'is', null)
    .where('deleted_at', 'is', null)
    .execute();
  return new Set(rows.map(({ id }) => id));
}
