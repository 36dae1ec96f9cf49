/** What the builder does with a form that is being written. */
import { hasOptions } from '../../../src-core/forms/forms.rules.ts';
import type {
  FormDefinition,
  FormLanguage,
  FormOption,
  FormQuestion,
  FormTexts,
  QuestionKind,
} from '../../../src-core/forms/forms.rules.ts';

export const EMPTY_FORM: FormDefinition = { languages: ['ru', 'kk'], title: {}, intro: {}, questions: [] };

/** The first id of the kind that no question has or had: ids are never used again within one window. */
export function freshId(prefix: string, taken: readonly { readonly id: string }[]): string {
  const known = new Set(taken.map(({ id }) => id));
  let n = taken.length + 1;
  while (known.has(`${prefix}${n}`)) n += 1;
  return `${prefix}${n}`;
}

const emptyOptions = (): readonly FormOption[] => ['o1', 'o2'].map((id) => ({ id, texts: {} }));

/** `seed`: letters drawn by chance, so that a question that was removed before never lends its id to another. */
export function withQuestion(form: FormDefinition, kind: QuestionKind, seed: string): FormDefinition {
  const question: FormQuestion = {
    id: `q${seed}`,
    kind,
    texts: {},
    isRequired: false,
    options: hasOptions(kind) ? emptyOptions() : [],
    least: null,
    most: null,
  };
  return { ...form, questions: [...form.questions, question] };
}

export function moved<T>(list: readonly T[], from: number, step: -1 | 1): readonly T[] {
  const to = from + step;
  const item = list[from];
  if (item === undefined || to < 0 || to >= list.length) return list;
  return list.toSpliced(from, 1).toSpliced(to, 0, item);
}

export const withText = (texts: FormTexts, language: FormLanguage, text: string): FormTexts => ({
  ...texts,
  [language]: text,
});
