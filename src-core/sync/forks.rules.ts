import type { Cell } from '../store/cell.ts';

/** One writing of one cell: by whom does not matter here. */
export type Writing = {
  readonly hlc: string;
  /** The writing that it replaced; null for the insert that made the row. */
  readonly over: string | null;
  readonly value: Cell;
};

/** Writings that put the same value over the same one; whoever saw one of them has seen all. */
export type Head = { readonly hlcs: readonly string[]; readonly value: Cell };

export type Fork = {
  /** The writing whose value the cell has. */
  readonly standing: string;
  /** What nobody has written over, with the standing value first. More than one: the cell was written twice from one value. */
  readonly heads: readonly Head[];
};

type Class = { readonly hlcs: string[]; readonly value: Cell; isBuiltOn: boolean };

/**
 * Where a cell stands, from all its writings: a pure function of the set, so that every node sees the same.
 * `writings` are in the order of their clocks. `isFirst`: the first writing stands, as in a row that is written once.
 */
export function forkOf(column: string, writings: readonly Writing[], isFirst: boolean): Fork | undefined {
  const classes = new Map<string, Class>();
  const byHlc = new Map<string, Class>();
  for (const { hlc, over, value } of writings) {
    const below = over === null ? undefined : byHlc.get(over);
    if (below) below.isBuiltOn = true;
    const key = JSON.stringify([below?.hlcs[0] ?? over, alike(column, value)]);
    const found = classes.get(key);
    if (found) found.hlcs.push(hlc);
    const own = found ?? { hlcs: [hlc], value, isBuiltOn: false };
    if (!found) classes.set(key, own);
    byHlc.set(hlc, own);
  }
  const standing = (isFirst ? writings[0] : writings.at(-1))?.hlc;
  const top = standing === undefined ? undefined : byHlc.get(standing);
  if (standing === undefined || top === undefined) return undefined;
  const others = [...classes.values()].filter((one) => one !== top && !one.isBuiltOn);
  return { standing, heads: [top, ...others] };
}

/** Of a fork the heads that nobody has settled yet, the standing one first; fewer than two different values are no conflict. */
export function openHeads(column: string, fork: Fork, settled: ReadonlySet<string>): readonly Head[] {
  const [top, ...others] = fork.heads;
  if (top === undefined) return [];
  const open = others.filter(
    ({ hlcs, value }) =>
      !hlcs.some((hlc) => settled.has(hlc)) && alike(column, value) !== alike(column, top.value),
  );
  return open.length === 0 ? [] : [top, ...open];
}

/** Two laptops that ended a thing at two moments agree that it has ended. */
function alike(column: string, value: Cell): Cell {
  return column.endsWith('_at') && value !== null ? 'set' : value;
}
