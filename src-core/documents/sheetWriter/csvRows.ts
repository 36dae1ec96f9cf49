import { stopIfCancelled } from '../output/writeFailure.ts';
import { majorUnits } from './sheetDates.ts';
import { inBatches, type Column, type OutCell, type SheetOut, type WriteOptions } from './sheetShape.ts';

export type CsvOptions = WriteOptions & {
  /** `;` (the default) is what Excel expects where the decimal mark is a comma, as in Russian and Kazakh. */
  readonly delimiter?: ';' | ',' | '\t';
  /** The mark by which Excel knows UTF-8; on by default. */
  readonly bom?: boolean;
};

/** What spreadsheets may take for a formula (OWASP, CSV injection), with the full-width forms that some of them accept. */
const FORMULA_START = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
/**
 * A phone in digits, groups apart by spaces: at most a number for a spreadsheet, never a formula. It stays as it is: a quote
 * before it would spoil it for every other program, and a spreadsheet shows the quote too. (Excel may drop its plus; the
 * .xlsx keeps it.)
 */
const PHONE = /^\+\d[\d ]{4,18}$/;
/** All three delimiters are quoted whichever is used: a reader that guesses wrong must not find new cells. */
const QUOTED = /[;,\t"\r\n]|^\s|\s$/;

/** A text that no spreadsheet runs: one that starts like a formula gets a single quote before it. */
export function harmlessText(text: string): string {
  return FORMULA_START.test(text) && !PHONE.test(text) ? `'${text}` : text;
}

const quoted = (text: string) => (QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function csvCell(kind: Column['kind'], value: OutCell, decimal: string): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' && kind !== 'text') {
    if (!Number.isFinite(value)) return '';
    const isMoney = kind === 'money' && Number.isSafeInteger(value);
    return (isMoney ? majorUnits(value) : String(value)).replace('.', decimal);
  }
  // A spreadsheet reads a date with its time when a space stands between them.
  const text = kind === 'dateTime' ? String(value).replace(/^(\d{4}-\d\d-\d\d)T/, '$1 ') : String(value);
  return quoted(harmlessText(text));
}

/**
 * Writes a table as CSV (RFC 4180: CRLF, doubled quotes). The first line is the header: heading lines and totals are left
 * out, so that another program can read the file. Dates stay ISO, which every spreadsheet knows; the decimal mark is a comma
 * under `;` and a point otherwise.
 * @returns the number of table rows written
 */
export async function fillCsv(
  write: (chunk: Uint8Array) => Promise<void>,
  sheet: SheetOut,
  options: CsvOptions = {},
): Promise<number> {
  const { delimiter = ';', bom = true, onProgress, signal } = options;
  const decimal = delimiter === ';' ? ',' : '.';
  const header = sheet.columns.map(({ title }) => quoted(harmlessText(title))).join(delimiter);
  let rows = 0;
  stopIfCancelled(signal);
  await write(Buffer.from(`${bom ? '\ufeff' : ''}${header}\r\n`, 'utf8'));
  for await (const batch of inBatches(sheet.rows)) {
    stopIfCancelled(signal);
    let text = '';
    for (const row of batch) {
      const cells = sheet.columns.map(({ kind }, index) => csvCell(kind, row[index], decimal));
      text += `${cells.join(delimiter)}\r\n`;
    }
    rows += batch.length;
    if (batch.length > 0) await write(Buffer.from(text, 'utf8'));
    onProgress?.(rows);
  }
  return rows;
}
