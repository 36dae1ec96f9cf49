import { parentPort, workerData } from 'node:worker_threads';
import { readWithExceljs } from './exceljsReader.ts';
import type { LibraryAnswer, LibraryRequest } from './library.ts';
import { asRefusal } from './refusal.ts';
import { readWithSheetjs } from './sheetjsReader.ts';
import type { ReadResult } from './table.ts';
import { createTally } from './tally.ts';

/** A thread for the full libraries: they read in one go, so only from outside can they be bounded in time and memory. */
const request: LibraryRequest = workerData;

function tell(message: LibraryAnswer): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
  parentPort?.postMessage(message);
}

async function readByLibrary(): Promise<ReadResult> {
  const tally = createTally(request.limits, { onProgress: (rows) => tell({ rows }) });
  const read = request.library === 'exceljs' ? readWithExceljs : readWithSheetjs;
  try {
    return { ok: true, workbook: await read(Buffer.from(request.bytes), request.format, tally) };
  } catch (error) {
    return asRefusal(error);
  }
}

tell({ result: await readByLibrary() });
