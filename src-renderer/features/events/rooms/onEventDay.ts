import { addDays, clockOf, dateOf } from '../../../../src-core/events/localTime.rules.ts';

/**
 * A time of the clock as a wall-clock time of the event: on its first day, or on the next one where the event goes on past
 * midnight and the time lies after it.
 */
export const onEventDay = (
  event: { readonly starts_at: string; readonly ends_at: string },
  time: string | null,
): string | null => {
  if (time === null) return null;
  const day = dateOf(event.starts_at);
  const isPastMidnight =
    dateOf(event.ends_at) > day && time <= clockOf(event.ends_at) && time < clockOf(event.starts_at);
  return `${isPastMidnight ? addDays(day, 1) : day}T${time}`;
};
