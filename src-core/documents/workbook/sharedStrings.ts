import { refuse } from './refusal.ts';
import { createRichTextReader, type RichTextReader, startsWith } from './richText.ts';
import { rootOf } from './xmlRoot.ts';
import { orNull, type Tally } from './tally.ts';
import type { Cell, Limits } from './table.ts';
import { scanInWindows } from './windows.ts';
import type { TextReader } from './xmlText.ts';

const LT = 0x3c;

/** The texts that cells point to by number; blank ones are null already. How many the part claims to hold is not believed. */
export async function readSharedStrings(
  pieces: AsyncIterable<Buffer>,
  { text, limits, tally }: { text: TextReader; limits: Limits; tally: Tally },
): Promise<readonly Cell[]> {
  const strings: Cell[] = [];
  let rich: RichTextReader | undefined;
  let open = Buffer.alloc(0);
  let close = Buffer.alloc(0);

  function start(bytes: Buffer): number {
    const root = rootOf(bytes);
    if (root.name !== 'sst') refuse('damaged');
    open = Buffer.from(`<${root.prefix}si`);
    close = Buffer.from(`</${root.prefix}si>`);
    rich = createRichTextReader(root.prefix, 'si', text);
    return root.end;
  }

  function scan(bytes: Buffer, isLast: boolean): number {
    let at = 0;
    if (!rich) {
      if (!isLast && !bytes.includes('</')) return 0;
      at = start(bytes);
    }
    if (isLast) return take(bytes, at, bytes.length);
    const lastClose = bytes.lastIndexOf(close);
    return lastClose === -1 ? at : take(bytes, at, lastClose + close.length);
  }

  function take(bytes: Buffer, from: number, cut: number): number {
    let at = from;
    while (at < cut) {
      if (bytes[at] !== LT || !startsWith(bytes, at, open)) {
        at += 1;
        continue;
      }
      while (at < cut && bytes[at] !== 0x3e) at += 1;
      at += 1;
      if (bytes[at - 2] === 0x2f) strings.push(null);
      else if (rich) {
        const value = rich.read(bytes, at);
        tally.text(rich.end() - at);
        at = rich.end();
        strings.push(orNull(value));
      }
      if (strings.length > limits.maxCells) refuse('too-large', { maxCells: limits.maxCells });
    }
    return at;
  }

  await scanInWindows(pieces, scan, tally);
  return strings;
}
