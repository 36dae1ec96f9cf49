import * as sheetjs from '@e965/xlsx';
import * as codePages from '@e965/xlsx/dist/cpexcel.full.mjs';
import { finishSheet } from './merges.ts';
import { refuse } from './refusal.ts';
import { cellOfSerial, dateKindOfCode, type DateKind, type DateSystem } from './serialDate.ts';
import type { Cell, Sheet, SheetRow, Workbook, WorkbookFormat } from './table.ts';
import { orNull, type Tally } from './tally.ts';

// Excel 95 wrote 8-bit text in the code page of its Windows.
sheetjs.set_cptable(codePages);

/** Error values of the binary formats ([MS-XLS] §2.5.10). */
const ERRORS: Readonly<Record<number, string>> = {
  0x00: '#NULL!',
  0x07: '#DIV/0!',
  0x0f: '#VALUE!',
  0x17: '#REF!',
  0x1d: '#NAME?',
  0x24: '#NUM!',
  0x2a: '#N/A',
  0x2b: '#GETTING_DATA',
};

/**
 * Reads a workbook with SheetJS: the binary formats, and the XML of Excel 2003. It is asked for bare values and formats only:
 * its own dates are wrong in the 1904 system, and its formatting throws on some formats.
 */
export function readWithSheetjs(bytes: Buffer, format: WorkbookFormat, tally: Tally): Workbook {
  const book = parse(bytes);
  const system: DateSystem = book.Workbook?.WBProps?.date1904 ? 1904 : 1900;
  const sheets = book.SheetNames.flatMap((name, index) => {
    const sheet = book.Sheets[name];
    const state = book.Workbook?.Sheets?.[index]?.Hidden ?? 0;
    return sheet ? [readSheet(sheet, { name, hidden: state !== 0, system, tally })] : [];
  });
  if (sheets.length === 0) refuse('no-sheets');
  return { format, sheets };
}

function parse(bytes: Buffer): sheetjs.WorkBook {
  try {
    return sheetjs.read(bytes, {
      type: 'buffer',
      dense: true,
      cellDates: false,
      cellNF: true,
      cellText: false,
      cellHTML: false,
      cellFormula: false,
      cellStyles: true,
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    return refuse(/password|encrypt/i.test(message) ? 'password' : 'damaged');
  }
}

type Context = {
  readonly name: string;
  readonly hidden: boolean;
  readonly system: DateSystem;
  readonly tally: Tally;
};

function readSheet(sheet: sheetjs.WorkSheet, { name, hidden, system, tally }: Context): Sheet {
  const data: readonly (readonly (sheetjs.CellObject | undefined)[] | undefined)[] = sheet['!data'] ?? [];
  const used = new Set<number>();
  const rows: SheetRow[] = [];
  // The real cells, never the range the sheet claims to use.
  for (const index of Object.keys(data).map(Number)) {
    const cells: Cell[] = [];
    for (const [column, object] of Object.entries(data[index] ?? [])) {
      const cell = object ? readCell(object, system) : null;
      if (cell === null) continue;
      while (cells.length < Number(column)) cells.push(null);
      cells.push(cell);
      used.add(Number(column));
      if (typeof cell === 'string') tally.text(cell.length * 2);
    }
    if (cells.length === 0) continue;
    tally.row(rows.length + 1, cells.length);
    rows.push({ number: index + 1, hidden: sheet['!rows']?.[index]?.hidden ?? false, cells });
  }
  tally.column(used);
  const merges = (sheet['!merges'] ?? []).map(({ s, e }) => ({
    top: s.r,
    left: s.c,
    bottom: e.r,
    right: e.c,
  }));
  const hiddenColumns = Object.entries(sheet['!cols'] ?? [])
    .filter(([, column]) => column?.hidden)
    .map(([index]) => Number(index));
  return finishSheet({ name, hidden, rows, merges, hiddenColumns });
}

const kinds = new Map<string, DateKind>();

function readCell(object: sheetjs.CellObject, system: DateSystem): Cell {
  const { t: type, v: value, z: code } = object;
  if (type === 'z' || value === undefined) return null;
  if (type === 'e') return { kind: 'error', code: ERRORS[Number(value)] ?? '#N/A' };
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') return orNull(value);
  if (typeof value !== 'number') return null;
  return cellOfSerial(value, kindOf(typeof code === 'string' ? code : 'General'), system);
}

function kindOf(code: string): DateKind {
  const known = kinds.get(code);
  if (known !== undefined) return known;
  const kind = dateKindOfCode(code);
  kinds.set(code, kind);
  return kind;
}
