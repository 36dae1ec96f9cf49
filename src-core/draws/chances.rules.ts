/** What a person's draws of a year were: for each, how many of how many were drawn, and whether the person was. */
export type Entry = { readonly prizes: number; readonly entrants: number; readonly hasWon: boolean };

export type Chances = {
  readonly people: number;
  readonly entries: number;
  readonly wins: number;
  /**
   * For each number of wins, from 0: how many people had so many, and how many were to be expected if in each draw
   * everybody on the list had the same chance. The last line stands for it and all above.
   */
  readonly lines: readonly { readonly wins: number; readonly people: number; readonly expected: number }[];
};

const MOST_WINS = 3;

/** Compares the wins of a year with equal chances. The expectation is exact: a Poisson binomial for each person. */
export function chancesOf(people: Iterable<readonly Entry[]>): Chances {
  const found = Array.from({ length: MOST_WINS + 1 }, () => 0);
  const expected = Array.from({ length: MOST_WINS + 1 }, () => 0);
  let [count, entries, wins] = [0, 0, 0];
  for (const own of people) {
    const won = own.filter((entry) => entry.hasWon).length;
    const line = Math.min(won, MOST_WINS);
    found[line] = (found[line] ?? 0) + 1;
    for (const [k, chance] of distribution(own).entries()) expected[k] = (expected[k] ?? 0) + chance;
    count += 1;
    entries += own.length;
    wins += won;
  }
  return {
    people: count,
    entries,
    wins,
    lines: found.map((with_, k) => ({ wins: k, people: with_, expected: expected[k] ?? 0 })),
  };
}

/** The chance of 0, 1, 2 and at least 3 wins. */
function distribution(entries: readonly Entry[]): readonly number[] {
  let chances: readonly number[] = [1, ...Array.from({ length: MOST_WINS }, () => 0)];
  for (const { prizes, entrants } of entries) {
    const p = Math.min(1, prizes / entrants);
    chances = chances.map((chance, k) => {
      const stays = k === MOST_WINS ? chance : chance * (1 - p);
      return stays + (k === 0 ? 0 : (chances[k - 1] ?? 0) * p);
    });
  }
  return chances;
}
