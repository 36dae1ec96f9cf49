/** Which rows of a table are people, and what the others are. */
import type { Merge, SheetRow } from '../../documents/workbook/workbook.ts';
import { groupInTitle } from '../groups.rules.ts';
import { foldText, tidyText } from '../names.rules.ts';
import { foldHeader } from './headers.rules.ts';
import type { Band } from './layout.ts';
import type { LeftOutRow } from './plan.ts';
import { textOf } from './values.rules.ts';

export type RowKind =
  | { readonly is: 'person' }
  | { readonly is: 'empty' }
  | {
      readonly is: 'left-out';
      readonly reason: LeftOutRow['reason'];
      readonly text: string;
      readonly group: string | null;
    };

const TOTAL = /^(?:итого|всего|барлыгы|жиыны|жалпы саны|total|grand total|sum|количество|итог)(?![\p{L}-])/iu;
const SIGNATURE =
  /_{3,}|(?:^|\s)(?:подпись|директор|куратор|зав\.|заведующ|декан|составил|исполнитель|ответственн|методист|колы|м\.?п\.?$|signature|prepared by|signed)/iu;
const NOTE = /^(?:\*|примечани[ея]\s*:|ескерту\s*:|notes?\s*:|источник|source\s*:)/iu;

type Context = {
  readonly band: Band;
  /** Columns that hold names, zero-based in the sheet. */
  readonly nameColumns: readonly number[];
  /** Columns that are taken over at all. */
  readonly usedColumns: readonly number[];
  /** The folded headers of the band, to know a repeated header by. */
  readonly headers: ReadonlySet<string>;
  /** Rows (zero-based) that begin with a cell merged over at least half of the band. */
  readonly wideRows: ReadonlySet<number>;
};

/** The rows whose first cell is merged over at least half of the band: titles and dividers. */
export function wideRowsOf(merges: readonly Merge[], band: Band): ReadonlySet<number> {
  const width = band.right - band.left + 1;
  const wide = merges.filter(({ left, right }) => {
    const covered = Math.min(right, band.right) - Math.max(left, band.left) + 1;
    return width > 2 && covered > 1 && covered * 2 >= width;
  });
  return new Set(wide.map(({ top }) => top));
}

export function kindOfRow(row: SheetRow, context: Context): RowKind {
  const { band, nameColumns, usedColumns } = context;
  let filled = 0;
  let text = '';
  let isCounting = true;
  for (let column = band.left; column <= band.right; column += 1) {
    const cell = row.cells[column] ?? null;
    if (cell === null) continue;
    filled += 1;
    if (text === '' && typeof cell === 'string') text = tidyText(cell);
    if (isCounting && Number(cell) !== filled) isCounting = false;
  }
  if (filled === 0) return { is: 'empty' };
  if (filled > 2 && isCounting) return leftOut('header', '1 2 3');
  const name = nameColumns
    .map((column) => textOf(row.cells[column]))
    .join(' ')
    .trim();
  const folded = foldText(text);
  if (TOTAL.test(folded)) return leftOut('total', text);
  if (filled <= 3 && SIGNATURE.test(`${folded} ${foldText(name)}`)) return leftOut('signature', text);
  if (context.wideRows.has(row.number - 1) && filled <= 2) return divider(text);
  if (filled === 1) return ofOneCell(text, name !== '', nameColumns.length === 1 && band.left === band.right);
  if (filled > 1 && headerAgain(row, context)) return leftOut('header', text);
  const hasUse = usedColumns.some((column) => (row.cells[column] ?? null) !== null);
  return hasUse ? { is: 'person' } : leftOut('note', text);
}

function leftOut(reason: LeftOutRow['reason'], text: string, group: string | null = null): RowKind {
  return { is: 'left-out', reason, text, group };
}

function divider(text: string): RowKind {
  return leftOut('divider', text, groupInTitle(text));
}

/** A row with one cell: a group over its people, a note below them, or somebody of whom only the name is known. */
function ofOneCell(text: string, isName: boolean, isOnlyColumn: boolean): RowKind {
  const group = groupInTitle(text);
  if (group !== null) return leftOut('divider', text, group);
  if (NOTE.test(text) || text.length > 80) return leftOut('note', text);
  if (isName && /\p{L}/u.test(text) && !/\d/.test(text)) return { is: 'person' };
  return isOnlyColumn ? { is: 'person' } : leftOut(text === '' ? 'note' : 'divider', text);
}

function headerAgain(row: SheetRow, { band, headers }: Context): boolean {
  if (headers.size === 0) return false;
  let same = 0;
  let filled = 0;
  for (let column = band.left; column <= band.right; column += 1) {
    const cell = row.cells[column];
    if (cell === null || cell === undefined) continue;
    filled += 1;
    if (typeof cell !== 'string') return false;
    if (cell.length < 40 && headers.has(foldHeader(cell))) same += 1;
    // The first two cells of a header that comes again are headers.
    else if (filled <= 2 && same === 0) return false;
  }
  return same >= 2 && same * 3 >= filled * 2;
}
