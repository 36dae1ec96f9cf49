import { readWorkbook, type Workbook } from '../../src-core/documents/workbook/workbook.ts';
import { plain } from './sheetFiles.ts';

/** Reads bytes or UTF-8 text that must be a table; throws the refusal otherwise. */
export async function read(bytes: Uint8Array | string, name = 'list.csv'): Promise<Workbook> {
  const result = await readWorkbook(
    typeof bytes === 'string' ? new Uint8Array(Buffer.from(bytes)) : bytes,
    name,
  );
  if (!result.ok) throw new Error(result.refusal);
  return result.workbook;
}

/** The cells of the first sheet as plain values, row by row. */
export function cellsOf(workbook: Workbook): unknown[][] {
  return workbook.sheets[0]?.rows.map((row) => row.cells.map(plain)) ?? [];
}

/** What is said of a file: `read`, or the refusal. */
export function refusal(bytes: Uint8Array | string): Promise<string> {
  return read(bytes).then(
    () => 'read',
    (error: Error) => error.message,
  );
}

/** One byte a letter, as windows-1251, IBM 866 or KOI8-R write Russian letters. */
export function encoded(text: string, page: string): Uint8Array {
  const letters = new Map<string, number>();
  for (let byte = 0; byte < 256; byte += 1)
    letters.set(new TextDecoder(page).decode(Uint8Array.of(byte)), byte);
  return Uint8Array.from(Array.from(text, (letter) => letters.get(letter) ?? 0x3f));
}
