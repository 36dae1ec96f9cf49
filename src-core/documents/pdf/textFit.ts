import type { FontName } from './fonts.ts';
import type { PdfDocument } from './pdf.ts';

/** A text laid out in a box: its size in points and its lines, of which the last may end with «…». */
export type FittedText = { readonly size: number; readonly lines: readonly string[] };

type Measure = (text: string) => number;

/** The width of texts in points, as this document would draw them. */
export function measurer(doc: PdfDocument, font: FontName, size: number): Measure {
  return (text) => doc.font(font, size).widthOfString(text);
}

/** Emoji and what joins them: no document font has them, and a name reads better without than with an empty box. */
const PICTURES =
  /[[\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}\p{Variation_Selector}\p{Join_Control}]--[©®™]]/gv;

/** A text as it is drawn: without emoji, other white space than line ends as a space. */
function drawable(text: string): string {
  return text
    .replaceAll(PICTURES, '')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n]/gu, ' ');
}

/** The longest start of a text that fits, with «…». */
function shortened(text: string, measure: Measure, width: number): string {
  const letters = Array.from(text);
  let [low, high] = [0, letters.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (measure(`${letters.slice(0, middle).join('').trimEnd()}…`) <= width) low = middle;
    else high = middle - 1;
  }
  return `${letters.slice(0, low).join('').trimEnd()}…`;
}

/** The pieces of a word that is wider than a line; a word is broken only where it must be. */
function broken(word: string, measure: Measure, width: number): readonly string[] {
  if (measure(word) <= width) return [word];
  const pieces: string[] = [];
  let piece = '';
  for (const letter of word) {
    if (piece !== '' && measure(piece + letter) > width) {
      pieces.push(piece);
      piece = '';
    }
    piece += letter;
  }
  return [...pieces, piece];
}

/** The parts of a text between which a line may end: at spaces, and after a hyphen inside a long double name. */
export function breakable(text: string): readonly string[] {
  return text.split(/[ \t]+|(?<=\p{L}{4}-)(?=\p{L}{4})/u).filter((part) => part !== '');
}

/** A text in lines of at most `width` points, broken at spaces where possible, `maxLines` at most. */
export function wrapText(
  text: string,
  measure: Measure,
  width: number,
  maxLines = Number.POSITIVE_INFINITY,
): readonly string[] {
  const lines: string[] = [];
  for (const paragraph of drawable(text).split('\n')) {
    if (measure(paragraph) <= width) {
      lines.push(paragraph.trim());
      continue;
    }
    let line = '';
    for (const word of breakable(paragraph)) {
      const longer = line === '' || line.endsWith('-') ? line + word : `${line} ${word}`;
      if (measure(longer) <= width) {
        line = longer;
        continue;
      }
      if (line !== '') lines.push(line);
      const pieces = broken(word, measure, width);
      lines.push(...pieces.slice(0, -1));
      line = pieces.at(-1) ?? '';
    }
    lines.push(line);
  }
  if (lines.length <= maxLines) return lines;
  const rest = lines.slice(maxLines - 1).join(' ');
  return [...lines.slice(0, maxLines - 1), shortened(rest, measure, width)];
}

/**
 * The largest size from `maxSize` down to `minSize` (points, in half points) at which a text fits into `maxLines` lines of
 * `maxWidth` without breaking a word; at the smallest size it is broken and shortened instead.
 */
export function fitLines(
  doc: PdfDocument,
  text: string,
  font: FontName,
  box: {
    readonly maxWidth: number;
    readonly maxLines: number;
    readonly maxSize: number;
    readonly minSize: number;
  },
): FittedText {
  const { maxWidth, maxLines, maxSize, minSize } = box;
  for (let size = maxSize; size > minSize; size -= 0.5) {
    const measure = measurer(doc, font, size);
    const isWhole = breakable(text).every((word) => measure(word) <= maxWidth);
    const lines = isWhole ? wrapText(text, measure, maxWidth) : [];
    if (isWhole && lines.length <= maxLines) return { size, lines };
  }
  return { size: minSize, lines: wrapText(text, measurer(doc, font, minSize), maxWidth, maxLines) };
}

/** A text on one line: the size at which it fits into `maxWidth`, and the text, shortened where even `minSize` is too wide. */
export function fitText(
  doc: PdfDocument,
  text: string,
  font: FontName,
  maxWidth: number,
  maxSize: number,
  minSize: number,
): { readonly size: number; readonly text: string } {
  const { size, lines } = fitLines(doc, text, font, { maxWidth, maxLines: 1, maxSize, minSize });
  return { size, text: lines[0] ?? '' };
}
