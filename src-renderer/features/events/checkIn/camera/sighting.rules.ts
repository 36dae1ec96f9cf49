/** How long a code must be out of sight before it counts as shown again, in milliseconds. */
export const GONE_MS = 3000;

/** Codes that have been in sight, each with when it was last seen, in milliseconds. */
export type Sighted = ReadonlyMap<string, number>;

export const NOTHING_SIGHTED: Sighted = new Map();

/**
 * Takes in that a code was read from a frame. A code that is held before the camera, or shakes in and out of focus, arrives
 * once; it arrives again after it was away for `GONE_MS`. Two codes in one picture do not disturb each other.
 */
export function sight(
  before: Sighted,
  text: string,
  atMs: number,
): { readonly sighted: Sighted; readonly isArrival: boolean } {
  const last = before.get(text);
  const sighted = new Map([...before].filter(([, seen]) => atMs - seen < GONE_MS));
  sighted.set(text, atMs);
  return { sighted, isArrival: last === undefined || atMs - last >= GONE_MS };
}
