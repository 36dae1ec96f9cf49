/** The languages of the screens, in the order in which the switch shows them. */
export const LANGUAGES = ['kk', 'ru', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each language's own name for itself: the switch must be readable to someone who reads only one of them. */
export const LANGUAGE_NAMES = { kk: 'Қазақша', ru: 'Русский', en: 'English' } as const satisfies Record<
  Language,
  string
>;

/** Whether a word from outside (a cookie, a setting) is one of our languages. */
export const isLanguage = (value: unknown): value is Language => LANGUAGES.some((known) => known === value);

/** The first of the machine's languages that we speak; Russian where it speaks none of ours. */
export const guessLanguage = (wanted: readonly string[]): Language =>
  wanted.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'ru';
