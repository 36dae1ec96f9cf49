import { mendLookalikes, tidyText, toCyrillicLookalikes } from './names.rules.ts';

const WORDS =
  /(?<!\p{L})(?:группа|группы|гр|учебная|топ|тобы|тобының|класс|сынып|сыныбы|group|grade|class|section|form)(?!\p{L})\.?/giu;
const COURSE = /[,;(]?\s*\d\s*-?\s*(?:й|го|ші|шы)?\s*(?:курс|course|year)\p{L}*\)?/giu;

/** A group as it is shown: plain spaces and dashes, Latin look-alikes mended, without the year of study beside it. */
export function tidyGroup(text: string): string {
  const tidy = mendLookalikes(tidyText(text)).text;
  const bare = tidy
    .replace(COURSE, ' ')
    .replace(/\s*-\s*/g, '-')
    .trim();
  return tidyText(bare === '' ? tidy : bare);
}

/**
 * What the spellings of one group have in common: `ИС-21-1`, `ис 21-1`, `ИC‑21‑1` with a Latin C, `ис211`, `21-1 ИС`,
 * `Группа ИС-21-1`. Empty where there is no letter or digit.
 */
export function groupKey(text: string): string {
  const bare = tidyGroup(text).replace(WORDS, ' ').trim();
  const plain = toCyrillicLookalikes((bare === '' ? text : bare).toLowerCase());
  const turned = /^([\d\s./-]*\d)\s+(\p{L}{2,})$/u.exec(plain);
  return (turned ? `${turned[2]}${turned[1]}` : plain).replace(/[^\p{L}\p{N}]/gu, '');
}

/** The group that a divider row or a title names («Группа ИС-21-1»), or null where it names none. */
export function groupInTitle(text: string): string | null {
  const tidy = mendLookalikes(tidyText(text)).text;
  const named =
    /(?<!\p{L})(?:группа|гр\.|group|class|grade|класс)\s*:?\s*[«"]?([\p{L}\p{N}][\p{L}\p{N} ./-]{0,30}?)[»"]?\s*(?:[(,;].*)?$/iu.exec(
      tidy,
    )?.[1];
  const kazakh =
    /^[«"]?([\p{L}\p{N}./-]{1,15}(?:[ -][\p{L}\p{N}./-]{1,10})?)[»"]?\s+(?:топ|тобы|сынып|сыныбы)$/iu.exec(
      tidy,
    )?.[1];
  const found = (named ?? kazakh)?.trim();
  if (found !== undefined && looksLikeGroup(found)) return found;
  return looksLikeGroup(tidy) ? tidy : null;
}

const DEFAULT_SHEET = /^(?:лист|sheet|парақ|парак|table|таблица|tabelle|feuil)\s?\d*$/iu;

/** Whether a text has the shape of a group's code: letters with digits, short, no more than three words. */
export function looksLikeGroup(text: string): boolean {
  const tidy = tidyGroup(text);
  if (DEFAULT_SHEET.test(tidy) || tidy.length > 20 || tidy.split(' ').length > 3) return false;
  return (
    /^\p{L}{1,6}[ .-]?\d{1,4}(?:[ ./-]?[\p{L}\d]{1,3}){0,3}(?:\s(?:топ|тобы|сынып))?$/iu.test(tidy) ||
    /^\d{1,2}[ -]?[«"]?\p{L}[»"]?$/u.test(tidy) ||
    /^\d{2,4}-\d{1,3}\s?\p{L}{0,4}$/u.test(tidy)
  );
}

/**
 * Chooses how each group is spelt: as the roster already spells it, else the most frequent spelling.
 * In: the roster's groups, and all spellings of the file, one for each row. Out: by `groupKey`.
 */
export function groupSpellings(known: Iterable<string>, seen: Iterable<string>): ReadonlyMap<string, string> {
  const counts = new Map<string, Map<string, number>>();
  for (const text of seen) {
    const spelling = tidyGroup(text);
    const key = groupKey(spelling);
    let ofKey = counts.get(key);
    if (!ofKey) counts.set(key, (ofKey = new Map()));
    ofKey.set(spelling, (ofKey.get(spelling) ?? 0) + 1);
  }
  const chosen = new Map<string, string>();
  for (const [key, spellings] of counts) {
    const [best] = [...spellings].toSorted(
      (a, b) => b[1] - a[1] || neatness(b[0]) - neatness(a[0]) || (a[0] < b[0] ? -1 : 1),
    );
    if (best) chosen.set(key, best[0]);
  }
  for (const spelling of known) chosen.set(groupKey(spelling), spelling);
  return chosen;
}

/** Of two spellings that are used as often the one of capital letters, a dash, and letters first. */
function neatness(spelling: string): number {
  return (
    Number(/^\p{L}/u.test(spelling)) * 4 +
    Number(spelling === spelling.toUpperCase()) * 2 +
    Number(spelling.includes('-'))
  );
}
