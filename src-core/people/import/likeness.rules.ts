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
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1;
      let value = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      const isSwap =
        i > 1 &&
        j > 1 &&
        a.charCodeAt(i - 1) === b.charCodeAt(j - 2) &&
        a.charCodeAt(i - 2) === b.charCodeAt(j - 1);
      if (isSwap) value = Math.min(value, (before[j - 2] ?? 0) + 1);
      row.push(value);
      if (value < least) least = value;
    }
    if (least > limit) return limit + 1;
    before = last;
    last = row;
  }
  return Math.min(last[b.length] ?? limit + 1, limit + 1);
}

type Facts = { readonly agrees: ReadonlySet<string>; readonly differs: ReadonlySet<string> };

const COMPARED = ['iin', 'student_card_no', 'phone', 'telegram', 'email', 'birth_date'] as const;
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
  const score = nameScore + facts.agrees.size * 2 - facts.differs.size;
  return { verdict, score, reasons: verdict === 'other' ? [] : reasonsOf(name, facts, mine, theirs) };
}

function factsOf(mine: Folded, theirs: Folded): Facts {
  const agrees = new Set<string>();
  const differs = new Set<string>();
  const tell = (field: string, isSame: boolean) => (isSame ? agrees : differs).add(field);
  for (const field of COMPARED) {
    const [a, b] = [mine.values[field], theirs.values[field]];
    if (a && b) tell(field, a === b);
  }
  if (mine.group !== '' && theirs.group !== '') tell('study_group', mine.group === theirs.group);
  const [p, q] = [mine.patronymic, theirs.patronymic];
  if (p !== '' && q !== '')
    tell('patronymic', initialsFit(p, q) || distance(p, q, 2) <= (p.length > 5 ? 2 : 0));
  return { agrees, differs };
}

function verdictOf(name: NameLikeness, { agrees, differs }: Facts, mine: Folded, theirs: Folded): Verdict {
  const contacts = ['phone', 'telegram', 'email'].filter((field) => agrees.has(field)).length;
  const hasOwn = agrees.has('student_card_no') || contacts > 0;
  const hasDocument = agrees.has('iin') || agrees.has('student_card_no');
  if (name === 'different') return hasDocument ? 'maybe' : contacts > 0 ? 'shared' : 'other';
  if (agrees.has('iin')) return name === 'swapped' ? 'maybe' : 'same';
  const isTwo = differs.has('birth_date') || differs.has('iin') || differs.has('patronymic');
  if (isTwo) {
    const nearlyOne = hasOwn || (differs.has('iin') && agrees.has('birth_date') && name === 'equal');
    if (!nearlyOne) return name === 'equal' ? 'namesake' : 'other';
    return agrees.has('student_card_no') || name === 'equal' ? 'maybe' : 'shared';
  }
  if (name === 'equal') return ofOneName(agrees, differs, hasOwn, mine, theirs);
  if (hasOwn || agrees.has('birth_date')) return name === 'initials' && hasOwn ? 'same' : 'maybe';
  return agrees.has('study_group') || (agrees.has('patronymic') && contacts + differs.size === 0)
    ? 'maybe'
    : 'other';
}

function ofOneName(
  agrees: ReadonlySet<string>,
  differs: ReadonlySet<string>,
  hasOwn: boolean,
  mine: Folded,
  theirs: Folded,
): Verdict {
  if (hasOwn) return 'same';
  const contactDiffers = ['phone', 'telegram', 'email'].some((field) => differs.has(field));
  if (agrees.has('birth_date')) return differs.has('student_card_no') ? 'maybe' : 'same';
  if (differs.has('student_card_no')) return 'namesake';
  if (addsNothing(mine, theirs)) return 'same';
  if (agrees.has('study_group')) return contactDiffers ? 'maybe' : 'same';
  return differs.has('study_group') && contactDiffers ? 'namesake' : 'maybe';
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
    if (agrees.has(field)) add(AGREE_CODE[field], mine.values[field], theirs.values[field]);
  if (agrees.has('study_group')) add('same-group', mine.values.study_group, theirs.values.study_group);
  if (differs.has('birth_date')) add('other-birth-date', mine.values.birth_date, theirs.values.birth_date);
  if (differs.has('iin')) add('other-iin', mine.values.iin, theirs.values.iin);
  if (differs.has('student_card_no'))
    add('other-card', mine.values.student_card_no, theirs.values.student_card_no);
  if (differs.has('patronymic')) add('other-patronymic', mine.values.patronymic, theirs.values.patronymic);
  if (differs.has('study_group')) add('other-group', mine.values.study_group, theirs.values.study_group);
  return reasons;
}
