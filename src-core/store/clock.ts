/**
 * The hybrid logical clock (Kulkarni et al. 2014): wall time where it runs forward, a counter where it does not.
 * A reading is sortable text, `<milliseconds, base 36, 9>-<counter, base 36, 4>-<node>`, so that comparing two
 * readings as text compares them in time. It is a value: nothing here looks at the real clock.
 */
export type Hlc = string;

export type ClockState = { readonly ms: number; readonly counter: number };

const MS_DIGITS = 9;
const COUNTER_DIGITS = 4;
const MAX_COUNTER = 36 ** COUNTER_DIGITS - 1;
/** Nine digits end in the year 5188; a wall clock beyond is broken, and following it would make readings that do not sort. */
const MAX_MS = 36 ** MS_DIGITS - 1;

export const CLOCK_START: ClockState = { ms: 0, counter: 0 };

/** The next state for an event of this node at wall time `nowMs`; it never goes back, whatever the wall clock does. */
export function tick(state: ClockState, nowMs: number): ClockState {
  const wall = Math.floor(nowMs);
  if (wall > state.ms && wall < MAX_MS) return { ms: wall, counter: 0 };
  if (state.counter < MAX_COUNTER) return { ms: state.ms, counter: state.counter + 1 };
  return { ms: state.ms + 1, counter: 0 };
}

/** The state after seeing a foreign reading: later than both, so that what happens next sorts after what was seen. */
export function observe(state: ClockState, seen: Hlc, nowMs: number): ClockState {
  const other = parseHlc(seen);
  const later =
    other.ms > state.ms || (other.ms === state.ms && other.counter > state.counter)
      ? { ms: other.ms, counter: other.counter }
      : state;
  return tick(later, nowMs);
}

/** Writes a state as sortable text. */
export function formatHlc(state: ClockState, node: string): Hlc {
  const ms = state.ms.toString(36).padStart(MS_DIGITS, '0');
  const counter = state.counter.toString(36).padStart(COUNTER_DIGITS, '0');
  return `${ms}-${counter}-${node}`;
}

/** A text that sorts before every reading of this millisecond and after all earlier ones. */
export function startOfMs(ms: number): string {
  return Math.floor(ms).toString(36).padStart(MS_DIGITS, '0');
}

/** Reads a clock text back. Throws a RangeError on anything that `formatHlc` did not write. */
export function parseHlc(hlc: Hlc): ClockState & { readonly node: string } {
  const match = /^([0-9a-z]{9})-([0-9a-z]{4})-([0-9a-z]+)$/.exec(hlc);
  if (!match?.[1] || !match[2] || !match[3]) throw new RangeError(`not a clock reading: ${hlc.slice(0, 40)}`);
  return { ms: parseInt(match[1], 36), counter: parseInt(match[2], 36), node: match[3] };
}

/**
 * The clocks of a row's cells. Most rows are written once, so the text is the reading of the insert, followed by the
 * cells that were written later: `<hlc> phone=<hlc> email=<hlc>`.
 */
export type CellClocks = { readonly row: Hlc; readonly cells: ReadonlyMap<string, Hlc> };

export function parseCellClocks(text: string): CellClocks {
  const [row = '', ...later] = text.split(' ');
  const cells = new Map<string, Hlc>();
  for (const part of later) {
    const at = part.indexOf('=');
    cells.set(part.slice(0, at), part.slice(at + 1));
  }
  return { row, cells };
}

export function formatCellClocks(clocks: CellClocks): string {
  let text = clocks.row;
  // In one order, so that rows which are the same read the same on every node.
  const cells = clocks.cells.size < 2 ? clocks.cells : [...clocks.cells].toSorted(byColumn);
  for (const [column, hlc] of cells) text += ` ${column}=${hlc}`;
  return text;
}

function byColumn([a]: readonly [string, Hlc], [b]: readonly [string, Hlc]): number {
  return a < b ? -1 : 1;
}

/** When the cell was last written. */
export function clockOfCell(clocks: CellClocks, column: string): Hlc {
  return clocks.cells.get(column) ?? clocks.row;
}

/** The wall time in a clock reading, in milliseconds. Throws a RangeError on anything else. */
export const wallTimeOf = (hlc: Hlc): number => parseHlc(hlc).ms;
