import { parentPort, workerData } from 'node:worker_threads';
import type { LibraryAnswer, LibraryRequest } from './library.ts';
import { asRefusal } from './refusal.ts';
import type { ReadResult, Workbook } from './table.ts';
import { createTally, type Tally } from './tally.ts';

/** A thread for the full libraries: they read in one go, so only from outside can they be bounded in time and memory. */
const request: LibraryRequest = workerData;

function tell(message: LibraryAnswer): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
  parentPort?.postMessage(message);
}

async function readByLibrary(): Promise<ReadResult> {
  const tally = createTally(request.limits, { onProgress: (rows) => tell({ rows }) });
  try {
    return { ok: true, workbook: await read(tally) };
  } catch (error) {
    return asRefusal(error);
  }
}

/** Each library takes a moment to load, so only the one that is asked for is. */
async function read(tally: Tally): Promise<Workbook> {
  const bytes = Buffer.from(request.bytes);
  if (request.library === 'sheetjs') {
    const { readWithSheetjs } = await import('./sheetjsReader.ts');
    return readWithSheetjs(bytes, request.format, tally);
  }
  const { readWithExceljs } = await import('./exceljsReader.ts');
  return readWithExceljs(bytes, request.format, tally);
}

tell({ result: await readByLibrary() });
