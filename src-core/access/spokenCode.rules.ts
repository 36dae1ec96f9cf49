/**
 * The letters of codes that are read aloud, typed on a phone and printed on paper: no two of them look or sound alike, and without vowels
 * chance writes no word.
 */
export const SPOKEN_LETTERS = '23456789bcdfghjkmnpqrstvwxz';

/** Bytes from here on are not taken, so that every letter is as likely as any other. */
const FAIR = 256 - (256 % SPOKEN_LETTERS.length);

/** A code of so many letters out of as many random bytes; null where a byte would favour the first letters, and the caller draws anew. */
export function spokenCode(bytes: Uint8Array, length: number): string | null {
  const drawn = bytes.subarray(0, length);
  if (drawn.length < length || drawn.some((byte) => byte >= FAIR)) return null;
  return Array.from(drawn, (byte) => SPOKEN_LETTERS[byte % SPOKEN_LETTERS.length]).join('');
}

/** As it is meant, however it was typed: without what only parts it for the eye. */
export const spokenAsMeant = (typed: string): string => typed.toLowerCase().replaceAll(/[\s\-–]/g, '');
