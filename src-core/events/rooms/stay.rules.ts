/** A stay as it was noted; instants in milliseconds. */
export type NotedStay = {
  /** Null: at the event, outside of all sections. */
  readonly sectionId: string | null;
  readonly enteredMs: number;
  /** Null: nobody has noted that they left. */
  readonly leftMs: number | null;
};

/** A stay as it counts: it overlaps no other, and lies within the event. */
export type CountedStay = {
  readonly sectionId: string | null;
  readonly fromMs: number;
  readonly toMs: number;
};

export type Span = { readonly startMs: number; readonly endMs: number };

/**
 * One person's stays as they count, in order of time. A stay ends where they left, where the next one begins (they cannot be
 * in two rooms, whatever two desks have noted), now, or at the event's end, whichever is first; one that was left before it
 * began (a clock set back) counts as none. Time before the event's start and after its end does not count.
 */
export function countedStays(
  noted: readonly NotedStay[],
  event: Span,
  nowMs: number,
): readonly CountedStay[] {
  const real = noted
    .filter(({ enteredMs, leftMs }) => leftMs === null || leftMs > enteredMs)
    .toSorted((a, b) => a.enteredMs - b.enteredMs || (a.sectionId ?? '').localeCompare(b.sectionId ?? ''));
  const end = Math.min(nowMs, event.endMs);
  return real.flatMap(({ sectionId, enteredMs, leftMs }, index) => {
    const fromMs = Math.max(enteredMs, event.startMs);
    const toMs = Math.min(leftMs ?? end, end, real[index + 1]?.enteredMs ?? end);
    return toMs > fromMs ? [{ sectionId, fromMs, toMs }] : [];
  });
}

/** The stay in which a person is: the last one begun that was not left; undefined where they are not inside. */
export function currentStay<Stay extends Pick<NotedStay, 'enteredMs' | 'leftMs'>>(
  noted: readonly Stay[],
): Stay | undefined {
  let current: Stay | undefined;
  for (const stay of noted) {
    if (stay.leftMs === null && (current === undefined || stay.enteredMs >= current.enteredMs))
      current = stay;
  }
  return current;
}

/** A duration in milliseconds as hours and minutes, `1:05`; whole minutes that have passed. */
export function hoursAndMinutes(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}
