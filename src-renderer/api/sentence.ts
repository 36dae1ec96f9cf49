import { sayAny, textsOf, useTexts } from '../i18n/i18n.ts';
import type { Catalogue } from '../i18n/texts.ts';
import { failureOf } from './failure.ts';
import { failureTexts } from './failure.texts.ts';

const catalogues: Catalogue[] = [failureTexts];

/** Adds a feature's sentences: keys are failure codes, parameters the failure's fields. */
export const addFailureTexts = <E extends Catalogue['en']>(catalogue: Catalogue<E>): void => {
  const plain: Catalogue = catalogue;
  if (!catalogues.includes(plain)) catalogues.push(plain);
};

/** The sentence for any thrown value, in the language of this moment. */
export const sentenceOf = (error: unknown): string => {
  const { code: told, fields } = failureOf(error);
  // A refused file has a kind, an unreadable field a name; each has a sentence of its own.
  const precise = `${told}_${String(fields['refusal'] ?? fields['field']).replaceAll('-', '_')}`;
  const code = catalogues.some(({ en }) => precise in en) ? precise : told;
  const catalogue = catalogues.findLast((candidate) => code in candidate.en);
  if (catalogue === undefined) return textsOf(failureTexts)('UNKNOWN', { code });
  const words = Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === 'number' ? value : Array.isArray(value) ? value.join(', ') : String(value),
    ]),
  );
  return sayAny(catalogue, code, words);
};

/** As `sentenceOf`, drawn again when the language changes. */
export const useSentence = (): ((error: unknown) => string) => {
  useTexts(failureTexts);
  return sentenceOf;
};
