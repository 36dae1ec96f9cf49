/** Chance that can be had again: everything drawn from the same seed in the same order is the same. */
export type Chance = {
  /** From 0 up to 1. */
  next(): number;
  /** Whole, from `low` to `high`, both included. */
  between(low: number, high: number): number;
  /** True in that share of the draws. */
  often(share: number): boolean;
  pick<T>(from: readonly [T, ...T[]]): T;
  /** A bell around 0 with deviation 1 (Irwin–Hall, twelve draws). */
  bell(): number;
  /** Another chance that follows from this seed and the name, however much has been drawn from this one. */
  named(name: string): Chance;
};

/** Mulberry32 (Tommy Ettinger, public domain). */
export function chanceOf(seed: number): Chance {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    often: (share) => next() < share,
    pick: (from) => from[Math.floor(next() * from.length)] ?? from[0],
    bell() {
      let sum = -6;
      for (let draw = 0; draw < 12; draw += 1) sum += next();
      return sum;
    },
    named: (name) => chanceOf(hashOf(name) ^ seed),
  };
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash;
}
