import type { Column } from '../sheetWriter/sheetShape.ts';
import type { PdfDocument } from './pdf.ts';
import { measurer } from './textFit.ts';
import { breakable } from './wrap.rules.ts';

/** What a column needs, in points: `least` keeps its words whole, `full` keeps its texts on one line. */
export type ColumnNeed = { readonly least: number; readonly full: number; readonly isText: boolean };

/** How a table stands on its page: widths in points, and the size of its letters. */
export type TableLayout = {
  readonly isLandscape: boolean;
  readonly size: number;
  readonly widths: readonly number[];
};

const SIZE = 9;
/** Smaller letters are hard to read on paper. */
const SMALLEST = 6.5;
/** No column asks for more of the page than a long name takes. */
const WIDEST = 190;

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** The space on each side of a cell's text, in points, for letters of this size. */
export const cellPadding = (size: number) => size * 0.44;

/** The width at which the widest must be cut so that all together fit; those below it keep what they need. */
function level(needs: readonly number[], width: number): number {
  let rest = width;
  const ascending = needs.toSorted((a, b) => a - b);
  for (const [index, need] of ascending.entries()) {
    const share = rest / (ascending.length - index);
    if (need > share) return share;
    rest -= need;
  }
  return Number.POSITIVE_INFINITY;
}

/**
 * Shares the width of a page among columns. Room left over goes to the text columns; where it is short, every column keeps
 * its longest word and the rest is shared by need; where even words are too wide, the widest columns give way.
 * @returns widths in points that add up to `width`
 */
export function columnLayout(needs: readonly ColumnNeed[], width: number): readonly number[] {
  const full = sum(needs.map((need) => need.full));
  const least = sum(needs.map((need) => need.least));
  if (full <= width) {
    const stretches = needs.map((need) =>
      need.isText || needs.every((other) => !other.isText) ? need.full : 0,
    );
    const share = (width - full) / (sum(stretches) || 1);
    return needs.map((need, index) => need.full + share * (stretches[index] ?? 0));
  }
  if (least <= width) {
    const share = (width - least) / (full - least);
    return needs.map((need) => need.least + (need.full - need.least) * share);
  }
  const most = level(
    needs.map((need) => need.least),
    width,
  );
  return needs.map((need) => Math.min(need.least, most));
}

function columnNeeds(
  doc: PdfDocument,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  size: number,
): readonly ColumnNeed[] {
  const ofHeader = measurer(doc, 'semiBold', size);
  // Totals are bold, and any row may be the totals.
  const ofCell = measurer(doc, 'semiBold', size);
  return columns.map((column, index) => {
    const isText = column.kind === 'text';
    const texts = rows.map((row) => row[index] ?? '');
    const words = Math.max(...breakable(column.title).map(ofHeader), ...texts.flatMap(breakable).map(ofCell));
    const asked = column.width === undefined ? undefined : column.width * size * 0.56;
    const full = asked ?? Math.max(isText ? ofHeader(column.title) * 0.7 : 0, ...texts.map(ofCell));
    const room = cellPadding(size) * 2 + 0.5;
    return {
      // A date or a sum is never broken at its space.
      least: Math.min(isText ? words : Math.max(full, words), WIDEST) + room,
      full: Math.min(Math.max(full, words), WIDEST) + room,
      isText,
    };
  });
}

/**
 * Finds how a table fits on A4: upright, else (unless `landscape` says which) on its side, else with smaller letters.
 * `rows` are the first rows and the totals as they are shown; `width` is the room between the margins for either way.
 */
export function tableLayout(
  doc: PdfDocument,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: (isLandscape: boolean) => number,
  landscape: boolean | undefined,
): TableLayout {
  const least = (needs: readonly ColumnNeed[]) => sum(needs.map((need) => need.least));
  const needs = columnNeeds(doc, columns, rows, SIZE);
  const isLandscape = landscape ?? least(needs) > width(false);
  const room = width(isLandscape);
  if (least(needs) <= room) return { isLandscape, size: SIZE, widths: columnLayout(needs, room) };
  const size = Math.max(SMALLEST, SIZE * (room / least(needs)) * 0.99);
  return { isLandscape, size, widths: columnLayout(columnNeeds(doc, columns, rows, size), room) };
}
