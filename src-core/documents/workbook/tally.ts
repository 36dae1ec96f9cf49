import { refuse } from './refusal.ts';
import type { Cell, Limits, ReadOptions } from './table.ts';

/** Counts what has been read from all sheets, refuses `too-large`, and tells the progress. */
export type Tally = {
  readonly row: (rowsInSheet: number, cells: number) => void;
  readonly text: (bytes: number) => void;
  readonly column: (used: ReadonlySet<number> | Uint8Array) => void;
  readonly stopIfAborted: () => void;
  /** Gives a way back to this point, for a part that has to be read again. */
  readonly mark: () => () => void;
};

const ROWS_BETWEEN_PROGRESS = 1000;

export function createTally(limits: Limits, { onProgress, signal }: ReadOptions): Tally {
  let rows = 0;
  let cells = 0;
  let textBytes = 0;
  return {
    row: (rowsInSheet, count) => {
      rows += 1;
      cells += count;
      if (rowsInSheet > limits.maxRows) refuse('too-large', { maxRows: limits.maxRows });
      if (cells > limits.maxCells) refuse('too-large', { maxCells: limits.maxCells });
      if (rows % ROWS_BETWEEN_PROGRESS === 0) onProgress?.(rows);
    },
    text: (bytes) => {
      textBytes += bytes;
      if (textBytes > limits.maxTextBytes) refuse('too-large', { megabytes: Math.ceil(textBytes / 2 ** 20) });
    },
    column: (used) => {
      let count = 0;
      for (const mark of used) count += used instanceof Uint8Array ? mark : 1;
      if (count > limits.maxColumns) refuse('too-large', { maxColumns: limits.maxColumns });
    },
    stopIfAborted: () => signal?.throwIfAborted(),
    mark: () => {
      const before = { rows, cells, textBytes };
      return () => ({ rows, cells, textBytes } = before);
    },
  };
}

/** Blank text is no value: a lone space far below a table must not make a row. */
export function isBlank(text: string): boolean {
  const first = text.charCodeAt(0);
  return Number.isNaN(first) || ((first <= 0x20 || first >= 0xa0) && text.trim() === '');
}

export function orNull(text: string): Cell {
  return isBlank(text) ? null : text;
}
