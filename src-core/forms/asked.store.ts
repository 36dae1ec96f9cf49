/** Forms as people meet them: what is asked of whom, and what they answer. Runs on whichever database. */
import { fail } from '../access/index.ts';
import type { EventsTables } from '../events/index.ts';
import type { PeopleTables } from '../people/index.ts';
import { factId, record } from '../store/index.ts';
import type { DomainStore, DomainTx, Reading } from '../store/index.ts';
import { hasAnsweredNameless, keepNameless } from './anonymous.store.ts';
import { readAnswers } from './answers.rules.ts';
import type { FormAnswers } from './answers.rules.ts';
import { definitionOf, isOpenAt } from './forms.rules.ts';
import type { FormDefinition } from './forms.rules.ts';
import { formAnswerTable } from './forms.schema.ts';
import type { FormKind, FormSource, FormsTables } from './forms.schema.ts';

type Reads = Pick<Reading, 'read'>;

/** Which messages brought a form to whom: kept by the slice `messages`, which stands above this one. */
type Sent = {
  readonly message: { readonly id: string; readonly form_use_id: string | null };
  readonly delivery: {
    readonly message_id: string;
    readonly person_id: string;
    readonly deleted_at: string | null;
  };
};

/** A form that is asked. */
export type AskedForm = {
  readonly useId: string;
  readonly formId: string;
  readonly versionId: string;
  readonly kind: FormKind;
  /** Its name on the desk; people read `definition.title`. */
  readonly name: string;
  /** Times are the wall's in the organisation's time zone. */
  readonly event: { readonly id: string; readonly title: string; readonly startsAt: string } | null;
  readonly isAnonymous: boolean;
  /** Instants in UTC. */
  readonly opensAt: string;
  readonly closesAt: string | null;
  readonly definition: FormDefinition;
};

/** A form that a person is asked, with what they have answered: never the answers where they bear no name. */
export type PersonsForm = AskedForm & { readonly isAnswered: boolean; readonly answers: FormAnswers | null };

const answerId = (useId: string, personId: string): string => factId('form_answer', useId, personId);

function askedForms(reading: Reads) {
  return reading
    .read<FormsTables & EventsTables>()
    .selectFrom('form_use')
    .innerJoin('form', 'form.id', 'form_use.form_id')
    .innerJoin('form_version', 'form_version.id', 'form_use.version_id')
    .leftJoin('event', (join) =>
      join.onRef('event.id', '=', 'form_use.event_id').on('event.deleted_at', 'is', null),
    )
    .where('form_use.deleted_at', 'is', null)
    .select([
      'form_use.id as useId',
      'form_use.form_id as formId',
      'form_use.version_id as versionId',
      'form_use.is_anonymous as isAnonymous',
      'form_use.opens_at as opensAt',
      'form_use.closes_at as closesAt',
      'form.name',
      'form.kind',
      'form_version.definition',
      'event.id as eventId',
      'event.title as eventTitle',
      'event.starts_at as startsAt',
    ]);
}

type Found = Awaited<ReturnType<ReturnType<typeof askedForms>['execute']>>[number];

function formOf({ eventId, eventTitle, startsAt, definition, isAnonymous, ...form }: Found): AskedForm {
  const event =
    eventId === null || eventTitle === null || startsAt === null
      ? null
      : { id: eventId, title: eventTitle, startsAt };
  return { ...form, event, isAnonymous: isAnonymous === 1, definition: definitionOf(definition) };
}

/** The form behind a use, open or not; null where there is none or it was put away. */
export async function formFor(reading: Reads, useId: string): Promise<AskedForm | null> {
  const found = await askedForms(reading).where('form_use.id', '=', useId).executeTakeFirst();
  return found === undefined ? null : formOf(found);
}

/**
 * The forms that the person is asked at the moment, milliseconds, newest first: of events where they came (feedback) or are expected
 * (other forms), and those that a message brought them. Answered ones are among them as long as they are open.
 */
export async function openForms(reading: Reads, personId: string, nowMs: number): Promise<PersonsForm[]> {
  const now = new Date(nowMs).toISOString();
  const found = await askedForms(reading)
    .where('form_use.opens_at', '<=', now)
    .where((is) => is.or([is('form_use.closes_at', 'is', null), is('form_use.closes_at', '>', now)]))
    .where('form_use.id', 'in', usesOf(reading, personId))
    .orderBy('form_use.opens_at', 'desc')
    .orderBy('form_use.id')
    .execute();
  const forms: PersonsForm[] = [];
  for (const form of found) forms.push(await withAnswers(reading, formOf(form), personId));
  return forms;
}

/**
 * The form behind a use as the person may answer it at the moment, milliseconds, with what they have answered: also one that nobody sent
 * them, to which an address led. Throws FORM_NOT_FOUND, FORM_CLOSED, FORM_NOT_ASKED, PERSON_NOT_FOUND.
 */
export async function formForPerson(
  reading: Reads,
  { useId, personId, nowMs }: { readonly useId: string; readonly personId: string; readonly nowMs: number },
): Promise<PersonsForm> {
  const form = await formFor(reading, useId);
  if (form === null) throw fail('not-found', 'FORM_NOT_FOUND', { id: useId });
  if (!isOpenAt(form, nowMs)) throw fail('refused', 'FORM_CLOSED', { id: useId });
  await refuseStranger(reading, form, personId);
  return withAnswers(reading, form, personId);
}

/** The form with what the person has answered to it. */
async function withAnswers(reading: Reads, form: AskedForm, personId: string): Promise<PersonsForm> {
  if (form.isAnonymous) {
    const isAnswered = await hasAnsweredNameless(reading, form.useId, personId);
    return { ...form, isAnswered, answers: null };
  }
  const row = await reading
    .read<FormsTables>()
    .selectFrom('form_answer')
    .where('id', '=', answerId(form.useId, personId))
    .where('deleted_at', 'is', null)
    .select('answers')
    .executeTakeFirst();
  const answers = row === undefined ? null : (JSON.parse(row.answers) as FormAnswers);
  return { ...form, isAnswered: answers !== null, answers };
}

function usesOf(reading: Reads, personId: string) {
  const db = reading.read<FormsTables & EventsTables & Sent>();
  const came = db
    .selectFrom('form_use')
    .innerJoin('check_in', 'check_in.event_id', 'form_use.event_id')
    .where('check_in.person_id', '=', personId)
    .where('check_in.deleted_at', 'is', null)
    .where('check_in.annulled_at', 'is', null)
    .select('form_use.id');
  const expected = db
    .selectFrom('form_use')
    .innerJoin('form', 'form.id', 'form_use.form_id')
    .innerJoin('registration', 'registration.event_id', 'form_use.event_id')
    .where('form.kind', '=', 'form')
    .where('registration.person_id', '=', personId)
    .where('registration.deleted_at', 'is', null)
    .select('form_use.id');
  const sent = db
    .selectFrom('form_use')
    .innerJoin('message', 'message.form_use_id', 'form_use.id')
    .innerJoin('delivery', 'delivery.message_id', 'message.id')
    .where('delivery.person_id', '=', personId)
    .where('delivery.deleted_at', 'is', null)
    .select('form_use.id');
  return came.union(expected).union(sent);
}

export type Submission = {
  readonly useId: string;
  readonly personId: string;
  /** What came from the network, unread. */
  readonly answers: unknown;
  readonly source: FormSource;
  /** The version that the person read, where the form went on to another meanwhile. */
  readonly versionId?: string | undefined;
};

/** `known`: the same was there already. `alreadyAnswered`: nameless answers are in, and nobody can tell which they are to change them. */
export type SubmitOutcome = 'taken' | 'changed' | 'known' | 'alreadyAnswered';

/**
 * Takes a person's answers. They may be changed until the form closes, except where they bear no name. The same answers sent twice are one.
 * Throws FORM_NOT_FOUND, FORM_CLOSED, FORM_NOT_ASKED (feedback of an event where they were not), PERSON_NOT_FOUND, FORM_ANSWERS_INVALID
 * (`questions`: ids with what is wrong).
 */
export async function submitAnswer(store: DomainStore, submission: Submission): Promise<SubmitOutcome> {
  const form = await formFor(store, submission.useId);
  if (form === null) throw fail('not-found', 'FORM_NOT_FOUND', { id: submission.useId });
  // Nothing of a nameless answer may stand in the log under the person's name.
  const intent = form.isAnonymous
    ? { actor: 'anonymous', action: 'forms.answer' }
    : { actor: submission.personId, action: 'forms.answer' };
  const { value } = await store.write(intent, (tx) => answerIn(tx, submission));
  return value;
}

async function answerIn(tx: DomainTx, submission: Submission): Promise<SubmitOutcome> {
  const { useId, personId, source } = submission;
  const form = await formFor(tx, useId);
  if (form === null) throw fail('not-found', 'FORM_NOT_FOUND', { id: useId });
  if (!isOpenAt(form, Date.parse(tx.at))) throw fail('refused', 'FORM_CLOSED', { id: useId });
  await refuseStranger(tx, form, personId);
  const { versionId, definition } = await versionRead(tx, form, submission.versionId);
  const read = readAnswers(definition, submission.answers);
  if (!read.isSound)
    throw fail('invalid', 'FORM_ANSWERS_INVALID', {
      questions: read.problems.map(({ question, problem }) => `${question} ${problem}`),
    });
  if (form.isAnonymous) {
    const isNew = await keepNameless(tx, { useId, personId, versionId, answers: read.answers });
    return isNew ? 'taken' : 'alreadyAnswered';
  }
  const id = answerId(useId, personId);
  const before = await tx
    .read<FormsTables>()
    .selectFrom('form_answer')
    .where('id', '=', id)
    .select(['answers', 'version_id', 'deleted_at'])
    .executeTakeFirst();
  const answers = JSON.stringify(read.answers);
  const isThere = before !== undefined && before.deleted_at === null;
  if (isThere && before.answers === answers && before.version_id === versionId) return 'known';
  const row = { use_id: useId, version_id: versionId, person_id: personId, answers, at: tx.at, source };
  await record(tx, formAnswerTable, id, { ...row, deleted_at: null });
  return isThere ? 'changed' : 'taken';
}

/** The version whose questions were read: an earlier one of the same form, too. */
async function versionRead(
  tx: DomainTx,
  form: AskedForm,
  versionId: string | undefined,
): Promise<Pick<AskedForm, 'versionId' | 'definition'>> {
  if (versionId === undefined || versionId === form.versionId) return form;
  const row = await tx
    .read<FormsTables>()
    .selectFrom('form_version')
    .where('id', '=', versionId)
    .where('form_id', '=', form.formId)
    .select('definition')
    .executeTakeFirst();
  return row === undefined ? form : { versionId, definition: definitionOf(row.definition) };
}

async function refuseStranger(reading: Reads, form: AskedForm, personId: string): Promise<void> {
  const person = await reading
    .read<PeopleTables>()
    .selectFrom('person')
    .where('id', '=', personId)
    .where('deleted_at', 'is', null)
    .select('id')
    .executeTakeFirst();
  if (person === undefined) throw fail('not-found', 'PERSON_NOT_FOUND', { id: personId });
  if (form.kind !== 'feedback' || form.event === null) return;
  const mark = await reading
    .read<EventsTables>()
    .selectFrom('check_in')
    .where('event_id', '=', form.event.id)
    .where('person_id', '=', personId)
    .where('annulled_at', 'is', null)
    .where('deleted_at', 'is', null)
    .select('id')
    .executeTakeFirst();
  if (mark === undefined) throw fail('refused', 'FORM_NOT_ASKED', { id: form.useId });
}
