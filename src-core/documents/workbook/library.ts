import { Worker } from 'node:worker_threads';
import { refuse } from './refusal.ts';
import type { Limits, ReadOptions, ReadResult, Workbook, WorkbookFormat } from './table.ts';

/** What the worker gets. */
export type LibraryRequest = {
  readonly library: 'exceljs' | 'sheetjs';
  readonly bytes: Uint8Array;
  readonly format: WorkbookFormat;
  readonly limits: Limits;
};

/** What it sends: rows read so far, and at last the result. */
export type LibraryAnswer = { readonly rows: number } | { readonly result: ReadResult };

/** A large file of the old formats needs some twelve times its size, a small one that asks for more is up to no good. */
function heapMegabytes(fileBytes: number): number {
  return Math.min(420, 200 + Math.ceil((12 * fileBytes) / 2 ** 20));
}

/**
 * Reads a file with a full library in a thread of its own, which ends when its time or memory is used up: these libraries
 * read odd and old files well, but hang or swell on hostile ones. Such a file is refused as `too-large`.
 */
export async function readWithLibrary(
  request: LibraryRequest,
  { onProgress, signal }: ReadOptions,
): Promise<Workbook> {
  if (request.limits.maxLibraryMs <= 0) refuse('too-large');
  const worker = new Worker(new URL('./library.worker.ts', import.meta.url), {
    workerData: request,
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytes(request.bytes.length) },
  });
  const result = await new Promise<ReadResult>((resolve) => {
    const tooLarge: ReadResult = { ok: false, refusal: 'too-large' };
    const timer = setTimeout(() => resolve(tooLarge), request.limits.maxLibraryMs);
    signal?.addEventListener('abort', () => resolve(tooLarge), { once: true });
    worker.on('message', (answer: LibraryAnswer) => {
      if ('result' in answer) resolve(answer.result);
      else onProgress?.(answer.rows);
    });
    worker.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooLarge : { ok: false, refusal: 'damaged' });
    });
    worker.once('exit', () => {
      clearTimeout(timer);
      resolve({ ok: false, refusal: 'damaged' });
    });
  });
  await worker.terminate();
  return result.ok ? result.workbook : refuse(result.refusal, result.detail);
}
