/** Text decoded from bytes, and the encoding it was in. */
export type DecodedText = { readonly text: string; readonly encoding: string };

const SAMPLE_BYTES = 256 * 1024;

/**
 * Decodes a text file: by its byte order mark, else UTF-16 where every other byte is a zero or a Cyrillic page, else UTF-8 where
 * it is valid, else the 8-bit code page whose letters stand together as words. Undefined for bytes that are no text.
 */
export function decodeText(bytes: Buffer): DecodedText | undefined {
  const widest = decodeUtf32(bytes);
  if (widest) return widest;
  const encoding = encodingOfText(bytes);
  if (encoding === undefined) return undefined;
  return { text: new TextDecoder(encoding).decode(bytes), encoding };
}

/** Four bytes a letter, with or without a mark; the platform's decoder does not know it. */
function decodeUtf32(bytes: Buffer): DecodedText | undefined {
  if (bytes.length === 0 || bytes.length % 4 !== 0) return undefined;
  for (const encoding of ['utf-32le', 'utf-32be'] as const) {
    const letters: number[] = [];
    const parts: string[] = [];
    for (let at = 0; at < bytes.length; at += 4) {
      const code = encoding === 'utf-32le' ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
      if (code === 0 || code > 0x10ffff) break;
      letters.push(code);
      if (letters.length === 4096) parts.push(String.fromCodePoint(...letters.splice(0)));
    }
    if (parts.length * 4096 + letters.length < bytes.length / 4) continue;
    const text = parts.join('') + String.fromCodePoint(...letters);
    return { text: text.replace(/^\uFEFF/, ''), encoding };
  }
  return undefined;
}

function encodingOfText(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const wide = wideEncoding(bytes);
  if (wide !== undefined) return wide;
  if (hasControls(bytes)) return undefined;
  return isUtf8(bytes) ? 'utf-8' : codePage(bytes);
}

/** Valid UTF-8, or so nearly that a cut letter or a stray byte is the likelier cause than another encoding. */
function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    const text = new TextDecoder('utf-8').decode(bytes.subarray(0, SAMPLE_BYTES));
    const broken = text.match(/\uFFFD/g)?.length ?? 0;
    const sound = text.match(/[^\p{ASCII}\uFFFD]/gu)?.length ?? 0;
    return sound > broken * 20;
  }
}

/** UTF-16 without its mark: delimiters, spaces and line ends have a zero byte on one side only. */
function wideEncoding(bytes: Buffer): string | undefined {
  const length = Math.min(bytes.length, SAMPLE_BYTES) & ~1;
  let zerosLow = 0;
  let zerosHigh = 0;
  let pagesLow = 0;
  let pagesHigh = 0;
  for (let at = 0; at < length; at += 2) {
    if (bytes[at] === 0) zerosLow += 1;
    if (bytes[at + 1] === 0) zerosHigh += 1;
    if ((bytes[at] ?? 255) <= 5) pagesLow += 1;
    if ((bytes[at + 1] ?? 255) <= 5) pagesHigh += 1;
  }
  const pairs = length / 2;
  if (zerosHigh > 0 && zerosLow === 0 && pagesHigh > pairs * 0.8) return 'utf-16le';
  return zerosLow > 0 && zerosHigh === 0 && pagesLow > pairs * 0.8 ? 'utf-16be' : undefined;
}

/** Text has no control characters but tabs, line ends, form feeds and the old end-of-file mark. */
function hasControls(bytes: Buffer): boolean {
  const length = Math.min(bytes.length, SAMPLE_BYTES);
  for (let at = 0; at < length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12 && byte !== 0x1a) return true;
  }
  return false;
}

const CYRILLIC_PAGES = ['windows-1251', 'ibm866', 'koi8-r'];

/**
 * In Cyrillic text high bytes stand next to high bytes, in western text next to plain letters (`première`). Of the Cyrillic pages
 * the right one gives words in lower case after a first letter, wrong ones mix the cases and put frames and signs into words.
 */
function codePage(bytes: Buffer): string {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  let together = 0;
  let alone = 0;
  for (let at = 0; at < sample.length; at += 1) {
    if ((sample[at] ?? 0) < 0x80) continue;
    if ((sample[at + 1] ?? 0) >= 0x80 || (sample[at - 1] ?? 0) >= 0x80) together += 1;
    else if (isPlainLetter(sample[at - 1]) || isPlainLetter(sample[at + 1])) alone += 1;
  }
  if (alone >= together) return 'windows-1252';
  let best = 'windows-1251';
  let bestScore = Number.NEGATIVE_INFINITY;
  for (const page of CYRILLIC_PAGES) {
    const score = cyrillicScore(new TextDecoder(page).decode(sample));
    if (score > bestScore) {
      best = page;
      bestScore = score;
    }
  }
  return best;
}

function cyrillicScore(text: string): number {
  const common = text.match(/[оеаинтсрвлкмдпуяь]/g)?.length ?? 0;
  const mixedCase = text.match(/[а-яё][А-ЯЁ]/g)?.length ?? 0;
  const foreign = text.match(/[^\p{ASCII}\u00a0№«»–—а-яёА-ЯЁ]/gu)?.length ?? 0;
  return common - 3 * mixedCase - 3 * foreign;
}

function isPlainLetter(byte: number | undefined): boolean {
  const letter = (byte ?? 0) | 0x20;
  return letter >= 0x61 && letter <= 0x7a;
}
