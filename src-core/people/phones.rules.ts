import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { isDash, plainText } from './cells.rules.ts';

/** What a cell with telephone numbers holds, in E.164. */
export type PhoneReading = {
  readonly phone: string | null;
  readonly guardian: string | null;
  /** `rounded`: a spreadsheet has kept only the first digits. */
  readonly trouble: 'unreadable' | 'rounded' | null;
  /** What else stands there and has no place on the card: a further number, an extension. */
  readonly extra: string | null;
};

const NOBODY: PhoneReading = { phone: null, guardian: null, trouble: null, extra: null };
const GUARDIAN =
  /мам|пап[аы]|отец|отц|мать|матер|родит|бабуш|дедуш|опекун|сестр|брат|тет[яи]|тёт|дяд|ана[сғ]|анам|анасы|^ана$|[әа]ке|ата-?ана|\bапа|mother|father|mom|mum|dad|parent|guardian/i;
const NUMBER = /(?:\+|00)?\(?\d[\d\s().\u2010-\u2015-]{3,}\d/g;
/** One number and nothing beside it: nothing is to be taken apart. */
const PLAIN = /^\+?\d{10,11}$/;
const EXTENSION = /(?:доб|вн|внутр|ext|x|ішкі)\.?\s*№?\s*(\d{1,6})/i;

/** One number in E.164; numbers without a country are of Kazakhstan and Russia (+7). Null where it is none. */
export function toE164(text: string): string | null {
  const digits = text.replace(/\D/g, '');
  const isInternational = /^\s*\(?\s*(?:\+|00)/.test(text);
  const bare = isInternational && digits.startsWith('00') ? digits.slice(2) : digits;
  const national = nationalOfSeven(bare, isInternational);
  if (national !== null) return `+7${national}`;
  if (!isInternational && digits.length < 11) return null;
  const parsed = parsePhoneNumberFromString(`+${bare}`);
  return parsed?.isValid() ? parsed.number : null;
}

/** The ten digits behind +7: codes begin with 3, 4, 7, 8 or 9. */
function nationalOfSeven(digits: string, isInternational: boolean): string | null {
  const ten =
    digits.length === 11 && (digits[0] === '7' || (digits[0] === '8' && !isInternational))
      ? digits.slice(1)
      : digits.length === 10 && !isInternational
        ? digits
        : null;
  return ten !== null && /^[34789]/.test(ten) ? ten : null;
}

/** Reads a cell: one number or several, with notes whose they are, as text or as a number that lost its shape. */
export function readPhones(cell: string | number): PhoneReading {
  if (typeof cell === 'number') return readNumber(cell);
  const text = plainText(cell);
  if (PLAIN.test(text)) return readPlain(text);
  if (isDash(text)) return NOBODY;
  const exponent = /^\+?(\d)(?:[.,](\d+))?\s*e\s*\+?\s*(\d+)$/i.exec(text);
  if (exponent) return readExponent(exponent[1] ?? '', exponent[2] ?? '', Number(exponent[3]));
  return readText(text.replace(/^(\+?\d{10,15})[.,]0+$/, '$1'));
}

function readNumber(value: number): PhoneReading {
  if (!Number.isSafeInteger(value) || value <= 0) return { ...NOBODY, trouble: 'unreadable' };
  const digits = String(value);
  // No mobile number ends with six zeros by chance: 8.7012E+10 was saved as a number.
  if (digits.length >= 10 && digits.endsWith('000000')) return { ...NOBODY, trouble: 'rounded' };
  return readPlain(digits);
}

function readPlain(digits: string): PhoneReading {
  const phone = toE164(digits);
  return phone === null ? { ...NOBODY, trouble: 'unreadable' } : { ...NOBODY, phone };
}

function readExponent(first: string, rest: string, power: number): PhoneReading {
  if (rest.length < power) return { ...NOBODY, trouble: 'rounded' };
  return readPlain(first + rest.slice(0, power));
}

type Said = { readonly phone: string; readonly isGuardian: boolean };

function readText(text: string): PhoneReading {
  const extension = EXTENSION.exec(text);
  const rest = extension ? text.replace(extension[0], ' ') : text;
  const said: Said[] = [];
  let isBroken = false;
  for (const [number, note] of numbersWithNotes(rest)) {
    const phone = toE164(number);
    if (phone === null) isBroken = true;
    else if (!said.some((one) => one.phone === phone)) said.push({ phone, isGuardian: GUARDIAN.test(note) });
  }
  const own = said.filter((one) => !one.isGuardian);
  const guardians = said.filter((one) => one.isGuardian);
  const spare = [...own.slice(1), ...guardians.slice(1)].map((one) => one.phone);
  if (extension && said.length > 0) spare.push(extension[0]);
  return {
    phone: own[0]?.phone ?? null,
    guardian: guardians[0]?.phone ?? null,
    trouble: isBroken || said.length === 0 ? 'unreadable' : null,
    extra: spare.length > 0 ? spare.join(', ') : null,
  };
}

/** Every number with the words that belong to it: those behind it up to the next number, and for the first one those before. */
function numbersWithNotes(text: string): readonly (readonly [number: string, note: string])[] {
  const apart = text.replace(/(\d{10,11})\s+(?=\+?\d{10,11}(?!\d))/g, '$1, ');
  const parts = apart.split(/[,;\n|]|\s\/\s|\/(?=\s*[+\d(])|\s(?:и|және|and|или)\s/);
  return parts.flatMap((part) => {
    const numbers = part.match(NUMBER) ?? [];
    const note = part.replace(NUMBER, ' ');
    if (numbers.length < 2) return numbers.map((number) => [number, note] as const);
    return numbers.map((number, at) => {
      const from = part.indexOf(number) + number.length;
      const next = numbers[at + 1];
      return [number, part.slice(from, next === undefined ? undefined : part.indexOf(next, from))] as const;
    });
  });
}
