/** Whether a channel leads anywhere: after a few failures in a row it is only tried now and then, so that an outage costs few messages their certainty. */
import type { SendOutcome } from '../../src-core/messages/index.ts';

export type ChannelHealth = {
  readonly note: (outcome: SendOutcome) => void;
  /** Since when it leads nowhere, milliseconds; null while it does. */
  readonly downSince: () => number | null;
  /** Milliseconds until the next try; 0 where it is time, and while it is well. */
  readonly waitMs: () => number;
};

const ENOUGH = 3;
const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 5 * 60_000;

export const createHealth = (now: () => number): ChannelHealth => {
  let failures = 0;
  let downSince: number | null = null;
  let nextTry = 0;
  return {
    note: (outcome) => {
      const isAnswer =
        outcome.kind === 'sent' ||
        outcome.kind === 'refused' ||
        (outcome.kind === 'retry' && outcome.isGlobal);
      if (isAnswer) {
        failures = 0;
        downSince = null;
        nextTry = 0;
        return;
      }
      failures += 1;
      if (failures < ENOUGH) return;
      downSince ??= now();
      nextTry = now() + Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(failures - ENOUGH, 10));
    },
    downSince: () => downSince,
    waitMs: () => Math.max(0, nextTry - now()),
  };
};
