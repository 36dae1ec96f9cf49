import { permutation } from './draw.hash.ts';
import { holdersOf } from './draw.rules.ts';
import type { Holder, Turn } from './draw.rules.ts';

type Drawn = {
  readonly prizes: readonly string[];
  readonly codes: readonly string[];
  readonly people: readonly string[];
  readonly turns: readonly Turn[];
};

export type Standing = {
  readonly holders: readonly Holder[];
  /** The code at a position of the permutation, from 1. */
  readonly codeAt: (position: number) => string;
  /** The id of the person there. */
  readonly personAt: (position: number) => string;
};

const KEPT = 8;
const kept = new Map<string, readonly string[]>();

/** The permutation follows from the seed and the list, and the seed from the list: one seed is one permutation. */
function permutationOf(seed: string, codes: readonly string[]): readonly string[] {
  const known = kept.get(seed);
  if (known !== undefined) return known;
  const made = permutation(seed, codes);
  const oldest = kept.keys().next().value;
  if (kept.size >= KEPT && oldest !== undefined) kept.delete(oldest);
  kept.set(seed, made);
  return made;
}

/** Who stands where in an opened draw, after the hand-overs so far. */
export function standingOf(draw: Drawn, seed: string): Standing {
  const order = permutationOf(seed, draw.codes);
  const codeAt = (position: number): string => order[position - 1] ?? '';
  let byCode: ReadonlyMap<string, string> | undefined;
  return {
    holders: holdersOf(draw.prizes.length, draw.turns),
    codeAt,
    personAt(position) {
      byCode ??= new Map(draw.codes.map((code, index) => [code, draw.people[index] ?? '']));
      return byCode.get(codeAt(position)) ?? '';
    },
  };
}

/** Everybody who holds a prize of these draws, handed over or not yet. */
export function winnersOf(
  draws: readonly (Drawn & { readonly opening: { readonly seed: string } | null })[],
): ReadonlySet<string> {
  const winners = new Set<string>();
  for (const draw of draws) {
    if (draw.opening === null) continue;
    const { holders, personAt } = standingOf(draw, draw.opening.seed);
    for (const { position } of holders) if (position !== null) winners.add(personAt(position));
  }
  return winners;
}
