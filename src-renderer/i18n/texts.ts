/**
 * Catalogues of screen texts. English is the shape; Russian and Kazakh must have the same keys, and a text that counts
 * must have every plural form of its language, or the program does not compile.
 */
import type { Language } from './language.ts';

type EnglishPlural = { readonly one: string; readonly other: string };
type RussianPlural = { readonly one: string; readonly few: string; readonly many: string };
/** A Kazakh noun keeps its form after a number, so one text serves every count. */
type KazakhPlural = { readonly other: string };

type EnglishTexts = Readonly<Record<string, string | EnglishPlural>>;
type SameKeys<E extends EnglishTexts, Plural> = {
  readonly [K in keyof E]: E[K] extends string ? string : Plural;
};

/** The texts of one feature in every language, under a name of its own. */
export type Catalogue<E extends EnglishTexts = EnglishTexts> = {
  readonly name: string;
  readonly en: E;
  readonly ru: SameKeys<E, RussianPlural>;
  readonly kk: SameKeys<E, KazakhPlural>;
};

/** Declares a catalogue; the compiler compares the languages. */
export const defineTexts = <const E extends EnglishTexts>(
  name: string,
  texts: { readonly en: E; readonly ru: SameKeys<E, RussianPlural>; readonly kk: SameKeys<E, KazakhPlural> },
): Catalogue<E> => ({ name, ...texts });

type ParameterNames<S extends string> = S extends `${string}{{${infer P}}}${infer Rest}`
  ? (P extends `${infer Name},${string}` ? Name : P) | ParameterNames<Rest>
  : never;
type TextParameters<S extends string> = Readonly<Record<ParameterNames<S>, string | number>>;

/** What must be handed over with a text: nothing, its parameters, or a count for a text with plural forms. */
export type Arguments<T extends string | EnglishPlural> = T extends EnglishPlural
  ? [parameters: { readonly count: number } & Omit<TextParameters<T['other']>, 'count'>]
  : T extends string
    ? [ParameterNames<T>] extends [never]
      ? []
      : [parameters: TextParameters<T>]
    : never;

/** Says a text of one catalogue; key and parameters are checked by the compiler. */
export type Say<E extends EnglishTexts> = <K extends keyof E & string>(
  key: K,
  ...rest: Arguments<E[K]>
) => string;

/** A key of a catalogue, for tables that name texts. */
export type TextKey<C> =
  C extends Catalogue<infer E>
    ? {
        [K in keyof E]: E[K] extends string ? ([ParameterNames<E[K]>] extends [never] ? K : never) : never;
      }[keyof E] &
        string
    : never;

/** One language of a catalogue in i18next's flat form, `key_one`, `key_few`…, with every form that plural rules may ask for. */
export const flatten = (catalogue: Catalogue, language: Language): Record<string, string> => {
  const flat: Record<string, string> = {};
  for (const [key, text] of Object.entries(catalogue[language])) {
    if (typeof text === 'string') flat[key] = text;
    else for (const [form, words] of Object.entries(allForms(text))) flat[`${key}_${form}`] = words;
  }
  return flat;
};

/** A browser without Kazakh or Russian plural rules falls back to another language's, so each form has an answer. */
const allForms = (plural: EnglishPlural | RussianPlural | KazakhPlural): Record<string, string> => {
  if ('many' in plural) return { ...plural, other: plural.few };
  if ('one' in plural) return { ...plural, few: plural.other, many: plural.other };
  return { one: plural.other, few: plural.other, many: plural.other, other: plural.other };
};
