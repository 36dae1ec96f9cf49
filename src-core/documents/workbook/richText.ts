import { meetOddConstruct, refuse } from './refusal.ts';
import { isSpace } from './xml.ts';
import type { TextReader } from './xmlText.ts';

/** Reads the text of a shared or inline string: its runs joined, the phonetic ones left out. */
export type RichTextReader = {
  /** `at` is behind the tag that opens the string; `isClose` tells whether a closing name is that of the string itself. */
  readonly read: (bytes: Buffer, at: number) => string;
  /** Behind the tag that closed the string last read. */
  readonly end: () => number;
};

const LT = 0x3c;
const GT = 0x3e;
const SLASH = 0x2f;
const BANG = 0x21;
const QUESTION = 0x3f;
const T = 0x74;
const R = 0x72;

/** `element` is `si` or `is`, `prefix` what stands before the names of the part, such as `x:`. */
export function createRichTextReader(prefix: string, element: 'si' | 'is', text: TextReader): RichTextReader {
  const skip = prefix.length;
  const closing = Buffer.from(`</${prefix}${element}>`);
  const closingText = Buffer.from(`</${prefix}t>`);
  const closingPhonetic = Buffer.from(`</${prefix}rPh>`);
  let end = 0;

  function read(bytes: Buffer, from: number): string {
    let joined = '';
    let at = from;
    for (;;) {
      while (at < bytes.length && bytes[at] !== LT) at += 1;
      const mark = bytes[at + 1];
      if (mark === SLASH) {
        if (startsWith(bytes, at, closing)) break;
        at = behindTag(bytes, at);
      } else if (mark === BANG || mark === QUESTION) meetOddConstruct('markup in a string');
      else if (mark === undefined) refuse('damaged');
      else {
        const name = at + 1 + skip;
        const first = bytes[name];
        at = behindTag(bytes, at);
        if (bytes[at - 2] === SLASH) continue;
        if (first === T && isNameEnd(bytes[name + 1])) {
          let stop = at;
          while (stop < bytes.length && bytes[stop] !== LT) stop += 1;
          if (!startsWith(bytes, stop, closingText)) meetOddConstruct('markup in a text');
          const run = text(bytes, at, stop);
          joined = joined === '' ? run : joined + run;
          at = stop + closingText.length;
        } else if (first === R && bytes[name + 1] === 0x50 && bytes[name + 2] === 0x68) {
          at = bytes.indexOf(closingPhonetic, at);
          if (at === -1) refuse('damaged');
        }
      }
    }
    end = at + closing.length;
    return joined;
  }

  return { read, end: () => end };
}

/** Behind the next `>`; attributes of strings and their runs have no quoted one, so none is looked for. */
function behindTag(bytes: Buffer, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== GT) at += 1;
  return at + 1;
}

function isNameEnd(byte: number | undefined): boolean {
  return byte === GT || byte === SLASH || isSpace(byte);
}

export function startsWith(bytes: Buffer, at: number, what: Buffer): boolean {
  for (let index = 0; index < what.length; index += 1) if (bytes[at + index] !== what[index]) return false;
  return true;
}
