/** `steward` scans codes and sees whom they have just scanned. `supervisor` may also search, see objections and let in. */
export const TABLET_ROLES = ['steward', 'supervisor'] as const;
export type TabletRole = (typeof TABLET_ROLES)[number];

/** Milliseconds that a pairing code may be used: long enough to walk up with a phone, short enough to be worthless later. */
export const CODE_LIFE = 10 * 60_000;

/**
 * Milliseconds after the event's end for which a device still works: evenings run over, and the last come late. Then it
 * is revoked by itself.
 */
export const END_GRACE = 60 * 60_000;

/** Why a device gets no answer. */
export type TabletRefusal = 'unknown' | 'revoked' | 'ended' | 'otherEvent';

/** Whether a device works now; undefined where it does. */
export function refusalOf(
  tablet: { readonly eventId: string; readonly isRevoked: boolean },
  event: { readonly id: string; readonly endMs: number } | undefined,
  nowMs: number,
): TabletRefusal | undefined {
  if (tablet.isRevoked) return 'revoked';
  if (event === undefined) return 'ended';
  if (tablet.eventId !== event.id) return 'otherEvent';
  return nowMs > event.endMs + END_GRACE ? 'ended' : undefined;
}

/** At most so many names are shown by one search. */
export const MOST_FOUND = 8;
/** From so many letters on, people who are not expected at this event are found too. */
const LETTERS_FOR_ALL = 3;

/**
 * How far a search may look. Only words of letters count: a search by digits would tell whose a telephone number is.
 * In: folded words. Out: the words that are searched for, and whether the whole base is looked at.
 */
export function searchOf(words: readonly string[]): {
  readonly words: readonly string[];
  readonly isWide: boolean;
} {
  const lettered = words.filter((word) => /^\p{L}+$/u.test(word)).slice(0, 4);
  const letters = lettered.reduce((sum, word) => sum + Array.from(word).length, 0);
  return { words: lettered, isWide: letters >= LETTERS_FOR_ALL };
}

/** Whether a name holds every word: short ones at the beginning of a word of it, longer ones anywhere. */
export function isNamed(nameWords: readonly string[], words: readonly string[]): boolean {
  return words.every((word) =>
    nameWords.some((one) => one.startsWith(word) || (word.length > 2 && one.includes(word))),
  );
}

/** The furthest back that a mark made without a connection may lie, in milliseconds. */
const LONGEST_AGO = 12 * 60 * 60_000;
/** Younger than this a mark is simply made now. */
const SHORTEST_AGO = 5_000;

/**
 * When a scan happened that was sent later, by the device's own stopwatch: its clock may be wrong, a span is not. Never
 * before the device was handed out. Undefined: now.
 */
export function momentOfScan(agoMs: number, nowMs: number, pairedMs: number): number | undefined {
  if (agoMs < SHORTEST_AGO) return undefined;
  return Math.max(nowMs - Math.min(agoMs, LONGEST_AGO), pairedMs);
}

/** Whatever a browser says of itself and what that is called; the first that fits, for all claim to be others as well. */
const SYSTEMS = [
  ['iPad', 'iPad'],
  ['iPhone', 'iPhone'],
  ['Android', 'Android'],
  ['Windows', 'Windows'],
  ['Macintosh', 'Mac'],
  ['CrOS', 'Chromebook'],
  ['Linux', 'Linux'],
] as const;
const BROWSERS = [
  ['SamsungBrowser', 'Samsung Internet'],
  ['YaBrowser', 'Yandex'],
  ['OPR', 'Opera'],
  ['Edg', 'Edge'],
  ['Firefox', 'Firefox'],
  ['FxiOS', 'Firefox'],
  ['CriOS', 'Chrome'],
  ['Chrome', 'Chrome'],
  ['Safari', 'Safari'],
] as const;

/** A device's kind in a word or two, from what its browser says of itself; nothing that tells two of them apart. */
export function deviceName(userAgent: string): string {
  const called = (names: readonly (readonly [string, string])[]): string | undefined =>
    names.find(([sign]) => userAgent.includes(sign))?.[1];
  return [called(SYSTEMS), called(BROWSERS)].filter((part) => part !== undefined).join(' · ');
}
