import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import {
  readWorkbook,
  type Cell,
  type Sheet,
  type Workbook,
} from '../../src-core/documents/workbook/workbook.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
export const madeFolder = join(root, 'tests/fixtures/sheets');
export const wildFolder = join(process.env['ORDA_SHARED'] ?? join(root, '../shared'), 'data/sheets/wild');
export const isWildThere = existsSync(wildFolder);

export async function workbookOf(folder: string, name: string): Promise<Workbook> {
  const result = await readWorkbook(await readFile(join(folder, name)), name);
  if (!result.ok) throw new Error(`${name}: ${result.refusal}`);
  return result.workbook;
}

export async function refusalOf(folder: string, name: string): Promise<string> {
  const result = await readWorkbook(await readFile(join(folder, name)), name);
  return result.ok ? 'read' : result.refusal;
}

export function sheetOf(workbook: Workbook, index = 0): Sheet {
  const sheet = workbook.sheets[index];
  if (!sheet) throw new Error(`no sheet ${index}`);
  return sheet;
}

/** The cells of the row with this number, as plain values: a date is its ISO text, an error its code. */
export function plainRow(sheet: Sheet, number: number): (string | number | boolean | null)[] | undefined {
  return sheet.rows.find((row) => row.number === number)?.cells.map(plain);
}

export function plain(cell: Cell): string | number | boolean | null {
  if (cell === null || typeof cell !== 'object') return cell;
  return cell.kind === 'date' ? cell.iso : cell.code;
}
