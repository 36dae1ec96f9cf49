import type { Language } from '../../i18n/language.ts';

/** Chromium knows no Kazakh numbers; they are written as Russian ones are. */
const LOCALES = { ru: 'ru', kk: 'ru', en: 'en-GB' } as const satisfies Record<Language, string>;

const writer = (currency: string, language: Language): Intl.NumberFormat =>
  new Intl.NumberFormat(LOCALES[language], { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });

/** How many decimals a currency's major unit has: 2 for tenge, 0 for yen. */
const decimalsOf = (currency: string): number =>
  writer(currency, 'en').resolvedOptions().maximumFractionDigits ?? 2;

/** An amount of minor units as people write it: 150050 of KZT is 1 500,50 ₸. */
export const moneyOf = (minor: number, currency: string, language: Language): string => {
  const decimals = decimalsOf(currency);
  const whole = minor % 10 ** decimals === 0;
  return new Intl.NumberFormat(LOCALES[language], {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: whole ? 0 : decimals,
  }).format(minor / 10 ** decimals);
};

/** What is typed as an amount, in minor units; null for an empty field, undefined for what is no amount. */
export const readMoney = (typed: string, currency: string): number | null | undefined => {
  const plain = typed.replaceAll(/[\s\u00a0\u202f]/g, '').replace(',', '.');
  if (plain === '') return null;
  const decimals = decimalsOf(currency);
  const [, whole = '', part = ''] = /^(\d{1,7})(?:\.(\d+))?$/.exec(plain) ?? [];
  if (whole === '' || part.length > decimals) return undefined;
  // Digits are put side by side, so that no fraction of a binary number comes in.
  return Number(whole + part.padEnd(decimals, '0'));
};

/** An amount of minor units as it stands in a field to be edited. */
export const typedMoney = (minor: number | null, currency: string): string => {
  if (minor === null) return '';
  const decimals = decimalsOf(currency);
  const digits = String(minor).padStart(decimals + 1, '0');
  const cut = digits.length - decimals;
  const part = digits.slice(cut);
  return /^0*$/.test(part) ? digits.slice(0, cut) : `${digits.slice(0, cut)}.${part}`;
};
