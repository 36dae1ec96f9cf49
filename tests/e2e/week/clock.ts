/** The clock of a week that passes in two minutes: it runs as the machine's own does, and jumps ahead when it is told to. */
import { localTimeOf, momentOf } from '../../../src-core/events/index.ts';

/** The wall clock on which everything in the week is said. */
const ZONE = 'Asia/Almaty';

export type WeekClock = {
  /** Milliseconds. */
  readonly now: () => number;
  /** By how much it differs from the machine's clock, milliseconds. */
  readonly aheadMs: () => number;
  /** Jumps to a wall-clock time (`YYYY-MM-DDTHH:mm`). Throws where that is past: nothing in the week may run backwards. */
  readonly jumpTo: (local: string) => void;
};

/** In: the wall-clock time at which the week begins. */
export const startWeek = (local: string): WeekClock => {
  let aheadMs = momentOf(local, ZONE) - Date.now();
  const now = (): number => Date.now() + aheadMs;
  return {
    now,
    aheadMs: () => aheadMs,
    jumpTo: (next) => {
      const ms = momentOf(next, ZONE);
      if (ms <= now()) throw new Error(`${next} is past: it is ${localTimeOf(now(), ZONE)}`);
      aheadMs = ms - Date.now();
    },
  };
};
