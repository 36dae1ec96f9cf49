import type { Target } from '../output/output.ts';
import { stopIfCancelled } from '../output/writeFailure.ts';
import {
  inBatches,
  type Column,
  type OutRow,
  type SheetOut,
  type WriteOptions,
} from '../sheetWriter/sheetShape.ts';
import { cellPadding, tableLayout, type TableLayout } from './columnLayout.ts';
import type { FontName } from './fonts.ts';
import { MM, writePdf, type PdfDocument, type PdfOptions } from './pdf.ts';
import { cellReader } from './shownCell.ts';
import { measurer } from './textFit.ts';
import { wrapText } from './wrap.rules.ts';

export type TableColumn = Column & {
  /** Numbers and money stand on the right by themselves. */
  readonly align?: 'left' | 'right' | 'center';
};

/** A table on paper; a column's `width` is in characters, as in a sheet. */
export type TableOut = Omit<SheetOut, 'name' | 'columns'> & {
  readonly title: string;
  readonly columns: readonly TableColumn[];
};

export type TablePdfOptions = WriteOptions &
  Pick<PdfOptions, 'fonts'> & {
    /** Which way the paper lies; left out, a table that is too wide for upright paper lies on its side. */
    readonly landscape?: boolean;
    /** The words of the footer, such as «Страница 1 из 3». */
    readonly pageLabel: (page: number, pages: number) => string;
    /** 'ru', 'kk' or 'en': how numbers are written. */
    readonly language: string;
    readonly author?: string;
    readonly createdAt?: Date;
  };

const MARGINS = { top: 14 * MM, right: 14 * MM, bottom: 16 * MM, left: 14 * MM };
const SIZE = 9;
/** From line to line, in parts of the letters' size. */
const LINE = 1.28;
/** A cell is cut after so many lines, so that a row always fits on a page. */
const MOST_LINES = 8;
const INK = '#16181d';
const MUTED = '#5b6470';
const HEADER_FILL = '#e8edf3';
const RULE = '#d9dee4';
const HEADER_RULE = '#8c98a4';

type RowLook = {
  readonly font: FontName;
  readonly fill?: string;
  readonly rule?: string;
  readonly ruleBelow: string;
};
const HEADER: RowLook = { font: 'semiBold', fill: HEADER_FILL, ruleBelow: HEADER_RULE };
const PLAIN: RowLook = { font: 'regular', ruleBelow: RULE };
const TOTALS: RowLook = { font: 'bold', rule: HEADER_RULE, ruleBelow: HEADER_RULE };

const isNumeric = ({ kind }: Column) => kind === 'number' || kind === 'money';

const pageRoom = (isLandscape: boolean) => (isLandscape ? 297 : 210) * MM - MARGINS.left - MARGINS.right;

const addPage = (doc: PdfDocument, isLandscape: boolean) =>
  doc.addPage({ size: 'A4', layout: isLandscape ? 'landscape' : 'portrait', margins: MARGINS });

/** Draws rows one under another and opens a page, with the header row on it, where one is full. */
function tablePen(doc: PdfDocument, columns: readonly TableColumn[], layout: TableLayout) {
  const { size, widths, isLandscape } = layout;
  const { left } = MARGINS;
  const right = left + pageRoom(isLandscape);
  const bottom = doc.page.height - MARGINS.bottom;
  const padX = cellPadding(size);
  const padY = size * 0.36;
  let y = doc.y;

  const rule = (at: number, color: string) => {
    doc.moveTo(left, at).lineTo(right, at).lineWidth(0.5).stroke(color);
  };

  const drawCell = (column: TableColumn, lines: readonly string[], x: number, width: number) => {
    const align = column.align ?? (isNumeric(column) ? 'right' : 'left');
    for (const [number, line] of lines.entries()) {
      const free = align === 'left' ? 0 : width - padX * 2 - doc.widthOfString(line);
      const at = x + padX + (align === 'center' ? free / 2 : free);
      doc.text(line, at, y + padY + size * (LINE * number + 1), { lineBreak: false, baseline: 'alphabetic' });
    }
  };

  const draw = (texts: readonly string[], look: RowLook) => {
    const measure = measurer(doc, look.font, size);
    const cells = columns.map((_, index) =>
      wrapText(texts[index] ?? '', measure, (widths[index] ?? 0) - padX * 2, MOST_LINES),
    );
    const height = Math.max(1, ...cells.map((lines) => lines.length)) * LINE * size + padY * 2;
    if (y + height > bottom && look !== HEADER) {
      addPage(doc, isLandscape);
      y = MARGINS.top;
      draw(
        columns.map(({ title }) => title),
        HEADER,
      );
    }
    if (look.fill !== undefined) doc.rect(left, y, right - left, height).fill(look.fill);
    if (look.rule !== undefined) rule(y, look.rule);
    doc.font(look.font, size).fillColor(INK);
    let x = left;
    for (const [index, column] of columns.entries()) {
      drawCell(column, cells[index] ?? [], x, widths[index] ?? 0);
      x += widths[index] ?? 0;
    }
    y += height;
    rule(y, look.ruleBelow);
  };
  return draw;
}

/** The title and the label and value lines on the first page; leaves `doc.y` below them. */
function drawHeading(doc: PdfDocument, { title, heading = [] }: TableOut): void {
  const { left, right, top } = MARGINS;
  const width = doc.page.width - left - right;
  let y: number = top;
  for (const line of wrapText(title, measurer(doc, 'bold', 16), width, 3)) {
    doc.font('bold', 16).fillColor(INK);
    doc.text(line, left, y + 16, { lineBreak: false, baseline: 'alphabetic' });
    y += 21;
  }
  y += 4;
  const ofLabel = measurer(doc, 'regular', SIZE);
  const labels = Math.min(Math.max(0, ...heading.map(([label]) => ofLabel(label))), width / 3);
  for (const [label, value] of heading) {
    doc.font('regular', SIZE).fillColor(MUTED);
    doc.text(label, left, y + SIZE, { lineBreak: false, baseline: 'alphabetic' });
    for (const line of wrapText(value, measurer(doc, 'semiBold', SIZE), width - labels - 12, 4)) {
      doc.font('semiBold', SIZE).fillColor(INK);
      doc.text(line, left + labels + 12, y + SIZE, { lineBreak: false, baseline: 'alphabetic' });
      y += LINE * SIZE;
    }
    y += 2;
  }
  doc.y = y + 8;
}

function drawFooters(doc: PdfDocument, title: string, pageLabel: TablePdfOptions['pageLabel']): void {
  const { count } = doc.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    doc.switchToPage(page);
    const { width, height } = doc.page;
    const y = height - MARGINS.bottom + 7 * MM;
    const label = pageLabel(page + 1, count);
    doc.font('regular', 8).fillColor(MUTED);
    const labelWidth = doc.widthOfString(label);
    doc.text(label, width - MARGINS.right - labelWidth, y, { lineBreak: false, baseline: 'alphabetic' });
    const room = width - MARGINS.left - MARGINS.right - labelWidth - 20;
    const [line = ''] = wrapText(title, measurer(doc, 'regular', 8), room, 1);
    doc.text(line, MARGINS.left, y, { lineBreak: false, baseline: 'alphabetic' });
  }
}

/**
 * Writes a table for paper, A4: title, heading lines, the header row on every page, totals, and a footer that counts pages.
 * Long names wrap; widths follow the first rows.
 * @returns the number of table rows and of bytes
 * @throws a write failure; nothing is left behind
 */
export async function writeTablePdf(
  target: Target,
  table: TableOut,
  options: TablePdfOptions,
): Promise<{ readonly rows: number; readonly bytes: number }> {
  const { pageLabel, onProgress, signal, language, landscape, fonts, author, createdAt } = options;
  const { columns, totals, title } = table;
  const read = cellReader(language);
  const shown = (row: OutRow) => columns.map(({ kind }, index) => read(kind, row[index]));
  const pdf: PdfOptions = {
    language,
    margins: MARGINS,
    keepsPages: true,
    info: {
      title,
      ...(author === undefined ? {} : { author }),
      ...(createdAt === undefined ? {} : { createdAt }),
    },
    ...(fonts === undefined ? {} : { fonts }),
  };
  let rows = 0;
  const bytes = await writePdf(target, pdf, async (doc, pass) => {
    let draw: ReturnType<typeof tablePen> | undefined;
    for await (const batch of inBatches(table.rows)) {
      stopIfCancelled(signal);
      const texts = batch.map(shown);
      if (draw === undefined) {
        const layout = tableLayout(doc, columns, [...texts, shown(totals ?? [])], pageRoom, landscape);
        addPage(doc, layout.isLandscape);
        drawHeading(doc, table);
        draw = tablePen(doc, columns, layout);
        draw(
          columns.map((column) => column.title),
          HEADER,
        );
      }
      for (const row of texts) draw(row, PLAIN);
      rows += batch.length;
      onProgress?.(rows);
      await pass();
    }
    if (totals !== undefined) draw?.(shown(totals), TOTALS);
    drawFooters(doc, title, pageLabel);
  });
  return { rows, bytes };
}
