import { z } from 'zod';
import { addDays, addMinutes, dateOf, localTimeOf, momentOf } from '../events/index.ts';
import type { LocalTime } from '../events/index.ts';

/** On the wall clock: nothing comes from the one until the other, over midnight where the second is the earlier. */
export type QuietHours = { readonly from: string; readonly until: string };

const clockOf = (local: LocalTime): string => local.slice(11, 16);

/**
 * The first moment (milliseconds) from `nowMs` on that is not within the quiet hours of a time zone; `nowMs` itself where it is not.
 * Quiet hours that begin when they end are none.
 */
export function afterQuiet(nowMs: number, quiet: QuietHours | null, timeZone: string): number {
  if (quiet === null || quiet.from === quiet.until) return nowMs;
  const local = localTimeOf(nowMs, timeZone);
  const clock = clockOf(local);
  const isOverMidnight = quiet.from > quiet.until;
  const isQuiet = isOverMidnight
    ? clock >= quiet.from || clock < quiet.until
    : clock >= quiet.from && clock < quiet.until;
  if (!isQuiet) return nowMs;
  const day = isOverMidnight && clock >= quiet.from ? addDays(dateOf(local), 1) : dateOf(local);
  return Math.max(nowMs, momentOf(`${day}T${quiet.until}`, timeZone));
}

/** The moments (milliseconds) at which the local day of `nowMs` begins and ends. */
export function dayOf(
  nowMs: number,
  timeZone: string,
): { readonly fromMs: number; readonly untilMs: number } {
  const date = dateOf(localTimeOf(nowMs, timeZone));
  return {
    fromMs: momentOf(`${date}T00:00`, timeZone),
    untilMs: momentOf(`${addDays(date, 1)}T00:00`, timeZone),
  };
}

/** The moment (milliseconds) at which the local month of `nowMs` begins. */
export function monthBegan(nowMs: number, timeZone: string): number {
  return momentOf(`${localTimeOf(nowMs, timeZone).slice(0, 7)}-01T00:00`, timeZone);
}

/**
 * How a message's time follows from its event's: so many minutes after its start or end (before: negative), or at a clock time so many
 * days before the day of its start.
 */
const followsInput = z.union([
  z.object({ from: z.enum(['start', 'end']), minutes: z.int().min(-100_000).max(100_000) }),
  z.object({ daysBefore: z.int().min(0).max(60), at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/) }),
]);
export type Follows = z.output<typeof followsInput>;

/** Reads what stands in a row; null where it is none. */
export function readFollows(stored: string | null): Follows | null {
  try {
    return stored === null ? null : (followsInput.safeParse(JSON.parse(stored)).data ?? null);
  } catch {
    return null;
  }
}

export type EventSpan = { readonly starts_at: LocalTime; readonly ends_at: LocalTime };

/** When a message of an event is due, milliseconds. */
export function dueAt(follows: Follows, event: EventSpan, timeZone: string): number {
  if ('at' in follows)
    return momentOf(`${addDays(dateOf(event.starts_at), -follows.daysBefore)}T${follows.at}`, timeZone);
  const from = follows.from === 'start' ? event.starts_at : event.ends_at;
  return momentOf(addMinutes(from, follows.minutes), timeZone);
}
