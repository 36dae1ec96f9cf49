/**
 * An event's start and end are wall-clock times in the organisation's time zone, `YYYY-MM-DDTHH:mm`, without an offset:
 * the poster says 18:00, and 18:00 it stays when a country changes its offset (Kazakhstan did in 2024). Moments that have
 * happened (a mark) are UTC instants. The arithmetic below therefore never meets a time zone.
 */
export type LocalTime = string;

/** `YYYY-MM-DD`. */
export type LocalDate = string;

const LOCAL_TIME = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d$/;
export const LOCAL_DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
export const CLOCK_TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Reads the wall clock as if it were UTC, so that no zone's summer time can bend the arithmetic. */
const toMs = (local: LocalTime): number => Date.parse(`${local}:00Z`);
const fromMs = (ms: number): LocalTime => new Date(ms).toISOString().slice(0, 16);

/** Whether the text names a minute that the calendar has (no 30 February). */
export function isLocalTime(text: string): boolean {
  return LOCAL_TIME.test(text) && fromMs(toMs(text)) === text;
}

export function dateOf(local: LocalTime): LocalDate {
  return local.slice(0, 10);
}

export function clockOf(local: LocalTime): string {
  return local.slice(11, 16);
}

export function addMinutes(local: LocalTime, minutes: number): LocalTime {
  return fromMs(toMs(local) + minutes * MINUTE);
}

export function minutesBetween(from: LocalTime, to: LocalTime): number {
  return Math.round((toMs(to) - toMs(from)) / MINUTE);
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

/** 1 is Monday, 7 is Sunday. */
export function weekdayOf(date: LocalDate): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
}

/** A format costs as much as a few hundred uses of it; an organisation has one zone. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  formats.set(timeZone, format);
  return format;
}

/** The wall clock of a moment in a time zone (an IANA name). */
export function localTimeOf(moment: number, timeZone: string): LocalTime {
  const parts: Record<string, string> = {};
  for (const { type, value } of formatOf(timeZone).formatToParts(moment)) parts[type] = value;
  return `${parts['year']}-${parts['month']}-${parts['day']}T${parts['hour']}:${parts['minute']}`;
}

/** The moment (milliseconds) at which the wall clock of a time zone shows this; the other way round of `localTimeOf`. */
export function momentOf(local: LocalTime, timeZone: string): number {
  const asUtc = toMs(local);
  // The zone's offset is that of the moment itself; the second guess mends the hour around a change of the clocks.
  const first = asUtc - (toMs(localTimeOf(asUtc, timeZone)) - asUtc);
  return asUtc - (toMs(localTimeOf(first, timeZone)) - first);
}

/** The first and the last day of a month (`YYYY-MM`) as a calendar shows it: whole weeks from Monday. */
export function calendarDays(month: string): { readonly from: LocalDate; readonly to: LocalDate } {
  const first = `${month}-01`;
  const from = addDays(first, 1 - weekdayOf(first));
  const next = addDays(first, 31).slice(0, 7);
  const last = addDays(`${next}-01`, -1);
  return { from, to: addDays(last, 7 - weekdayOf(last)) };
}
