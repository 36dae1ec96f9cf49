/** Copies and checks the database in a thread of its own: a large one takes seconds, and laptops wait for no backup. */
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import * as z from 'zod';
import { backupDatabase } from '../../src-core/store/index.ts';

const input = z.object({
  database: z.string(),
  folder: z.string(),
  reason: z.enum(['schedule', 'manual', 'restore']),
  nowMs: z.number(),
});

const { database, folder, reason, nowMs } = input.parse(workerData);
const source = new Database(database, { fileMustExist: true });
try {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
  parentPort?.postMessage(backupDatabase(source, folder, reason, nowMs));
} finally {
  source.close();
}
