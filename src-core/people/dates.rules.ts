import { foldText } from './names.rules.ts';

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** How many days the month has; 0 where there is no such month. */
function daysInMonth(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 && isLeap ? 29 : (DAYS[month - 1] ?? 0);
}

/** `YYYY-MM-DD`; null where there is no such day. */
export function isoDate(year: number, month: number, day: number): string | null {
  if (year < 1000 || year > 9999 || day < 1 || day > daysInMonth(year, month)) return null;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Whether the text is a day that exists, as `YYYY-MM-DD`. */
export function isIsoDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return match !== null && isoDate(Number(match[1]), Number(match[2]), Number(match[3])) !== null;
}

/** Which of the first two numbers of 06/11/2006 is the day. */
export type DateOrder = 'dmy' | 'mdy';

export type DateReading =
  | { readonly is: 'date'; readonly iso: string; readonly orderAssumed: boolean }
  | { readonly is: 'nothing' }
  | { readonly is: 'impossible' }
  | { readonly is: 'partial' }
  | { readonly is: 'unreadable' };

/** The beginnings of the months' names, folded (see `foldText`): Russian, Kazakh, English. */
const MONTHS: readonly RegExp[] = [
  /^(?:янв|кант|jan)/,
  /^(?:фев|акп|feb)/,
  /^(?:мар(?:т|$)|нау|mar)/,
  /^(?:апр|сау|apr)/,
  /^(?:ма[йя]$|мамы|мам$|may)/,
  /^(?:июн|мауc?|маус|jun)/,
  /^(?:июл|шил|jul)/,
  /^(?:авг|там|aug)/,
  /^(?:сен|кырк|кыр$|sep)/,
  /^(?:окт|каз|oct)/,
  /^(?:ноя|кара|кар$|nov)/,
  /^(?:дек|желт|жел$|dec)/,
];

function monthOf(word: string): number {
  return MONTHS.findIndex((pattern) => pattern.test(word)) + 1;
}

/** Serial days of spreadsheets (1900 system) that a birth or school date can have: 1920 to 2099. */
const FIRST_SERIAL = 7306;
const LAST_SERIAL = 73050;
const DAY_MS = 86_400_000;

/** The day that a serial number of the 1900 date system means; null outside 1920–2099. */
export function dateOfSerial(serial: number): string | null {
  if (serial < FIRST_SERIAL || serial > LAST_SERIAL) return null;
  return new Date(Date.UTC(1899, 11, 30) + Math.floor(serial) * DAY_MS).toISOString().slice(0, 10);
}

/** A year of two digits is of this century, unless it would lie in the future. */
function fullYear(text: string, thisYear: number): number {
  const year = Number(text);
  if (text.length > 2) return year;
  return year <= thisYear % 100 ? 2000 + year : 1900 + year;
}

const NUMERIC = /^(\d{1,2})\s?([./-])\s?(\d{1,2})\s?[./-]\s?(\d{4}|\d{2})$/;

/**
 * Which order of day and month a value proves by itself: a number above 12 can only be the day. Points stand between day,
 * month and year in that order wherever they are used, which is a weaker sign.
 */
function orderShownBy(text: string): { readonly order: DateOrder; readonly isProof: boolean } | null {
  const match = NUMERIC.exec(trimDate(text));
  if (!match) return null;
  const [first, second] = [Number(match[1]), Number(match[3])];
  if (first > 12 && second <= 12) return { order: 'dmy', isProof: true };
  if (second > 12 && first <= 12) return { order: 'mdy', isProof: true };
  return match[2] === '.' ? { order: 'dmy', isProof: false } : null;
}

/** The order for a whole column: what most of the proving values say, else what the weaker signs say, else null. */
export function orderOfColumn(texts: readonly string[]): DateOrder | null {
  let proofs = 0;
  let signs = 0;
  for (const text of texts) {
    const shown = orderShownBy(text);
    const step = shown === null ? 0 : shown.order === 'dmy' ? 1 : -1;
    if (shown?.isProof) proofs += step;
    else signs += step;
  }
  const weight = proofs === 0 ? signs : proofs;
  return weight === 0 ? null : weight > 0 ? 'dmy' : 'mdy';
}

/** Reads a day as people write it. In: the order of the column, null where it is open, and the current year. */
export function readDateText(text: string, order: DateOrder | null, thisYear: number): DateReading {
  const plain = trimDate(text);
  if (plain === '' || /^[-–—.?]+$/.test(plain)) return { is: 'nothing' };
  const iso = /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})$/.exec(plain);
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const numeric = NUMERIC.exec(plain);
  if (numeric) return readNumeric(numeric, order, thisYear);
  if (/^\d{8}$/.test(plain)) return readEight(plain);
  if (/^\d{5}(?:[.,]\d+)?$/.test(plain)) {
    const day = dateOfSerial(Number(plain.replace(',', '.')));
    return day === null ? { is: 'unreadable' } : { is: 'date', iso: day, orderAssumed: false };
  }
  if (/^(?:\d{1,2}[./-])?\d{4}$|^\d{4}[./-]\d{1,2}$/.test(plain)) return { is: 'partial' };
  return readWords(plain, thisYear);
}

function trimDate(text: string): string {
  return text
    .trim()
    .replace(
      /[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?\s*(?:Z|GMT|UTC)?(?:[+-]\d{1,2}(?::?\d{2})?)?$/,
      '',
    )
    .replace(/\s*(?:г\.?|года|год|ж\.?|жылы|жыл|г\.\s?р\.?|г\.рожд\.?)$/i, '')
    .trim();
}

function dayOf(year: number, month: number, day: number, orderAssumed = false): DateReading {
  const iso = isoDate(year, month, day);
  return iso === null ? { is: 'impossible' } : { is: 'date', iso, orderAssumed };
}

function readNumeric(match: RegExpExecArray, order: DateOrder | null, thisYear: number): DateReading {
  const [first, second, year] = [Number(match[1]), Number(match[3]), fullYear(match[4] ?? '', thisYear)];
  const isDotted = match[2] === '.';
  const shown = first > 12 ? 'dmy' : second > 12 ? 'mdy' : isDotted ? (order ?? 'dmy') : order;
  const isOpen = shown === null && first !== second;
  return (shown ?? 'dmy') === 'dmy' ? dayOf(year, second, first, isOpen) : dayOf(year, first, second, isOpen);
}

/** Eight digits: 20051011 or 11102005, whichever is a day of this and the last century. */
function readEight(digits: string): DateReading {
  const year = Number(digits.slice(0, 4));
  if (year >= 1900 && year < 2100) return dayOf(year, Number(digits.slice(4, 6)), Number(digits.slice(6)));
  return dayOf(Number(digits.slice(4)), Number(digits.slice(2, 4)), Number(digits.slice(0, 2)));
}

function readWords(text: string, thisYear: number): DateReading {
  const words = text.toLowerCase().match(/\p{L}+|\d+/gu) ?? [];
  const month =
    words.map((word) => (/\d/.test(word) ? 0 : monthOf(foldText(word)))).find((found) => found > 0) ?? 0;
  if (month === 0) return { is: 'unreadable' };
  const numbers = words.filter((word) => /^\d+$/.test(word));
  if (numbers.length === 1) return { is: 'partial' };
  const [first = '', second = ''] = numbers;
  if (numbers.length !== 2) return { is: 'unreadable' };
  const [day, year] = first.length === 4 ? [second, first] : [first, second];
  return dayOf(fullYear(year, thisYear), month, Number(day));
}
