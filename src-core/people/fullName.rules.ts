import { tidyText } from './names.rules.ts';

export type NameParts = {
  readonly family_name: string | null;
  readonly given_name: string | null;
  readonly patronymic: string | null;
};
/** How a whole name in one cell is ordered. */
export type NameOrder = 'family-first' | 'given-first';

const CHILD_OF = /^(?:оглы|углы|улы|ұлы|кызы|қызы|гызы|uly|ogly|kyzy)$/i;
const PATRONYMIC =
  /(?:[оеё]вич|[оеё]вна|ьич|инична|ична|[ұу]лы|[қк]ызы|oglu|ovich|evich|ovna|evna|uly|kyzy)$/i;
const FAMILY = /(?:[оеё]ва?|[иы]на?|ск(?:ий|ая|ой)|цк(?:ий|ая)|енко|ук|юк|ых|их|баев?а?|бек(?:ов)?а?)$/i;
const SUFFIX = /^(?:jr|sr|ii|iii|iv)\.?$/i;
const PARTICLE = /^(?:van|von|der|den|de|la|le|di|da|dos|bin|ibn|al|el|ter|st\.?|saint|фон|ван|де|дер)$/i;
const INITIALS = /^(\p{Lu})\.?\s?(?:(\p{Lu})\.?)?$/u;
const WITH_POINT = /^\p{Lu}\./u;

/** Whether a word is a patronymic by its ending, or the word that makes one. */
export function isPatronymic(word: string): boolean {
  return CHILD_OF.test(word) || PATRONYMIC.test(word);
}

/** Whether a given name is only an initial, such as `Ә.`. */
export function isInitial(name: string | null): boolean {
  return name !== null && /^\p{L}\.?$/u.test(name);
}

/** How most of the names in a column are ordered. Latin names without patronymics begin with the given name. */
export function nameOrderOf(names: readonly string[]): NameOrder {
  let weight = 0;
  for (const name of names) {
    const words = tidyText(name).split(' ');
    const [first = '', second = '', third = ''] = words;
    if (name.includes(',') || words.length < 2) continue;
    if (words.length > 2 && isPatronymic(third)) weight += 2;
    else if (words.length > 2 && isPatronymic(second)) weight -= 2;
    else if (/^\p{Lu}\./u.test(second)) weight += 2;
    else if (/^\p{Lu}\./u.test(first)) weight -= 2;
    else if (words.length === 2) weight += Number(FAMILY.test(first)) - Number(FAMILY.test(second));
    if (/^[\p{Script=Latin}\P{L}]+$/u.test(name) && !words.some(isPatronymic)) weight -= 1;
  }
  return weight < 0 ? 'given-first' : 'family-first';
}

/** Takes a whole name apart: `Last, First`, initials, patronymics of one word and of two, particles, Jr. */
export function splitFullName(text: string, order: NameOrder): NameParts {
  const tidy = tidyText(text.replace(/\([^)]*\)/g, ' '));
  const comma = tidy.indexOf(',');
  if (comma > 0) {
    const rest = tidyText(tidy.slice(comma + 1));
    if (!SUFFIX.test(rest))
      return parts(tidyText(tidy.slice(0, comma)), ...givenAndPatronymic(rest.split(' ')));
  }
  const words = tidy
    .replaceAll(',', ' ')
    .split(/\s+/)
    .filter((word) => word !== '');
  return splitWords(apartInitials(words), order);
}

function parts(family: string | null, given: string | null, patronymic: string | null): NameParts {
  const filled = (name: string | null) => (name === '' ? null : name);
  return { family_name: filled(family), given_name: filled(given), patronymic: filled(patronymic) };
}

/** `Ә.Е.` becomes two words. */
function apartInitials(words: readonly string[]): readonly string[] {
  return words.flatMap((word) => {
    const match = WITH_POINT.test(word) ? INITIALS.exec(word.replace(/\.(?=\p{Lu})/gu, '. ')) : null;
    return match ? [`${match[1]}.`, ...(match[2] ? [`${match[2]}.`] : [])] : [word];
  });
}

function givenAndPatronymic(words: readonly string[]): readonly [string, string | null] {
  const at = words.findIndex((word, index) => index > 0 && (isPatronymic(word) || isInitial(word)));
  return at < 0 ? [words.join(' '), null] : [words.slice(0, at).join(' '), words.slice(at).join(' ')];
}

function splitWords(words: readonly string[], order: NameOrder): NameParts {
  const [first = '', second, third] = words;
  if (second === undefined) return parts(first, null, null);
  if (isInitial(first) && first.endsWith('.')) return initialsFirst(words);
  const isGivenFirst =
    third === undefined
      ? order === 'given-first' && !isInitial(second)
      : isPatronymic(second) && !isPatronymic(third) && !CHILD_OF.test(second)
        ? words.length === 3
        : order === 'given-first' && !isPatronymic(third);
  return isGivenFirst ? givenFirst(words) : familyFirst(words);
}

function initialsFirst(words: readonly string[]): NameParts {
  const [given = '', second = ''] = words;
  return isInitial(second)
    ? parts(words.slice(2).join(' '), given, second)
    : parts(words.slice(1).join(' '), given, null);
}

function familyFirst(words: readonly string[]): NameParts {
  let at = 1;
  while (at < words.length - 1 && PARTICLE.test(words[at - 1] ?? '')) at += 1;
  const family = words.slice(0, at);
  if (SUFFIX.test(words.at(-1) ?? ''))
    return parts([...family, words.at(-1)].join(' '), words.slice(at, -1).join(' '), null);
  const [given = '', ...rest] = words.slice(at);
  return parts(family.join(' '), given, rest.join(' '));
}

function givenFirst(words: readonly string[]): NameParts {
  const [given = '', second = '', third] = words;
  if (third !== undefined && isPatronymic(second)) return parts(words.slice(2).join(' '), given, second);
  let at = words.length - 1;
  if (SUFFIX.test(words[at] ?? '') && at > 1) at -= 1;
  while (at > 1 && PARTICLE.test(words[at - 1] ?? '')) at -= 1;
  return parts(words.slice(at).join(' '), words.slice(0, at).join(' '), null);
}

/** One word, written as names are: nearly every name is. */
const WELL_CASED = /^[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ][a-zа-яёәғқңөұүһі]+$/;

/** A name typed all in capitals or all in small letters, as names are written. Other spellings are left alone. */
export function properCase(name: string): string {
  if (WELL_CASED.test(name)) return name;
  const letters = name.replace(/\P{L}/gu, '');
  if (letters.length < 2 || (letters !== letters.toUpperCase() && letters !== letters.toLowerCase()))
    return name;
  return name
    .toLowerCase()
    .replace(/(^|[\s'’-])(\p{L}+)/gu, (_, before: string, word: string) =>
      CHILD_OF.test(word) && name.includes(' ')
        ? before + word
        : before + word.charAt(0).toUpperCase() + word.slice(1),
    );
}
