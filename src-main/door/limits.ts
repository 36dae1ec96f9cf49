/** How many requests may come at once, and how many a second for ever. */
export type Allowance = { readonly burst: number; readonly perSecond: number };

export type Limiter = {
  /** Whether one more is let through; an address that is let through pays for it. */
  readonly take: (key: string) => boolean;
};

/** More keys than these are forgotten, the oldest first: a flood of made-up keys costs no memory. */
const MOST_KEYS = 5000;

/** A purse of tokens for each key, filled as time goes by. */
export const createLimiter = ({ burst, perSecond }: Allowance, now: () => number): Limiter => {
  const purses = new Map<string, { tokens: number; atMs: number }>();
  return {
    take(key) {
      const nowMs = now();
      let purse = purses.get(key);
      if (purse === undefined) {
        if (purses.size >= MOST_KEYS) {
          const [oldest] = purses.keys();
          if (oldest !== undefined) purses.delete(oldest);
        }
        purses.set(key, (purse = { tokens: burst, atMs: nowMs }));
      }
      purse.tokens = Math.min(burst, purse.tokens + (Math.max(0, nowMs - purse.atMs) / 1000) * perSecond);
      purse.atMs = nowMs;
      if (purse.tokens < 1) return false;
      purse.tokens -= 1;
      return true;
    },
  };
};

/**
 * The door's limits. A hall behind one access point has one address, so an address may do what 150 phones do in a
 * moment; a single phone needs far less. Guessing codes is what is held short: at two a second the 28 million codes of
 * a window that lives a minute are never found.
 */
export const DOOR_LIMITS = {
  address: { burst: 1500, perSecond: 40 },
  phone: { burst: 40, perSecond: 2 },
  wrongCode: { burst: 300, perSecond: 2 },
} as const satisfies Record<string, Allowance>;
