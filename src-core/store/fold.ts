import type Database from 'better-sqlite3';

/** Nobody has written for so long, in milliseconds: now folding holds nobody up. */
const QUIET_MS = 500;

/**
 * Folds SQLite's write-ahead log into the file in a quiet moment. Left to itself SQLite does it inside the commit that fills the
 * log, and then a hundred phones wait for thousands of pages; the pragma's limit remains for whoever never pauses.
 */
export function createFold(writer: Database.Database): {
  readonly note: () => void;
  readonly stop: () => void;
} {
  let timer: NodeJS.Timeout | undefined;
  let isNoted = false;
  const quiet = (): void => {
    timer = undefined;
    if (isNoted || writer.inTransaction) return wait();
    writer.pragma('wal_checkpoint(PASSIVE)');
  };
  const wait = (): void => {
    isNoted = false;
    timer = setTimeout(quiet, QUIET_MS);
    timer.unref();
  };
  return {
    note() {
      isNoted = true;
      if (timer === undefined) wait();
    },
    stop: () => clearTimeout(timer),
  };
}
