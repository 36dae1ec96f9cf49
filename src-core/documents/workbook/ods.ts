import { finishSheet, MAX_MERGES } from './merges.ts';
import { readOdsCell } from './odsCell.ts';
import { createOdsStyles, type OdsStyles } from './odsStyles.ts';
import { refuse } from './refusal.ts';
import { MAX_COLUMNS } from './rowScanner.ts';
import type { Cell, Merge, Sheet, SheetRow, Workbook } from './table.ts';
import type { Tally } from './tally.ts';
import { scanInWindows } from './windows.ts';
import { feedXml, type XmlScanner } from './xml.ts';
import type { Zip } from './zip.ts';

const MAX_ROW = 1_048_576;
const ROW_END = '</table:table-row>';

/** Reads an OpenDocument spreadsheet (ODF 1.3). Refuses one with a password, and any other kind of document. */
export async function readOds(zip: Zip, tally: Tally): Promise<Workbook> {
  if (zip.read('META-INF/manifest.xml')?.includes('encryption-data')) refuse('password');
  const kind = zip.read('mimetype')?.toString('latin1') ?? '';
  if (kind !== '' && !kind.includes('spreadsheet')) refuse('not-a-table');
  const sheets: Sheet[] = [];
  const xml = feedXml();
  const reading = readContent(xml, sheets, tally);
  const scan = (bytes: Buffer, isLast: boolean): number => {
    const rowEnd = isLast ? -1 : bytes.lastIndexOf(ROW_END);
    if (!isLast && rowEnd === -1) return 0;
    const cut = isLast ? bytes.length : rowEnd + ROW_END.length;
    xml.feed(bytes.subarray(0, cut), isLast);
    reading.next();
    return cut;
  };
  await scanInWindows(zip.pieces('content.xml'), scan, tally);
  return { format: 'ods', sheets };
}

/** Reads the same document kept as one XML file (.fods). */
export function readFlatOds(bytes: Buffer, tally: Tally): Workbook {
  const sheets: Sheet[] = [];
  const xml = feedXml();
  xml.feed(bytes, true);
  readContent(xml, sheets, tally).next();
  return { format: 'ods', sheets };
}

/** Reads on with each window; yields where the window is used up, which is always behind a row. */
function* readContent(xml: XmlScanner, sheets: Sheet[], tally: Tally): Generator<void, void> {
  const styles = createOdsStyles();
  let hasTables = false;
  let isSpreadsheet = false;
  for (let token = xml.next(); token !== 'end'; token = xml.next()) {
    if (token === 'more') yield;
    if (token !== 'open') continue;
    const name = xml.name();
    if (name === 'spreadsheet') isSpreadsheet = hasTables = true;
    // The copies of linked tables stand behind the sheets and are none.
    else if (name === 'dde-links') hasTables = false;
    else if (name === 'table' && hasTables) sheets.push(yield* readTable(xml, styles, tally));
    else if (!isSpreadsheet) styles.take(xml);
  }
  if (!isSpreadsheet) refuse('not-a-table');
}

function* readTable(xml: XmlScanner, styles: OdsStyles, tally: Tally): Generator<void, Sheet> {
  const name = xml.attribute('table:name') ?? '';
  const hidden = styles.isHidden(xml.attribute('table:style-name'));
  const rows: SheetRow[] = [];
  const merges: Merge[] = [];
  const hiddenColumns = new Set<number>();
  const usedColumns = new Set<number>();
  let column = 0;
  let row = 0;
  for (let token = xml.next(); token !== 'end'; token = xml.next()) {
    if (token === 'more') yield;
    const element = xml.name();
    if (token === 'close' && element === 'table') break;
    if (token !== 'open') continue;
    if (element === 'table-column') {
      const next = Math.min(column + repeated(xml, 'table:number-columns-repeated'), MAX_COLUMNS);
      if (isCollapsed(xml)) for (let index = column; index < next; index += 1) hiddenColumns.add(index);
      column = next;
    } else if (element === 'table-row') {
      const times = repeated(xml, 'table:number-rows-repeated');
      const isHidden = isCollapsed(xml);
      const line = readRow(xml, styles, usedColumns);
      if (row + times > MAX_ROW * 2) refuse('damaged');
      for (let top = row; top < row + times && !isEmpty(line); top += 1) {
        for (const merge of line.merges) merges.push({ ...merge, top, bottom: top + merge.bottom });
        if (merges.length > MAX_MERGES) refuse('hostile', { merges: merges.length });
        if (line.cells.length === 0) continue;
        tally.row(rows.length + 1, line.cells.length);
        tally.text(line.textBytes);
        rows.push({ number: top + 1, hidden: isHidden, cells: line.cells });
      }
      row += times;
    } else if (!isWrapper(element)) xml.skip();
  }
  tally.column(usedColumns);
  return finishSheet({ name, hidden, rows, merges, hiddenColumns });
}

function isEmpty(line: OdsRow): boolean {
  return line.cells.length === 0 && line.merges.length === 0;
}

/** Header rows and outline groups only wrap rows and columns; all else in a table (shapes, sources, forms) is not of it. */
function isWrapper(element: string): boolean {
  return /^table-(header-|rows$|row-group$|columns$|column-group$)/.test(element);
}

function isCollapsed(xml: XmlScanner): boolean {
  return /^(collapse|filter)$/.test(xml.attribute('table:visibility') ?? '');
}

function repeated(xml: XmlScanner, attribute: string): number {
  const times = Number(xml.attribute(attribute) ?? 1);
  return Number.isInteger(times) && times >= 1 && times <= MAX_ROW ? times : refuse('damaged');
}

type OdsRow = {
  readonly cells: readonly Cell[];
  /** Of this row alone: `top` is 0. */
  readonly merges: readonly Merge[];
  readonly textBytes: number;
};

function readRow(xml: XmlScanner, styles: OdsStyles, usedColumns: Set<number>): OdsRow {
  const cells: Cell[] = [];
  const merges: Merge[] = [];
  let column = 0;
  let textBytes = 0;
  for (let token = xml.next(); token !== 'end'; token = xml.next()) {
    const element = xml.name();
    if (token === 'close' && element === 'table-row') break;
    if (token !== 'open') continue;
    const isCovered = element === 'covered-table-cell';
    if (!isCovered && element !== 'table-cell') {
      xml.skip();
      continue;
    }
    const times = repeated(xml, 'table:number-columns-repeated');
    const merge = isCovered ? undefined : spanned(xml, column);
    if (merge) merges.push(merge);
    const cell = readOdsCell(xml, styles);
    if (cell !== null && !isCovered) {
      if (column + times > MAX_COLUMNS) refuse('damaged');
      for (let copy = column; copy < column + times; copy += 1) {
        while (cells.length < copy) cells.push(null);
        cells.push(cell);
        usedColumns.add(copy);
        if (typeof cell === 'string') textBytes += cell.length * 2;
      }
    }
    column += times;
  }
  return { cells, merges, textBytes };
}

function spanned(xml: XmlScanner, left: number): Merge | undefined {
  const columns = repeated(xml, 'table:number-columns-spanned');
  const rows = repeated(xml, 'table:number-rows-spanned');
  return columns * rows === 1 ? undefined : { top: 0, left, bottom: rows - 1, right: left + columns - 1 };
}
