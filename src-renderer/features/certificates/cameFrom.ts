import { useSearch } from 'wouter';

/** The event whose certificates led here, so that the way back leads there; undefined where none did. */
export const useCameFrom = (): string | undefined => {
  const from = new URLSearchParams(useSearch()).get('from') ?? '';
  return /^[\w-]{1,64}$/.test(from) ? from : undefined;
};

/** An address of the templates that remembers the event. */
export const withFrom = (path: string, eventId: string | undefined): string =>
  eventId === undefined ? path : `${path}?from=${eventId}`;

/** The certificates of an event, or all templates. */
export const backTo = (eventId: string | undefined): string =>
  eventId === undefined ? '/certificates' : `/events/${eventId}/certificates`;
