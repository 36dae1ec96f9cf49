import { MAX_MERGES } from './merges.ts';
import { parseRange } from './range.ts';
import { refuse } from './refusal.ts';
import { createRowScanner, MAX_COLUMNS, type RowScanner } from './rowScanner.ts';
import type { CellValues } from './cellValues.ts';
import type { Cell, Merge, SheetRow } from './table.ts';
import type { Tally } from './tally.ts';
import { scanInWindows } from './windows.ts';
import { scanXml } from './xml.ts';
import { rootOf } from './xmlRoot.ts';
import type { TextReader } from './xmlText.ts';

type Parts = {
  readonly strings: readonly Cell[];
  readonly values: CellValues;
  readonly text: TextReader;
  readonly tally: Tally;
};

export type ScannedSheet = {
  readonly rows: readonly SheetRow[];
  readonly merges: readonly Merge[];
  readonly hiddenColumns: ReadonlySet<number>;
};

const MAX_HEAD_BYTES = 16 * 1024 * 1024;
/** Each column once, and room for writers that repeat themselves. */
const MAX_HIDDEN_MARKS = 1_000_000;
const MAX_TAIL_BYTES = 64 * 1024 * 1024;

/** Reads a worksheet part that arrives in pieces: its columns, then its rows window by window, then its merges. */
export async function scanSheet(pieces: AsyncIterable<Buffer>, parts: Parts): Promise<ScannedSheet> {
  const hiddenColumns = new Set<number>();
  const merges: Merge[] = [];
  let phase: 'head' | 'rows' | 'tail' = 'head';
  let rows: RowScanner | undefined;
  let openRow = '';
  let closeData = '';

  function scan(bytes: Buffer, isLast: boolean): number {
    let at = 0;
    if (phase === 'head') {
      at = takeHead(bytes, isLast);
      if (phase === 'head') return 0;
    }
    if (phase === 'rows') {
      at = takeRows(bytes, at, isLast);
      if (phase === 'rows') return at;
    }
    if (bytes.length - at > MAX_TAIL_BYTES) refuse('too-large', { megabytes: MAX_TAIL_BYTES / 2 ** 20 });
    if (isLast) takeMerges(bytes.subarray(at), parts.text, merges);
    return at;
  }

  function takeHead(bytes: Buffer, isLast: boolean): number {
    const found = bytes.indexOf('sheetData');
    const end = found === -1 ? -1 : bytes.indexOf('>', found);
    if (end === -1) {
      if (isLast || bytes.length > MAX_HEAD_BYTES) refuse('damaged');
      return 0;
    }
    const { prefix, name } = rootOf(bytes);
    if (name !== 'worksheet') refuse('damaged');
    takeColumns(bytes, parts.text, hiddenColumns);
    openRow = `<${prefix}row`;
    closeData = `</${prefix}sheetData>`;
    rows = createRowScanner({ prefix, ...parts });
    phase = bytes[end - 1] === 0x2f ? 'tail' : 'rows';
    return end + 1;
  }

  function takeRows(bytes: Buffer, from: number, isLast: boolean): number {
    if (!rows) return from;
    const dataEnd = bytes.lastIndexOf(closeData);
    // Without the end of the rows in sight, the last row may be cut: it waits for more.
    const cut = dataEnd >= from ? dataEnd : isLast ? refuse('damaged') : bytes.lastIndexOf(openRow);
    if (cut <= from && dataEnd < from) return from;
    const at = rows.scan(bytes, from, cut);
    if (dataEnd < from) return at;
    if (at !== dataEnd) refuse('damaged');
    phase = 'tail';
    return dataEnd + closeData.length;
  }

  await scanInWindows(pieces, scan, parts.tally);
  if (rows) parts.tally.column(rows.usedColumns);
  return { rows: rows?.rows() ?? [], merges, hiddenColumns };
}

function takeColumns(bytes: Buffer, read: TextReader, hidden: Set<number>): void {
  const xml = scanXml(bytes, { read });
  let visited = 0;
  for (let token = xml.next(); token !== 'end'; token = xml.next()) {
    if (token !== 'open') continue;
    if (xml.name() === 'sheetData') return;
    if (xml.name() !== 'col' || !/^(1|true)$/.test(xml.attribute('hidden') ?? '')) continue;
    const last = Math.min(Number(xml.attribute('max') ?? 0), MAX_COLUMNS);
    for (let column = Math.max(1, Number(xml.attribute('min') ?? 0)); column <= last; column += 1) {
      hidden.add(column - 1);
      visited += 1;
    }
    if (visited > MAX_HIDDEN_MARKS) refuse('hostile');
  }
}

function takeMerges(bytes: Buffer, read: TextReader, merges: Merge[]): void {
  const xml = scanXml(bytes, { read, depth: 1 });
  for (let token = xml.next(); token !== 'end'; token = xml.next()) {
    if (token !== 'open' || xml.name() !== 'mergeCell') continue;
    const range = parseRange(xml.attribute('ref') ?? '');
    if (range) merges.push(range);
    if (merges.length > MAX_MERGES) refuse('hostile', { merges: merges.length });
  }
}
