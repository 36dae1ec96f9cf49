import { tidyText } from './names.rules.ts';

const NOTHING =
  /^(?:[-–—_.?/\\*]+|нет|нету|н\/?д|отсутствует|не указан[оаы]?|жоқ|жок|none|no|n\/?a|nil|null)\.?$/i;

/** Whether a cell only says that there is nothing: a dash, «нет», «жоқ», n/a. */
export function saysNothing(text: string): boolean {
  return NOTHING.test(text);
}

/** Whether a cell holds no more than dashes and dots. */
export function isDash(text: string): boolean {
  return /^[-–—_.?/\\*\s]*$/.test(text);
}

/** Text without the apostrophe that spreadsheets use to keep digits as text. */
export function plainText(text: string): string {
  return tidyText(text.replace(/^['’ʼ`](?=[\d+])/, ''));
}

const NICK = /^[a-z][a-z0-9_]{2,31}$/;
const TELEGRAM_LINK =
  /^(?:https?:\/\/)?(?:www\.)?(?:t\.me|telegram\.(?:me|dog|org))\/(?:s\/)?@?([^/?#\s]+)\/?(?:[?#].*)?$/i;

export type TelegramReading =
  { readonly is: 'nick'; readonly nick: string } | { readonly is: 'nothing' } | { readonly is: 'unreadable' };

/** A Telegram nick from `@nick`, `nick`, a link, or a word for nothing; small letters, without @. */
export function readTelegram(text: string): TelegramReading {
  const plain = plainText(text);
  if (plain === '' || saysNothing(plain)) return { is: 'nothing' };
  const link = TELEGRAM_LINK.exec(plain)?.[1] ?? /^tg:\/\/resolve\?domain=(\w+)/i.exec(plain)?.[1];
  const nick = (link ?? plain.replace(/^@\s*/, '')).toLowerCase();
  return NICK.test(nick) ? { is: 'nick', nick } : { is: 'unreadable' };
}

const EMAIL = /^[a-z0-9_'+-]+(?:\.[a-z0-9_'+-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/;

/** An e-mail address in small letters; null where the text is none. */
export function readEmail(text: string): string | null {
  const plain = plainText(text)
    .replace(/^mailto:/i, '')
    .replace(/^<|[>,;.]+$/g, '')
    .toLowerCase();
  return EMAIL.test(plain) && plain.length <= 200 ? plain : null;
}

export type IinReading =
  | {
      readonly is: 'iin';
      readonly iin: string;
      readonly zerosRestored: boolean;
      readonly isCheckRight: boolean;
    }
  | { readonly is: 'unreadable' };

/**
 * An individual identification number: 12 digits. Zeros in front that a number cell has lost come back where what then
 * stands there is a date (the first six digits are the birth date).
 */
export function readIin(cell: string | number): IinReading {
  const digits =
    typeof cell === 'number' ? String(cell) : plainText(cell).replace(/\.0$/, '').replace(/[\s-]/g, '');
  if (!/^\d{9,12}$/.test(digits)) return { is: 'unreadable' };
  const iin = digits.padStart(12, '0');
  const zerosRestored = iin !== digits;
  if (zerosRestored && !startsWithDate(iin)) return { is: 'unreadable' };
  return { is: 'iin', iin, zerosRestored, isCheckRight: startsWithDate(iin) && hasRightCheckDigit(iin) };
}

function startsWithDate(iin: string): boolean {
  const month = Number(iin.slice(2, 4));
  const day = Number(iin.slice(4, 6));
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/** The twelfth digit: a weighted sum modulo 11, with a second row of weights where the first gives 10. */
function hasRightCheckDigit(iin: string): boolean {
  const digits = Array.from(iin, Number);
  const sum = (shift: number): number =>
    digits.slice(0, 11).reduce((total, digit, at) => total + digit * (((at + shift) % 11) + 1), 0) % 11;
  const first = sum(0);
  const check = first === 10 ? sum(2) : first;
  return check === digits[11];
}
