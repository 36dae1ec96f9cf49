/** Forms as the desk keeps them: each edit is a new version, and where a form is asked says which. */
import { sql } from 'kysely';
import { fail } from '../access/index.ts';
import { livingEvent } from '../events/index.ts';
import type { EventsTables } from '../events/index.ts';
import { factId, record } from '../store/index.ts';
import type { Reading, Tx } from '../store/index.ts';
import { definitionOf, problemsOf } from './forms.rules.ts';
import type { FormDefinition } from './forms.rules.ts';
import { formTable, formUseTable, formVersionTable } from './forms.schema.ts';
import type { FormKind, FormsTables } from './forms.schema.ts';

type Reads = Pick<Reading, 'read'>;

/** A line of the list of forms. */
export type FormLine = {
  readonly id: string;
  readonly name: string;
  readonly kind: FormKind;
  readonly versions: number;
  readonly uses: number;
  readonly answers: number;
};

/** The living forms, by name. */
export async function listForms(reading: Reads): Promise<FormLine[]> {
  const db = reading.read<FormsTables>();
  return db
    .selectFrom('form')
    .where('form.deleted_at', 'is', null)
    .select(['form.id', 'form.name', 'form.kind'])
    .select([
      sql<number>`(SELECT count(*) FROM form_version WHERE form_id = form.id)`.as('versions'),
      sql<number>`(SELECT count(*) FROM form_use WHERE form_id = form.id AND deleted_at IS NULL)`.as('uses'),
      sql<number>`(SELECT count(*) FROM form_answer JOIN form_use ON form_use.id = form_answer.use_id
        WHERE form_use.form_id = form.id AND form_answer.deleted_at IS NULL)`.as('answers'),
    ])
    .orderBy('form.name')
    .orderBy('form.id')
    .execute();
}

export type Form = {
  readonly id: string;
  readonly name: string;
  readonly kind: FormKind;
  readonly versionId: string;
  /** ISO 8601, UTC. */
  readonly madeAt: string;
  readonly definition: FormDefinition;
};

/** The newest version of a living form. Throws FORM_NOT_FOUND. */
export async function readForm(reading: Reads, id: string): Promise<Form> {
  const row = await reading
    .read<FormsTables>()
    .selectFrom('form')
    .innerJoin('form_version', 'form_version.form_id', 'form.id')
    .where('form.id', '=', id)
    .where('form.deleted_at', 'is', null)
    .orderBy('form_version.made_at', 'desc')
    .orderBy('form_version.id', 'desc')
    .select([
      'form.id',
      'form.name',
      'form.kind',
      'form_version.id as versionId',
      'form_version.made_at as madeAt',
      'form_version.definition',
    ])
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) throw fail('not-found', 'FORM_NOT_FOUND', { id });
  return { ...row, definition: definitionOf(row.definition) };
}

/** Every version of a form, oldest first. */
export async function versionsOf(
  reading: Reads,
  formId: string,
): Promise<{ readonly id: string; readonly definition: FormDefinition }[]> {
  const rows = await reading
    .read<FormsTables>()
    .selectFrom('form_version')
    .where('form_id', '=', formId)
    .orderBy('made_at')
    .orderBy('id')
    .select(['id', 'definition'])
    .execute();
  return rows.map(({ id, definition }) => ({ id, definition: definitionOf(definition) }));
}

export type FormDraft = {
  readonly name: string;
  readonly kind: FormKind;
  readonly definition: FormDefinition;
};

/**
 * Makes a form, or a new version of one where its questions changed. Throws FORM_NOT_SOUND (`problems`), FORM_NOT_FOUND, and
 * FORM_QUESTION_CHANGED where a question that was asked as one kind would become another: its answers could not be counted together.
 */
export async function saveForm(
  tx: Tx,
  id: string | null,
  { name, kind, definition }: FormDraft,
): Promise<{ readonly id: string; readonly versionId: string }> {
  const problems = problemsOf(definition);
  if (problems.length > 0)
    throw fail('invalid', 'FORM_NOT_SOUND', {
      problems: problems.map(({ problem, question }) => `${question ?? ''} ${problem}`.trim()),
    });
  const formId = id ?? tx.newId();
  const before = id === null ? null : await readForm(tx, id);
  if (before !== null) await refuseOtherKinds(tx, formId, definition);
  await record(tx, formTable, formId, { name, kind });
  const text = JSON.stringify(definition);
  if (before !== null && JSON.stringify(before.definition) === text)
    return { id: formId, versionId: before.versionId };
  const versionId = tx.newId();
  await record(tx, formVersionTable, versionId, { form_id: formId, definition: text, made_at: tx.at });
  return { id: formId, versionId };
}

async function refuseOtherKinds(tx: Tx, formId: string, definition: FormDefinition): Promise<void> {
  const kinds = new Map(
    (await versionsOf(tx, formId)).flatMap((version) =>
      version.definition.questions.map(({ id, kind }) => [id, kind] as const),
    ),
  );
  const changed = definition.questions.find(({ id, kind }) => (kinds.get(id) ?? kind) !== kind);
  if (changed !== undefined) throw fail('invalid', 'FORM_QUESTION_CHANGED', { question: changed.id });
}

/** Puts a form away; what was answered stays. Throws FORM_NOT_FOUND. */
export async function removeForm(tx: Tx, id: string): Promise<void> {
  await readForm(tx, id);
  await record(tx, formTable, id, { deleted_at: tx.at });
}

export type NewUse = {
  readonly formId: string;
  readonly eventId: string | null;
  readonly isAnonymous: boolean;
  /** ISO 8601, UTC; the moment itself where it is left out. */
  readonly opensAt?: string | undefined;
  readonly closesAt: string | null;
};

/** The id of a form's use at an event, the same at every laptop. */
const idOfUse = (eventId: string, formId: string): string => factId('form_use', eventId, formId);

/**
 * Has a form asked from a moment on, in its newest version. A form is asked once at an event; asking it there again opens it again.
 * Throws FORM_NOT_FOUND, EVENT_NOT_FOUND, and FORM_USE_ANSWERED where answers are in and would lose or gain their names.
 */
export async function askForm(tx: Tx, use: NewUse): Promise<string> {
  const { formId, eventId, isAnonymous, closesAt } = use;
  const form = await readForm(tx, formId);
  if (eventId !== null) await livingEvent(tx, eventId);
  const id = eventId === null ? tx.newId() : idOfUse(eventId, formId);
  const before = await tx
    .read<FormsTables>()
    .selectFrom('form_use')
    .where('id', '=', id)
    .select(['is_anonymous', 'opens_at'])
    .executeTakeFirst();
  const anonymous = isAnonymous ? 1 : 0;
  if (before !== undefined && before.is_anonymous !== anonymous && before.opens_at <= tx.at)
    throw fail('conflict', 'FORM_USE_ANSWERED', { id });
  await record(tx, formUseTable, id, {
    form_id: formId,
    version_id: form.versionId,
    event_id: eventId,
    is_anonymous: anonymous,
    opens_at: before !== undefined && before.opens_at <= tx.at ? before.opens_at : (use.opensAt ?? tx.at),
    closes_at: closesAt,
    deleted_at: null,
  });
  return id;
}

/** Closes a form where it is asked, opens it again (null), or goes on with its newest version. Throws FORM_NOT_FOUND. */
export async function changeUse(
  tx: Tx,
  useId: string,
  change: { readonly closesAt: string | null } | 'newestVersion',
): Promise<void> {
  const row = await tx
    .read<FormsTables>()
    .selectFrom('form_use')
    .where('id', '=', useId)
    .where('deleted_at', 'is', null)
    .select('form_id')
    .executeTakeFirst();
  if (row === undefined) throw fail('not-found', 'FORM_NOT_FOUND', { id: useId });
  const patch =
    change === 'newestVersion'
      ? { version_id: (await readForm(tx, row.form_id)).versionId }
      : { closes_at: change.closesAt };
  await record(tx, formUseTable, useId, patch);
}

/** Where a form is asked, or what is asked at an event; newest first. */
export type FormUseLine = {
  readonly id: string;
  readonly formId: string;
  readonly name: string;
  readonly kind: FormKind;
  readonly eventId: string | null;
  readonly eventTitle: string | null;
  readonly isAnonymous: boolean;
  readonly opensAt: string;
  readonly closesAt: string | null;
  readonly answers: number;
  /** Who came to its event; null for none. */
  readonly came: number | null;
};

export async function listUses(
  reading: Reads,
  of: { readonly formId: string } | { readonly eventId: string } | { readonly useId: string },
): Promise<FormUseLine[]> {
  const rows = await reading
    .read<FormsTables & EventsTables>()
    .selectFrom('form_use')
    .innerJoin('form', 'form.id', 'form_use.form_id')
    .leftJoin('event', 'event.id', 'form_use.event_id')
    .where('form_use.deleted_at', 'is', null)
    .$if('formId' in of, (query) => query.where('form_use.form_id', '=', 'formId' in of ? of.formId : ''))
    .$if('eventId' in of, (query) => query.where('form_use.event_id', '=', 'eventId' in of ? of.eventId : ''))
    .$if('useId' in of, (query) => query.where('form_use.id', '=', 'useId' in of ? of.useId : ''))
    .select([
      'form_use.id',
      'form_use.form_id as formId',
      'form.name',
      'form.kind',
      'form_use.event_id as eventId',
      'event.title as eventTitle',
      'form_use.is_anonymous',
      'form_use.opens_at as opensAt',
      'form_use.closes_at as closesAt',
    ])
    .select([
      sql<number>`(SELECT count(*) FROM form_answer
        WHERE use_id = form_use.id AND deleted_at IS NULL)`.as('answers'),
      sql<number>`(SELECT count(*) FROM check_in
        WHERE event_id = form_use.event_id AND annulled_at IS NULL AND deleted_at IS NULL)`.as('came'),
    ])
    .orderBy('form_use.opens_at', 'desc')
    .orderBy('form_use.id')
    .execute();
  return rows.map(({ is_anonymous, came, ...use }) => ({
    ...use,
    isAnonymous: is_anonymous === 1,
    came: use.eventId === null ? null : came,
  }));
}
