import { plainPhrase } from '../../../src-core/access/phrase.rules.ts';
import { readJoinText } from '../../../src-core/laptops/pairing.rules.ts';

const WORDS = 5;

/** What the two fields say after something was typed, pasted or scanned into one of them. */
export type JoinFields = { readonly address: string; readonly phrase: string };

/** The fields that an invitation's line fills, whichever field it was put into; undefined where the text is none. */
export const fieldsOf = (text: string): JoinFields | undefined => {
  const found = readJoinText(text);
  return found && { address: found.addresses.join(' '), phrase: found.phrase };
};

/** The addresses in a field: several stand apart by spaces or commas. */
export const addressesIn = (field: string): readonly string[] =>
  field.split(/[\s,;]+/).filter((address) => address !== '');

/** Whether as many words are there as an invitation has. */
export const isWholePhrase = (phrase: string): boolean => plainPhrase(phrase).split(' ').length === WORDS;
