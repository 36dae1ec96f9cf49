import { documentBytes, writeDocument, type Target } from '../output/output.ts';
import { fillCsv, type CsvOptions } from './csvRows.ts';
import type { SheetOut, WriteOptions } from './sheetShape.ts';
import { fillWorkbook } from './xlsxWorkbook.ts';

export type { Column, OutCell, OutRow, SheetOut } from './sheetShape.ts';

/** How many table rows were written, and the size of the document in bytes. */
export type Written = { readonly rows: number; readonly bytes: number };

/**
 * Writes an .xlsx workbook to a path or a stream, row by row: real dates, money and numbers, text that stays text, a bold
 * header that is frozen and filtered, totals below. A path gets the whole file or nothing.
 * @throws a write failure: CANCELLED, DISK_FULL, NO_ACCESS, FOLDER_MISSING, TOO_LARGE, CANNOT_WRITE
 */
export async function writeXlsx(
  target: Target,
  sheets: readonly SheetOut[],
  options: WriteOptions & { readonly creator?: string } = {},
): Promise<Written> {
  const { result, bytes } = await writeDocument(target, (write) => fillWorkbook(write, sheets, options));
  return { rows: result, bytes };
}

/** A small .xlsx workbook in memory. */
export function xlsxBytes(sheets: readonly SheetOut[]): Promise<Uint8Array> {
  return documentBytes((write) => fillWorkbook(write, sheets));
}

/**
 * Writes one table as CSV for Excel: UTF-8 with its mark, `;`, CRLF; no cell becomes a formula.
 * @throws a write failure, as `writeXlsx`
 */
export async function writeCsv(target: Target, sheet: SheetOut, options: CsvOptions = {}): Promise<Written> {
  const { result, bytes } = await writeDocument(target, (write) => fillCsv(write, sheet, options));
  return { rows: result, bytes };
}
