import type { ZipEntry } from '../output/zip.ts';
import { columnLetter } from '../workbook/table.ts';
import { dayNumber, majorUnits, momentNumber, timeNumber } from './sheetDates.ts';
import type { Column, ColumnKind, OutCell, OutRow, SheetOut } from './sheetShape.ts';
import { textTag, xmlText } from './sheetXml.ts';
import { headerLook, LOOK, totalLook, valueLook } from './xlsxStyles.ts';

/** Text is handed over in pieces of about this many letters: large enough to pack well, small enough to hold. */
const PIECE = 1 << 16;
const NARROWEST = 6;
const WIDEST = 60;
const WIDTHS: Readonly<Record<ColumnKind, number>> = {
  text: 10,
  number: 10,
  date: 11.5,
  dateTime: 16.5,
  time: 8,
  money: 14,
};

/** Where the parts of a written sheet lie, counted from 1; `lastRow` is the last row of data, before the totals. */
export type SheetRange = {
  readonly headerRow: number;
  readonly lastRow: number;
  readonly lastColumn: string;
};

/** An open sheet part: rows go in one after another. */
export type SheetPart = {
  /** Rows that still fit, with room kept for the totals. */
  readonly room: () => number;
  readonly addRow: (row: OutRow) => void;
  /** Passes what has gathered on to the archive. */
  readonly flush: (isLast?: boolean) => Promise<void>;
  readonly end: (withTotals: boolean) => Promise<SheetRange>;
};

/**
 * Texts stand in their cells. A table of shared strings would make the file 1.5 % smaller (measured on a roster) and hold
 * every different text in memory until the end.
 */
const textCell = (at: string, look: number, text: string) =>
  `${at}" s="${look}" t="inlineStr"><is>${textTag(text)}${xmlText(text)}</t></is></c>`;
const numberCell = (at: string, look: number, value: number | string) =>
  `${at}" s="${look}"><v>${value}</v></c>`;

/** A text that is a moment of its column's kind, as Excel's number. */
function serial(kind: ColumnKind, text: string): number | undefined {
  if (kind === 'date') return dayNumber(text);
  if (kind === 'dateTime') return momentNumber(text);
  return kind === 'time' ? timeNumber(text) : undefined;
}

/** One cell; `at` is its opening up to the reference. What does not fit the kind is written as text. */
function cellXml(at: string, look: number, textLook: number, kind: ColumnKind, value: OutCell): string {
  if (typeof value === 'string') {
    if (value === '') return '';
    const moment = kind === 'text' ? undefined : serial(kind, value);
    return moment === undefined ? textCell(at, textLook, value) : numberCell(at, look, moment);
  }
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return '';
    if (kind === 'number') return numberCell(at, look, value);
    if (kind === 'money' && Number.isSafeInteger(value)) return numberCell(at, look, majorUnits(value));
    return textCell(at, textLook, String(value));
  }
  if (typeof value === 'boolean') return `${at}" s="${look}" t="b"><v>${value ? 1 : 0}</v></c>`;
  return '';
}

/** A cell of the totals row; an empty one carries the line above the totals. */
function totalXml(at: string, kind: ColumnKind, value: OutCell): string {
  const look = totalLook(kind);
  return cellXml(at, look, totalLook('text'), kind, value) || `${at}" s="${look}"/>`;
}

function shownLength(kind: ColumnKind, value: OutCell): number {
  if (value === null || value === undefined || value === '') return 0;
  if (kind === 'date' || kind === 'dateTime' || kind === 'time') return 0;
  const longestLine = Math.max(
    ...String(value)
      .split('\n', 20)
      .map((line) => line.length),
  );
  return kind === 'money' ? longestLine * 1.3 + 1 : longestLine;
}

/** Widths in characters: as asked for, or from the title (with room for the filter's button) and the first rows. */
export function columnWidths(columns: readonly Column[], sample: readonly OutRow[]): readonly number[] {
  return columns.map((column, index) => {
    if (column.width !== undefined) return column.width;
    let widest = Math.max(
      column.title.length * 1.1 + 3.5,
      WIDTHS[column.kind] > 10 ? WIDTHS[column.kind] : 0,
    );
    for (const row of sample) widest = Math.max(widest, shownLength(column.kind, row[index]) * 1.05 + 1.5);
    return Math.round(Math.min(Math.max(widest, NARROWEST), WIDEST) * 10) / 10;
  });
}

function openingXml(columns: readonly Column[], widths: readonly number[], headerRow: number): string {
  const cols = columns.map(
    (column, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${widths[index]}" style="${valueLook(column.kind)}" customWidth="1"/>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>',
    `<sheetViews><sheetView workbookViewId="0"><pane ySplit="${headerRow}" topLeftCell="A${headerRow + 1}" activePane="bottomLeft" state="frozen"/>`,
    `<selection pane="bottomLeft" activeCell="A${headerRow + 1}" sqref="A${headerRow + 1}"/></sheetView></sheetViews>`,
    '<sheetFormatPr defaultRowHeight="15"/>',
    cols.length === 0 ? '' : `<cols>${cols.join('')}</cols>`,
    '<sheetData>',
  ].join('');
}

function headingXml(heading: NonNullable<SheetOut['heading']>): string {
  const lines = heading.map(([label, value], index) => {
    const at = `<c r="A${index + 1}`;
    const isTitle = value === '';
    const cell = isTitle ? textCell(at, LOOK.title, label) : textCell(at, LOOK.heading, `${label}: ${value}`);
    return `<row r="${index + 1}"${isTitle ? ' ht="21" customHeight="1"' : ''}>${cell}</row>`;
  });
  return lines.join('');
}

function closingXml(columns: readonly Column[], range: SheetRange, rowCount: number): string {
  const texts = columns.flatMap((column, index) =>
    column.kind === 'text'
      ? [`${columnLetter(index)}${range.headerRow}:${columnLetter(index)}${rowCount}`]
      : [],
  );
  return [
    `</sheetData><autoFilter ref="A${range.headerRow}:${range.lastColumn}${range.lastRow}"/>`,
    '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>',
    '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/><headerFooter><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter>',
    // Phones and card numbers are text on purpose: no green corner on each of them.
    texts.length === 0
      ? ''
      : `<ignoredErrors><ignoredError sqref="${texts.join(' ')}" numberStoredAsText="1"/></ignoredErrors>`,
    '</worksheet>',
  ].join('');
}

/** High enough for the title that takes the most lines in its column, in points. */
function headerHeight(columns: readonly Column[], widths: readonly number[]): number {
  const lines = columns.map(({ title }, index) =>
    Math.ceil((title.length * 1.1 + 2) / (widths[index] ?? title.length)),
  );
  return 9 + 15 * Math.min(Math.max(1, ...lines), 5);
}

/** Opens a sheet with its heading and header row in place. `rowLimit` is the number of rows that the format allows. */
export function openSheetPart(
  entry: ZipEntry,
  sheet: SheetOut,
  widths: readonly number[],
  rowLimit: number,
): SheetPart {
  const { columns, heading = [], totals } = sheet;
  const headerRow = heading.length + (heading.length > 0 ? 2 : 1);
  const starts = columns.map((_, index) => `<c r="${columnLetter(index)}`);
  const looks = columns.map((column) => valueLook(column.kind));
  const plainText = valueLook('text');
  let rowNumber = headerRow;
  let xml = openingXml(columns, widths, headerRow) + headingXml(heading);
  const header = columns.map(({ title, kind }, index) =>
    textCell(`${starts[index]}${headerRow}`, headerLook(kind), title),
  );
  xml += `<row r="${headerRow}" ht="${headerHeight(columns, widths)}" customHeight="1">${header.join('')}</row>`;
  return {
    room: () => rowLimit - rowNumber - (totals === undefined ? 0 : 1),
    addRow: (row) => {
      rowNumber += 1;
      xml += `<row r="${rowNumber}">`;
      for (let index = 0; index < columns.length; index += 1) {
        const value = row[index];
        const kind = columns[index]?.kind;
        if (value === null || value === undefined || kind === undefined) continue;
        xml += cellXml(`${starts[index]}${rowNumber}`, looks[index] ?? 0, plainText, kind, value);
      }
      xml += '</row>';
    },
    flush: async (isLast = false) => {
      if (xml.length < PIECE && !isLast) return;
      const piece = xml;
      xml = '';
      await entry.write(piece);
    },
    end: async (withTotals) => {
      const range = {
        headerRow,
        lastRow: rowNumber,
        lastColumn: columnLetter(Math.max(columns.length - 1, 0)),
      };
      if (withTotals && totals !== undefined) {
        rowNumber += 1;
        const cells = columns.map(({ kind }, index) =>
          totalXml(`${starts[index]}${rowNumber}`, kind, totals[index]),
        );
        xml += `<row r="${rowNumber}">${cells.join('')}</row>`;
      }
      xml += closingXml(columns, range, rowNumber);
      await entry.write(xml);
      xml = '';
      await entry.end();
      return range;
    },
  };
}
