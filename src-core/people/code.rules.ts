/** Digits and letters that cannot be taken for one another (Douglas Crockford's base 32); their order is their value. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const BODY = 10;

/** Where the keys of a scanner land under the Russian and the Kazakh layout: ЙЦУКЕН for QWERTY, and Kazakh's row of digits. */
const CYRILLIC_KEYS = 'йцукенгшщзфывапролдячсмить';
const LATIN_KEYS = 'QWERTYUIOPASDFGHJKLZXCVBNM';
const KAZAKH_DIGITS = '"әіңғ,.үұқ';
const LATIN_DIGITS = '1234567890';
const KEYS: ReadonlyMap<string, string> = new Map([
  ...Array.from(CYRILLIC_KEYS, (key, index) => [key, LATIN_KEYS[index] ?? ''] as const),
  ...Array.from(KAZAKH_DIGITS, (key, index) => [key, LATIN_DIGITS[index] ?? ''] as const),
]);

/**
 * The personal code of a QR card: ten characters from a digest (SHA-256 of the person's id, at least 7 bytes are read)
 * and a check character. Capital letters and digits only: a scanner that types them survives any layout.
 */
export function codeFromDigest(digest: Uint8Array): string {
  let body = '';
  let bits = 0;
  let held = 0;
  for (let at = 0; body.length < BODY; at += 1) {
    held = (held << 8) | (digest[at] ?? 0);
    bits += 8;
    while (bits >= 5 && body.length < BODY) {
      bits -= 5;
      body += ALPHABET[(held >> bits) & 31];
    }
    held &= (1 << bits) - 1;
  }
  return body + checkCharacter(body);
}

/** Whether the text is a whole code: its characters and its check character fit. */
export function isCode(text: string): boolean {
  if (!/^[0-9A-HJKMNP-TV-Z]{11}$/.test(text)) return false;
  return checkCharacter(text.slice(0, BODY)) === text[BODY];
}

/** What a scanner typed, under whichever layout was on, as the Latin capitals of its keys. */
export function latinKeys(typed: string): string {
  return Array.from(typed.trim().toLowerCase(), (key) => KEYS.get(key) ?? key.toUpperCase()).join('');
}

/** A code as a scanner typed it, under whichever layout was on, put back into Latin capitals; null where it is no code. */
export function readScannedCode(typed: string): string | null {
  const text = latinKeys(typed).replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  return isCode(text) ? text : null;
}

/**
 * A weighted sum in the field of 32 elements (x^5 + x^2 + 1): it finds every single wrong character and every swap of
 * two neighbours.
 */
function checkCharacter(body: string): string {
  let sum = 0;
  for (const character of body) sum = timesAlpha(sum ^ ALPHABET.indexOf(character));
  return ALPHABET[sum] ?? '';
}

function timesAlpha(value: number): number {
  const shifted = value << 1;
  return shifted & 32 ? shifted ^ 0b100101 : shifted;
}
