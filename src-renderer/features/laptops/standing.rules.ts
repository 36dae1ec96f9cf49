/** What the frame's line says of the exchange, out of everything that is known. No words here: those are the screen's. */

type Link = {
  readonly kind: 'relay' | 'laptop';
  readonly unsent: number;
  readonly unreceived: number | null;
  readonly isBusy: boolean;
  readonly done: { readonly sent: number; readonly got: number } | null;
  readonly problem: string | null;
};

/** How a link stands: it works, it waits for a network (as normal as night), or it needs somebody. */
export type Tone = 'well' | 'waiting' | 'attention';

/** A problem that goes away by itself needs nobody. */
const PATIENT = ['unreachable', 'broken'];

export const toneOf = ({ problem }: Pick<Link, 'problem'>): Tone =>
  problem === null ? 'well' : PATIENT.includes(problem) ? 'waiting' : 'attention';

const RANK = { attention: 0, well: 1, waiting: 2 } as const;

/**
 * The link that the line speaks of: the relay where there is one, for what is there is safe; else the laptop that is in the
 * most telling state. Undefined where there is none.
 */
export const leading = <L extends Link>(links: readonly L[]): L | undefined =>
  links.find(({ kind }) => kind === 'relay') ??
  links.toSorted((left, right) => RANK[toneOf(left)] - RANK[toneOf(right)])[0];

/** Whether a round has gone on for long enough to be told: it has moved something. */
export const isMoving = ({ isBusy, done }: Link): boolean =>
  isBusy && done !== null && done.sent + done.got > 0;

/** Milliseconds by which two clocks may differ before anybody is told: less is a slow network's doing. */
const CLOCKS_AGREE = 60_000;

/** The difference of two clocks in the largest unit that tells it; null where they agree. */
export const clockDifference = (
  aheadMs: number,
): {
  readonly isAhead: boolean;
  readonly unit: 'minutes' | 'hours' | 'days';
  readonly count: number;
} | null => {
  const minutes = Math.round(Math.abs(aheadMs) / 60_000);
  if (Math.abs(aheadMs) < CLOCKS_AGREE) return null;
  const isAhead = aheadMs > 0;
  if (minutes < 120) return { isAhead, unit: 'minutes', count: minutes };
  const hours = Math.round(minutes / 60);
  return hours < 48
    ? { isAhead, unit: 'hours', count: hours }
    : { isAhead, unit: 'days', count: Math.round(hours / 24) };
};
