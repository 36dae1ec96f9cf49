import { refuse } from './refusal.ts';
import { createTextReader, type TextReader } from './xmlText.ts';

/** Walks the bytes of an XML part, one tag or text at a time; keeps no tree, so neither depth nor size can hurt it. */
export type XmlScanner = {
  /** Moves to the next token; `end` after the last one. An empty element gives `open` and then `close`. */
  readonly next: () => XmlToken;
  /** The local name of the element just opened or closed. */
  readonly name: () => string;
  /** An attribute of the element just opened, by its full name or by its local name. */
  readonly attribute: (name: string) => string | undefined;
  /** The character data just met. */
  readonly text: () => string;
  /** Skips to the end of the element just opened. */
  readonly skip: () => void;
};

/** A scanner of a part that arrives in windows, each cut behind a tag. */
export type XmlFeed = XmlScanner & { readonly feed: (window: Buffer, isLast: boolean) => void };

/** `more`: the window is used up, the next call must come after a feed. */
export type XmlToken = 'open' | 'close' | 'text' | 'more' | 'end';

const LT = 0x3c;
const GT = 0x3e;
const SLASH = 0x2f;
const BANG = 0x21;
const QUESTION = 0x3f;
const EQUALS = 0x3d;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const COLON = 0x3a;
/** More than any element of a spreadsheet has; namespaces at the root included. */
const MAX_ATTRIBUTES = 256;

type ScanOptions = {
  /** A reader to share between parts. */
  readonly read?: TextReader;
  /** How many elements are open already, for a range cut out of a part. */
  readonly depth?: number;
};

/** Scans a whole part. Refuses `hostile` at a DOCTYPE (no office file has one; it is where entity bombs live), `damaged` at broken markup. */
export function scanXml(part: Buffer, options: ScanOptions = {}): XmlScanner {
  const scanner = feedXml(options);
  scanner.feed(asUtf8(part), true);
  return scanner;
}

/** Scans a part window by window; each is UTF-8. */
export function feedXml(options: ScanOptions = {}): XmlFeed {
  const read = options.read ?? createTextReader(false);
  const names = new Map<string, Buffer>();
  let bytes: Buffer = Buffer.alloc(0);
  let at = 0;
  let isFirst = true;
  let isLast = false;
  let isUsedUp = false;
  let depth = options.depth ?? 0;
  let localName = '';
  let isEmptyElement = false;
  let tagStart = 0;
  let tagEnd = 0;
  const spans = new Int32Array(MAX_ATTRIBUTES * 5);
  /** Of the attributes found in the tag; -1 before they are looked for. */
  let count = -1;
  let textStart = 0;
  let textEnd = 0;
  let isCdata = false;

  function feed(window: Buffer, last: boolean): void {
    bytes = window;
    at = isFirst && bytes[0] === 0xef && bytes[1] === 0xbb ? 3 : 0;
    isFirst = false;
    isLast = last;
    isUsedUp = false;
  }

  function next(): XmlToken {
    if (isEmptyElement) {
      isEmptyElement = false;
      depth -= 1;
      return 'close';
    }
    while (at < bytes.length) {
      if (bytes[at] !== LT) return takeText();
      const mark = bytes[at + 1];
      if (mark === QUESTION) at = find('?>', at) + 2;
      else if (mark === BANG) {
        if (bytes.toString('latin1', at, at + 9) === '<![CDATA[') return takeCdata();
        if (bytes.toString('latin1', at, at + 4) !== '<!--') return refuse('hostile');
        at = find('-->', at + 4) + 3;
      } else if (mark === SLASH) return takeClose();
      else return takeOpen();
    }
    if (isLast) return depth === 0 ? 'end' : refuse('damaged');
    // Asked twice means that the window was cut within something that a reader took for whole.
    if (isUsedUp) refuse('damaged');
    isUsedUp = true;
    return 'more';
  }

  function find(what: string, from: number): number {
    const found = bytes.indexOf(what, from, 'latin1');
    return found === -1 ? refuse('damaged') : found;
  }

  function takeText(): XmlToken {
    textStart = at;
    const found = bytes.indexOf(LT, at);
    textEnd = at = found === -1 ? bytes.length : found;
    isCdata = false;
    return 'text';
  }

  function takeCdata(): XmlToken {
    textStart = at + 9;
    textEnd = find(']]>', textStart);
    at = textEnd + 3;
    isCdata = true;
    return 'text';
  }

  function takeClose(): XmlToken {
    let end = at + 2;
    while (end < bytes.length && bytes[end] !== GT) end += 1;
    if (end === bytes.length) refuse('damaged');
    takeName(at + 2, end);
    at = end + 1;
    depth -= 1;
    if (depth < 0) refuse('damaged');
    return 'close';
  }

  function takeOpen(): XmlToken {
    tagEnd = endOfTag(bytes, at + 1);
    tagStart = takeName(at + 1, tagEnd);
    isEmptyElement = bytes[tagEnd - 1] === SLASH;
    count = -1;
    at = tagEnd + 1;
    depth += 1;
    return 'open';
  }

  /** Keeps the local name and gives the position behind it. */
  function takeName(start: number, end: number): number {
    let from = start;
    let to = start;
    while (to < end && !isSpace(bytes[to]) && bytes[to] !== SLASH) {
      if (bytes[to] === COLON) from = to + 1;
      to += 1;
    }
    localName = read(bytes, from, to);
    return to;
  }

  /** Finds the attributes of the tag once: for each its start, its local name, its end, and both ends of its value. */
  function takeAttributes(): void {
    let pos = tagStart;
    while (pos < tagEnd && count < MAX_ATTRIBUTES) {
      while (isSpace(bytes[pos])) pos += 1;
      const start = pos;
      let local = pos;
      while (pos < tagEnd && bytes[pos] !== EQUALS && !isSpace(bytes[pos])) {
        if (bytes[pos] === COLON) local = pos + 1;
        pos += 1;
      }
      const end = pos;
      while (pos < tagEnd && bytes[pos] !== QUOTE && bytes[pos] !== APOSTROPHE) pos += 1;
      const quote = bytes[pos];
      const value = (pos += 1);
      while (pos < tagEnd && bytes[pos] !== quote) pos += 1;
      if (pos >= tagEnd) return;
      spans.set([start, local, end, value, pos], count * 5);
      count += 1;
      pos += 1;
    }
  }

  function attribute(name: string): string | undefined {
    let wanted = names.get(name);
    if (!wanted) names.set(name, (wanted = Buffer.from(name)));
    if (count === -1) {
      count = 0;
      takeAttributes();
    }
    for (let index = 0; index < count * 5; index += 5) {
      const end = spans[index + 2] ?? 0;
      const isIt =
        isAt(bytes, spans[index + 1] ?? 0, end, wanted) || isAt(bytes, spans[index] ?? 0, end, wanted);
      if (isIt) return read(bytes, spans[index + 3] ?? 0, spans[index + 4] ?? 0);
    }
    return undefined;
  }

  function skip(): void {
    const outside = depth - 1;
    while (depth > outside) if (next() === 'end') return;
  }

  return {
    feed,
    next,
    name: () => localName,
    attribute,
    text: () => (isCdata ? bytes.toString('utf8', textStart, textEnd) : read(bytes, textStart, textEnd)),
    skip,
  };
}

function isAt(bytes: Buffer, start: number, end: number, what: Buffer): boolean {
  if (end - start !== what.length) return false;
  for (let index = 0; index < what.length; index += 1) if (bytes[start + index] !== what[index]) return false;
  return true;
}

/** The position of the `>` that ends a tag; one within quotes does not. */
function endOfTag(bytes: Buffer, from: number): number {
  for (let at = from; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === GT) return at;
    if (byte === LT) break;
    if (byte === QUOTE || byte === APOSTROPHE) {
      at = bytes.indexOf(byte, at + 1);
      if (at === -1) break;
    }
  }
  return refuse('damaged');
}

export function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** XML parts are UTF-8 nearly always; the standard also allows UTF-16, and odd writers declare others. */
export function asUtf8(part: Buffer): Buffer {
  const label = encodingOf(part);
  if (label === 'utf-8') return part;
  try {
    return Buffer.from(new TextDecoder(label).decode(part));
  } catch {
    return refuse('damaged');
  }
}

/** The encoding that the first bytes of an XML part tell. */
export function encodingOf(part: Buffer): string {
  if (part[0] === 0xff && part[1] === 0xfe) return 'utf-16le';
  if (part[0] === 0xfe && part[1] === 0xff) return 'utf-16be';
  if (part[0] === LT && part[1] === 0) return 'utf-16le';
  if (part[0] === 0 && part[1] === LT) return 'utf-16be';
  const declared = /^[^>]*?\sencoding\s*=\s*["']([\w.-]+)["']/.exec(part.toString('latin1', 0, 200))?.[1];
  return declared === undefined || /^(utf-?8|us-ascii|utf-?16(le|be)?)$/i.test(declared)
    ? 'utf-8'
    : declared.toLowerCase();
}
