import type { AccessTables } from '../access/index.ts';
import { fail } from '../access/index.ts';
import type { EventsTables } from '../events/index.ts';
import { fullName } from '../people/index.ts';
import type { PeopleTables } from '../people/index.ts';
import { factId, record } from '../store/index.ts';
import type { Reading, Tx } from '../store/index.ts';
import { byWeight } from './attention.rules.ts';
import type { AskedAnswer, FlagKind, Minded } from './attention.rules.ts';
import {
  attentionAcknowledgementTable,
  attentionFlagTable,
  checkInQuestionTable,
} from './attention.schema.ts';
import type { AttentionTables } from './attention.schema.ts';

type Tables = AttentionTables & EventsTables & PeopleTables & AccessTables;

/** At one event more questions would be an inquiry. */
const MOST_QUESTIONS = 5;

const acknowledgementId = (eventId: string, personId: string, flagId: string): string =>
  factId('attention_acknowledgement', eventId, personId, flagId);

/** The free text on a person's card counts as a flag for every event; another text is another flag. */
const cardFlagId = (personId: string, text: string): string => factId('attention_card', personId, text);

/** Puts a flag on each of the people. Throws PERSON_NOT_FOUND. */
export async function addFlags(
  tx: Tx,
  flag: {
    readonly personIds: readonly string[];
    readonly eventId: string | null;
    readonly kind: FlagKind;
    readonly text: string | null;
  },
): Promise<readonly string[]> {
  const known = await tx
    .read<Tables>()
    .selectFrom('person')
    .select('id')
    .where('id', 'in', flag.personIds)
    .where('deleted_at', 'is', null)
    .execute();
  if (known.length === 0) throw fail('not-found', 'PERSON_NOT_FOUND', { id: flag.personIds[0] ?? '' });
  const ids: string[] = [];
  for (const { id: personId } of known) {
    const id = tx.newId();
    await record(tx, attentionFlagTable, id, {
      person_id: personId,
      event_id: flag.eventId,
      kind: flag.kind,
      text: flag.text,
    });
    ids.push(id);
  }
  return ids;
}

/** Puts a flag away; what was acknowledged of it stays. Throws FLAG_GONE. */
export async function removeFlag(tx: Tx, id: string): Promise<void> {
  const found = await tx
    .read<Tables>()
    .selectFrom('attention_flag')
    .select('id')
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (found === undefined) throw fail('not-found', 'FLAG_GONE');
  await record(tx, attentionFlagTable, id, { deleted_at: tx.at });
}

/** The flags of a person, with the event that each holds at. */
export function flagsOfPerson(reading: Reading, personId: string) {
  return reading
    .read<Tables>()
    .selectFrom('attention_flag')
    .leftJoin('event', 'event.id', 'attention_flag.event_id')
    .where('attention_flag.person_id', '=', personId)
    .where('attention_flag.deleted_at', 'is', null)
    .select(['attention_flag.id', 'kind', 'text', 'event_id', 'event.title as event_title'])
    .orderBy('attention_flag.id')
    .execute();
}

/** The questions that an event asks, in the order in which they were written. */
export function questionsOf(reading: Reading, eventId: string): Promise<{ id: string; text: string }[]> {
  return reading
    .read<Tables>()
    .selectFrom('check_in_question')
    .where('event_id', '=', eventId)
    .where('deleted_at', 'is', null)
    .select(['id', 'text'])
    .orderBy('id')
    .execute();
}

/** Throws TOO_MANY_QUESTIONS. */
export async function addQuestion(tx: Tx, eventId: string, text: string): Promise<string> {
  if ((await questionsOf(tx, eventId)).length >= MOST_QUESTIONS)
    throw fail('conflict', 'TOO_MANY_QUESTIONS', { most: MOST_QUESTIONS });
  const id = tx.newId();
  await record(tx, checkInQuestionTable, id, { event_id: eventId, text });
  return id;
}

/** Throws FLAG_GONE. */
export async function removeQuestion(tx: Tx, id: string): Promise<void> {
  const found = await tx
    .read<Tables>()
    .selectFrom('check_in_question')
    .select('id')
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (found === undefined) throw fail('not-found', 'FLAG_GONE');
  await record(tx, checkInQuestionTable, id, { deleted_at: tx.at });
}

/** The flags that hold at an event: those of these people, or of everyone who has come where no people are named. */
async function flagsAt(
  reading: Reading,
  eventId: string,
  people: readonly string[] | undefined,
): Promise<readonly Minded[]> {
  const db = reading.read<Tables>();
  const came = db
    .selectFrom('check_in')
    .where('event_id', '=', eventId)
    .where('deleted_at', 'is', null)
    .where('annulled_at', 'is', null)
    .select('person_id');
  const flags = db
    .selectFrom('attention_flag')
    .where('deleted_at', 'is', null)
    .where((build) => build.or([build('event_id', 'is', null), build('event_id', '=', eventId)]))
    .where('person_id', 'in', people ?? came)
    .select(['id', 'person_id', 'kind', 'text']);
  const cards = db
    .selectFrom('person')
    .where('attention', 'is not', null)
    .where('deleted_at', 'is', null)
    .where('id', 'in', people ?? came)
    .select(['id', 'attention']);
  const [own, onCards] = [await flags.execute(), await cards.execute()];
  return [
    ...own.map(({ id, person_id, kind, text }) => ({ flagId: id, personId: person_id, kind, text })),
    ...onCards.flatMap(({ id, attention: text }) =>
      text === null ? [] : [{ flagId: cardFlagId(id, text), personId: id, kind: 'other' as const, text }],
    ),
  ];
}

/** At most so many people are asked about at once. */
const CHUNK = 500;

/** What the flags of these people are about that hold at the event; people without flags are left out. */
export async function flagKindsAt(
  reading: Reading,
  eventId: string,
  people: readonly string[],
): Promise<ReadonlyMap<string, readonly FlagKind[]>> {
  const kinds = new Map<string, FlagKind[]>();
  for (let from = 0; from < people.length; from += CHUNK)
    for (const flag of (await flagsAt(reading, eventId, people.slice(from, from + CHUNK))).toSorted(
      byWeight,
    )) {
      const own = kinds.get(flag.personId) ?? [];
      if (flag.kind !== 'question' && !own.includes(flag.kind)) own.push(flag.kind);
      kinds.set(flag.personId, own);
    }
  return kinds;
}

async function acknowledgedAt(reading: Reading, eventId: string) {
  return reading
    .read<Tables>()
    .selectFrom('attention_acknowledgement')
    .leftJoin('account', 'account.id', 'attention_acknowledgement.actor')
    .where('event_id', '=', eventId)
    .where('attention_acknowledgement.deleted_at', 'is', null)
    .select(['attention_acknowledgement.id', 'person_id', 'flag_id', 'at', 'actor', 'answer', 'account.name'])
    .execute();
}

/** What is still to be minded of these people at the event, the gravest first. */
export async function dueOf(
  reading: Reading,
  eventId: string,
  personIds: readonly string[],
): Promise<readonly Minded[]> {
  if (personIds.length === 0) return [];
  const flags = await flagsAt(reading, eventId, personIds);
  const questions = await questionsOf(reading, eventId);
  const items = [
    ...flags,
    ...personIds.flatMap((personId) =>
      questions.map(({ id, text }) => ({ flagId: id, personId, kind: 'question' as const, text })),
    ),
  ];
  const ids = items.map((item) => acknowledgementId(eventId, item.personId, item.flagId));
  const done = await reading
    .read<Tables>()
    .selectFrom('attention_acknowledgement')
    .select('id')
    .where('id', 'in', ids)
    .where('deleted_at', 'is', null)
    .execute();
  const known = new Set(done.map(({ id }) => id));
  return items.filter((_, index) => !known.has(ids[index] ?? '')).toSorted(byWeight);
}

/**
 * Notes that somebody has seen a flag or asked a question: once, whoever was first; a changed answer is written over.
 * Throws FLAG_GONE where the flag does not hold for the person at the event.
 */
export async function acknowledge(
  tx: Tx,
  seen: {
    readonly eventId: string;
    readonly personId: string;
    readonly flagId: string;
    readonly actor: string;
    readonly answer: AskedAnswer | null;
  },
): Promise<void> {
  const { eventId, personId, flagId, actor } = seen;
  const isQuestion = (await questionsOf(tx, eventId)).some(({ id }) => id === flagId);
  const isFlag = (await flagsAt(tx, eventId, [personId])).some((flag) => flag.flagId === flagId);
  if (!isQuestion && !isFlag) throw fail('not-found', 'FLAG_GONE');
  const answer = isQuestion ? (seen.answer ?? 'yes') : null;
  const id = acknowledgementId(eventId, personId, flagId);
  const before = await tx
    .read<Tables>()
    .selectFrom('attention_acknowledgement')
    .select('answer')
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (before !== undefined && before.answer === answer) return;
  await record(tx, attentionAcknowledgementTable, id, {
    event_id: eventId,
    person_id: personId,
    flag_id: flagId,
    at: tx.at,
    actor,
    answer,
    deleted_at: null,
  });
}

/** Whether the id is a question of the event: anyone at the desk may answer one. */
export async function isQuestionOf(reading: Reading, eventId: string, id: string): Promise<boolean> {
  return (await questionsOf(reading, eventId)).some((question) => question.id === id);
}

export type Named = { readonly id: string; readonly name: string; readonly group: string | null };

/** A flag of somebody who has come, with who has seen it; `seen` is null while nobody has. */
export type EventFlag = Minded & {
  readonly person: Named;
  readonly seen: { readonly at: string; readonly by: string } | null;
};

/** A question with how it was answered by those who have come. */
export type EventQuestion = {
  readonly id: string;
  readonly text: string;
  readonly yes: number;
  readonly no: readonly Named[];
  readonly notAsked: readonly Named[];
};

/** All that is to be minded among those who have come to the event; first what nobody has seen yet. */
export async function mindedAt(
  reading: Reading,
  eventId: string,
): Promise<{ readonly flags: readonly EventFlag[]; readonly questions: readonly EventQuestion[] }> {
  const people = await cameTo(reading, eventId);
  const acknowledged = await acknowledgedAt(reading, eventId);
  const byId = new Map(acknowledged.map((line) => [line.id, line]));
  const ofPerson = (personId: string, flagId: string) =>
    byId.get(acknowledgementId(eventId, personId, flagId));
  const flags = (await flagsAt(reading, eventId, undefined)).flatMap((flag): readonly EventFlag[] => {
    const person = people.get(flag.personId);
    const line = ofPerson(flag.personId, flag.flagId);
    const seen = line === undefined ? null : { at: line.at, by: line.name ?? line.actor };
    return person === undefined ? [] : [{ ...flag, person, seen }];
  });
  const questions = await questionsOf(reading, eventId);
  return {
    flags: flags.toSorted(
      (left, right) => Number(left.seen !== null) - Number(right.seen !== null) || byWeight(left, right),
    ),
    questions: questions.map(({ id, text }) => {
      const answers = Map.groupBy(people.values(), (person) => ofPerson(person.id, id)?.answer ?? 'none');
      return {
        id,
        text,
        yes: answers.get('yes')?.length ?? 0,
        no: answers.get('no') ?? [],
        notAsked: answers.get('none') ?? [],
      };
    }),
  };
}

async function cameTo(reading: Reading, eventId: string): Promise<ReadonlyMap<string, Named>> {
  const rows = await reading
    .read<Tables>()
    .selectFrom('check_in')
    .innerJoin('person', 'person.id', 'check_in.person_id')
    .where('check_in.event_id', '=', eventId)
    .where('check_in.deleted_at', 'is', null)
    .where('check_in.annulled_at', 'is', null)
    .select(['person.id', 'family_name', 'given_name', 'patronymic', 'study_group'])
    .orderBy('check_in.at')
    .execute();
  return new Map(rows.map((row) => [row.id, { id: row.id, name: fullName(row), group: row.study_group }]));
}
