/** Finds the cards that may be of the same person among many, without comparing each with each. */
import { distance, foldCard, likenessOf } from './likeness.rules.ts';
import type { Folded, Likeness } from './likeness.rules.ts';
import type { CardValues } from './plan.ts';

export type Card<Ref> = { readonly ref: Ref; readonly folded: Folded };
export type Match<Ref> = { readonly card: Card<Ref>; readonly likeness: Likeness };

/** Of cards with one key no more than so many are looked at: a school's own number stands on a thousand cards. */
const MOST_PER_KEY = 40;
const OWN_KEYS = ['iin', 'student_card_no', 'phone', 'telegram', 'email'] as const;

type Index<Ref> = Map<string, Card<Ref>[]>;

/**
 * An index over cards: by documents and contacts, by folded name (also turned around), by name with birth date or group, and by
 * names that one slip of a finger away. Every card is looked up in time that does not grow with their number.
 */
export function createMatcher<Ref>(cards: readonly Card<Ref>[]): {
  /** All cards that have something in common, the most alike first. `isOpen` leaves cards out. */
  readonly find: (folded: Folded, isOpen?: (ref: Ref) => boolean) => readonly Match<Ref>[];
} {
  const index: Index<Ref> = new Map();
  const names = new Map<string, NamePair>();
  for (const card of cards) {
    for (const key of keysOf(card.folded)) add(index, key, card);
    const { family, given } = card.folded;
    names.set(pairKey(family, given), { family, given });
  }
  const near = createNearNames([...names.values()]);

  const find = (folded: Folded, isOpen: (ref: Ref) => boolean = () => true): readonly Match<Ref>[] => {
    const seen = new Set<Card<Ref>>();
    const matches: Match<Ref>[] = [];
    const look = (key: string): void => {
      const found = index.get(key);
      if (!found) return;
      let looked = 0;
      for (const card of found) {
        if (looked >= MOST_PER_KEY) return;
        if (seen.has(card) || !isOpen(card.ref)) continue;
        looked += 1;
        seen.add(card);
        const likeness = likenessOf(folded, card.folded);
        if (likeness.verdict !== 'other') matches.push({ card, likeness });
      }
    };
    for (const key of keysOf(folded)) look(key);
    look(`n ${pairKey(folded.given, folded.family)}`);
    look(`i ${folded.family} ${folded.given.charAt(0)}`);
    for (const name of near(folded)) look(`n ${pairKey(name.family, name.given)}`);
    return matches.length < 2 ? matches : matches.toSorted((a, b) => b.likeness.score - a.likeness.score);
  };
  return { find };
}

/** A card by its values, ready to be compared. */
export function cardOf<Ref>(ref: Ref, values: CardValues): Card<Ref> {
  return { ref, folded: foldCard(values) };
}

function add<Ref>(index: Index<Ref>, key: string, card: Card<Ref>): void {
  const found = index.get(key);
  if (found) found.push(card);
  else index.set(key, [card]);
}

function pairKey(family: string, given: string): string {
  return `${family}|${given}`;
}

function keysOf({ values, family, given }: Folded): readonly string[] {
  const keys: string[] = [];
  for (const field of OWN_KEYS) {
    const value = values[field];
    if (value) keys.push(`${field} ${value}`);
  }
  const name = pairKey(family, given);
  if (values.birth_date) keys.push(`b ${name} ${values.birth_date}`);
  if (values.study_group) keys.push(`g ${name} ${values.study_group}`);
  keys.push(`n ${name}`);
  if (given.length <= 1) keys.push(`i ${family} ${given}`);
  return keys;
}

type NamePair = { readonly family: string; readonly given: string };

/** Whole names of which one part, or both a little, differ by a slip; found by the letters that are left when one is struck out. */
function createNearNames(pairs: readonly NamePair[]): (name: NamePair) => readonly NamePair[] {
  const known = new Set(pairs.map(({ family, given }) => pairKey(family, given)));
  const families = createNearWords(new Set(pairs.map(({ family }) => family)));
  const givens = createNearWords(new Set(pairs.map(({ given }) => given)));
  const remembered = new Map<string, readonly NamePair[]>();
  return ({ family, given }) => {
    const key = pairKey(family, given);
    let found = remembered.get(key);
    if (found) return found;
    found = [family, ...families(family)].flatMap((nearFamily) =>
      [given, ...givens(given)]
        .filter(
          (nearGiven) =>
            (nearFamily !== family || nearGiven !== given) && known.has(pairKey(nearFamily, nearGiven)),
        )
        .map((nearGiven) => ({ family: nearFamily, given: nearGiven })),
    );
    remembered.set(key, found);
    return found;
  };
}

const SHORTEST = 4;
/** Slips are looked for in the first letters only: longer words would fill the index with their endings. */
const LETTERS = 12;

function createNearWords(words: ReadonlySet<string>): (word: string) => readonly string[] {
  const byRest = new Map<string, string[]>();
  for (const word of words) {
    for (const rest of restsOf(word)) {
      const found = byRest.get(rest);
      if (found) found.push(word);
      else byRest.set(rest, [word]);
    }
  }
  const remembered = new Map<string, readonly string[]>();
  return (word) => {
    let found = remembered.get(word);
    if (found) return found;
    const near = new Set<string>();
    for (const rest of restsOf(word)) {
      for (const other of byRest.get(rest) ?? [])
        if (other !== word && distance(word, other, 1) <= 1) near.add(other);
    }
    found = [...near];
    remembered.set(word, found);
    return found;
  };
}

/** The word itself and what is left of it without one of its letters. */
function restsOf(word: string): readonly string[] {
  if (word.length < SHORTEST) return [];
  const rests = [word];
  for (let at = 0; at < Math.min(word.length, LETTERS); at += 1)
    rests.push(word.slice(0, at) + word.slice(at + 1));
  return rests;
}
