/** Where the tables of a sheet are: their columns, header rows, titles, and where each ends. */
import type { Cell, Merge, Sheet, SheetRow } from '../../documents/workbook/workbook.ts';
import { fieldOfHeader, foldHeader, isNameField } from './headers.rules.ts';
import { textOf } from './values.rules.ts';

/** The columns from `left` to `right`, both included. */
export type Band = { readonly left: number; readonly right: number };

export type Layout = {
  readonly band: Band;
  /** Indexes into the sheet's rows. `headerFrom` is `dataFrom` where there is no header. */
  readonly headerFrom: number;
  readonly dataFrom: number;
  readonly dataTo: number;
  /** The header of each column of the band, of two levels joined by « / ». */
  readonly headers: readonly string[];
  /** The rows between the table before and this header. */
  readonly titleFrom: number;
};

const HEADER_SEARCH = 60;
const QUICK_HEADER =
  /^\s*(?:ф\.?\s?и\.?\s?о|фамили|имя|аты|тег[iі]|таә|full name|name|surname|last name|student|участник|студент|ученик|оқушы)/i;

/** All tables of a sheet, as far as it has any. */
export function layoutsOf(sheet: Sheet): readonly Layout[] {
  const bands = bandsOf(sheet);
  const perBand = bands.map((band) => layoutsInBand(sheet, band));
  const withNames = perBand.filter((layouts) => layouts.length > 0);
  // Bands are tables of their own only where each has its own names; an empty column inside one table is no border.
  if (bands.length > 1 && withNames.length > 1) return withNames.flat();
  const [first] = bands;
  const last = bands.at(-1);
  if (!first || !last) return [];
  const whole = { left: first.left, right: last.right };
  const inWhole = bands.length === 1 ? (perBand[0] ?? []) : layoutsInBand(sheet, whole);
  const found = inWhole.flatMap((layout) => splitRepeated(sheet, layout));
  return found.length > 0 ? found : withoutHeader(sheet, whole);
}

/** Runs of columns between columns that are empty from top to bottom. */
function bandsOf(sheet: Sheet): readonly Band[] {
  const used: boolean[] = [];
  for (const row of sheet.rows) {
    row.cells.forEach((cell, column) => {
      if (cell !== null) used[column] = true;
    });
  }
  const bands: Band[] = [];
  let left = -1;
  for (let column = 0; column <= used.length; column += 1) {
    if (used[column] && left < 0) left = column;
    if (!used[column] && left >= 0) {
      bands.push({ left, right: column - 1 });
      left = -1;
    }
  }
  return bands;
}

function layoutsInBand(sheet: Sheet, band: Band): readonly Layout[] {
  const heads = headerRowsOf(sheet, band);
  return heads.map(({ from, to }, at): Layout => {
    const next = heads[at + 1];
    const before = heads[at - 1];
    return {
      band,
      headerFrom: from,
      dataFrom: to + 1,
      dataTo: next === undefined ? sheet.rows.length : titlesAbove(sheet, band, to + 1, next.from),
      headers: headersOf(sheet, band, from, to),
      titleFrom: before === undefined ? 0 : titlesAbove(sheet, band, before.to + 1, from),
    };
  });
}

/** Of the rows above a later header those that belong to it: its title, up to four lines of no more than two cells. */
function titlesAbove(sheet: Sheet, band: Band, from: number, header: number): number {
  let at = header;
  while (at > from && header - at < 4 && filledIn(sheet.rows[at - 1], band) <= 2) at -= 1;
  return at;
}

type Head = { readonly from: number; readonly to: number };

function headerRowsOf(sheet: Sheet, band: Band): readonly Head[] {
  const heads: Head[] = [];
  let known: string | null = null;
  for (let at = 0; at < sheet.rows.length; at += 1) {
    const row = sheet.rows[at];
    if (!row || (at >= HEADER_SEARCH && !hasQuickHeader(row, band))) continue;
    const score = headerScore(row, band);
    if (score === 0) continue;
    const better = at < HEADER_SEARCH ? bestOfNext(sheet, band, at, score) : at;
    const levels = withLevels(sheet, band, better);
    const head = { from: Math.min(at, levels.from), to: levels.to };
    const texts = headersOf(sheet, band, head.from, head.to).map(foldHeader).join('|');
    // The same header again, on the next printed page, opens no new table.
    if (texts !== known) heads.push(head);
    known = texts;
    at = head.to;
  }
  return heads;
}

/** Where a lower row of a header of several levels says more, it is the one to go by. */
function bestOfNext(sheet: Sheet, band: Band, at: number, score: number): number {
  const next = sheet.rows[at + 1];
  return next !== undefined && headerScore(next, band) > score ? at + 1 : at;
}

function hasQuickHeader(row: SheetRow, band: Band): boolean {
  for (let column = band.left; column <= band.right; column += 1) {
    const cell = row.cells[column];
    if (typeof cell === 'string' && cell.length < 60 && QUICK_HEADER.test(cell) && !/[\d@]/.test(cell))
      return true;
  }
  return false;
}

/** How many cells of a row are headers that we know; 0 where the row cannot be a header. */
function headerScore(row: SheetRow, band: Band): number {
  let filled = 0;
  let known = 0;
  let hasName = false;
  for (let column = band.left; column <= band.right; column += 1) {
    const cell = row.cells[column] ?? null;
    if (cell === null) continue;
    filled += 1;
    if (typeof cell !== 'string' || /\d{3}/.test(cell)) continue;
    const field = fieldOfHeader(cell);
    if (field === null) continue;
    known += 1;
    if (isNameField(field)) hasName = true;
  }
  if (filled === 0 || (filled > 1 && known < 2) || known * 3 < filled) return 0;
  return hasName || known >= 3 ? known : 0;
}

/** Adds the levels above and below the chosen row that are tied to it by merged cells. */
function withLevels(sheet: Sheet, band: Band, at: number): Head {
  const rowAt = (index: number) => (sheet.rows[index]?.number ?? 0) - 1;
  const touches = (merge: Merge) => merge.right >= band.left && merge.left <= band.right;
  let [from, to] = [at, at];
  const number = rowAt(at);
  for (const merge of sheet.merges.filter(touches)) {
    const isTall = merge.bottom > merge.top;
    if (isTall && merge.top <= number && merge.bottom >= number && merge.bottom - merge.top < 4) {
      while (from > 0 && rowAt(from - 1) >= merge.top) from -= 1;
      while (to + 1 < sheet.rows.length && rowAt(to + 1) <= merge.bottom) to += 1;
    }
  }
  const above = sheet.rows[from - 1];
  if (
    above &&
    above.number === rowAt(from) &&
    filledIn(above, band) > 1 &&
    sheet.merges.some(spansSome(above.number - 1, band))
  )
    from -= 1;
  return { from, to };
}

/** A cell merged over some of the columns, not over all of them as a title is. */
function spansSome(row: number, band: Band): (merge: Merge) => boolean {
  return ({ top, bottom, left, right }) =>
    top === row &&
    bottom === row &&
    right > left &&
    left >= band.left &&
    right <= band.right &&
    right - left < band.right - band.left;
}

function filledIn(row: SheetRow | undefined, band: Band): number {
  let filled = 0;
  for (let column = band.left; column <= band.right; column += 1)
    if ((row?.cells[column] ?? null) !== null) filled += 1;
  return filled;
}

/** The text over each column: a merged cell counts for all columns under it, and levels are joined. */
function headersOf(sheet: Sheet, band: Band, from: number, to: number): readonly string[] {
  const headers: string[] = [];
  for (let column = band.left; column <= band.right; column += 1) {
    const levels: string[] = [];
    for (let at = from; at <= to; at += 1) {
      const row = sheet.rows[at];
      if (!row) continue;
      const text = textOf(spanningCell(sheet.merges, row, column))
        .replace(/\s+/g, ' ')
        .trim();
      if (text !== '' && levels.at(-1) !== text) levels.push(text);
    }
    headers.push(levels.join(' / '));
  }
  return headers;
}

function spanningCell(merges: readonly Merge[], row: SheetRow, column: number): Cell | undefined {
  const own = row.cells[column] ?? null;
  if (own !== null) return own;
  const number = row.number - 1;
  const merge = merges.find((one) => one.top === number && one.left < column && one.right >= column);
  return merge ? row.cells[merge.left] : null;
}

/** Tables side by side without an empty column between: the same headers come again to the right. */
function splitRepeated(sheet: Sheet, layout: Layout): readonly Layout[] {
  const { band, headers } = layout;
  const folded = headers.map(foldHeader);
  const first = folded.find((header) => header !== '') ?? '';
  const starts = folded.flatMap((header, at) => (header === first ? [at] : []));
  const names = folded.filter((_, at) => isNameField(fieldOfHeader(headers[at] ?? '')));
  if (starts.length < 2 || names.length < starts.length || new Set(names).size * 2 > names.length)
    return [layout];
  return starts.map((start, at) => {
    const end = (starts[at + 1] ?? headers.length) - 1;
    const part = { left: band.left + start, right: band.left + end };
    return {
      ...layout,
      band: part,
      headers: headers.slice(start, end + 1),
      dataTo: Math.min(layout.dataTo, sheet.rows.length),
    };
  });
}

/** A table whose header says nothing that we know, or that begins with its first person: found by its values alone. */
function withoutHeader(sheet: Sheet, band: Band): readonly Layout[] {
  const rows = sheet.rows.slice(0, 300);
  const columns = Array.from({ length: band.right - band.left + 1 }, (_, at) => band.left + at);
  const start = Math.max(
    0,
    rows.findIndex((row) => filledIn(row, band) * 2 > columns.length),
  );
  const isHeader = isUnlikeTheRest(rows.slice(start), columns);
  return [
    {
      band,
      headerFrom: start,
      dataFrom: isHeader ? start + 1 : start,
      dataTo: sheet.rows.length,
      headers: columns.map((column) => (isHeader ? textOf(rows[start]?.cells[column]).trim() : '')),
      titleFrom: 0,
    },
  ];
}

/** Whether the first row is words over columns of telephones, dates or numbers. */
function isUnlikeTheRest([first, ...rest]: readonly SheetRow[], columns: readonly number[]): boolean {
  if (!first || rest.length === 0) return false;
  return columns.some((column) => {
    const head = first.cells[column] ?? null;
    const cells = rest.map((row) => row.cells[column] ?? null).filter((cell) => cell !== null);
    if (typeof head !== 'string' || /\d/.test(head) || cells.length < 2) return false;
    const numbers = cells.filter((cell) => typeof cell !== 'string' || /\d/.test(cell)).length;
    return numbers >= cells.length * 0.8;
  });
}

/** The layout with its header where the user says it is; null: the table has none. */
export function layoutWithHeader(sheet: Sheet, layout: Layout, headerRow: number | null): Layout {
  const at = headerRow === null ? -1 : sheet.rows.findIndex((row) => row.number === headerRow);
  if (at < 0) {
    const { band } = layout;
    const headers = Array.from({ length: band.right - band.left + 1 }, () => '');
    return { ...layout, headerFrom: layout.titleFrom, dataFrom: layout.titleFrom, headers };
  }
  const head = withLevels(sheet, layout.band, at);
  return {
    ...layout,
    titleFrom: Math.min(layout.titleFrom, head.from),
    headerFrom: head.from,
    dataFrom: head.to + 1,
    dataTo: head.to + 1 > layout.dataTo ? sheet.rows.length : layout.dataTo,
    headers: headersOf(sheet, layout.band, head.from, head.to),
  };
}
