/**
 * The code of a short link: read aloud, typed on a phone, printed on a poster. No two of its letters look or sound alike, and
 * without vowels chance writes no word in it.
 */
const LETTERS = '23456789bcdfghjkmnpqrstvwxz';
const LENGTH = 7;

/** Bytes that one code needs. */
export const CODE_BYTES: number = LENGTH;

/** More than this is cut off, so that every letter is as likely as any other. */
const FAIR = 256 - (256 % LETTERS.length);

/**
 * A code out of random bytes, or null where a byte was of those that would favour the first letters; the caller draws anew.
 */
export function codeOf(bytes: Uint8Array): string | null {
  const drawn = bytes.subarray(0, LENGTH);
  if (drawn.length < LENGTH || drawn.some((byte) => byte >= FAIR)) return null;
  return Array.from(drawn, (byte) => LETTERS[byte % LETTERS.length]).join('');
}

/** Six to eight letters: posters that are out stay right when the house one day takes longer codes. */
const SHAPE = new RegExp(`^[${LETTERS}]{6,8}$`);

export const isShortCode = (text: string): boolean => SHAPE.test(text);

/** The code as it is meant, however it was typed; null where it can be none. */
export function readShortCode(typed: string): string | null {
  const code = typed.toLowerCase().replaceAll(/[\s\-–]/g, '');
  return isShortCode(code) ? code : null;
}
