/** Finds the cards that may be of the same person among many, without comparing each with each. */
import { distance, foldCard, likenessOf, pairKey } from './likeness.rules.ts';
import type { Folded, Likeness } from './likeness.rules.ts';
import type { CardValues } from './plan.ts';

export type Card<Ref> = { readonly ref: Ref; readonly folded: Folded };
export type Match<Ref> = { readonly card: Card<Ref>; readonly likeness: Likeness };

/** Of cards with one key no more than so many are compared: a school's own number stands on a thousand cards. */
const MOST_PER_KEY = 40;
const OWN_KEYS = ['iin', 'student_card_no', 'phone', 'telegram', 'email'] as const;

type Index<Ref> = Map<string, Card<Ref>[]>;
export type Matcher<Ref> = {
  /** All cards that have something in common, the most alike first. `isOpen` leaves cards out. */
  readonly find: (folded: Folded, isOpen?: (ref: Ref) => boolean) => readonly Match<Ref>[];
};

/**
 * An index over cards: by documents and contacts, by folded name (also turned around, also by initials), and by names that are
 * one slip of a finger away. Every card is looked up in time that hardly grows with their number.
 */
export function createMatcher<Ref>(cards: readonly Card<Ref>[]): Matcher<Ref> {
  const own = OWN_KEYS.map((field) => ({ field, index: new Map() as Index<Ref> }));
  const byName = new Map<string, Bucket<Ref>>();
  const byInitial = new Map<string, Bucket<Ref>>();
  const names = new Map<string, NamePair>();
  for (const card of cards) {
    const { values, family, given, name } = card.folded;
    for (const { field, index } of own) {
      const value = values[field];
      if (value) add(index, value, card);
    }
    put(byName, name, card);
    if (given.length <= 1) put(byInitial, initialKey(family, given), card);
    if (!names.has(name)) names.set(name, { family, given });
  }
  const near = createNearNames([...names.values()]);

  const find: Matcher<Ref>['find'] = (folded, isOpen = () => true) => {
    const matches: Match<Ref>[] = [];
    const compare = (card: Card<Ref>): void => {
      if (card.folded === folded || matches.some((match) => match.card === card) || !isOpen(card.ref)) return;
      const likeness = likenessOf(folded, card.folded);
      if (likeness.verdict !== 'other') matches.push({ card, likeness });
    };
    for (const { field, index } of own) {
      const value = folded.values[field];
      const found = value ? index.get(value) : undefined;
      if (found && found.length > 1) for (const card of found.slice(0, MOST_PER_KEY)) compare(card);
      else if (found?.[0]) compare(found[0]);
    }
    // Whoever has a document or contact in common is found by now. By name alone a card of another birth date is a namesake,
    // and one of them is enough to say so.
    const birth = folded.values.birth_date ?? '';
    const compareNamed = (found: Bucket<Ref> | undefined, isExact = false): void => {
      if (!found) return;
      if (birth === '' || found.cards.length <= FEW) return compareSome(found.cards);
      const { noBirth, byBirth } = birthsOf(found);
      compareSome(noBirth);
      compareSome(byBirth.get(birth) ?? []);
      const namesake = isExact
        ? found.cards.find((card) => card.folded !== folded && isOpen(card.ref))
        : undefined;
      if (namesake) compare(namesake);
    };
    const compareSome = (cardsOfName: readonly Card<Ref>[]): void => {
      let compared = 0;
      for (const card of cardsOfName) {
        if (card.folded === folded || !isOpen(card.ref)) continue;
        compare(card);
        if ((compared += 1) >= MOST_PER_KEY) return;
      }
    };
    compareNamed(byName.get(folded.name), true);
    if (folded.given !== folded.family) compareNamed(byName.get(pairKey(folded.given, folded.family)));
    compareNamed(byInitial.get(initialKey(folded.family, folded.given)));
    for (const name of near(folded)) compareNamed(byName.get(name));
    return matches.length < 2 ? matches : matches.toSorted((a, b) => b.likeness.score - a.likeness.score);
  };
  return { find };
}

/** A card by its values, ready to be compared. */
export function cardOf<Ref>(ref: Ref, values: CardValues): Card<Ref> {
  return { ref, folded: foldCard(values) };
}

/** Cards of one name; of many, those of one birth date are found at once. */
type Bucket<Ref> = { readonly cards: Card<Ref>[]; births?: Births<Ref> };
type Births<Ref> = { readonly noBirth: Card<Ref>[]; readonly byBirth: Map<string, Card<Ref>[]> };
const FEW = 4;

function put<Ref>(buckets: Map<string, Bucket<Ref>>, key: string, card: Card<Ref>): void {
  const found = buckets.get(key);
  if (found) found.cards.push(card);
  else buckets.set(key, { cards: [card] });
}

function birthsOf<Ref>(bucket: Bucket<Ref>): Births<Ref> {
  if (bucket.births) return bucket.births;
  const births: Births<Ref> = { noBirth: [], byBirth: new Map() };
  for (const card of bucket.cards) {
    const birth = card.folded.values.birth_date;
    if (birth) add(births.byBirth, birth, card);
    else births.noBirth.push(card);
  }
  bucket.births = births;
  return births;
}

function add<Ref>(index: Index<Ref>, key: string, card: Card<Ref>): void {
  const found = index.get(key);
  if (found) found.push(card);
  else index.set(key, [card]);
}

function initialKey(family: string, given: string): string {
  return `${family} ${given.charAt(0)}`;
}

type NamePair = { readonly family: string; readonly given: string };

/** Whole names of which one part, or both a little, differ by a slip; found by the letters that are left when one is struck out. */
function createNearNames(
  pairs: readonly NamePair[],
): (name: NamePair & { readonly name: string }) => readonly string[] {
  const known = new Set(pairs.map(({ family, given }) => pairKey(family, given)));
  const families = createNearWords(new Set(pairs.map(({ family }) => family)));
  const givens = createNearWords(new Set(pairs.map(({ given }) => given)));
  const remembered = new Map<string, readonly string[]>();
  return ({ family, given, name }) => {
    let found = remembered.get(name);
    if (found) return found;
    const nearGivens = [given, ...givens(given)];
    found = [family, ...families(family)].flatMap((nearFamily) =>
      nearGivens
        .map((nearGiven) => pairKey(nearFamily, nearGiven))
        .filter((near) => near !== name && known.has(near)),
    );
    remembered.set(name, found);
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
