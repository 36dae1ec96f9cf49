import { formsRouter } from './forms.api.ts';

export const formsRouters = { forms: formsRouter };
export { choicesOf, nextQuestion, readAnswer, readTyped, toggled } from './answers.rules.ts';
export type { AnswerDraft, AnswerProblem, AnswerValue, FormAnswers } from './answers.rules.ts';
export { releaseNameless } from './anonymous.store.ts';
export { formFor, formForPerson, openForms, submitAnswer } from './asked.store.ts';
export type { AskedForm, PersonsForm, Submission, SubmitOutcome } from './asked.store.ts';
export { askForm } from './forms.store.ts';
export { languageFor, textIn } from './forms.rules.ts';
export type { FormDefinition, FormLanguage, FormQuestion, FormTexts } from './forms.rules.ts';
export { formTables, formTable, formUseTable, formVersionTable, formAnswerTable } from './forms.schema.ts';
export type { FormKind, FormSource, FormsTables } from './forms.schema.ts';
