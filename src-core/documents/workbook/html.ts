import { decodeText, type DecodedText } from './encoding.ts';
import { takeHtmlTables, type HtmlTable } from './htmlTable.ts';
import { finishSheet } from './merges.ts';
import { refuse } from './refusal.ts';
import type { Workbook } from './table.ts';
import type { Tally } from './tally.ts';

/** Reads the tables of an HTML page, which many systems hand out under the name .xls: one sheet a table, all cells text. */
export function readHtml(bytes: Buffer, sheetName: string, tally: Tally): Workbook {
  const { text, encoding } = decodeHtml(bytes) ?? refuse('not-a-table');
  const tables = takeHtmlTables(text, tally);
  if (tables.length === 0) refuse('not-a-table');
  const names = sheetNames(text, sheetName, tables);
  const sheets = tables.map((table, index) =>
    finishSheet({ name: names[index] ?? '', hidden: false, ...table }),
  );
  return { format: 'html', sheets, encoding };
}

/** Excel writes the sheets' names into a comment of its own; other tables are named after the file. */
function sheetNames(text: string, sheetName: string, tables: readonly HtmlTable[]): string[] {
  const told = [...text.slice(0, 20_000).matchAll(/<x:Name>([^<]*)<\/x:Name>/g)].map(
    (match) => match[1] ?? '',
  );
  if (told.length === tables.length) return told;
  return tables.map((_, index) => (index === 0 ? sheetName : `${sheetName} ${index + 1}`));
}

/** A mark or a valid UTF-8 speaks louder than what the page says of itself: pages are saved anew in other encodings. */
function decodeHtml(bytes: Buffer): DecodedText | undefined {
  const guessed = decodeText(bytes);
  if (!guessed || guessed.encoding.startsWith('utf-')) return guessed;
  const told = /charset\s*=\s*["']?\s*([\w-]+)/i.exec(bytes.toString('latin1', 0, 4096))?.[1];
  try {
    const decoder = new TextDecoder(told ?? guessed.encoding);
    return decoder.encoding === 'utf-8'
      ? guessed
      : { text: decoder.decode(bytes), encoding: decoder.encoding };
  } catch {
    return guessed;
  }
}
