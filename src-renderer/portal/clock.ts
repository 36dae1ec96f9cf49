/**
 * The time as the relay has it. A phone whose own clock is wrong by days would call tomorrow's event over; every answer of the relay bears
 * its moment, and what the phone's clock is off by is kept with the state.
 */

/** Milliseconds: less than this is the way of an answer, not a wrong clock. */
const WORTH_NOTING = 120_000;

let offMs = 0;

/** In: the moment in an answer's `date`, as the relay wrote it. Out: whether the phone's clock is off. */
export const noteRelayTime = (date: string | null): void => {
  const difference = Date.parse(date ?? '') - Date.now();
  if (Number.isNaN(difference)) return;
  offMs = Math.abs(difference) < WORTH_NOTING ? 0 : difference;
};

/** By how much the phone's clock is behind, milliseconds; and the same taken from what was kept. */
export const clockOff = (): number => offMs;
export const setClockOff = (ms: number): void => {
  offMs = ms;
};

/** This moment, milliseconds. */
export const nowMs = (): number => Date.now() + offMs;
