import type { Gate } from '../events/index.ts';

/** One showing of the code as the rule of lateness needs it; instants in milliseconds. */
export type WaveSpan = {
  readonly number: number;
  readonly openedMs: number;
  readonly closedMs: number | null;
  readonly lateAfterMinutes: number | null;
  /** Where it lets people in; the event as a whole where left out. */
  readonly gate?: Gate | undefined;
};

export type Timing = {
  /** The wave in which the mark was made; null before the first one, and where there was none. */
  readonly wave: number | null;
  readonly isLate: boolean;
};

const MINUTE = 60_000;

/**
 * On time or late: never typed, always follows from when the mark was made. A mark belongs to the last wave opened before
 * it. The wave's clock starts when it opens, but never before the event does: who comes early is not late.
 */
export function timingOf(atMs: number, waves: readonly WaveSpan[], eventStartMs: number): Timing {
  let own: WaveSpan | undefined;
  for (const wave of waves) {
    if (wave.openedMs <= atMs && (own === undefined || wave.openedMs >= own.openedMs)) own = wave;
  }
  if (own === undefined) return { wave: null, isLate: false };
  if (own.lateAfterMinutes === null) return { wave: own.number, isLate: false };
  const start = Math.max(own.openedMs, eventStartMs);
  return { wave: own.number, isLate: atMs > start + own.lateAfterMinutes * MINUTE };
}

/** The wave that is open at this moment, or undefined. */
export function openWaveAt(atMs: number, waves: readonly WaveSpan[]): WaveSpan | undefined {
  return waves.find((wave) => wave.openedMs <= atMs && (wave.closedMs === null || atMs < wave.closedMs));
}

/** Where whoever comes at this moment is let in: by the last wave opened, which those whose page is still open came by too. */
export function gateAt(atMs: number, waves: readonly WaveSpan[]): Gate | undefined {
  return waves
    .filter(({ openedMs }) => openedMs <= atMs)
    .toSorted((a, b) => a.openedMs - b.openedMs)
    .at(-1)?.gate;
}
