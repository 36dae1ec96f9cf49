/** What was answered, counted by the database, with the people behind each number. At the desk alone. */
import { sql } from 'kysely';
import { fail } from '../access/index.ts';
import { fullName } from '../people/index.ts';
import type { PeopleTables } from '../people/index.ts';
import type { Reading } from '../store/index.ts';
import type { AnswerValue, FormAnswers } from './answers.rules.ts';
import type { FormDefinition, FormQuestion } from './forms.rules.ts';
import { listUses, versionsOf } from './forms.store.ts';
import type { FormUseLine } from './forms.store.ts';
import type { FormSource, FormsTables } from './forms.schema.ts';

type Reads = Pick<Reading, 'read'>;

export type QuestionResult = {
  readonly question: FormQuestion;
  /** How many answered it. */
  readonly answered: number;
  /** How often each answer was given: a rating, an option's id, `1` for yes and `0` for no. */
  readonly counts: Readonly<Record<string, number>>;
  /** Of ratings and numbers. */
  readonly mean: number | null;
  readonly least: number | null;
  readonly most: number | null;
};

export type FormResults = {
  readonly use: FormUseLine;
  /** Of the newest version that is asked. */
  readonly definition: FormDefinition;
  /** In the order of the form; questions that only earlier versions had come last. */
  readonly questions: readonly QuestionResult[];
};

const givenTo = (useId: string) =>
  sql`form_answer JOIN json_each(form_answer.answers) AS given
    WHERE form_answer.use_id = ${useId} AND form_answer.deleted_at IS NULL`;

/** The results of a form where it was asked. Throws FORM_NOT_FOUND. */
export async function readResults(reading: Reads, useId: string): Promise<FormResults> {
  const [use] = await listUses(reading, { useId });
  if (use === undefined) throw fail('not-found', 'FORM_NOT_FOUND', { id: useId });
  const { definition, questions } = await askedQuestions(reading, use);
  const { rows: counts } = await sql<{ question: string; value: string | number; n: number }>`
    SELECT given.key AS question, chosen.value AS value, count(*) AS n
    FROM form_answer
      JOIN json_each(form_answer.answers) AS given
      JOIN json_each(CASE given.type WHEN 'array' THEN given.value ELSE json_array(given.value) END) AS chosen
    WHERE form_answer.use_id = ${useId} AND form_answer.deleted_at IS NULL
    GROUP BY 1, 2`.execute(reading.read());
  const { rows: figures } = await sql<{
    question: string;
    answered: number;
    mean: number | null;
    least: number | null;
    most: number | null;
  }>`
    SELECT given.key AS question, count(*) AS answered,
      avg(CASE WHEN given.type IN ('integer', 'real') THEN given.value END) AS mean,
      min(CASE WHEN given.type IN ('integer', 'real') THEN given.value END) AS least,
      max(CASE WHEN given.type IN ('integer', 'real') THEN given.value END) AS most
    FROM ${givenTo(useId)} GROUP BY 1`.execute(reading.read());
  return {
    use,
    definition,
    questions: questions.map((question) => {
      const found = figures.find((figure) => figure.question === question.id);
      const isCounted = question.kind !== 'text' && question.kind !== 'number';
      return {
        question,
        answered: found?.answered ?? 0,
        counts: Object.fromEntries(
          counts
            .filter((one) => isCounted && one.question === question.id)
            .map(({ value, n }) => [String(value), n]),
        ),
        mean: found?.mean ?? null,
        least: found?.least ?? null,
        most: found?.most ?? null,
      };
    }),
  };
}

/** The questions that were asked at a use: those of its version, then those that only versions of its answers had. */
async function askedQuestions(
  reading: Reads,
  { id, formId }: FormUseLine,
): Promise<{ definition: FormDefinition; questions: readonly FormQuestion[] }> {
  const row = await reading
    .read<FormsTables>()
    .selectFrom('form_use')
    .where('id', '=', id)
    .select('version_id')
    .executeTakeFirstOrThrow();
  const versions = await versionsOf(reading, formId);
  const current = versions.find((version) => version.id === row.version_id);
  if (current === undefined) throw fail('not-found', 'FORM_NOT_FOUND', { id });
  const answered = await reading
    .read<FormsTables>()
    .selectFrom('form_answer')
    .where('use_id', '=', id)
    .where('deleted_at', 'is', null)
    .groupBy('version_id')
    .select('version_id')
    .execute();
  const questions = new Map(current.definition.questions.map((question) => [question.id, question]));
  for (const version of versions.toReversed())
    if (answered.some(({ version_id }) => version_id === version.id))
      for (const question of version.definition.questions)
        questions.set(question.id, withAllOptions(questions.get(question.id) ?? question, question));
  return { definition: current.definition, questions: [...questions.values()] };
}

/** A question with the options that only an earlier version had behind its own. */
function withAllOptions(question: FormQuestion, earlier: FormQuestion): FormQuestion {
  const gone = earlier.options.filter(({ id }) => question.options.every((option) => option.id !== id));
  return gone.length === 0 ? question : { ...question, options: [...question.options, ...gone] };
}

/** One set of answers with whose it is: nobody's where they bear no name. */
export type AnswerLine = {
  readonly id: string;
  readonly personId: string | null;
  readonly name: string | null;
  readonly group: string | null;
  readonly answers: FormAnswers;
  /** ISO 8601, UTC; of nameless answers the day alone. */
  readonly at: string;
  readonly source: FormSource | null;
};

/** All answers of a use, or those in which a question was answered so; by name, nameless ones in no order that tells anything. */
export async function readAnswersOf(
  reading: Reads,
  useId: string,
  behind?: { readonly question: string; readonly value: AnswerValue | null },
): Promise<AnswerLine[]> {
  const rows = await reading
    .read<FormsTables & PeopleTables>()
    .selectFrom('form_answer')
    .leftJoin('person', 'person.id', 'form_answer.person_id')
    .where('form_answer.use_id', '=', useId)
    .where('form_answer.deleted_at', 'is', null)
    .$if(behind !== undefined, (query) =>
      query.where(isBehind(behind?.question ?? '', behind?.value ?? null)),
    )
    .select([
      'form_answer.id',
      'form_answer.person_id as personId',
      'form_answer.answers',
      'form_answer.at',
      'form_answer.source',
      'person.family_name',
      'person.given_name',
      'person.patronymic',
      'person.study_group as group',
    ])
    .execute();
  const order = new Intl.Collator('kk');
  return rows
    .map(({ family_name, given_name, patronymic, answers, ...row }) => ({
      ...row,
      name: row.personId === null ? null : fullName({ family_name, given_name, patronymic }),
      answers: JSON.parse(answers) as FormAnswers,
    }))
    .toSorted((a, b) => order.compare(a.name ?? '', b.name ?? '') || (a.id < b.id ? -1 : 1));
}

/** `value` null: whatever was answered. */
function isBehind(question: string, value: AnswerValue | null) {
  const plain = typeof value === 'boolean' ? Number(value) : value;
  return sql<boolean>`EXISTS (
    SELECT 1 FROM json_each(form_answer.answers) AS given
      JOIN json_each(CASE given.type WHEN 'array' THEN given.value ELSE json_array(given.value) END) AS chosen
    WHERE given.key = ${question} AND (${value === null ? 1 : 0} = 1 OR chosen.value = ${Array.isArray(plain) ? null : plain}))`;
}
