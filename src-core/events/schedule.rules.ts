import { addDays, addMinutes, clockOf, dateOf, minutesBetween, weekdayOf } from './localTime.rules.ts';
import type { LocalDate, LocalTime } from './localTime.rules.ts';

export type Span = { readonly starts_at: LocalTime; readonly ends_at: LocalTime };

/** When an event of a template takes place: from the template's hour on that day, for its duration. */
export function spanOn(date: LocalDate, startTime: string, durationMinutes: number): Span {
  const starts_at = `${date}T${startTime}`;
  return { starts_at, ends_at: addMinutes(starts_at, durationMinutes) };
}

/**
 * When the copy of an event takes place: whole weeks later, on the first such weekday that is not over yet, at the same
 * hours. An event that is still to come is copied to the week after it.
 */
export function spanOfCopy(original: Span, now: LocalTime): Span {
  const length = minutesBetween(original.starts_at, original.ends_at);
  const late = Math.max(0, minutesBetween(original.starts_at, now));
  const weeks = Math.max(1, Math.ceil(late / (7 * 24 * 60)));
  const starts_at = `${addDays(dateOf(original.starts_at), weeks * 7)}T${clockOf(original.starts_at)}`;
  return { starts_at, ends_at: addMinutes(starts_at, length) };
}

/** The next day that a template proposes: its weekday (1 Monday … 7 Sunday) from today on, today where it has none. */
export function nextDate(weekday: number | null, startTime: string, now: LocalTime): LocalDate {
  const today = dateOf(now);
  if (weekday === null) return clockOf(now) <= startTime ? today : addDays(today, 1);
  const ahead = (weekday - weekdayOf(today) + 7) % 7;
  return addDays(today, ahead === 0 && clockOf(now) > startTime ? 7 : ahead);
}

const MONTHS = {
  ru: [
    'января',
    'февраля',
    'марта',
    'апреля',
    'мая',
    'июня',
    'июля',
    'августа',
    'сентября',
    'октября',
    'ноября',
    'декабря',
  ],
  kk: [
    'қаңтар',
    'ақпан',
    'наурыз',
    'сәуір',
    'мамыр',
    'маусым',
    'шілде',
    'тамыз',
    'қыркүйек',
    'қазан',
    'қараша',
    'желтоқсан',
  ],
  en: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
} as const;

/** Fills a title's pattern: `{date}` is the day in words ("21 ноября"), `{n}` the number in the series. */
export function titleOf(
  pattern: string,
  date: LocalDate,
  number: number,
  language: keyof typeof MONTHS,
): string {
  const month = MONTHS[language][Number(date.slice(5, 7)) - 1] ?? '';
  return pattern
    .replaceAll('{date}', `${Number(date.slice(8, 10))} ${month}`)
    .replaceAll('{n}', String(number))
    .trim();
}
