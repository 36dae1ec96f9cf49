import { readCsv } from './csv.ts';
import { decodeText } from './encoding.ts';
import { asRefusal, defaultLimits, isOddConstruct, refuse } from './refusal.ts';
import { sniff } from './sniff.ts';
import type { Limits, ReadOptions, ReadResult, Workbook } from './table.ts';
import { createTally, type Tally } from './tally.ts';
import { workbookPath } from './xlsxParts.ts';
import { openZip } from './zip.ts';

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
    const workbook = await read(buffer, fileName, limits, createTally(limits, options));
    if (workbook.sheets.length === 0) refuse('no-sheets');
    return { ok: true, workbook };
  } catch (error) {
    options.signal?.throwIfAborted();
    return asRefusal(error);
  }
}

async function read(bytes: Buffer, fileName: string, limits: Limits, tally: Tally): Promise<Workbook> {
  if (bytes.length > limits.maxFileBytes)
    refuse('too-large', { megabytes: Math.ceil(bytes.length / 2 ** 20) });
  const kind = sniff(bytes, fileName);
  switch (kind) {
    case 'empty-file':
    case 'lock-file':
    case 'password':
    case 'not-a-table':
    case 'too-old':
      return refuse(kind);
    case 'zip':
      return readZip(bytes, limits, tally);
    case 'text':
      return readText(bytes, fileName, tally);
    default:
      return refuse('not-a-table');
  }
}

async function readZip(bytes: Buffer, limits: Limits, tally: Tally): Promise<Workbook> {
  const zip = openZip(bytes, limits);
  const path = workbookPath(zip);
  if (path === undefined) return refuse('damaged');
  const { readXlsx } = await import('./xlsx.ts');
  try {
    return await readXlsx(zip, path, limits, tally);
  } catch (error) {
    if (!isOddConstruct(error)) throw error;
    return refuse('damaged');
  }
}

function readText(bytes: Buffer, fileName: string, tally: Tally): Workbook {
  const decoded = decodeText(bytes);
  if (!decoded) return refuse('not-a-table');
  if (decoded.text.trim() === '') return refuse('empty-file');
  return readCsv(decoded, baseName(fileName), tally);
}

/** `C:\lists\group.csv` gives `group`, as Excel names the sheet of a text file. */
function baseName(fileName: string): string {
  const last = fileName.split(/[/\\]/).at(-1) ?? '';
  return last.replace(/\.[^.]*$/, '') || last;
}
