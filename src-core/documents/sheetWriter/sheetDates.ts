const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const DATE_TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)$/;
const TIME = /^(\d\d):(\d\d)(?::(\d\d(?:\.\d{1,3})?))?$/;

const DAY = 86_400_000;
/** Day 0 of Excel's 1900 system. Its calendar has a 29 February 1900, so days before March 1900 are off by one. */
const EPOCH = Date.UTC(1899, 11, 30);
const FIRST_SAFE = 61;
const LAST = 2_958_465;

/** A calendar day as Excel's day number; undefined for no real day, or one that Excel cannot hold (before 1900-03-01). */
export function dayNumber(iso: string): number | undefined {
  const parts = DATE.exec(iso);
  if (parts === null) return undefined;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const at = Date.UTC(year, month - 1, day);
  const serial = (at - EPOCH) / DAY;
  if (serial < FIRST_SAFE || serial > LAST) return undefined;
  const back = new Date(at);
  return back.getUTCMonth() === month - 1 && back.getUTCDate() === day ? serial : undefined;
}

/** A time of day as Excel's part of a day, 0 ≤ x < 1; undefined for no real time. */
export function timeNumber(text: string): number | undefined {
  const parts = TIME.exec(text);
  if (parts === null) return undefined;
  const [hour, minute, second] = [Number(parts[1]), Number(parts[2]), Number(parts[3] ?? 0)];
  if (hour > 23 || minute > 59 || second >= 60) return undefined;
  return (hour * 3600 + minute * 60 + second) / 86_400;
}

/** A local moment as Excel's day number with its part of a day; a bare date is its midnight. */
export function momentNumber(iso: string): number | undefined {
  const parts = DATE_TIME.exec(iso);
  if (parts === null) return dayNumber(iso);
  const day = dayNumber(parts[1] ?? '');
  const time = timeNumber(parts[2] ?? '');
  return day === undefined || time === undefined ? undefined : day + time;
}

/** Minor units as a decimal number: 150050 → '1500.50'. Exact, with no floating point between. */
export function majorUnits(minor: number): string {
  const sign = minor < 0 ? '-' : '';
  const digits = String(Math.abs(minor)).padStart(3, '0');
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
