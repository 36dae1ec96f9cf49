import exceljs from 'exceljs';
import { finishSheet } from './merges.ts';
import { refuse } from './refusal.ts';
import { parseRange } from './range.ts';
import { cellOfIso } from './serialDate.ts';
import type { Cell, Merge, Sheet, SheetRow, Workbook, WorkbookFormat } from './table.ts';
import { orNull, type Tally } from './tally.ts';

/** Reads an xlsx file whose markup the lean reader does not know, with exceljs. */
export async function readWithExceljs(
  bytes: Buffer,
  format: WorkbookFormat,
  tally: Tally,
): Promise<Workbook> {
  const book = new exceljs.Workbook();
  const copy = new ArrayBuffer(bytes.length);
  new Uint8Array(copy).set(bytes);
  await book.xlsx.load(copy);
  const sheets = book.worksheets.map((sheet) => readSheet(sheet, tally));
  // The lean reader stopped at something among the cells: where exceljs sees no cell at all, it has not understood them either.
  if (sheets.every((sheet) => sheet.rows.length === 0)) refuse('damaged');
  return { format, sheets };
}

function readSheet(sheet: exceljs.Worksheet, tally: Tally): Sheet {
  const rows: SheetRow[] = [];
  const used = new Set<number>();
  sheet.eachRow({ includeEmpty: false }, (row, number) => {
    const cells: Cell[] = [];
    row.eachCell({ includeEmpty: false }, (source, column) => {
      const cell = source.isMerged && source.master !== source ? null : readValue(source.value);
      if (cell === null) return;
      while (cells.length < column - 1) cells.push(null);
      cells.push(cell);
      used.add(column - 1);
      if (typeof cell === 'string') tally.text(cell.length * 2);
    });
    if (cells.length === 0) return;
    tally.row(rows.length + 1, cells.length);
    rows.push({ number, hidden: row.hidden, cells });
  });
  tally.column(used);
  const merges = sheet.model.merges
    .map((range) => parseRange(range))
    .filter((range): range is Merge => range !== undefined);
  const hiddenColumns = [...used].filter((column) => sheet.getColumn(column + 1).hidden);
  return finishSheet({ name: sheet.name, hidden: sheet.state !== 'visible', rows, merges, hiddenColumns });
}

function readValue(value: exceljs.CellValue): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return orNull(value);
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? null : (cellOfIso(value.toISOString()) ?? null);
  if ('error' in value) return { kind: 'error', code: value.error };
  if ('richText' in value) return orNull(value.richText.map((run) => run.text).join(''));
  if ('result' in value) return readValue(value.result);
  if ('text' in value) return readValue(value.text);
  return null;
}
