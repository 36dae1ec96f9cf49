import { readings, untype } from './scan.rules.ts';

/**
 * The codes of a paper roster: four digits and a check digit (six digits in all once an event has used most of the short
 * ones). Digits alone have no look-alikes, lie under one hand, and are the same in every layout but the Kazakh one.
 */

/** As many empty lines at once as a thick stack of paper has. */
export const MOST_BLANKS = 200;

/** Damm's totally anti-symmetric quasigroup of order 10: its check digit finds every wrong digit and every swap of neighbours. */
const DAMM = [
  [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
  [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
  [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
  [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
  [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
  [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
  [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
  [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
  [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
  [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
] as const satisfies readonly (readonly number[])[];

const damm = (digits: string): number =>
  Array.from(digits).reduce<number>((held, digit) => DAMM[held]?.[Number(digit)] ?? 0, 0);

/** Whether the text is a whole code: five or six digits whose check digit fits. */
export const isPaperCode = (text: string): boolean => /^[1-9]\d{4,5}$/.test(text) && damm(text) === 0;

/** After so many taken codes in a row a longer one is sought. */
const SHORT_TRIES = 40;

/** The code for a number drawn for the line (any whole number from 0), and for which time it is tried. */
export function paperCode(drawn: number, attempt: number): string {
  const least = attempt < SHORT_TRIES ? 1000 : 10_000;
  const body = String(least + (drawn % (9 * least)));
  return `${body}${damm(body)}`;
}

/** Letters that a reader may take for a digit, in both alphabets. */
const LOOK_ALIKES: ReadonlyMap<string, string> = new Map([
  ...Array.from('OОQ', (letter) => [letter, '0'] as const),
  ...Array.from('IL|', (letter) => [letter, '1'] as const),
  ['З', '3'],
  ['Б', '6'],
]);

/**
 * A code as it was typed, with blanks and hyphens, under whichever layout was on (the Kazakh one has letters in the row of
 * digits); null where it is no code.
 */
export function readPaperCode(typed: string): string | null {
  const plain = typed.replaceAll(/[\s-]+/g, '');
  const alike = Array.from(plain.toUpperCase(), (letter) => LOOK_ALIKES.get(letter) ?? letter).join('');
  return [plain, alike, ...readings(plain)].find(isPaperCode) ?? null;
}

/** A code in two groups that an eye can hold: «48 271». */
export const shownPaperCode = (code: string): string => `${code.slice(0, -3)} ${code.slice(-3)}`;

/** The codes of a pasted text: whatever stands between line ends, semicolons and commas. */
export const pastedCodes = (text: string): readonly string[] =>
  text
    .split(/[\n\r;,\t]+/)
    .map((part) => part.trim())
    .flatMap((part) => (/^\d{5,6}(\s+\d{5,6})+$/.test(part) ? part.split(/\s+/) : [part]))
    .filter((part) => part !== '');

/** What a hand meant that types digits under the Kazakh layout, whose row of digits has letters; all else stays. */
export const digitsTyped = (typed: string): string =>
  Array.from(typed)
    .map((letter) => {
      const meant = untype(letter, 'kk');
      return /^\d$/.test(meant) ? meant : letter;
    })
    .join('');
