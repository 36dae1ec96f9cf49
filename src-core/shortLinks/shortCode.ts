import { SPOKEN_LETTERS, spokenAsMeant, spokenCode } from '../access/index.ts';

/** The code of a short link: read aloud, typed on a phone, printed on a poster. */
const LENGTH = 7;

/** Bytes that one code needs. */
export const CODE_BYTES: number = LENGTH;

/**
 * A code out of random bytes, or null where a byte was of those that would favour the first letters; the caller draws anew.
 */
export const codeOf = (bytes: Uint8Array): string | null => spokenCode(bytes, LENGTH);

/** Six to eight letters: posters that are out stay right when the house one day takes longer codes. */
const SHAPE = new RegExp(`^[${SPOKEN_LETTERS}]{6,8}$`);

export const isShortCode = (text: string): boolean => SHAPE.test(text);

/** The code as it is meant, however it was typed; null where it can be none. */
export function readShortCode(typed: string): string | null {
  const code = spokenAsMeant(typed);
  return isShortCode(code) ? code : null;
}
