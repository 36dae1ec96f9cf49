/** Answers from a sheet of paper, typed in at a desk. */
import { randomUUID } from 'node:crypto';
import { fail } from '../access/index.ts';
import { readPerson } from '../people/index.ts';
import { factId, record } from '../store/index.ts';
import type { Tx } from '../store/index.ts';
import { readAnswers } from './answers.rules.ts';
import { formFor } from './asked.store.ts';
import { formAnswerTable } from './forms.schema.ts';

/**
 * Enters one sheet. A sheet is no phone: it may be entered after the form has closed, and nobody asks whether the person was marked.
 * Where answers bear no name, `personId` is not looked at. Throws FORM_NOT_FOUND, FORM_NEEDS_PERSON, PERSON_NOT_FOUND,
 * FORM_ANSWERS_INVALID.
 */
export async function enterSheet(
  tx: Tx,
  sheet: { readonly useId: string; readonly personId: string | null; readonly answers: unknown },
  randomId: () => string = randomUUID,
): Promise<string> {
  const form = await formFor(tx, sheet.useId);
  if (form === null) throw fail('not-found', 'FORM_NOT_FOUND', { id: sheet.useId });
  const read = readAnswers(form.definition, sheet.answers);
  if (!read.isSound)
    throw fail('invalid', 'FORM_ANSWERS_INVALID', {
      questions: read.problems.map(({ question, problem }) => `${question} ${problem}`),
    });
  const answers = JSON.stringify(read.answers);
  const row = { use_id: form.useId, version_id: form.versionId, answers, deleted_at: null };
  if (form.isAnonymous) {
    const id = randomId();
    await record(tx, formAnswerTable, id, { ...row, at: `${tx.at.slice(0, 10)}T00:00:00.000Z` });
    return id;
  }
  if (sheet.personId === null) throw fail('invalid', 'FORM_NEEDS_PERSON', { id: form.useId });
  const person = await readPerson(tx, sheet.personId);
  const id = factId('form_answer', form.useId, person.id);
  await record(tx, formAnswerTable, id, { ...row, person_id: person.id, at: tx.at, source: 'paper' });
  return id;
}
