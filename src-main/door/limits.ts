/** How many requests may come at once, and how many a second for ever. */
export type Allowance = { readonly burst: number; readonly perSecond: number };

export type Limiter = {
  /** Whether one more is let through; an address that is let through pays for it. */
  readonly take: (key: string) => boolean;
  /** Whether one more would be let through, without paying for it. */
  readonly isLeft: (key: string) => boolean;
};

/** More keys than these are forgotten, the ones that came last the longest ago: a flood of made-up keys costs no memory. */
const MOST_KEYS = 5000;

type Purse = { tokens: number; atMs: number };

/** A purse of tokens for each key, filled as time goes by. */
export const createLimiter = ({ burst, perSecond }: Allowance, now: () => number): Limiter => {
  // Two halves, the older of which is dropped whole: taking keys out one by one makes a Map slower the longer it serves.
  let recent = new Map<string, Purse>();
  let older = new Map<string, Purse>();
  const tokensIn = ({ tokens, atMs }: Purse, nowMs: number): number =>
    Math.min(burst, tokens + (Math.max(0, nowMs - atMs) / 1000) * perSecond);
  return {
    isLeft(key) {
      const purse = recent.get(key) ?? older.get(key);
      return purse === undefined || tokensIn(purse, now()) >= 1;
    },
    take(key) {
      const nowMs = now();
      let purse = recent.get(key);
      if (purse === undefined) {
        purse = older.get(key) ?? { tokens: burst, atMs: nowMs };
        if (recent.size >= MOST_KEYS / 2) {
          older = recent;
          recent = new Map();
        }
        recent.set(key, purse);
      }
      purse.tokens = tokensIn(purse, nowMs);
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

/**
 * The limits of volunteers' devices. A device sends what it gathered without a connection one by one; a pairing code has
 * eight characters and lives for ten minutes, so at six guesses a minute nobody finds one.
 */
export const TABLET_LIMITS = {
  address: { burst: 300, perSecond: 20 },
  tablet: { burst: 80, perSecond: 8 },
  wrongCode: { burst: 10, perSecond: 0.1 },
} as const satisfies Record<string, Allowance>;
