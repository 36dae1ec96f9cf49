/** Kazakh letters beside the Russian ones that are typed in their stead, and ё. */
const FOLDED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ё: 'е',
    ә: 'а',
    ғ: 'г',
    қ: 'к',
    ң: 'н',
    ө: 'о',
    ұ: 'у',
    ү: 'у',
    һ: 'х',
    і: 'и',
    ў: 'у',
    ї: 'и',
    є: 'е',
    ґ: 'г',
  }),
);

/** Latin letters that look like Cyrillic ones; they slip into names from copied text and switched keyboards. */
const LOOKALIKES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    a: 'а',
    c: 'с',
    e: 'е',
    o: 'о',
    p: 'р',
    x: 'х',
    y: 'у',
    i: 'і',
    h: 'һ',
    A: 'А',
    B: 'В',
    C: 'С',
    E: 'Е',
    H: 'Н',
    I: 'І',
    K: 'К',
    M: 'М',
    O: 'О',
    P: 'Р',
    T: 'Т',
    X: 'Х',
    Y: 'У',
    k: 'к',
    m: 'м',
    t: 'т',
  }),
);

const LATIN = /[A-Za-z]/;
const CYRILLIC = /[\u0400-\u04FF]/;
const DASHES = /[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D\u00AD]/g;
const SPACES = /[\s\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]+/g;
const INVISIBLE = /[\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]/g;

/** Anything besides plain letters, digits and single spaces: most texts need no more than this look. */
const UNTIDY = /[^\x20-\x7E\u0400-\u04FF]|  |^ | $/;

/** Text as it is kept: composed letters, plain spaces, one dash, nothing invisible. */
export function tidyText(text: string): string {
  if (!UNTIDY.test(text)) return text;
  return text.normalize('NFC').replace(INVISIBLE, '').replace(SPACES, ' ').replace(DASHES, '-').trim();
}

/**
 * Latin look-alikes inside a word that is otherwise Cyrillic, put back into Cyrillic. Out: the text and how many letters were
 * mended; a word with a Latin letter that looks like no Cyrillic one is left alone.
 */
export function mendLookalikes(text: string): { readonly text: string; readonly mended: number } {
  if (!LATIN.test(text) || !CYRILLIC.test(text)) return { text, mended: 0 };
  let mended = 0;
  const out = text.replace(/\p{L}+/gu, (word) => {
    if (!/\p{Script=Cyrillic}/u.test(word) || !/\p{Script=Latin}/u.test(word)) return word;
    const letters = Array.from(word, (letter) => LOOKALIKES.get(letter) ?? letter);
    if (/\p{Script=Latin}/u.test(letters.join(''))) return word;
    mended += letters.filter((letter, index) => letter !== word[index]).length;
    return letters.join('');
  });
  return { text: out, mended };
}

/**
 * What two spellings of one name have in common: small letters, ё as е, Kazakh letters as their Russian neighbours, Latin
 * accents dropped, Latin look-alikes in Cyrillic words put right, one space or dash of each kind.
 */
export function foldText(text: string): string {
  // Numbers and nicks are everybody's own: to remember them would only push the names out.
  if (/\d/.test(text)) return foldLetters(mendLookalikes(tidyText(text)).text);
  let folded = foldedBefore.get(text);
  if (folded === undefined) {
    folded = foldLetters(mendLookalikes(tidyText(text)).text);
    if (foldedBefore.size >= REMEMBERED) foldedBefore.clear();
    foldedBefore.set(text, folded);
  }
  return folded;
}

/** Names and groups come again and again in a roster. */
const foldedBefore = new Map<string, string>();
const REMEMBERED = 20_000;

function foldLetters(text: string): string {
  let out = '';
  for (const letter of text.toLowerCase()) {
    const code = letter.charCodeAt(0);
    if (code < 0x80) out += letter;
    else if (code >= 0x430 && code <= 0x44f) out += letter;
    else out += FOLDED.get(letter) ?? letter.normalize('NFD').replace(/\p{M}/gu, '');
  }
  return out;
}

/** The folded words of a text: letters and digits, nothing between. */
export function foldedWords(text: string): readonly string[] {
  const folded = foldText(text);
  return /^[а-яa-z0-9]+$/.test(folded) ? [folded] : (folded.match(/[\p{L}\p{N}]+/gu) ?? []);
}

/** The order of `Intl.Collator('kk')` (CLDR): signs, digits, Kazakh and Russian letters, Latin letters. */
const ORDER =
  ' _-,.\'"«»()/&`+0123456789аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюяabcdefghijklmn№opqrstuvwxyz';
const FIRST_WEIGHT = 0x21;
const WEIGHT: ReadonlyMap<string, string> = new Map(
  Array.from(ORDER, (letter, index) => [letter, String.fromCharCode(FIRST_WEIGHT + index)]),
);
const AFTER_ALL = '\u007F';

/**
 * Text whose order by code (SQLite's binary order) is the order of the Kazakh and Russian alphabets. The parts of a name are
 * set apart by a character below all others, so that Ким comes before Кимов whatever their given names are.
 */
export function sortKey(...parts: readonly (string | null)[]): string {
  return parts.map((part) => (part ? weights(part) : '')).join(' ');
}

const weighedBefore = new Map<string, string>();

function weights(text: string): string {
  let found = weighedBefore.get(text);
  if (found === undefined) {
    if (weighedBefore.size >= REMEMBERED) weighedBefore.clear();
    weighedBefore.set(text, (found = weigh(text)));
  }
  return found;
}

function weigh(text: string): string {
  let out = '';
  for (const letter of tidyText(text).replaceAll('’', "'").toLowerCase()) {
    const weight = WEIGHT.get(letter);
    if (weight !== undefined) out += weight;
    else
      for (const plain of letter.normalize('NFD').replace(/\p{M}/gu, ''))
        out += WEIGHT.get(plain) ?? AFTER_ALL + plain;
  }
  return out;
}

/** Every Latin letter that looks like a Cyrillic one, as that one; for keys that compare codes, never for showing. */
export function toCyrillicLookalikes(text: string): string {
  return text.replace(/[a-z]/gi, (letter) => LOOKALIKES.get(letter) ?? letter);
}
