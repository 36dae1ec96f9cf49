/** The forms that a person is asked on the page. */
import { formForPerson, openForms, submitAnswer } from '../../src-core/forms/index.ts';
import type { FormQuestion, PersonsForm } from '../../src-core/forms/index.ts';
import type { DomainStore } from '../../src-core/store/index.ts';
import type { ActionInput } from './inputs.ts';
import type { FormView, PortalForm, PortalState } from './shapes.ts';

const questionOf = ({ id, kind, texts, isRequired, options, least, most }: FormQuestion) => ({
  id,
  kind,
  texts,
  isRequired,
  options: options.map((option) => ({ id: option.id, texts: option.texts })),
  least,
  most,
});

const formOf = ({ useId, versionId, event, isAnonymous, definition }: PersonsForm): PortalForm => ({
  useId,
  versionId,
  eventTitle: event?.title ?? null,
  isAnonymous,
  languages: [...definition.languages],
  title: definition.title,
  intro: definition.intro,
  questions: definition.questions.map(questionOf),
});

/** Those that are open and not answered yet. */
export const askedForms = async (
  store: DomainStore,
  personId: string,
  nowMs: number,
): Promise<PortalState['forms']> =>
  (await openForms(store, personId, nowMs)).filter(({ isAnswered }) => !isAnswered).map(formOf);

/** One form that the person may answer now. */
export const askedForm = async (
  store: DomainStore,
  asked: { readonly useId: string; readonly personId: string; readonly nowMs: number },
): Promise<FormView> => {
  const form = await formForPerson(store, asked);
  return { form: formOf(form), isAnswered: form.isAnswered, answers: form.answers };
};

/** Takes the answers in; the same ones twice are one. */
export const submitForm = async (
  store: DomainStore,
  { useId, versionId, personId, answers }: ActionInput<'form'>,
): Promise<void> => {
  await submitAnswer(store, { useId, versionId, personId, answers, source: 'page' });
};
