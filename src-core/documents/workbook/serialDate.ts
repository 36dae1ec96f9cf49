import type { Cell, DateCell } from './table.ts';

/** What a number format shows: a day, a time, both, an elapsed time such as `[h]:mm`, or no date at all. */
export type DateKind = 'none' | 'date' | 'time' | 'dateTime' | 'elapsed';

/** Where the serial numbers of a workbook start: 1900 (with its invented 29 February 1900), or 1904. */
export type DateSystem = 1900 | 1904;

const DAY_MS = 86_400_000;
const LAST_SERIAL = 2_958_465;
const DAYS_1904 = 1462;
const EPOCH_1900 = Date.UTC(1899, 11, 30);

/** Built-in formats by id (ECMA-376 §18.8.30, the locale-dependent ones of China, Japan, Korea and Thailand included). */
export function builtInDateKind(id: number): DateKind {
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id === 36) return 'date';
  if ((id >= 50 && id <= 54) || id === 57 || id === 58) return 'date';
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id === 55 || id === 56 || id === 45 || id === 47)
    return 'time';
  if (id === 22) return 'dateTime';
  if (id === 46) return 'elapsed';
  if (id >= 71 && id <= 74) return 'date';
  if (id === 75 || id === 76 || id === 78 || id === 80) return 'time';
  if (id === 77) return 'dateTime';
  if (id === 79) return 'elapsed';
  return id === 81 ? 'date' : 'none';
}

/** Tells from a custom format code; only the section for positive numbers counts. Some writers put Russian letters into it. */
export function dateKindOfCode(code: string): DateKind {
  const section = code.replace(/"[^"]*"?|\\.|_.|\*./gs, '').split(';')[0] ?? '';
  if (/\[(?:h+|m+|s+|ч+)\]/i.test(section)) return 'elapsed';
  const bare = section.replace(/\[[^\]]*\]?/g, '').toLowerCase();
  if (bare.trim() === 'general' || bare.trim() === 'основной') return 'none';
  const letters = bare.replace(/am\/pm|a\/p/g, 'h').replace(/e[+-]/g, '');
  const hasTime = /[hsчс]/.test(letters);
  const hasDay = /[ydгд]/.test(letters) || (/[mм]/.test(letters) && !hasTime);
  if (hasDay) return hasTime ? 'dateTime' : 'date';
  return hasTime ? 'time' : 'none';
}

/**
 * The date that a serial number with a date format shows. Numbers that no calendar has (below zero, after 9999, day 60 of the
 * 1900 system, which is 29 February 1900) stay numbers, as do elapsed times of a day and more.
 */
export function cellOfSerial(serial: number, kind: DateKind, system: DateSystem): Cell {
  if (kind === 'none' || !(serial >= 0)) return serial;
  // Rounding to milliseconds first: 0.99999 of a second is the noise of a sum, not a time of its own.
  const seconds = Math.round(Math.round(serial * DAY_MS) / 1000);
  const day = Math.floor(seconds / 86_400);
  const rest = seconds - day * 86_400;
  if (day === 0 && (kind === 'time' || kind === 'elapsed')) return { kind: 'date', iso: timeOf(rest) };
  if (kind === 'elapsed') return serial;
  const serial1900 = system === 1904 ? day + DAYS_1904 : day;
  if (serial1900 > LAST_SERIAL || serial1900 === 60) return serial;
  if (serial1900 === 0) return rest === 0 ? serial : { kind: 'date', iso: timeOf(rest) };
  // Before the invented leap day the count is one day behind the calendar.
  const iso = isoOfDay(serial1900 < 60 ? serial1900 + 1 : serial1900);
  return { kind: 'date', iso: rest === 0 ? iso : `${iso}T${timeOf(rest)}` };
}

function isoOfDay(serial1900: number): string {
  return new Date(EPOCH_1900 + serial1900 * DAY_MS).toISOString().slice(0, 10);
}

function timeOf(seconds: number): string {
  return `${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}

const ISO =
  /^(?:(\d{4})-(\d\d)-(\d\d))?(?:(?:[T ]|^)(\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?)?(?:Z|[+-]\d\d:?\d\d)?$/;

/** An ISO date, time or both as a date cell; midnight counts as no time. Undefined where it is none. The zone is not applied. */
export function cellOfIso(text: string): DateCell | undefined {
  const [whole, year, month, day, hour, minute, second = '00'] = ISO.exec(text.trim()) ?? [];
  if (!whole) return undefined;
  const date = year === undefined ? undefined : `${year}-${month}-${day}`;
  if (date !== undefined && new Date(`${date}T00:00:00Z`).toJSON()?.slice(0, 10) !== date) return undefined;
  if (hour === undefined || minute === undefined)
    return date === undefined ? undefined : { kind: 'date', iso: date };
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const time = `${hour}:${minute}:${second}`;
  if (date === undefined) return { kind: 'date', iso: time };
  return { kind: 'date', iso: time === '00:00:00' ? date : `${date}T${time}` };
}
