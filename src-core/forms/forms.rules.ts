/** What a form asks, in words that the desk, the bot, the page of a phone and the paper sheet share. */
export const FORM_LANGUAGES = ['ru', 'kk', 'en'] as const;
export type FormLanguage = (typeof FORM_LANGUAGES)[number];

/** One text in each language of its form. */
export type FormTexts = Readonly<Partial<Record<FormLanguage, string>>>;

/** `rating`: 1 to 5. `choice`: one of the options. `several`: any of them. `number`: an amount, perhaps between bounds. */
export const QUESTION_KINDS = ['rating', 'choice', 'several', 'text', 'number', 'yesNo'] as const;
export type QuestionKind = (typeof QUESTION_KINDS)[number];

export type FormOption = { readonly id: string; readonly texts: FormTexts };

export type FormQuestion = {
  /** Stays with the question through all versions, so that their answers are counted together. */
  readonly id: string;
  readonly kind: QuestionKind;
  readonly texts: FormTexts;
  readonly isRequired: boolean;
  /** Of `choice` and `several`; else empty. */
  readonly options: readonly FormOption[];
  /** Of `number`, both allowed themselves; null for no bound. */
  readonly least: number | null;
  readonly most: number | null;
};

export type FormDefinition = {
  /** In the order in which they stand on paper; a reader of none of them gets the first. */
  readonly languages: readonly FormLanguage[];
  readonly title: FormTexts;
  /** Above the questions; may be empty. */
  readonly intro: FormTexts;
  readonly questions: readonly FormQuestion[];
};

export const RATINGS = [1, 2, 3, 4, 5] as const;
const MOST_QUESTIONS = 50;
const MOST_OPTIONS = 20;
/** Letters of any text of a form. */
export const LONGEST_FORM_TEXT = 500;

/** Short, so that a bot's button can carry it. */
const ID = /^[a-z0-9]{1,12}$/;

const isFormKey = (text: string): boolean => ID.test(text);

export const hasOptions = (kind: QuestionKind): boolean => kind === 'choice' || kind === 'several';

/** What is wrong in a definition, and where: a question's id, an option's id, a language. */
export type FormProblem = {
  readonly problem:
    | 'noLanguage'
    | 'noText'
    | 'tooLong'
    | 'noQuestions'
    | 'tooManyQuestions'
    | 'tooFewOptions'
    | 'tooManyOptions'
    | 'badId'
    | 'sameId'
    | 'badBounds';
  readonly question: string | null;
  readonly option: string | null;
  readonly language: FormLanguage | null;
};

type Place = Partial<Omit<FormProblem, 'problem'>>;

const problemAt = (problem: FormProblem['problem'], place: Place = {}): FormProblem => ({
  problem,
  question: null,
  option: null,
  language: null,
  ...place,
});

/** Everything that keeps a definition from being asked, from its top to its end; empty where it is sound. */
export function problemsOf(definition: FormDefinition): FormProblem[] {
  const { languages, title, intro, questions } = definition;
  const found: FormProblem[] = [];
  const checkTexts = (texts: FormTexts, place: Place, isNeeded = true): void => {
    for (const language of languages) {
      const text = texts[language]?.trim() ?? '';
      if (text === '' && isNeeded) found.push(problemAt('noText', { ...place, language }));
      if (text.length > LONGEST_FORM_TEXT) found.push(problemAt('tooLong', { ...place, language }));
    }
  };
  if (languages.length === 0 || new Set(languages).size < languages.length)
    found.push(problemAt('noLanguage'));
  checkTexts(title, {});
  checkTexts(
    intro,
    {},
    languages.some((language) => (intro[language] ?? '').trim() !== ''),
  );
  if (questions.length === 0) found.push(problemAt('noQuestions'));
  if (questions.length > MOST_QUESTIONS) found.push(problemAt('tooManyQuestions'));
  found.push(...idProblems(questions, (question) => ({ question })));
  for (const { id: question, kind, texts, options, least, most } of questions) {
    checkTexts(texts, { question });
    if (hasOptions(kind) && options.length < 2) found.push(problemAt('tooFewOptions', { question }));
    if (options.length > (hasOptions(kind) ? MOST_OPTIONS : 0))
      found.push(problemAt('tooManyOptions', { question }));
    if (least !== null && most !== null && least > most) found.push(problemAt('badBounds', { question }));
    found.push(...idProblems(options, (option) => ({ question, option })));
    for (const option of options) checkTexts(option.texts, { question, option: option.id });
  }
  return found;
}

function idProblems(
  named: readonly { readonly id: string }[],
  placeOf: (id: string) => Place,
): FormProblem[] {
  const seen = new Set<string>();
  return named.flatMap(({ id }) => {
    const isKnown = seen.has(id);
    seen.add(id);
    if (!isFormKey(id)) return [problemAt('badId', placeOf(id))];
    return isKnown ? [problemAt('sameId', placeOf(id))] : [];
  });
}

/** The text in the reader's language, else in the form's first. */
export function textIn(
  texts: FormTexts,
  language: FormLanguage,
  { languages }: Pick<FormDefinition, 'languages'>,
): string {
  return [language, ...languages].map((one) => texts[one] ?? '').find((text) => text !== '') ?? '';
}

/** The language of a form that a reader of `language` gets. */
export function languageFor(
  { languages }: Pick<FormDefinition, 'languages'>,
  language: FormLanguage,
): FormLanguage {
  return languages.includes(language) ? language : (languages[0] ?? language);
}

/** The definition out of its column. What stands there was checked when it was written. */
export const definitionOf = (column: string): FormDefinition => JSON.parse(column) as FormDefinition;

/** When a form is asked; instants in UTC. */
export type AskedSpan = { readonly opensAt: string; readonly closesAt: string | null };

/** Whether a form is asked at that moment, milliseconds. */
export function isOpenAt({ opensAt, closesAt }: AskedSpan, nowMs: number): boolean {
  return Date.parse(opensAt) <= nowMs && (closesAt === null || nowMs < Date.parse(closesAt));
}
