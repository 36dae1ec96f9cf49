import { readCsv } from './csv.ts';
import { decodeText } from './encoding.ts';
import { readHtml } from './html.ts';
import { readWithLibrary } from './library.ts';
import { readFlatOds, readOds } from './ods.ts';
import { asRefusal, defaultLimits, isOddConstruct, refuse } from './refusal.ts';
import { sniff } from './sniff.ts';
import type { Limits, ReadOptions, ReadResult, Workbook, WorkbookFormat } from './table.ts';
import { createTally, type Tally } from './tally.ts';
import { readXlsx } from './xlsx.ts';
import { workbookPath } from './xlsxParts.ts';
import { asUtf8 } from './xml.ts';
import { openZip, type Zip } from './zip.ts';

/**
 * Reads every table of a file. What the bytes are decides how, never the file's name, which only names the sheet of a text file and
 * gives a lock file away. Never throws for anything a file holds: what cannot be read comes back as a refusal. Rejects only with the
 * reason of `signal`.
 */
export async function readWorkbook(
  bytes: Uint8Array,
  fileName: string,
  options: ReadOptions = {},
): Promise<ReadResult> {
  options.signal?.throwIfAborted();
  const limits = { ...defaultLimits, ...options.limits };
  try {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const context = { bytes: buffer, fileName, limits, options, tally: createTally(limits, options) };
    const workbook = await read(context);
    if (workbook.sheets.length === 0) refuse('no-sheets');
    return { ok: true, workbook };
  } catch (error) {
    options.signal?.throwIfAborted();
    return asRefusal(error);
  }
}

type Context = {
  readonly bytes: Buffer;
  readonly fileName: string;
  readonly limits: Limits;
  readonly options: ReadOptions;
  readonly tally: Tally;
};

async function read(context: Context): Promise<Workbook> {
  const { bytes, fileName, limits, tally } = context;
  if (bytes.length > limits.maxFileBytes)
    refuse('too-large', { megabytes: Math.ceil(bytes.length / 2 ** 20) });
  const kind = sniff(bytes, fileName);
  switch (kind) {
    case 'zip':
      return readZip(context);
    case 'ole':
      return readByLibrary('sheetjs', 'xls', context);
    case 'spreadsheet-xml':
      return readSpreadsheetXml(context);
    case 'flat-ods':
      return readFlatOds(bytes, tally);
    case 'html':
      refuseLongText(bytes);
      return readHtml(bytes, baseName(fileName), tally);
    case 'text':
      return readText(context);
    default:
      return refuse(kind);
  }
}

async function readZip(context: Context): Promise<Workbook> {
  const { bytes, limits, tally } = context;
  const zip = openZip(bytes, limits);
  const path = workbookPath(zip);
  if (path === undefined) return readOtherZip(zip, context);
  if (path.endsWith('.bin')) return readByLibrary('sheetjs', 'xlsx', context);
  try {
    return await readXlsx(zip, path, limits, tally);
  } catch (error) {
    if (!isOddConstruct(error)) throw error;
    if (zip.unpackedBytes > MAX_LIBRARY_BYTES) return refuse('damaged');
    return await readByLibrary('exceljs', 'xlsx', context);
  }
}

/** The XML of Excel 2003. */
function readSpreadsheetXml(context: Context): Promise<Workbook> {
  const bytes = asUtf8(context.bytes);
  if (bytes.includes('<!DOCTYPE')) return refuse('hostile');
  return readByLibrary('sheetjs', 'xls', { ...context, bytes });
}

async function readOtherZip(zip: Zip, { tally }: Context): Promise<Workbook> {
  if (zip.find('content.xml') !== undefined) {
    return readOds(zip, tally);
  }
  // A package that lost its workbook is broken; any other archive or document is just not a table.
  return refuse(zip.names.some((name) => /^xl[/\\]/i.test(name)) ? 'damaged' : 'not-a-table');
}

/** Full libraries keep the whole file as objects, so a large file is beyond them. */
const MAX_LIBRARY_BYTES = 80 * 1024 * 1024;

function readByLibrary(
  library: 'exceljs' | 'sheetjs',
  format: WorkbookFormat,
  { bytes, limits, options }: Context,
): Promise<Workbook> {
  return readWithLibrary({ library, format, bytes, limits }, options);
}

function readText({ bytes, fileName, tally }: Context): Workbook {
  refuseLongText(bytes);
  const decoded = decodeText(bytes);
  if (!decoded) return refuse('not-a-table');
  if (decoded.text.trim() === '') return refuse('empty-file');
  return readCsv(decoded, baseName(fileName), tally);
}

/** Text is decoded as a whole, to twice its size; 200,000 rows of a table are well below this. */
const MAX_TEXT_FILE_BYTES = 48 * 1024 * 1024;

function refuseLongText(bytes: Buffer): void {
  if (bytes.length > MAX_TEXT_FILE_BYTES)
    refuse('too-large', { megabytes: Math.ceil(bytes.length / 2 ** 20) });
}

/** `C:\lists\group.csv` gives `group`, as Excel names the sheet of a text file. */
function baseName(fileName: string): string {
  const last = fileName.split(/[/\\]/).at(-1) ?? '';
  return last.replace(/\.[^.]*$/, '') || last;
}
