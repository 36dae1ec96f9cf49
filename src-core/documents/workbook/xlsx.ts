import { createCellValues } from './cellValues.ts';
import { finishSheet } from './merges.ts';
import { refuse } from './refusal.ts';
import { readSharedStrings } from './sharedStrings.ts';
import { scanSheet } from './sheetScanner.ts';
import type { Limits, Sheet, Workbook } from './table.ts';
import type { Tally } from './tally.ts';
import { readXlsxParts } from './xlsxParts.ts';
import { createTextReader } from './xmlText.ts';
import type { Zip } from './zip.ts';

/**
 * Reads the sheets of an xlsx package (ECMA-376, transitional and strict). Refuses what is broken, and leaves through
 * `meetOddConstruct` at markup it does not know.
 */
export async function readXlsx(zip: Zip, path: string, limits: Limits, tally: Tally): Promise<Workbook> {
  const parts = readXlsxParts(zip, path);
  if (parts.sheets.length === 0) refuse('no-sheets');
  const text = createTextReader(true);
  const strings =
    parts.sharedStrings === undefined
      ? []
      : await readSharedStrings(zip.pieces(parts.sharedStrings), { text, limits, tally });
  const values = createCellValues({ dateKinds: parts.dateKinds, system: parts.system, text, tally });
  const sheets: Sheet[] = [];
  for (const { name, hidden, path: part } of parts.sheets) {
    const scanned = await scanSheet(zip.pieces(part), { strings, values, text, tally });
    sheets.push(finishSheet({ name, hidden, ...scanned }));
  }
  return { format: 'xlsx', sheets };
}
