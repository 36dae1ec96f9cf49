/**
 * The text in a certificate's QR code, to the byte as `docs/certificate.md` says it, and the form in which a name is hashed.
 * Pure: no cryptography, so that the desk and the page for strangers read codes by the same lines.
 */

/** Begins every code; the digit is the version. */
export const PREFIX = 'ORDA1:';
/** Begins what is signed, before the payload's bytes. */
const SIGNED = 'orda-certificate-1\n';

/** Digits and letters that cannot be taken for one another, all of QR's short (alphanumeric) mode. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const VERSION = 1;
const SIGNATURE = 64;
const NAME_HASH = 12;
const FIXED = 1 + 4 + 4 + 1 + 2 + 2 + NAME_HASH;
/** Bytes of the title in UTF-8; a longer one is cut and ends with «…». */
const LONGEST_TITLE = 48;
/** Bytes of a QR code's text, with the address where there is one. */
export const LONGEST_TEXT = 300;
/** Bytes that an address may have, so that the text stays within `LONGEST_TEXT` with a number of five digits. */
export const LONGEST_ADDRESS = 70;

const DAY = 86_400_000;
const FIRST_DAY = Date.UTC(2000, 0, 1);
/** Days that two bytes hold: up to 6 June 2179. */
const LAST_DAY = 0xffff;

export type CertificateNumber = {
  /** The desk's series, four capitals or digits. */
  readonly series: string;
  readonly year: number;
  /** From 1, without gaps in its series and year. */
  readonly number: number;
};

/** What a code says; hashes and ids in hexadecimal, small letters. */
export type Payload = CertificateNumber & {
  readonly keyId: string;
  /** `YYYY-MM-DD`: of the event, and of the issue. */
  readonly date: string;
  readonly issued: string;
  readonly nameHash: string;
  readonly title: string;
};

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** `K7QF-2026-15`, as it stands on paper. */
export function numberText({ series, year, number }: CertificateNumber): string {
  return `${series}-${year}-${number}`;
}

/** A number as people type it; null where it is none. */
export function readNumber(typed: string): CertificateNumber | null {
  const match = /^\s*([0-9A-Z]{4})\s*-\s*(20\d\d|21\d\d|22[0-4]\d)\s*-\s*(\d{1,9})\s*$/i.exec(typed);
  if (match === null) return null;
  const [, series = '', year = '', number = ''] = match;
  return { series: series.toUpperCase(), year: Number(year), number: Number(number) };
}

/**
 * A name as it is hashed: NFC, small letters, ё as е, runs of letters and digits of any script (with marks, hyphens and
 * apostrophes taken out) as words, the words in the order of their code points with a space between. So
 * «Сәдуақас  АЙГЕРІМ» and «Айгерім Сәдуақас» are one.
 */
export function nameKey(name: string): string {
  return (
    name
      .normalize('NFC')
      .toLowerCase()
      .replaceAll('ё', 'е')
      // Which of the two small sigmas stands at a word's end is a rule that programs apply differently.
      .replaceAll('ς', 'σ')
      .replaceAll(/[-‐‑‒–—'’ʼ`´]/gu, '')
      .split(/[^\p{L}\p{M}\p{N}]+/u)
      .filter((word) => word !== '')
      .toSorted(byCodePoint)
      .join(' ')
  );
}

/** The order of code points, which is that of UTF-8 bytes and not that of UTF-16. */
function byCodePoint(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
    const difference = (left[at]?.codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** What the name hash is the first 12 bytes of the SHA-256 of. The number salts it: one name has another hash on each certificate. */
export function nameText(number: CertificateNumber, name: string): string {
  return `orda-certificate-1 name\n${numberText(number)}\n${nameKey(name)}\n`;
}

/** A title as it goes into a code: one line, NFC, at most 48 bytes, a longer one cut at a letter with «…». */
export function shortTitle(title: string): string {
  const line = title
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Z}]+/gu, ' ')
    .replaceAll(/\p{Cs}/gu, '')
    .trim();
  if (bytesOf(line).length <= LONGEST_TITLE) return line;
  const letters = Array.from(line);
  while (bytesOf(`${letters.join('').trimEnd()}…`).length > LONGEST_TITLE) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}

const dayOf = (date: string): number =>
  Math.min(LAST_DAY, Math.max(0, Math.round((Date.parse(`${date}T00:00:00Z`) - FIRST_DAY) / DAY)));
const dateOfDay = (day: number): string => new Date(FIRST_DAY + day * DAY).toISOString().slice(0, 10);

const unhex = (hex: string): readonly number[] =>
  (hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** LEB128: seven bits a byte, the lowest first, the top bit set on all but the last. */
function varint(value: number): readonly number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return [...bytes, rest];
}

/** The payload's bytes. */
export function payloadBytes(payload: Payload): Uint8Array {
  const [date, issued] = [dayOf(payload.date), dayOf(payload.issued)];
  return Uint8Array.from([
    VERSION,
    ...unhex(payload.keyId),
    ...bytesOf(payload.series),
    payload.year - 2000,
    date >> 8,
    date & 255,
    issued >> 8,
    issued & 255,
    ...unhex(payload.nameHash),
    ...varint(payload.number),
    ...bytesOf(payload.title),
  ]);
}

/** The payload in the bytes; null where they are none of this version, to the last byte. */
function readPayload(bytes: Uint8Array): Payload | null {
  if (bytes.length <= FIXED || bytes[0] !== VERSION) return null;
  const at = (index: number): number => bytes[index] ?? 0;
  let [end, number, factor] = [FIXED, 0, 1];
  do {
    number += (at(end) & 127) * factor;
    factor *= 128;
    end += 1;
  } while (at(end - 1) > 127 && end < bytes.length && end < FIXED + 5);
  let title: string;
  try {
    title = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.subarray(end));
  } catch {
    return null;
  }
  const payload: Payload = {
    keyId: hexOf(bytes.subarray(1, 5)),
    series: String.fromCharCode(...bytes.subarray(5, 9)),
    year: 2000 + at(9),
    date: dateOfDay(at(10) * 256 + at(11)),
    issued: dateOfDay(at(12) * 256 + at(13)),
    nameHash: hexOf(bytes.subarray(14, 14 + NAME_HASH)),
    number,
    title,
  };
  const isOurs = /^[0-9A-Z]{4}$/.test(payload.series) && number > 0 && shortTitle(title) === title;
  const again = payloadBytes(payload);
  return isOurs && again.length === bytes.length && again.every((byte, index) => byte === bytes[index])
    ? payload
    : null;
}

/** Bytes as five-bit characters, the first bit first; the last character is filled with zero bits. */
function base32(bytes: Uint8Array): string {
  let [text, held, bits] = ['', 0, 0];
  for (const byte of bytes) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += ALPHABET[(held >> (bits - 5)) & 31] ?? '';
    held &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + (ALPHABET[(held << (5 - bits)) & 31] ?? '');
}

/** The bytes of five-bit characters; null where a character is foreign or the filling is not zero. */
function unbase32(text: string): Uint8Array | null {
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8));
  let [held, bits, end] = [0, 0, 0];
  for (const letter of text) {
    const value = ALPHABET.indexOf(letter);
    if (value < 0) return null;
    held = (held << 5) | value;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes[end] = held >> bits;
    end += 1;
    held &= (1 << bits) - 1;
  }
  return bits < 5 && held === 0 ? bytes : null;
}

/** A signed certificate as its code: payload and signature. */
export function codeText(payload: Uint8Array, signature: Uint8Array): string {
  const bytes = new Uint8Array(payload.length + signature.length);
  bytes.set(payload);
  bytes.set(signature, payload.length);
  return PREFIX + base32(bytes);
}

/** What the QR code holds: the code, after the organisation's address where it has one. */
export function qrText(code: string, address: string | null): string {
  return address === null ? code : `${address}#${code}`;
}

export type ReadCode = {
  readonly payload: Payload;
  /** What the signature is over. */
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
};

/** The longest text that is looked through for a code. */
const LONGEST_READ = 4000;

/**
 * Finds the code in a scanned or pasted text (an address before it, line breaks in it, small letters do no harm);
 * null where there is none that is whole in its form. The signature is not checked here.
 */
export function readCode(text: string): ReadCode | null {
  const tidy = text.slice(0, LONGEST_READ).replaceAll(/\s+/g, '').toUpperCase();
  const start = tidy.lastIndexOf(PREFIX);
  if (start < 0) return null;
  const bytes = unbase32(tidy.slice(start + PREFIX.length));
  if (bytes === null || bytes.length <= SIGNATURE) return null;
  const body = bytes.subarray(0, bytes.length - SIGNATURE);
  const payload = readPayload(body);
  if (payload === null) return null;
  return { payload, signed: signedBytes(body), signature: bytes.subarray(bytes.length - SIGNATURE) };
}

/** What a signature is over: the algorithm's name, then the payload. */
export function signedBytes(payload: Uint8Array): Uint8Array {
  const head = bytesOf(SIGNED);
  const bytes = new Uint8Array(head.length + payload.length);
  bytes.set(head);
  bytes.set(payload, head.length);
  return bytes;
}
