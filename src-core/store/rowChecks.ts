import { z } from 'zod';
import type { Cell } from './cell.ts';

type Cells = Readonly<Record<string, Cell | undefined>>;
type Columns = Readonly<Record<string, z.ZodType<Cell>>>;

/** Groups, names and kinds come again and again: a short text that has fitted a column fits it the next time too. */
const REMEMBERED = 2000;
const LONGEST = 40;

/**
 * The checks of a table's rows and patches. Cell by cell, because most cells of an import are empty or were seen before; whatever
 * does not fit goes to the schema of the whole row, which says what is wrong.
 */
export function rowChecks(columns: Columns) {
  const row = z.strictObject(columns);
  const patch = row.partial();
  const checks = Object.entries(columns).map(([column, type]) => [column, checkOf(type)] as const);
  const checkByColumn = new Map(checks);
  return {
    checkRow(cells: Cells): Record<string, Cell> {
      const checked: Record<string, Cell> = {};
      let given = 0;
      let isGood = true;
      for (const [column, check] of checks) {
        const cell = cells[column];
        if (cell !== undefined) given += 1;
        const kept = check(cell ?? null);
        if (kept === undefined) isGood = false;
        else checked[column] = kept;
      }
      if (isGood && Object.keys(cells).length === given) return checked;
      const asked: Record<string, Cell | undefined> = { ...cells };
      for (const [column] of checks) asked[column] ??= null;
      return row.parse(asked);
    },
    checkPatch(cells: Cells): Cells {
      const checked: Record<string, Cell> = {};
      for (const column of Object.keys(cells)) {
        const cell = cells[column];
        if (cell === undefined) continue;
        const kept = checkByColumn.get(column)?.(cell);
        if (kept === undefined) return patch.parse(cells);
        checked[column] = kept;
      }
      return checked;
    },
  };
}

/** Out: the cell as it is kept, or undefined where it does not fit its column. */
function checkOf(type: z.ZodType<Cell>): (cell: Cell) => Cell | undefined {
  const fit = (cell: Cell): Cell | undefined => {
    const result = type.safeParse(cell);
    return result.success ? result.data : undefined;
  };
  const ofNull = fit(null);
  const fitted = new Map<string, Cell>();
  let known = 0;
  let isOwn = false;
  return (cell) => {
    if (cell === null) return ofNull;
    if (isOwn || typeof cell !== 'string' || cell.length > LONGEST) return fit(cell);
    const before = fitted.get(cell);
    if (before !== undefined) {
      known += 1;
      return before;
    }
    const kept = fit(cell);
    if (kept === undefined) return undefined;
    if (fitted.size >= REMEMBERED) {
      // A column of telephones or codes, of which everybody has his own, is not worth remembering.
      isOwn = known < REMEMBERED;
      known = 0;
      fitted.clear();
    }
    fitted.set(cell, kept);
    return kept;
  };
}
