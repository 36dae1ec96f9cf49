import { refuse } from './refusal.ts';
import type { Merge, Sheet, SheetRow } from './table.ts';

/** More cells under merges than a sheet can show: only overlapping merges, made on purpose, get there. */
const MAX_COVERED = 20_000_000;

/** Above any timetable, and what a made-up one is stopped at. */
export const MAX_MERGES = 200_000;

/** Leaves a value of a merged range only in its top left cell, as the sheet shows it; rows left without a value go. */
function blankCovered(rows: readonly SheetRow[], merges: readonly Merge[]): SheetRow[] {
  const changed = new Map<number, SheetRow['cells'][number][]>();
  let visited = 0;
  for (const merge of merges) {
    for (let index = firstFrom(rows, merge.top + 1); index < rows.length; index += 1) {
      const row = rows[index];
      if (!row || row.number > merge.bottom + 1) break;
      const last = Math.min(merge.right, row.cells.length - 1);
      visited += 1 + Math.max(0, last - merge.left);
      if (visited > MAX_COVERED) refuse('hostile');
      for (let column = merge.left; column <= last; column += 1) {
        const isCorner = row.number === merge.top + 1 && column === merge.left;
        if (isCorner || row.cells[column] === null) continue;
        const cells = changed.get(index) ?? [...row.cells];
        cells[column] = null;
        changed.set(index, cells);
      }
    }
  }
  if (changed.size === 0) return [...rows];
  return rows
    .map((row, index) => ({ ...row, cells: withoutTrailingNulls(changed.get(index) ?? row.cells) }))
    .filter((row) => row.cells.length > 0);
}

function withoutTrailingNulls(cells: SheetRow['cells']): SheetRow['cells'] {
  return cells.slice(0, cells.findLastIndex((cell) => cell !== null) + 1);
}

/** The index of the first row with at least this number. */
function firstFrom(rows: readonly SheetRow[], number: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle]?.number ?? 0) < number) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What a reader found in a sheet, before the last touches. */
export type RawSheet = {
  readonly name: string;
  readonly hidden: boolean;
  readonly rows: readonly SheetRow[];
  readonly merges: readonly Merge[];
  readonly hiddenColumns: Iterable<number>;
};

/** Applies the merges and keeps the hidden columns that lie within the used ones. */
export function finishSheet({ name, hidden, rows: all, merges, hiddenColumns }: RawSheet): Sheet {
  const rows = merges.length === 0 ? all : blankCovered(all, merges);
  let width = 0;
  for (const row of rows) width = Math.max(width, row.cells.length);
  const inUse = new Set<number>();
  for (const column of hiddenColumns) if (column < width) inUse.add(column);
  return { name, hidden, rows, merges, hiddenColumns: [...inUse].toSorted((a, b) => a - b) };
}
