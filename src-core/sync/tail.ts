/** The end of a log, kept in memory: what everybody who is up to date asks for is read once for all of them. */
import type { Action } from '../store/index.ts';
import type { Line, ServedLog } from './served.ts';

/** Lines that are kept. */
const MOST_LINES = 2_000;
/** Characters of values that are kept. */
const MOST_TEXT = 4_000_000;

type Reads = Pick<ServedLog, 'lines' | 'actions'>;

/** What no node is called: with it nobody's lines are left out. */
const NOBODY = '';

/**
 * The same questions, answered from memory where that reaches back far enough. The log only grows (triggers of the database see to it), so
 * a line and an action that were read once stay as they are.
 */
export function createTail(log: Reads): Reads {
  // All lines after `start`, up to `end`.
  let kept: readonly Line[] = [];
  let start: number | undefined;
  let end = 0;
  const actions = new Map<string, Action>();
  let growing: Promise<void> | undefined;

  const startAt = (seq: number): void => {
    kept = [];
    start = seq;
    end = seq;
  };

  const readOn = async (head: number): Promise<void> => {
    const more = await log.lines([{ after: end, below: head + 1 }], NOBODY, MOST_LINES);
    const all = [...kept, ...more];
    let text = 0;
    const cut = all.findLastIndex(({ patch }) => (text += patch.length) > MOST_TEXT);
    const from = Math.max(cut + 1, all.length - MOST_LINES);
    if (from > 0) start = all[from - 1]?.seq ?? head;
    kept = all.slice(from);
    end = head;
  };

  /** Brings the memory up to a line, unless that is too far ahead to be worth it. */
  const reach = async (head: number): Promise<void> => {
    while (growing) await growing;
    if (start === undefined || head - end > MOST_LINES) startAt(head);
    if (head <= end) return;
    growing = readOn(head).finally(() => (growing = undefined));
    await growing;
  };

  return {
    async lines(gaps, node, limit) {
      const [first] = gaps;
      const last = gaps.at(-1);
      if (first === undefined || last === undefined) return [];
      await reach(last.below - 1);
      if (start === undefined || first.after < start) return log.lines(gaps, node, limit);
      const found: Line[] = [];
      for (const { after, below } of gaps)
        for (let at = placeAfter(kept, after); at < kept.length && found.length < limit; at += 1) {
          const line = kept[at];
          if (line === undefined || line.seq >= below) break;
          if (line.node !== node) found.push(line);
        }
      return found;
    },
    async actions(ids) {
      const missing = ids.filter((id) => !actions.has(id));
      const read = missing.length === 0 ? [] : await log.actions(missing);
      const found = [...read, ...ids.flatMap((id) => actions.get(id) ?? [])];
      for (const action of read) actions.set(action.id, action);
      for (const oldest of actions.keys()) {
        if (actions.size <= MOST_LINES) break;
        actions.delete(oldest);
      }
      return found;
    },
  };
}

/** Where the first line after a number is. */
function placeAfter(lines: readonly Line[], seq: number): number {
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle]?.seq ?? 0) <= seq) low = middle + 1;
    else high = middle;
  }
  return low;
}
