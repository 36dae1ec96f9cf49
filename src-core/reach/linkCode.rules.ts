/**
 * The code that links a phone with a person: in a QR code, in a link, and typed from paper. As in short links, no two of its letters look or
 * sound alike. Twelve of them (57 bits) cannot be guessed through a chat.
 */
const LETTERS = '23456789bcdfghjkmnpqrstvwxz';
const LENGTH = 12;
const GROUP = 4;

/** More than this is cut off, so that every letter is as likely as any other. */
const FAIR = 256 - (256 % LETTERS.length);

/** Bytes that one code needs. */
export const LINK_CODE_BYTES: number = LENGTH;

/** Milliseconds that a code is good for: slips are printed today and handed out over weeks. */
export const LINK_CODE_LIFE: number = 30 * 86_400_000;

/** A code out of random bytes; null where a byte would favour the first letters, and the caller draws anew. */
export function linkCodeOf(bytes: Uint8Array): string | null {
  const drawn = bytes.subarray(0, LENGTH);
  if (drawn.length < LENGTH || drawn.some((byte) => byte >= FAIR)) return null;
  return Array.from(drawn, (byte) => LETTERS[byte % LETTERS.length]).join('');
}

const SHAPE = new RegExp(`^[${LETTERS}]{${LENGTH}}$`);

/** The code as it is meant, however it was typed; null where it can be none. */
export function readLinkCode(typed: string): string | null {
  if (typed.length > 60) return null;
  const code = typed.toLowerCase().replaceAll(/[\s\-–]/g, '');
  return SHAPE.test(code) ? code : null;
}

/** As it is printed and read aloud: `bcdf-ghjk-mnpq`. */
export const shownLinkCode = (code: string): string =>
  (code.match(new RegExp(`.{1,${GROUP}}`, 'g')) ?? []).join('-');
