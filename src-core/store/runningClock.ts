import { CLOCK_START, formatHlc, observe, parseHlc, tick } from './clock.ts';
import type { ClockState, Hlc } from './clock.ts';

/** This node's clock during one commit: read at its beginning, kept at its end. */
export type RunningClock = {
  /** The next reading of this node. */
  readonly next: () => Hlc;
  /** Sees another node's reading: whatever comes next is later. */
  readonly follow: (seen: Hlc) => void;
  /** Where the clock stands. */
  readonly reading: () => Hlc;
};

/** In: the reading that was kept last, undefined before the first; the wall time in milliseconds. */
export function openClock(saved: Hlc | undefined, node: string, nowMs: number): RunningClock {
  let clock: ClockState = saved === undefined ? CLOCK_START : parseHlc(saved);
  // The latest foreign reading; looked into only when this node's clock is needed next.
  let seen: Hlc = '';
  const catchUp = (): void => {
    if (seen === '') return;
    if (seen > formatHlc(clock, node)) clock = observe(clock, seen, nowMs);
    seen = '';
  };
  return {
    next() {
      catchUp();
      clock = tick(clock, nowMs);
      return formatHlc(clock, node);
    },
    follow(reading) {
      if (reading > seen) seen = reading;
    },
    reading() {
      catchUp();
      return formatHlc(clock, node);
    },
  };
}
