import { createCellValues } from './cellValues.ts';
import { finishSheet } from './merges.ts';
import { plainXml } from './plainXml.ts';
import { isOddConstruct, refuse } from './refusal.ts';
import { readSharedStrings } from './sharedStrings.ts';
import { scanSheet } from './sheetScanner.ts';
import type { Limits, Sheet, Workbook } from './table.ts';
import type { Tally } from './tally.ts';
import { readXlsxParts } from './xlsxParts.ts';
import { asUtf8 } from './xml.ts';
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
      : await readPart(zip, parts.sharedStrings, tally, (pieces) =>
          readSharedStrings(pieces, { text, limits, tally }),
        );
  const values = createCellValues({ dateKinds: parts.dateKinds, system: parts.system, text, tally });
  const sheets: Sheet[] = [];
  for (const { name, hidden, path: part } of parts.sheets) {
    const scanned = await readPart(zip, part, tally, (pieces) =>
      scanSheet(pieces, { strings, values, text, tally }),
    );
    sheets.push(finishSheet({ name, hidden, ...scanned }));
  }
  return { format: 'xlsx', sheets };
}

/** Rewritten as a whole in memory, so only up to a size that no rare writer reaches. */
const MAX_REWRITTEN_BYTES = 80 * 1024 * 1024;

/** Reads a part as it is; where it holds comments or the like, once more in plain form. */
async function readPart<T>(
  zip: Zip,
  path: string,
  tally: Tally,
  read: (pieces: AsyncIterable<Buffer>) => Promise<T>,
): Promise<T> {
  const goBack = tally.mark();
  try {
    return await read(zip.pieces(path));
  } catch (error) {
    if (!isOddConstruct(error)) throw error;
    goBack();
    const part = asUtf8(zip.read(path, MAX_REWRITTEN_BYTES) ?? refuse('damaged'));
    return await read(onePiece(plainXml(part)));
  }
}

// oxlint-disable-next-line require-await -- an async iterable is what the readers take
async function* onePiece(part: Buffer): AsyncGenerator<Buffer> {
  yield part;
}
