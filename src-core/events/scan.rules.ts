/**
 * A USB or Bluetooth scanner is a keyboard: it presses the keys of a US layout, and the system turns them into letters of
 * whichever layout is on. Here the letters are turned back. All codes are read without regard to case, so Caps Lock and
 * the scanner's Shift do not matter.
 */

/** The US keys by place, and what a Russian and a Kazakh layout type with the same keys, with and without Shift. */
const KEYS = {
  us: "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./",
  ru: 'ё1234567890-=йцукенгшщзхъ\\фывапролджэячсмитьбю.',
  kk: '("әіңғ,.үұқөһйцукенгшщзхъ\\фывапролджэячсмитьбю№',
} as const;
const SHIFTED = {
  us: '~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>?',
  ru: 'Ё!"№;%:?*()_+ЙЦУКЕНГШЩЗХЪ/ФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,',
  kk: ')!ӘІҢҒ;:ҮҰҚӨҺЙЦУКЕНГШЩЗХЪ/ФЫВАПРОЛДЖЭЯЧСМИТЬБЮ?',
} as const;

/** The layouts that a desk in Kazakhstan or Russia may have on. */
export const LAYOUTS = ['us', 'ru', 'kk'] as const;
export type Layout = (typeof LAYOUTS)[number];

const keyMap = (layout: Layout): ReadonlyMap<string, string> =>
  new Map([
    ...Array.from(SHIFTED[layout]).map((typed, place) => [typed, SHIFTED.us[place] ?? typed] as const),
    ...Array.from(KEYS[layout]).map((typed, place) => [typed, KEYS.us[place] ?? typed] as const),
    // Caps Lock turns the letters of the digit row into capitals, but leaves the keys that they stand on.
    ...Array.from(KEYS[layout]).flatMap((typed, place) => {
      const capital = typed.toUpperCase();
      const key = KEYS.us[place] ?? typed;
      return capital === typed || /[a-z]/.test(key) ? [] : [[capital, key] as const];
    }),
  ]);

const MAPS = { us: keyMap('us'), ru: keyMap('ru'), kk: keyMap('kk') } as const;

/** What was meant by a text that a US scanner typed under a layout. */
export function untype(typed: string, layout: Layout): string {
  const map = MAPS[layout];
  return Array.from(typed)
    .map((letter) => map.get(letter) ?? letter)
    .join('');
}

/** What a US scanner's text looks like when it is typed under a layout (the other way round; used to try scanners out). */
export function typedUnder(text: string, layout: Layout, isCapsLock = false): string {
  return Array.from(text)
    .map((letter) => {
      const plain = KEYS.us.indexOf(letter);
      const shifted = SHIFTED.us.indexOf(letter);
      const typed = plain >= 0 ? KEYS[layout][plain] : SHIFTED[layout][shifted];
      if (typed === undefined) return letter;
      return isCapsLock ? swapCase(typed) : typed;
    })
    .join('');
}

const swapCase = (letter: string): string =>
  letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();

/**
 * Every text that a scan may have meant, the likeliest first: as it stands, then from each layout; upper case, without
 * blanks. The caller takes the first that it knows (a person's code proves itself by its check character).
 */
export function readings(typed: string): readonly string[] {
  const clean = typed.replaceAll(/[\s\p{Cc}]+/gu, '');
  const all = LAYOUTS.map((layout) => untype(clean, layout).toUpperCase());
  return [...new Set([clean.toUpperCase(), ...all])].filter((text) => text !== '');
}
