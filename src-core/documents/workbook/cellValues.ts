import { cellOfIso, cellOfSerial, type DateKind, type DateSystem } from './serialDate.ts';
import type { Cell, ErrorCell } from './table.ts';
import { orNull, type Tally } from './tally.ts';
import type { TextReader } from './xmlText.ts';

/** Turns the bytes within `<v>` into a cell. Equal dates and errors are one object: nothing may change them. */
export type CellValues = {
  readonly number: (bytes: Buffer, start: number, end: number, style: number) => Cell;
  readonly text: (bytes: Buffer, start: number, end: number) => Cell;
  readonly boolean: (bytes: Buffer, start: number, end: number) => Cell;
  readonly error: (bytes: Buffer, start: number, end: number) => Cell;
  readonly isoDate: (bytes: Buffer, start: number, end: number) => Cell;
};

type Parts = {
  /** The kind of date that each cell style shows. */
  readonly dateKinds: readonly DateKind[];
  readonly system: DateSystem;
  readonly text: TextReader;
  readonly tally: Tally;
};

const REMEMBERED = 50_000;

export function createCellValues({ dateKinds, system, text, tally }: Parts): CellValues {
  const dates = new Map<DateKind, Map<number, Cell>>();
  const errors = new Map<string, ErrorCell>();

  function dateOf(serial: number, kind: DateKind): Cell {
    let known = dates.get(kind);
    if (!known) dates.set(kind, (known = new Map()));
    const met = known.get(serial);
    if (met !== undefined) return met;
    const cell = cellOfSerial(serial, kind, system);
    if (known.size < REMEMBERED) known.set(serial, cell);
    return cell;
  }

  function number(bytes: Buffer, start: number, end: number, style: number): Cell {
    if (end === start) return null;
    const value = parseNumber(bytes, start, end);
    // A writer's slip such as `<v>abc</v>` is shown as the text it is.
    if (Number.isNaN(value)) return orNull(text(bytes, start, end));
    const kind = dateKinds[style] ?? 'none';
    return kind === 'none' ? value : dateOf(value, kind);
  }

  return {
    number,
    text: (bytes, start, end) => {
      tally.text(end - start);
      return orNull(text(bytes, start, end));
    },
    boolean: (bytes, start, end) => (end === start ? null : bytes[start] === 0x31 || bytes[start] === 0x74),
    error: (bytes, start, end) => {
      const code = text(bytes, start, end).trim();
      if (code === '') return null;
      const met = errors.get(code);
      if (met) return met;
      const cell: ErrorCell = { kind: 'error', code };
      if (errors.size < REMEMBERED) errors.set(code, cell);
      return cell;
    },
    isoDate: (bytes, start, end) => {
      const written = text(bytes, start, end);
      return cellOfIso(written) ?? orNull(written);
    },
  };
}

const POWERS = Array.from({ length: 23 }, (_, power) => 10 ** power);
const LARGEST_EXACT = 2 ** 53;

/**
 * Digits with at most one point, as nearly every number is written, are read without making a string: both the digits and the
 * power of ten are exact in a double, so their one division rounds as the standard asks. Anything else goes to `Number`.
 */
function parseNumber(bytes: Buffer, start: number, end: number): number {
  let at = start;
  const isNegative = bytes[at] === 0x2d;
  if (isNegative) at += 1;
  let digits = 0;
  let point = -1;
  for (; at < end; at += 1) {
    const digit = (bytes[at] ?? 0) - 0x30;
    if (digit >= 0 && digit <= 9) digits = digits * 10 + digit;
    else if (digit === -2 && point === -1) point = at;
    else return slowNumber(bytes, start, end);
    if (digits > LARGEST_EXACT) return slowNumber(bytes, start, end);
  }
  const decimals = point === -1 ? 0 : end - point - 1;
  const power = POWERS[decimals];
  if (power === undefined || end - start - (isNegative ? 1 : 0) - (point === -1 ? 0 : 1) === 0) {
    return slowNumber(bytes, start, end);
  }
  const value = decimals === 0 ? digits : digits / power;
  return isNegative ? -value : value;
}

function slowNumber(bytes: Buffer, start: number, end: number): number {
  const written = bytes.toString('latin1', start, end).trim();
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(written) ? Number(written) : Number.NaN;
}
