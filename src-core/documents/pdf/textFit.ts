import type { FontName } from './fonts.ts';
import type { PdfDocument } from './pdf.ts';
import { breakable, wrapText } from './wrap.rules.ts';
import type { Measure } from './wrap.rules.ts';

/** A text laid out in a box: its size in points and its lines, of which the last may end with «…». */
export type FittedText = { readonly size: number; readonly lines: readonly string[] };

/** The width of texts in points, as this document would draw them. */
export function measurer(doc: PdfDocument, font: FontName, size: number): Measure {
  return (text) => doc.font(font, size).widthOfString(text);
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
