import type { Target } from '../documents/output/output.ts';
import { stopIfCancelled } from '../documents/output/writeFailure.ts';
import { MM, writePdf } from '../documents/pdf/pdf.ts';
import type { PdfDocument } from '../documents/pdf/pdf.ts';
import type { FontName } from '../documents/pdf/fonts.ts';
import { fitText } from '../documents/pdf/textFit.ts';
import { shownPaperCode } from '../events/index.ts';
import type { PaperTexts } from './paper.texts.ts';

/** A line of the roster; a name of null is to be written by hand. */
export type PaperLine = {
  readonly code: string;
  readonly name: string | null;
  readonly group: string | null;
};

export type PaperSheet = {
  readonly title: string;
  /** When and where, in one line. */
  readonly detail: string;
  readonly lines: readonly PaperLine[];
};

const WIDTH = 210 * MM;
const SIDE = 12 * MM;
const HEAD = 30 * MM;
const FOOT = 285 * MM;
const ROW = 7.6 * MM;
/** The same height as a printed line would be too low for a hand that writes standing. */
const BLANK_ROW = 9.5 * MM;
const SECTION = 8 * MM;
const BOX = 4.4 * MM;
const INK = '#16181d';
const MUTED = '#5b6470';
const RULE = '#c3cad2';
const SHADE = '#f2f5f8';

const COLUMNS = ['number', 'name', 'group', 'here', 'time', 'code'] as const;
type ColumnName = (typeof COLUMNS)[number];
/** Widths in millimetres; the code stands beside the box, so that an eye does not slip to another line. */
const WIDTHS: Readonly<Record<ColumnName, number>> = {
  number: 11,
  name: 76,
  group: 34,
  here: 16,
  time: 24,
  code: 25,
};

const leftOf = (column: ColumnName): number =>
  SIDE + COLUMNS.slice(0, COLUMNS.indexOf(column)).reduce((left, before) => left + WIDTHS[before] * MM, 0);

type Row =
  { readonly kind: 'line'; readonly line: PaperLine; readonly number: number } | { readonly kind: 'section' };

const heightOf = (row: Row): number =>
  row.kind === 'section' ? SECTION : row.line.name === null ? BLANK_ROW : ROW;

function rowsOf(lines: readonly PaperLine[]): readonly Row[] {
  const rows = lines.map((line, index) => ({ kind: 'line', line, number: index + 1 }) as const);
  const people = rows.filter(({ line }) => line.name !== null);
  const blanks = rows.filter(({ line }) => line.name === null);
  return blanks.length === 0 ? people : [...people, { kind: 'section' }, ...blanks];
}

/** Rows by pages; the words above the empty lines never stand alone at the foot of a page. */
function pagesOf(rows: readonly Row[]): readonly (readonly Row[])[] {
  const pages: Row[][] = [[]];
  let used = 0;
  for (const row of rows) {
    const height = heightOf(row) + (row.kind === 'section' ? BLANK_ROW : 0);
    if (HEAD + used + height > FOOT) {
      pages.push([]);
      used = 0;
    }
    pages.at(-1)?.push(row);
    used += heightOf(row);
  }
  return pages;
}

function put(
  doc: PdfDocument,
  text: string,
  place: { readonly x: number; readonly y: number; readonly width: number },
  look: {
    readonly font: FontName;
    readonly size: number;
    readonly least?: number;
    readonly color?: string;
    readonly align?: 'right' | 'center';
  },
): void {
  const { font, size, least = size, color = INK, align } = look;
  const fitted = fitText(doc, text, font, place.width, size, least);
  doc.font(font, fitted.size).fillColor(color);
  const free = align === undefined ? 0 : place.width - doc.widthOfString(fitted.text);
  const x = place.x + (align === 'center' ? free / 2 : free);
  doc.text(fitted.text, x, place.y, { lineBreak: false, baseline: 'alphabetic' });
}

function drawHead(doc: PdfDocument, sheet: PaperSheet, page: string, t: PaperTexts): void {
  const room = WIDTH - 2 * SIDE;
  put(doc, page, { x: SIDE, y: 15 * MM, width: room }, { font: 'semiBold', size: 10, align: 'right' });
  put(doc, sheet.title, { x: SIDE, y: 15 * MM, width: room - 45 * MM }, { font: 'bold', size: 14, least: 9 });
  put(
    doc,
    sheet.detail,
    { x: SIDE, y: 20.5 * MM, width: room },
    { font: 'regular', size: 9.5, least: 7, color: MUTED },
  );
  for (const column of COLUMNS) {
    const place = { x: leftOf(column) + 1 * MM, y: HEAD - 2 * MM, width: WIDTHS[column] * MM - 2 * MM };
    const isMiddle = column === 'here' || column === 'time';
    put(doc, t[column], place, {
      font: 'semiBold',
      size: 8.5,
      least: 6,
      color: MUTED,
      ...(isMiddle ? { align: 'center' as const } : {}),
    });
  }
  doc
    .moveTo(SIDE, HEAD)
    .lineTo(WIDTH - SIDE, HEAD)
    .lineWidth(0.8)
    .stroke(INK);
  put(
    doc,
    t.foot,
    { x: SIDE, y: 290.5 * MM, width: room },
    { font: 'regular', size: 8, least: 6, color: MUTED },
  );
}

function drawLine(doc: PdfDocument, { line, number }: Extract<Row, { kind: 'line' }>, y: number): void {
  const height = line.name === null ? BLANK_ROW : ROW;
  if (number % 2 === 0) doc.rect(SIDE, y, WIDTH - 2 * SIDE, height).fill(SHADE);
  doc
    .moveTo(SIDE, y + height)
    .lineTo(WIDTH - SIDE, y + height)
    .lineWidth(0.4)
    .stroke(RULE);
  if (line.name === null)
    doc
      .moveTo(leftOf('group'), y)
      .lineTo(leftOf('group'), y + height)
      .lineWidth(0.4)
      .stroke(RULE);
  const base = y + height / 2 + 1.3 * MM;
  const at = (column: ColumnName) => ({
    x: leftOf(column) + 1 * MM,
    y: base,
    width: WIDTHS[column] * MM - 2 * MM,
  });
  put(doc, line.name === null ? '+' : String(number), at('number'), {
    font: 'regular',
    size: 8.5,
    least: 5,
    color: MUTED,
  });
  if (line.name !== null) put(doc, line.name, at('name'), { font: 'regular', size: 10.5, least: 7 });
  if (line.group !== null)
    put(doc, line.group, at('group'), { font: 'regular', size: 9, least: 6, color: MUTED });
  doc
    .rect(leftOf('here') + (WIDTHS.here * MM - BOX) / 2, y + (height - BOX) / 2, BOX, BOX)
    .lineWidth(0.9)
    .stroke(INK);
  // Where the time is written: two short lines with a colon between them.
  const middle = leftOf('time') + (WIDTHS.time * MM) / 2;
  const low = y + height - 1.8 * MM;
  for (const side of [-1, 1]) doc.moveTo(middle + side * 1.6 * MM, low).lineTo(middle + side * 8.5 * MM, low);
  doc.lineWidth(0.4).stroke(MUTED);
  put(
    doc,
    ':',
    { x: middle - 2 * MM, y: low - 0.2 * MM, width: 4 * MM },
    { font: 'regular', size: 9, color: MUTED, align: 'center' },
  );
  put(doc, shownPaperCode(line.code), at('code'), { font: 'semiBold', size: 13, least: 9 });
}

/**
 * Writes a roster to be ticked by hand, A4: on every page the event, the day and which page of how many it is.
 * @returns the number of pages
 * @throws a write failure; nothing is left behind
 */
export async function writePaperPdf(
  target: Target,
  sheet: PaperSheet,
  t: PaperTexts,
  options: {
    readonly language: string;
    readonly signal?: AbortSignal;
    readonly onProgress?: (lines: number) => void;
  },
): Promise<{ readonly pages: number }> {
  const pages = pagesOf(rowsOf(sheet.lines));
  const margins = { top: 0, right: 0, bottom: 0, left: 0 };
  const info = { title: `${t.file}: ${sheet.title}` };
  await writePdf(target, { size: 'A4', margins, info, language: options.language }, async (doc, pass) => {
    let done = 0;
    for (const [index, rows] of pages.entries()) {
      stopIfCancelled(options.signal);
      doc.addPage();
      drawHead(doc, sheet, t.page(index + 1, pages.length), t);
      let y = HEAD;
      for (const row of rows) {
        if (row.kind === 'line') drawLine(doc, row, y);
        else
          put(
            doc,
            t.newPeople,
            { x: SIDE + 1 * MM, y: y + 5.6 * MM, width: WIDTH - 2 * SIDE },
            { font: 'semiBold', size: 9.5, least: 7 },
          );
        y += heightOf(row);
      }
      done += rows.length;
      options.onProgress?.(done);
      await pass();
    }
  });
  return { pages: pages.length };
}
