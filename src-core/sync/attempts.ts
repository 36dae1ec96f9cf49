const MINUTE = 60_000;
/** Addresses that are remembered at once. */
const MOST_ADDRESSES = 10_000;

/** Counts tries by network address over a minute. */
export type Attempts = {
  /** Counts one more; out: 0, or how many milliseconds the address has to wait. */
  readonly next: (from: string) => number;
};

/** `most`: tries a minute from one address. */
export function createAttempts(now: () => number, most: number): Attempts {
  const byAddress = new Map<string, readonly number[]>();
  return {
    next(from) {
      const nowMs = now();
      const recent = (byAddress.get(from) ?? []).filter((at) => at > nowMs - MINUTE && at <= nowMs);
      byAddress.delete(from);
      const [oldest = nowMs] = recent;
      const isFull = recent.length >= most;
      byAddress.set(from, isFull ? recent : [...recent, nowMs]);
      const [first] = byAddress.keys();
      if (byAddress.size > MOST_ADDRESSES && first !== undefined) byAddress.delete(first);
      return isFull ? oldest + MINUTE - nowMs : 0;
    },
  };
}
