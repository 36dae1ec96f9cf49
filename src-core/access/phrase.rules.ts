/**
 * The words that open an event's file or let a laptop in: easy to say, to hear and to type in any of the hall's languages. Two
 * syllables a word, 64 of each: 12 bits a word, 60 in all.
 */
const CONSONANTS = 'bdfgklmnprstvzhj';
const VOWELS = 'aiou';
const WORDS = 5;

/** Bytes that one phrase needs. */
export const PHRASE_BYTES: number = WORDS * 2;
export const SHORTEST_PHRASE = 8;
export const LONGEST_PHRASE = 200;

/** A new phrase out of `PHRASE_BYTES` random bytes. */
export function phraseOf(bytes: Uint8Array): string {
  const syllables = Array.from(
    bytes.subarray(0, PHRASE_BYTES),
    (byte) => `${CONSONANTS[byte & 15] ?? ''}${VOWELS[(byte >> 4) & 3] ?? ''}`,
  );
  return Array.from({ length: WORDS }, (_, word) => syllables.slice(word * 2, word * 2 + 2).join('')).join(
    ' ',
  );
}

/** The phrase as it is meant, however it was typed: hyphens, capitals and spaces do not matter. */
export function plainPhrase(typed: string): string {
  return typed
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s\-–—_.,]+/g, ' ')
    .trim();
}
