/** What may be answered to a form, question by question or all at once. */
import { hasOptions, RATINGS, textIn } from './forms.rules.ts';
import type { FormDefinition, FormLanguage, FormQuestion } from './forms.rules.ts';
import { YES_NO } from './forms.texts.ts';

/** A rating or a number; an option's id or a text; yes or no; ids of options. */
export type AnswerValue = number | string | boolean | readonly string[];

/** By the question's id; what was not answered is not there. */
export type FormAnswers = Readonly<Record<string, AnswerValue>>;

/** Answers on their way: null stands where somebody passed a question over. */
export type AnswerDraft = Readonly<Record<string, AnswerValue | null>>;

/** Letters of an answer in words. */
export const LONGEST_ANSWER = 4000;
const MOST_NUMBER = 1_000_000_000;

export type AnswerProblem = {
  readonly question: string;
  /** `missing`: it has to be answered. `notPossible`: no answer that the question allows. */
  readonly problem: 'missing' | 'notPossible' | 'tooLong' | 'outOfBounds';
};

export type ReadAnswers =
  | { readonly isSound: true; readonly answers: FormAnswers }
  | { readonly isSound: false; readonly problems: readonly AnswerProblem[] };

/**
 * The answers as they are kept: in the order of the questions, without empty ones and without what no question asked. In: anything
 * that came from a network.
 */
export function readAnswers(definition: FormDefinition, given: unknown): ReadAnswers {
  const draft = isRecord(given) ? given : {};
  const problems: AnswerProblem[] = [];
  const kept: [string, AnswerValue][] = [];
  for (const question of definition.questions) {
    const value = Object.hasOwn(draft, question.id) ? draft[question.id] : null;
    const read = isEmpty(value) ? null : readAnswer(question, value);
    if (read === null) {
      if (question.isRequired) problems.push({ question: question.id, problem: 'missing' });
    } else if ('problem' in read) problems.push({ question: question.id, problem: read.problem });
    else kept.push([question.id, read.value]);
  }
  return problems.length > 0
    ? { isSound: false, problems }
    : { isSound: true, answers: Object.fromEntries(kept) };
}

const isRecord = (given: unknown): given is Record<string, unknown> =>
  typeof given === 'object' && given !== null && !Array.isArray(given);

const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0);

export type ReadAnswer = { readonly value: AnswerValue } | { readonly problem: AnswerProblem['problem'] };

const notPossible: ReadAnswer = { problem: 'notPossible' };

/** One answer that is not empty. */
export function readAnswer(question: FormQuestion, given: unknown): ReadAnswer {
  const { kind, options, least, most } = question;
  const isOption = (value: unknown): value is string => options.some(({ id }) => id === value);
  if (kind === 'rating')
    return RATINGS.some((rating) => rating === given) ? { value: Number(given) } : notPossible;
  if (kind === 'choice') return isOption(given) ? { value: given } : notPossible;
  if (kind === 'several') {
    if (!Array.isArray(given) || !given.every((one) => isOption(one))) return notPossible;
    return { value: options.filter(({ id }) => given.includes(id)).map(({ id }) => id) };
  }
  if (kind === 'text') {
    if (typeof given !== 'string') return notPossible;
    const text = given.trim();
    return text.length > LONGEST_ANSWER ? { problem: 'tooLong' } : { value: text };
  }
  if (kind === 'number') {
    if (typeof given !== 'number' || !Number.isFinite(given)) return notPossible;
    const isWithin = given >= (least ?? -MOST_NUMBER) && given <= (most ?? MOST_NUMBER);
    return isWithin ? { value: given } : { problem: 'outOfBounds' };
  }
  return typeof given === 'boolean' ? { value: given } : notPossible;
}

/** An answer written as a message to a bot, or typed off a sheet. A number may have a comma; an option is meant by its place, 1 first. */
export function readTyped(question: FormQuestion, typed: string): ReadAnswer {
  const text = typed.trim();
  const { kind, options } = question;
  if (kind === 'text') return text === '' ? notPossible : readAnswer(question, text);
  if (kind === 'rating' || kind === 'number') {
    const plain = text.replaceAll(/\s/g, '').replace(',', '.');
    return plain === '' ? notPossible : readAnswer(question, Number(plain));
  }
  if (kind === 'yesNo') {
    const said = text.toLowerCase();
    const isYes = Object.values(YES_NO).some(({ yes }) => yes.toLowerCase() === said);
    const isNo = Object.values(YES_NO).some(({ no }) => no.toLowerCase() === said);
    return isYes === isNo ? notPossible : { value: isYes };
  }
  const places = text.split(/[\s,;]+/).filter((place) => place !== '');
  const meant = places.map((place) => (/^\d+$/.test(place) ? options[Number(place) - 1]?.id : undefined));
  if (meant.length === 0 || meant.includes(undefined)) return notPossible;
  return readAnswer(question, kind === 'several' ? meant : meant.length === 1 ? meant[0] : undefined);
}

/** The first question that is neither answered nor passed over, or null where all are. */
export function nextQuestion(definition: FormDefinition, draft: AnswerDraft): FormQuestion | null {
  return definition.questions.find(({ id }) => !Object.hasOwn(draft, id)) ?? null;
}

/** The answers that a question offers as buttons, with their texts; none where it is answered in words. */
export function choicesOf(
  question: FormQuestion,
  language: FormLanguage,
  definition: Pick<FormDefinition, 'languages'>,
): { readonly value: string | number | boolean; readonly text: string }[] {
  if (question.kind === 'rating') return RATINGS.map((value) => ({ value, text: String(value) }));
  if (question.kind === 'yesNo') {
    const { yes, no } = YES_NO[language];
    return [
      { value: true, text: yes },
      { value: false, text: no },
    ];
  }
  if (!hasOptions(question.kind)) return [];
  return question.options.map(({ id, texts }) => ({ value: id, text: textIn(texts, language, definition) }));
}

/** The answer to a `several` question after one of its options was pressed. */
export function toggled(value: AnswerValue | null | undefined, option: string): string[] {
  const chosen = Array.isArray(value) ? (value as readonly string[]) : [];
  return chosen.includes(option) ? chosen.filter((one) => one !== option) : [...chosen, option];
}
