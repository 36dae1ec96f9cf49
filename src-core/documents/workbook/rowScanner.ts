import type { CellValues } from './cellValues.ts';
import { meetOddConstruct, refuse } from './refusal.ts';
import { createRichTextReader, startsWith } from './richText.ts';
import type { Cell, SheetRow } from './table.ts';
import { orNull, type Tally } from './tally.ts';
import { isSpace } from './xml.ts';
import type { TextReader } from './xmlText.ts';

/** Reads `<row>` elements out of the bytes of a sheet, by hand: this loop is where the time of an import goes. */
export type RowScanner = {
  /** Reads whole rows up to `end`, which must not lie within one; gives the position of what is no row. */
  readonly scan: (bytes: Buffer, start: number, end: number) => number;
  readonly rows: () => SheetRow[];
  /** Tells for each column whether a cell of it holds something. */
  readonly usedColumns: Uint8Array;
};

type Parts = {
  readonly prefix: string;
  readonly strings: readonly Cell[];
  readonly values: CellValues;
  readonly text: TextReader;
  readonly tally: Tally;
};

const LT = 0x3c;
const GT = 0x3e;
const SLASH = 0x2f;
const BANG = 0x21;
const QUESTION = 0x3f;
const EQUALS = 0x3d;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const LETTER = { r: 0x72, s: 0x73, t: 0x74, c: 0x63, v: 0x76, f: 0x66, i: 0x69 };
export const MAX_COLUMNS = 16_384;
const MAX_ROW = 1_048_576;

type ValueKind = 'number' | 'shared' | 'text' | 'boolean' | 'error' | 'date';

export function createRowScanner({ prefix, strings, values, text, tally }: Parts): RowScanner {
  const skip = prefix.length;
  const openRow = Buffer.from(`<${prefix}row`);
  const closeRow = Buffer.from(`</${prefix}row>`);
  const closeCell = Buffer.from(`</${prefix}c>`);
  const closeValue = Buffer.from(`</${prefix}v>`);
  const closeFormula = Buffer.from(`</${prefix}f>`);
  const rich = createRichTextReader(prefix, 'is', text);
  const usedColumns = new Uint8Array(MAX_COLUMNS);
  const rows: SheetRow[] = [];
  const line: Cell[] = Array.from<Cell>({ length: MAX_COLUMNS }).fill(null);
  let rowNumber = 0;
  let isSorted = true;

  let bytes: Buffer = Buffer.alloc(0);
  let at = 0;
  // Where the attributes `r`, `s` and `t` of the tag just read have their values; an absent one starts at -1.
  let refStart = -1;
  let refEnd = -1;
  let styleStart = -1;
  let styleEnd = -1;
  let typeStart = -1;
  let typeEnd = -1;
  let isHidden = false;

  function scan(window: Buffer, start: number, end: number): number {
    bytes = window;
    at = start;
    for (;;) {
      skipSpace();
      if (at >= end || bytes[at + 1] === SLASH) return at;
      if (!startsWith(bytes, at, openRow)) meetOddConstruct('not a row');
      at += openRow.length;
      const isEmpty = takeAttributes();
      rowNumber = refStart === -1 ? rowNumber + 1 : takeRowNumber();
      const isRowHidden = isHidden;
      if (!isEmpty) takeCells(isRowHidden);
    }
  }

  function takeRowNumber(): number {
    const number = digits(refStart, refEnd);
    if (number < 1 || number > MAX_ROW) refuse('damaged');
    if (number <= rowNumber) isSorted = false;
    return number;
  }

  function takeCells(isRowHidden: boolean): void {
    let column = -1;
    let width = 0;
    for (;;) {
      skipSpace();
      if (bytes[at + 1] === SLASH) break;
      if (bytes[at] !== LT || bytes[at + 1 + skip] !== LETTER.c) meetOddConstruct('not a cell');
      at += 2 + skip;
      const isEmpty = takeAttributes();
      column = refStart === -1 ? column + 1 : takeColumn();
      if (column >= MAX_COLUMNS) refuse('damaged');
      if (isEmpty) continue;
      const cell = takeCell();
      if (cell === null) continue;
      line[column] = cell;
      usedColumns[column] = 1;
      if (column >= width) width = column + 1;
    }
    expect(closeRow);
    if (width > 0) keepRow(width, isRowHidden);
  }

  function keepRow(width: number, isRowHidden: boolean): void {
    tally.row(rows.length + 1, width);
    rows.push({ number: rowNumber, hidden: isRowHidden, cells: line.slice(0, width) });
    line.fill(null, 0, width);
  }

  /** Reads on behind the tag `<c …>` to behind `</c>`. */
  function takeCell(): Cell {
    const kind = kindOfType();
    const style = styleStart === -1 ? 0 : digits(styleStart, styleEnd);
    let cell: Cell = null;
    for (;;) {
      skipSpace();
      if (bytes[at] !== LT) meetOddConstruct('text in a cell');
      if (bytes[at + 1] === SLASH) break;
      const name = at + 1 + skip;
      const first = bytes[name];
      const isShort = isNameEnd(bytes[name + 1]);
      if (first === LETTER.v && isShort) cell = takeValue(name + 1, kind, style);
      else if (first === LETTER.f && isShort) takeFormula(name + 1);
      else if (first === LETTER.i && bytes[name + 1] === LETTER.s && isNameEnd(bytes[name + 2])) {
        cell = takeInline(name + 2);
      } else skipElement();
    }
    expect(closeCell);
    return cell;
  }

  /** An extension within a cell, which readers that do not know it are to pass over (ECMA-376 part 3). */
  function skipElement(): void {
    let depth = 0;
    do {
      while (at < bytes.length && bytes[at] !== LT) at += 1;
      const mark = bytes[at + 1];
      if (mark === undefined) refuse('damaged');
      if (mark === BANG || mark === QUESTION) meetOddConstruct('comment in a cell');
      while (at < bytes.length && bytes[at] !== GT) at += 1;
      if (mark === SLASH) depth -= 1;
      else if (bytes[at - 1] !== SLASH) depth += 1;
      at += 1;
    } while (depth > 0);
  }

  function takeValue(from: number, kind: ValueKind, style: number): Cell {
    at = from;
    if (takeAttributes()) return null;
    const start = at;
    while (at < bytes.length && bytes[at] !== LT) at += 1;
    const end = at;
    expect(closeValue);
    if (kind === 'number') return values.number(bytes, start, end, style);
    if (kind === 'shared') return end === start ? null : sharedText(start, end);
    if (kind === 'text') return values.text(bytes, start, end);
    if (kind === 'boolean') return values.boolean(bytes, start, end);
    return kind === 'error' ? values.error(bytes, start, end) : values.isoDate(bytes, start, end);
  }

  function sharedText(start: number, end: number): Cell {
    const cell = strings[digits(start, end)];
    return cell === undefined ? refuse('damaged') : cell;
  }

  function takeFormula(from: number): void {
    at = from;
    if (takeAttributes()) return;
    while (at < bytes.length && bytes[at] !== LT) at += 1;
    expect(closeFormula);
  }

  function takeInline(from: number): Cell {
    at = from;
    if (takeAttributes()) return null;
    const written = rich.read(bytes, at);
    tally.text(rich.end() - at);
    at = rich.end();
    return orNull(written);
  }

  function kindOfType(): ValueKind {
    if (typeStart === -1) return 'number';
    const length = typeEnd - typeStart;
    const first = bytes[typeStart];
    if (length === 1) {
      if (first === LETTER.s) return 'shared';
      if (first === 0x6e) return 'number';
      if (first === 0x62) return 'boolean';
      if (first === 0x65) return 'error';
      if (first === 0x64) return 'date';
    }
    const type = bytes.toString('latin1', typeStart, typeEnd);
    return type === 'str' || type === 'inlineStr' ? 'text' : meetOddConstruct('unknown type of a cell');
  }

  /** `AB12`: the column of the letters; the digits must be those of the row. */
  function takeColumn(): number {
    let column = 0;
    let pos = refStart;
    for (; pos < refEnd; pos += 1) {
      const letter = (bytes[pos] ?? 0) - 0x40;
      if (letter < 1 || letter > 26) break;
      column = column * 26 + letter;
    }
    if (column === 0 || pos - refStart > 3 || digits(pos, refEnd) !== rowNumber)
      meetOddConstruct('address of a cell');
    return column - 1;
  }

  function digits(start: number, end: number): number {
    let value = 0;
    for (let pos = start; pos < end; pos += 1) {
      const digit = (bytes[pos] ?? 0) - 0x30;
      if (digit < 0 || digit > 9) meetOddConstruct('not a whole number');
      value = value * 10 + digit;
    }
    return start === end || value > 1e9 ? meetOddConstruct('not a whole number') : value;
  }

  /** Reads attributes to behind the `>`; true where the element is empty. */
  function takeAttributes(): boolean {
    refStart = styleStart = typeStart = -1;
    isHidden = false;
    for (;;) {
      skipSpace();
      const byte = bytes[at];
      if (byte === GT) {
        at += 1;
        return false;
      }
      if (byte === SLASH) {
        if (bytes[at + 1] !== GT) refuse('damaged');
        at += 2;
        return true;
      }
      takeAttribute();
    }
  }

  function takeAttribute(): void {
    const name = at;
    while (at < bytes.length && bytes[at] !== EQUALS && bytes[at] !== GT && !isSpace(bytes[at])) at += 1;
    const length = at - name;
    skipSpace();
    if (bytes[at] !== EQUALS) refuse('damaged');
    at += 1;
    skipSpace();
    const quote = bytes[at];
    if (quote !== QUOTE && quote !== APOSTROPHE) refuse('damaged');
    const start = (at += 1);
    while (at < bytes.length && bytes[at] !== quote) at += 1;
    const end = at;
    at += 1;
    if (length === 1) {
      const letter = bytes[name];
      if (letter === LETTER.r) {
        refStart = start;
        refEnd = end;
      } else if (letter === LETTER.s) {
        styleStart = start;
        styleEnd = end;
      } else if (letter === LETTER.t) {
        typeStart = start;
        typeEnd = end;
      }
    } else if (length === 6 && bytes.toString('latin1', name, name + 6) === 'hidden') {
      isHidden = bytes[start] === 0x31 || bytes[start] === LETTER.t;
    }
  }

  function skipSpace(): void {
    while (isSpace(bytes[at])) at += 1;
  }

  function expect(what: Buffer): void {
    if (!startsWith(bytes, at, what)) meetOddConstruct('unexpected markup');
    at += what.length;
  }

  return { scan, rows: () => (isSorted ? rows : inOrder(rows)), usedColumns };
}

function isNameEnd(byte: number | undefined): boolean {
  return byte === GT || byte === SLASH || isSpace(byte);
}

/** Some writers append rows out of order, or a row in two parts; a later cell then replaces an earlier one. */
function inOrder(rows: readonly SheetRow[]): SheetRow[] {
  const byNumber = new Map<number, { number: number; hidden: boolean; cells: Cell[] }>();
  for (const { number, hidden, cells } of rows) {
    const met = byNumber.get(number);
    if (!met) {
      byNumber.set(number, { number, hidden, cells: [...cells] });
      continue;
    }
    met.hidden ||= hidden;
    while (met.cells.length < cells.length) met.cells.push(null);
    cells.forEach((cell, column) => {
      if (cell !== null) met.cells[column] = cell;
    });
  }
  return [...byNumber.values()].toSorted((a, b) => a.number - b.number);
}
