import { guessDelimiter, readDelimited } from './delimited.ts';
import type { DecodedText } from './encoding.ts';
import type { Workbook } from './table.ts';
import { createTally, type Tally } from './tally.ts';
import { defaultLimits } from './refusal.ts';

/** Reads delimited text into one sheet of text cells; a first line `sep=;`, which Excel writes and obeys, tells the delimiter. */
export function readCsv({ text, encoding }: DecodedText, sheetName: string, tally: Tally): Workbook {
  const told = /^\uFEFF?sep=(.)(\r\n|\r|\n|$)/i.exec(text);
  const delimiter = told?.[1] ?? guessDelimiter(text);
  const all = readDelimited(text, delimiter, tally);
  const rows = told ? all.filter((row) => row.number > 1) : all;
  const sheet = { name: sheetName, hidden: false, rows, merges: [], hiddenColumns: [] };
  return { format: 'csv', sheets: [sheet], encoding, delimiter };
}

/**
 * Reads cells copied from a spreadsheet: tabs between cells, quotes around a cell with line ends. The one sheet has no name.
 * A paste is text already, so the only refusal is its size, thrown as for a file.
 */
export function readPastedCells(text: string): Workbook {
  const rows = readDelimited(text, '\t', createTally(defaultLimits, {}));
  return { format: 'paste', sheets: [{ name: '', hidden: false, rows, merges: [], hiddenColumns: [] }] };
}
