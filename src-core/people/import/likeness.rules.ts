/** Whether two cards are of one person: by what is theirs alone, by name, and by what speaks against it. */
import { isInitial } from '../fullName.rules.ts';
import { groupKey } from '../groups.rules.ts';
import { foldText } from '../names.rules.ts';
import type { CardValues, LikenessReason } from './plan.ts';

/** A card with its names folded once. */
export type Folded = {
  readonly values: CardValues;
  readonly family: string;
  readonly given: string;
  readonly patronymic: string;
  /** Family and given name as one key. */
  readonly name: string;
  /** The key of the group, however it is spelt; '' where there is none. */
  readonly group: string;
};

export function foldCard(values: CardValues): Folded {
  const family = foldName(values.family_name);
  const given = foldName(values.given_name);
  return {
    values,
    family,
    given,
    name: pairKey(family, given),
    patronymic: foldName(values.patronymic),
    group: keyOfGroup(values.study_group),
  };
}

/** A name as one key. */
export function pairKey(family: string, given: string): string {
  return `${family}|${given}`;
}

const groupKeys = new Map<string, string>();

function keyOfGroup(group: string | null | undefined): string {
  if (!group) return '';
  let key = groupKeys.get(group);
  if (key === undefined) {
    if (groupKeys.size > 5000) groupKeys.clear();
    groupKeys.set(group, (key = groupKey(group)));
  }
  return key;
}

function foldName(name: string | null | undefined): string {
  if (!name) return '';
  const folded = foldText(name);
  return /[^а-яa-z ]/.test(folded) ? folded.replace(/[^\p{L}\p{N} ]/gu, '') : folded;
}

/**
 * - `same`: one person, beyond reasonable doubt;
 * - `maybe`: a person has to look;
 * - `namesake`: same name, but something says that they are two;
 * - `shared`: two people with one phone, nick or address;
 * - `other`: nothing in common.
 */
export type Verdict = 'same' | 'maybe' | 'namesake' | 'shared' | 'other';
export type Likeness = {
  readonly verdict: Verdict;
  readonly reasons: readonly LikenessReason[];
  /** Higher is more alike; only for choosing among several. */
  readonly score: number;
};

type NameLikeness = 'equal' | 'initials' | 'swapped' | 'similar' | 'different';

/** Compares the names alone. */
function compareNames(mine: Folded, theirs: Folded): NameLikeness {
  if (mine.family === theirs.family && mine.given === theirs.given) return 'equal';
  if (mine.family === theirs.family && initialsFit(mine.given, theirs.given)) return 'initials';
  if (mine.family === theirs.given && mine.given === theirs.family && mine.given !== '') return 'swapped';
  if (mine.given === '' || theirs.given === '')
    return mine.family === theirs.family ? 'initials' : 'different';
  const family = distance(mine.family, theirs.family, 2);
  const given = distance(mine.given, theirs.given, 2);
  const allowed = (length: number) => (length < 4 ? 0 : length < 8 ? 1 : 2);
  const isNear =
    family <= allowed(Math.min(mine.family.length, theirs.family.length)) &&
    given <= allowed(Math.min(mine.given.length, theirs.given.length)) &&
    family + given <= 2;
  return isNear ? 'similar' : 'different';
}

function initialsFit(mine: string, theirs: string): boolean {
  if (mine === '' || theirs === '') return false;
  return (isInitial(mine) || isInitial(theirs)) && mine.charAt(0) === theirs.charAt(0);
}

/** How many letters are inserted, left out, changed or swapped with a neighbour (Damerau–Levenshtein); above `limit`, `limit + 1`. */
export function distance(a: string, b: string, limit: number): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  const width = b.length + 1;
  // Three rows of the table are enough, and the same three serve every comparison.
  if (rowsOfDistance.length < 3 * width) rowsOfDistance = new Uint16Array(3 * width);
  const table = rowsOfDistance;
  let [before, last, row] = [0, width, 2 * width];
  for (let j = 0; j < width; j += 1) table[last + j] = j;
  for (let i = 1; i <= a.length; i += 1) {
    const letter = a.charCodeAt(i - 1);
    table[row] = i;
    let least = i;
    for (let j = 1; j < width; j += 1) {
      const other = b.charCodeAt(j - 1);
      const changed = at(last + j - 1) + Number(letter !== other);
      let value = Math.min(at(last + j) + 1, at(row + j - 1) + 1, changed);
      if (i > 1 && j > 1 && letter === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === other)
        value = Math.min(value, at(before + j - 2) + 1);
      table[row + j] = value;
      if (value < least) least = value;
    }
    if (least > limit) return limit + 1;
    [before, last, row] = [last, row, before];
  }
  return Math.min(at(last + b.length), limit + 1);
}

let rowsOfDistance = new Uint16Array(3 * 64);

function at(place: number): number {
  return rowsOfDistance[place] ?? 0;
}

/** What two cards both say, as sums of `BIT`: hundreds of thousands of pairs are compared in one import. */
type Facts = { readonly agrees: number; readonly differs: number };

const COMPARED = ['iin', 'student_card_no', 'phone', 'telegram', 'email', 'birth_date'] as const;
const BIT = {
  iin: 1,
  student_card_no: 2,
  phone: 4,
  telegram: 8,
  email: 16,
  birth_date: 32,
  study_group: 64,
  patronymic: 128,
} as const;
const CONTACTS = BIT.phone | BIT.telegram | BIT.email;

function has(facts: number, field: keyof typeof BIT): boolean {
  return (facts & BIT[field]) !== 0;
}

function countOf(facts: number): number {
  let count = 0;
  for (let rest = facts; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

const AGREE_CODE = {
  iin: 'same-iin',
  student_card_no: 'same-card',
  phone: 'same-phone',
  telegram: 'same-telegram',
  email: 'same-email',
  birth_date: 'same-birth-date',
} as const;

/** Compares a card with another one. */
export function likenessOf(mine: Folded, theirs: Folded): Likeness {
  const name = compareNames(mine, theirs);
  const facts = factsOf(mine, theirs);
  const verdict = verdictOf(name, facts, mine, theirs);
  const nameScore = { equal: 4, initials: 2, swapped: 2, similar: 2, different: 0 }[name];
  const score = nameScore + countOf(facts.agrees) * 2 - countOf(facts.differs);
  return { verdict, score, reasons: verdict === 'other' ? [] : reasonsOf(name, facts, mine, theirs) };
}

function factsOf(mine: Folded, theirs: Folded): Facts {
  let agrees = 0;
  let differs = 0;
  for (const field of COMPARED) {
    const a = mine.values[field];
    const b = theirs.values[field];
    if (!a || !b) continue;
    if (a === b) agrees |= BIT[field];
    else differs |= BIT[field];
  }
  if (mine.group !== '' && theirs.group !== '') {
    if (mine.group === theirs.group) agrees |= BIT.study_group;
    else differs |= BIT.study_group;
  }
  const p = mine.patronymic;
  const q = theirs.patronymic;
  if (p !== '' && q !== '') {
    if (initialsFit(p, q) || distance(p, q, 2) <= (p.length > 5 ? 2 : 0)) agrees |= BIT.patronymic;
    else differs |= BIT.patronymic;
  }
  return { agrees, differs };
}

function verdictOf(name: NameLikeness, { agrees, differs }: Facts, mine: Folded, theirs: Folded): Verdict {
  const contacts = countOf(agrees & CONTACTS);
  const hasOwn = has(agrees, 'student_card_no') || contacts > 0;
  const hasDocument = has(agrees, 'iin') || has(agrees, 'student_card_no');
  if (name === 'different') return hasDocument ? 'maybe' : contacts > 0 ? 'shared' : 'other';
  if (has(agrees, 'iin')) return name === 'swapped' ? 'maybe' : 'same';
  const isTwo = has(differs, 'birth_date') || has(differs, 'iin') || has(differs, 'patronymic');
  if (isTwo) {
    const nearlyOne = hasOwn || (has(differs, 'iin') && has(agrees, 'birth_date') && name === 'equal');
    if (!nearlyOne) return name === 'equal' ? 'namesake' : 'other';
    return has(agrees, 'student_card_no') || name === 'equal' ? 'maybe' : 'shared';
  }
  if (name === 'equal') return ofOneName(agrees, differs, hasOwn, mine, theirs);
  if (hasOwn || has(agrees, 'birth_date')) return name === 'initials' && hasOwn ? 'same' : 'maybe';
  return has(agrees, 'study_group') || (has(agrees, 'patronymic') && contacts + differs === 0)
    ? 'maybe'
    : 'other';
}

function ofOneName(agrees: number, differs: number, hasOwn: boolean, mine: Folded, theirs: Folded): Verdict {
  if (hasOwn) return 'same';
  const contactDiffers = (differs & CONTACTS) !== 0;
  if (has(agrees, 'birth_date')) return has(differs, 'student_card_no') ? 'maybe' : 'same';
  if (has(differs, 'student_card_no')) return 'namesake';
  if (addsNothing(mine, theirs)) return 'same';
  if (has(agrees, 'study_group')) return contactDiffers ? 'maybe' : 'same';
  return has(differs, 'study_group') && contactDiffers ? 'namesake' : 'maybe';
}

/** Whether everything that one card says stands on the other already. */
function addsNothing(mine: Folded, theirs: Folded): boolean {
  if (mine.patronymic !== '' && mine.patronymic !== theirs.patronymic) return false;
  return [...COMPARED, 'study_group' as const].every(
    (field) => !mine.values[field] || mine.values[field] === theirs.values[field],
  );
}

function reasonsOf(
  name: NameLikeness,
  { agrees, differs }: Facts,
  mine: Folded,
  theirs: Folded,
): readonly LikenessReason[] {
  const reasons: LikenessReason[] = [];
  const add = (
    code: LikenessReason['code'],
    mineText: string | null | undefined,
    theirText: string | null | undefined,
  ) => reasons.push({ code, mine: mineText ?? '', theirs: theirText ?? '' });
  const full = ({ values }: Folded) =>
    [values.family_name, values.given_name, values.patronymic].filter(Boolean).join(' ');
  if (name !== 'different') {
    const code = {
      equal: 'same-name',
      initials: 'initials-fit',
      swapped: 'swapped-name',
      similar: 'similar-name',
    } as const;
    add(code[name], full(mine), full(theirs));
  }
  for (const field of COMPARED)
    if (has(agrees, field)) add(AGREE_CODE[field], mine.values[field], theirs.values[field]);
  if (has(agrees, 'study_group')) add('same-group', mine.values.study_group, theirs.values.study_group);
  if (has(differs, 'birth_date')) add('other-birth-date', mine.values.birth_date, theirs.values.birth_date);
  if (has(differs, 'iin')) add('other-iin', mine.values.iin, theirs.values.iin);
  if (has(differs, 'student_card_no'))
    add('other-card', mine.values.student_card_no, theirs.values.student_card_no);
  if (has(differs, 'patronymic')) add('other-patronymic', mine.values.patronymic, theirs.values.patronymic);
  if (has(differs, 'study_group')) add('other-group', mine.values.study_group, theirs.values.study_group);
  return reasons;
}
