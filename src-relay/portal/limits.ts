/**
 * How much one address or one person may ask. Counted in this process alone: several processes of a relay let through as many times more,
 * which is still too little for guessing.
 */

/** A bucket for each key that runs empty and fills again by time. */
export type Bucket = {
  /** Takes one; out: 0, or in how many milliseconds there is one again. */
  readonly take: (key: string) => number;
  /** Whether there is one, without taking it; out as `take`. */
  readonly look: (key: string) => number;
};

type BucketOptions = {
  /** How many may be taken at once. */
  readonly most: number;
  /** Milliseconds after which one more is there. */
  readonly everyMs: number;
  readonly now: () => number;
};

/** Keys that are remembered at once; the one that was not asked for longest is forgotten. */
const MOST_KEYS = 20_000;

export const createBucket = ({ most, everyMs, now }: BucketOptions): Bucket => {
  /** Until when each key has used up what it took, milliseconds. */
  const debts = new Map<string, number>();
  const debtOf = (key: string): number => Math.max(debts.get(key) ?? 0, now());
  const waitOf = (key: string): number => Math.max(0, debtOf(key) - now() - (most - 1) * everyMs);
  return {
    look: waitOf,
    take(key) {
      const wait = waitOf(key);
      if (wait > 0) return wait;
      const debt = debtOf(key) + everyMs;
      debts.delete(key);
      debts.set(key, debt);
      const [oldest] = debts.keys();
      if (debts.size > MOST_KEYS && oldest !== undefined) debts.delete(oldest);
      return 0;
    },
  };
};
