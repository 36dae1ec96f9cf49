/**
 * Answers without a name. The relay alone knows who has answered, by a hash and without a time, so that nobody answers twice. The answers
 * themselves wait, in the order of the alphabet, until several of them can go into the log in one transaction: a line of the log bears its
 * moment, and a moment beside a bot's or a server's notes would tell whose answer it is.
 */
import { createHash, randomUUID } from 'node:crypto';
import { recordAll } from '../store/index.ts';
import type { DomainStore, DomainTx, Reading } from '../store/index.ts';
import type { FormAnswers } from './answers.rules.ts';
import { formAnswerTable } from './forms.schema.ts';
import type { FormsTables } from './forms.schema.ts';

/** So many answers go into the log together; fewer only once their day or the form is over. */
const FEWEST_TOGETHER = 5;

/** Tables of a relay's database alone. */
type Local = {
  readonly form_answered: { readonly use_id: string; readonly person_hash: string };
  readonly form_answers_waiting: {
    readonly use_id: string;
    /** YYYY-MM-DD, UTC: when the first of them came. */
    readonly since_day: string;
    /** JSON of texts, each a `Waiting` in JSON, sorted. */
    readonly answers: string;
  };
};
type Waiting = { readonly version: string; readonly answers: FormAnswers };

const hashOf = (useId: string, personId: string): string =>
  createHash('sha256')
    .update(JSON.stringify(['form_answered', useId, personId]))
    .digest('hex');

const dayOf = (instant: string): string => instant.slice(0, 10);

/** Whether the person has answered that form, as far as this database knows. */
export async function hasAnsweredNameless(
  reading: Pick<Reading, 'read'>,
  useId: string,
  personId: string,
): Promise<boolean> {
  const row = await reading
    .read<Local>()
    .selectFrom('form_answered')
    .where('use_id', '=', useId)
    .where('person_hash', '=', hashOf(useId, personId))
    .select('use_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Takes nameless answers; false where the person has answered already. Writes nothing to the log. */
export async function keepNameless(
  tx: DomainTx,
  given: {
    readonly useId: string;
    readonly personId: string;
    readonly versionId: string;
    readonly answers: FormAnswers;
  },
): Promise<boolean> {
  const { useId, personId, versionId, answers } = given;
  if (await hasAnsweredNameless(tx, useId, personId)) return false;
  const local = tx.local<Local>();
  const answered = { use_id: useId, person_hash: hashOf(useId, personId) };
  await local.insertInto('form_answered').values(answered).execute();
  const waiting = await tx
    .read<Local>()
    .selectFrom('form_answers_waiting')
    .where('use_id', '=', useId)
    .select('answers')
    .executeTakeFirst();
  const entry = JSON.stringify({ version: versionId, answers } satisfies Waiting);
  const list = JSON.stringify([...entriesOf(waiting?.answers), entry].toSorted());
  if (waiting === undefined) {
    const row = { use_id: useId, since_day: dayOf(tx.at), answers: list };
    await local.insertInto('form_answers_waiting').values(row).execute();
  } else
    await local
      .updateTable('form_answers_waiting')
      .set({ answers: list })
      .where('use_id', '=', useId)
      .execute();
  return true;
}

const entriesOf = (column: string | undefined): string[] =>
  column === undefined ? [] : (JSON.parse(column) as string[]);

/**
 * Puts the waiting answers of each form into the log where there are enough of them, where their day is over or the form has closed.
 * Comes round on a relay. Out: how many answers went.
 */
export async function releaseNameless(
  store: DomainStore,
  nowMs: number,
  randomId: () => string = randomUUID,
): Promise<number> {
  const now = new Date(nowMs).toISOString();
  const waiting = await store
    .read<Local & FormsTables>()
    .selectFrom('form_answers_waiting')
    .leftJoin('form_use', 'form_use.id', 'form_answers_waiting.use_id')
    .select(['use_id', 'since_day', 'answers', 'closes_at'])
    .execute();
  const ready = waiting.filter(
    ({ since_day, answers, closes_at }) =>
      entriesOf(answers).length >= FEWEST_TOGETHER ||
      since_day < dayOf(now) ||
      (closes_at !== null && closes_at <= now),
  );
  let released = 0;
  for (const { use_id } of ready) released += await releaseOf(store, use_id, randomId);
  return released;
}

async function releaseOf(store: DomainStore, useId: string, randomId: () => string): Promise<number> {
  const { value } = await store.write({ actor: 'anonymous', action: 'forms.release' }, async (tx) => {
    const row = await tx
      .read<Local>()
      .selectFrom('form_answers_waiting')
      .where('use_id', '=', useId)
      .select(['answers', 'since_day'])
      .executeTakeFirst();
    // Another process may have been here.
    if (row === undefined) return 0;
    const entries = entriesOf(row.answers).map((entry) => JSON.parse(entry) as Waiting);
    const rows = entries.map(({ version, answers }) => ({
      id: randomId(),
      patch: {
        use_id: useId,
        version_id: version,
        answers: JSON.stringify(answers),
        at: `${row.since_day}T00:00:00.000Z`,
      },
    }));
    await recordAll(tx, formAnswerTable, rows);
    await tx.local<Local>().deleteFrom('form_answers_waiting').where('use_id', '=', useId).execute();
    return rows.length;
  });
  return value;
}
