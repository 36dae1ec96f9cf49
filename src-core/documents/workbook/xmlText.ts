import { refuse } from './refusal.ts';

/** Turns a range of UTF-8 bytes of an XML part into text, with entities and line ends decoded. */
export type TextReader = (bytes: Buffer, start: number, end: number) => string;

const SLOTS = 8192;
const SLOT_BYTES = 48;
const AMPERSAND = 1;
const CARRIAGE_RETURN = 2;
const UNDERSCORE = 4;

const marks = new Uint8Array(256);
marks[0x26] = AMPERSAND;
marks[0x0d] = CARRIAGE_RETURN;
marks[0x5f] = UNDERSCORE;

/**
 * A reader that remembers short texts: a table repeats its groups, cities and dates, and handing out the same string saves both
 * the decoding and its memory. The memory of the reader itself is fixed. `hasEscapes`: in the cells of a spreadsheet part
 * `_x000D_` stands for a character that XML cannot carry.
 */
export function createTextReader(hasEscapes: boolean): TextReader {
  const keys = Buffer.alloc(SLOTS * SLOT_BYTES);
  const lengths = new Uint8Array(SLOTS);
  const texts = Array.from<string>({ length: SLOTS }).fill('');

  return (bytes, start, end) => {
    const length = end - start;
    if (length <= 0) return '';
    let hash = 17;
    let seen = 0;
    for (let at = start; at < end; at += 1) {
      const byte = bytes[at] ?? 0;
      hash = (Math.imul(hash, 31) + byte) | 0;
      seen |= marks[byte] ?? 0;
    }
    if (length > SLOT_BYTES) return decode(bytes, start, end, seen, hasEscapes);
    const slot = (hash ^ (hash >>> 13)) & (SLOTS - 1);
    if (lengths[slot] === length && isSame(keys, slot * SLOT_BYTES, bytes, start, length))
      return texts[slot] ?? '';
    const text = decode(bytes, start, end, seen, hasEscapes);
    lengths[slot] = length;
    bytes.copy(keys, slot * SLOT_BYTES, start, end);
    texts[slot] = text;
    return text;
  };
}

function isSame(keys: Buffer, from: number, bytes: Buffer, start: number, length: number): boolean {
  for (let index = 0; index < length; index += 1)
    if (keys[from + index] !== bytes[start + index]) return false;
  return true;
}

function decode(bytes: Buffer, start: number, end: number, seen: number, hasEscapes: boolean): string {
  let text = bytes.toString('utf8', start, end);
  if (seen & CARRIAGE_RETURN) text = text.replace(/\r\n?/g, '\n');
  if (seen & AMPERSAND) text = decodeEntities(text);
  if (hasEscapes && seen & UNDERSCORE) text = decodeEscapes(text);
  return text;
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The five entities of XML and character references; any other needs a DTD, which is refused anyway. */
function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-fA-F]+);|#([0-9]+);|(\w+);|)/g,
    (_, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return NAMED[name] ?? refuse('damaged');
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : refuse('damaged');
    },
  );
}

/** ECMA-376 §22.9.2.19 (ST_Xstring). */
function decodeEscapes(text: string): string {
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
