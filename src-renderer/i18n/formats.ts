/**
 * Dates, numbers and sizes in the chosen language. Chromium carries no Kazakh calendar words ("2026 M11 21"), so Kazakh
 * dates are put together here; Kazakh numbers are written as Russian ones are.
 */
import type { Language } from './language.ts';

const NUMBER_LOCALE = { ru: 'ru', kk: 'ru', en: 'en-GB' } as const satisfies Record<Language, string>;

export const KAZAKH_MONTHS = [
  ['қаңтар', 'қаң.'],
  ['ақпан', 'ақп.'],
  ['наурыз', 'нау.'],
  ['сәуір', 'сәу.'],
  ['мамыр', 'мам.'],
  ['маусым', 'мау.'],
  ['шілде', 'шіл.'],
  ['тамыз', 'там.'],
  ['қыркүйек', 'қыр.'],
  ['қазан', 'қаз.'],
  ['қараша', 'қар.'],
  ['желтоқсан', 'жел.'],
] as const;
const KAZAKH_WEEKDAYS = [
  'жексенбі',
  'дүйсенбі',
  'сейсенбі',
  'сәрсенбі',
  'бейсенбі',
  'жұма',
  'сенбі',
] as const;

type Moment = Date | string | number;

/** Writers for one language and time zone. */
export type Formats = {
  /** 1 234 567 */
  readonly number: (value: number) => string;
  /** 0.42 → 42 % */
  readonly percent: (share: number) => string;
  /** 21.11.2026, for tables */
  readonly date: (moment: Moment) => string;
  /** Saturday, 21 November; with the year when it is not this year's */
  readonly day: (moment: Moment) => string;
  /** 21 Nov 2026 */
  readonly shortDay: (moment: Moment) => string;
  /** 18:30 */
  readonly time: (moment: Moment) => string;
  /** 21.11.2026, 18:30 */
  readonly dateTime: (moment: Moment) => string;
  /** "5 minutes ago", of a past moment */
  readonly ago: (moment: Moment, now: number) => string;
  /** 12.4 MB */
  readonly size: (bytes: number) => string;
};

type Parts = Record<'year' | 'month' | 'day' | 'hour' | 'minute', string> & { readonly weekday: number };

/** A plain date ("2026-11-21") names a day, not a moment: it must not slip to the day before in another zone. */
const asDate = (moment: Moment): { readonly date: Date; readonly isPlain: boolean } => {
  const isPlain = typeof moment === 'string' && /^\d{4}-\d\d-\d\d$/.test(moment);
  return { date: new Date(moment), isPlain };
};

const partsReader = (timeZone: string): ((moment: Moment) => Parts) => {
  const options = {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  } as const;
  const zoned = new Intl.DateTimeFormat('en-GB', { ...options, timeZone });
  const plain = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' });
  return (moment) => {
    const { date, isPlain } = asDate(moment);
    const found: Record<string, string> = {};
    for (const part of (isPlain ? plain : zoned).formatToParts(date)) found[part.type] = part.value;
    const { year = '', month = '', day = '', hour = '', minute = '' } = found;
    return {
      year,
      month,
      day,
      hour,
      minute,
      weekday: new Date(`${year}-${month}-${day}T00:00:00Z`).getUTCDay(),
    };
  };
};

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;
const KAZAKH_UNITS = { day: 'күн', hour: 'сағат', minute: 'минут' } as const;
const JUST_NOW = { ru: 'только что', kk: 'жаңа ғана', en: 'just now' } as const satisfies Record<
  Language,
  string
>;

const agoWriter = (language: Language): Formats['ago'] => {
  const relative = new Intl.RelativeTimeFormat(NUMBER_LOCALE[language], { numeric: 'always' });
  return (moment, now) => {
    const passed = now - asDate(moment).date.getTime();
    for (const [unit, length] of UNITS) {
      const count = Math.floor(passed / length);
      if (count >= 1)
        return language === 'kk' ? `${count} ${KAZAKH_UNITS[unit]} бұрын` : relative.format(-count, unit);
    }
    return JUST_NOW[language];
  };
};

const SIZE_UNITS = { ru: ['КБ', 'МБ', 'ГБ'], kk: ['КБ', 'МБ', 'ГБ'], en: ['KB', 'MB', 'GB'] } as const;

const sizeWriter = (language: Language): Formats['size'] => {
  const number = new Intl.NumberFormat(NUMBER_LOCALE[language], { maximumFractionDigits: 1 });
  return (bytes) => {
    const power = bytes >= 1e9 ? 3 : bytes >= 1e6 ? 2 : 1;
    return `${number.format(bytes / 1000 ** power)} ${SIZE_UNITS[language][power - 1] ?? ''}`;
  };
};

const intlDay = (
  locale: string,
  timeZone: string,
  options: Intl.DateTimeFormatOptions,
): ((moment: Moment) => string) => {
  const zoned = new Intl.DateTimeFormat(locale, { ...options, timeZone });
  const plain = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  return (moment) => {
    const { date, isPlain } = asDate(moment);
    return (isPlain ? plain : zoned).format(date).replace(/\s?г\.$/, '');
  };
};

const kazakhDays = (read: (moment: Moment) => Parts): Pick<Formats, 'day' | 'shortDay'> => {
  const month = (parts: Parts, form: 0 | 1): string => KAZAKH_MONTHS[Number(parts.month) - 1]?.[form] ?? '';
  return {
    day: (moment) => {
      const parts = read(moment);
      const year = Number(parts.year) === new Date().getFullYear() ? '' : `${parts.year} ж. `;
      return `${year}${Number(parts.day)} ${month(parts, 0)}, ${KAZAKH_WEEKDAYS[parts.weekday] ?? ''}`;
    },
    shortDay: (moment) => {
      const parts = read(moment);
      return `${parts.year} ж. ${Number(parts.day)} ${month(parts, 1)}`;
    },
  };
};

const intlDays = (
  language: Language,
  timeZone: string,
  read: (moment: Moment) => Parts,
): Pick<Formats, 'day' | 'shortDay'> => {
  const locale = NUMBER_LOCALE[language];
  const near = intlDay(locale, timeZone, { weekday: 'long', day: 'numeric', month: 'long' });
  const far = intlDay(locale, timeZone, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  return {
    day: (moment) => (Number(read(moment).year) === new Date().getFullYear() ? near(moment) : far(moment)),
    shortDay: intlDay(locale, timeZone, { day: 'numeric', month: 'short', year: 'numeric' }),
  };
};

/** Makes the writers of a language for people in a time zone. */
export const formatsFor = (language: Language, timeZone: string): Formats => {
  const read = partsReader(timeZone);
  const number = new Intl.NumberFormat(NUMBER_LOCALE[language]);
  const percent = new Intl.NumberFormat(NUMBER_LOCALE[language], {
    style: 'percent',
    maximumFractionDigits: 0,
  });
  const date = (moment: Moment): string => {
    const { year, month, day } = read(moment);
    return `${day}.${month}.${year}`;
  };
  const time = (moment: Moment): string => {
    const { hour, minute } = read(moment);
    return `${hour}:${minute}`;
  };
  return {
    number: (value) => number.format(value),
    percent: (share) => percent.format(share),
    date,
    time,
    dateTime: (moment) => `${date(moment)}, ${time(moment)}`,
    ...(language === 'kk' ? kazakhDays(read) : intlDays(language, timeZone, read)),
    ago: agoWriter(language),
    size: sizeWriter(language),
  };
};
