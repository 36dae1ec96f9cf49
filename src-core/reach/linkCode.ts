import { SPOKEN_LETTERS, spokenAsMeant, spokenCode } from '../access/index.ts';

/**
 * The code that links a phone with a person: in a QR code, in a link, and typed from paper. Twelve letters (57 bits) cannot be guessed through a chat.
 */
const LENGTH = 12;
const GROUP = 4;

/** Bytes that one code needs. */
export const LINK_CODE_BYTES: number = LENGTH;

/** Milliseconds that a code is good for: slips are printed today and handed out over weeks. */
export const LINK_CODE_LIFE: number = 30 * 86_400_000;

/** A code out of random bytes; null where a byte would favour the first letters, and the caller draws anew. */
export const linkCodeOf = (bytes: Uint8Array): string | null => spokenCode(bytes, LENGTH);

const SHAPE = new RegExp(`^[${SPOKEN_LETTERS}]{${LENGTH}}$`);

/** The code as it is meant, however it was typed; null where it can be none. */
export function readLinkCode(typed: string): string | null {
  if (typed.length > 60) return null;
  const code = spokenAsMeant(typed);
  return SHAPE.test(code) ? code : null;
}

/** As it is printed and read aloud: `bcdf-ghjk-mnpq`. */
export const shownLinkCode = (code: string): string =>
  (code.match(new RegExp(`.{1,${GROUP}}`, 'g')) ?? []).join('-');
