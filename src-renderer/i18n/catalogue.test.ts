/**
 * Invariants of the screen texts, over every catalogue that lies under src-renderer: the compiler already compares keys
 * and plural forms; here parameters, empty texts and letters are compared, which types cannot.
 */
import { globSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from './language.ts';
import { flatten, type Catalogue } from './texts.ts';

const root = new URL('..', import.meta.url);
const files = globSync('**/*.texts.ts', { cwd: root });

const isCatalogue = (value: unknown): value is Catalogue =>
  typeof value === 'object' && value !== null && 'name' in value && 'kk' in value;

const catalogues: readonly (readonly [string, Catalogue])[] = await Promise.all(
  files.map(async (file): Promise<readonly [string, Catalogue]> => {
    const module: Readonly<Record<string, unknown>> = await import(new URL(file, root).href);
    const found = Object.values(module).find(isCatalogue);
    if (found === undefined) throw new Error(`${file} exports no catalogue`);
    return [file, found];
  }),
);

const parametersOf = (text: string): string =>
  [...text.matchAll(/{{(\w+)/g)]
    .map((match) => match[1] ?? '')
    .toSorted((a, b) => a.localeCompare(b))
    .join(' ');
const formsOf = (catalogue: Catalogue, language: 'ru' | 'kk' | 'en', key: string): readonly string[] => {
  const text = catalogue[language][key];
  return typeof text === 'string' ? [text] : Object.values(text ?? {});
};

describe('the catalogues of screen texts', () => {
  it('are found', () => expect(catalogues.length).toBeGreaterThan(3));

  it('have names of their own', () => {
    expect(new Set(catalogues.map(([, { name }]) => name)).size).toBe(catalogues.length);
  });

  it.each(catalogues)(
    '%s has the same keys, parameters and no empty text in every language',
    (_file, catalogue) => {
      for (const language of LANGUAGES)
        expect(Object.keys(catalogue[language])).toEqual(Object.keys(catalogue.en));
      for (const key of Object.keys(catalogue.en)) {
        const wanted = parametersOf(formsOf(catalogue, 'en', key).at(-1) ?? '');
        for (const language of LANGUAGES) {
          for (const form of formsOf(catalogue, language, key)) {
            expect(form.trim(), `${key} in ${language}`).not.toBe('');
            // "One person" may say its number in words.
            const isSingular = typeof catalogue[language][key] !== 'string' && !form.includes('{{count');
            expect(isSingular ? wanted : parametersOf(form), `${key} in ${language}`).toBe(wanted);
          }
        }
      }
    },
  );

  it.each(catalogues)(
    '%s answers every plural form that the rules of its languages may ask for',
    (_file, catalogue) => {
      for (const language of LANGUAGES) {
        const flat = flatten(catalogue, language);
        const plurals = Object.keys(catalogue.en).filter((key) => typeof catalogue.en[key] !== 'string');
        for (const key of plurals) {
          for (const form of new Intl.PluralRules(language).resolvedOptions().pluralCategories) {
            expect(flat[`${key}_${form}`], `${key}_${form} in ${language}`).toBeTruthy();
          }
        }
      }
    },
  );

  it.each(catalogues)(
    '%s has no Kazakh text with letters of another alphabet in a word',
    (_file, catalogue) => {
      for (const [key, text] of Object.entries(flatten(catalogue, 'kk'))) {
        const words = text.replaceAll(/{{.*?}}/g, '').match(/[\p{L}]+/gu) ?? [];
        const mixed = words.filter(
          (word) => /\p{Script=Latin}/u.test(word) && /\p{Script=Cyrillic}/u.test(word),
        );
        expect({ key, mixed }).toEqual({ key, mixed: [] });
      }
    },
  );
});
