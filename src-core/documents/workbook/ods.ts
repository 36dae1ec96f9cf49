import { finishSheet } from './merges.ts';
import { readOdsCell } from './odsCell.ts';
import { refuse } from './refusal.ts';
import { MAX_COLUMNS } from './rowScanner.ts';
import type { Cell, Merge, Sheet, SheetRow, Workbook } from './table.ts';
import type { Tally } from './tally.ts';
import { scanXml, type XmlScanner } from './xml.ts';
import type { Zip } from './zip.ts';

const MAX_CONTENT_BYTES = 160 * 1024 * 1024;
const MAX_ROW = 1_048_576;

/** Reads an OpenDocument spreadsheet (ODF 1.3). Refuses one with a password, and any other kind of document. */
export function readOds(zip: Zip, tally: Tally): Workbook {
  if (zip.read('META-INF/manifest.xml')?.includes('encryption-data')) refuse('password');
  const kind = zip.read('mimetype')?.toString('latin1') ?? '';
  if (kind !== '' && !kind.includes('spreadsheet')) refuse('not-a-table');
  const xml = scanXml(zip.read('content.xml', MAX_CONTENT_BYTES) ?? refuse('damaged'));
  const hiddenStyles = new Set<string>();
  const sheets: Sheet[] = [];
  let style = '';
  let isSpreadsheet = false;
  for (let token = xml.next(); token !== 'end'; token = xml.next()) {
    if (token !== 'open') continue;
    const name = xml.name();
    if (name === 'style') style = xml.attribute('style:name') ?? '';
    else if (name === 'table-properties' && xml.attribute('table:display') === 'false')
      hiddenStyles.add(style);
    else if (name === 'spreadsheet') isSpreadsheet = true;
    else if (name === 'tracked-changes') xml.skip();
    else if (name === 'table' && isSpreadsheet) sheets.push(readTable(xml, hiddenStyles, tally));
  }
  if (!isSpreadsheet) refuse('not-a-table');
  return { format: 'ods', sheets };
}

function readTable(xml: XmlScanner, hiddenStyles: ReadonlySet<string>, tally: Tally): Sheet {
  const name = xml.attribute('table:name') ?? '';
  const hidden = hiddenStyles.has(xml.attribute('table:style-name') ?? '');
  const rows: SheetRow[] = [];
  const merges: Merge[] = [];
  const hiddenColumns = new Set<number>();
  const usedColumns = new Set<number>();
  let column = 0;
  let row = 0;
  for (let token = xml.next(); token !== 'end'; token = xml.next()) {
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
      const line = readRow(xml, usedColumns);
      if (row + times > MAX_ROW * 2) refuse('damaged');
      if (line.cells.length > 0 || line.merges.length > 0) {
        for (let copy = 0; copy < times; copy += 1) {
          const top = row + copy;
          for (const merge of line.merges) merges.push({ ...merge, top, bottom: top + merge.bottom });
          if (line.cells.length === 0) continue;
          tally.row(rows.length + 1, line.cells.length);
          tally.text(line.textBytes);
          rows.push({ number: top + 1, hidden: isHidden, cells: line.cells });
        }
      }
      row += times;
    } else if (!isWrapper(element)) xml.skip();
  }
  tally.column(usedColumns);
  tally.stopIfAborted();
  return finishSheet({ name, hidden, rows, merges, hiddenColumns });
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

function readRow(xml: XmlScanner, usedColumns: Set<number>): OdsRow {
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
    const cell = readOdsCell(xml);
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
