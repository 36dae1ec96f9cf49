/** How a list of an event's people may be narrowed; the same on the screen, in the table and in the PDF. */
export const PRESENCE = ['all', 'came', 'notYet', 'annulled'] as const;
export type Presence = (typeof PRESENCE)[number];

/** What the database says of one person at an event. */
export type AttendanceState = {
  readonly isRegistered: boolean;
  /** The moment of the mark, or null. */
  readonly at: string | null;
  readonly annulledAt: string | null;
};

/** `came` counts; an annulled mark does not, and leaves a registered person `notYet`. */
export function presenceOf(state: AttendanceState): 'came' | 'annulled' | 'notYet' {
  if (state.at === null) return 'notYet';
  return state.annulledAt === null ? 'came' : 'annulled';
}

export type GroupCount = {
  /** Null: people without a study group. */
  readonly group: string | null;
  readonly came: number;
  readonly notYet: number;
};

export type Counters = {
  readonly came: number;
  readonly notYet: number;
  readonly registered: number;
  readonly capacity: number | null;
  /** Places left; null without a limit, never below 0. */
  readonly free: number | null;
  readonly groups: readonly GroupCount[];
};

/** Adds up the study groups' lines; the largest groups first, those without a group last. */
export function countersOf(
  groups: readonly (GroupCount & { readonly registered: number })[],
  capacity: number | null,
): Counters {
  const sum = (of: (group: GroupCount & { readonly registered: number }) => number): number =>
    groups.reduce((total, group) => total + of(group), 0);
  const came = sum((group) => group.came);
  const sorted = groups.toSorted(
    (a, b) =>
      Number(a.group === null) - Number(b.group === null) ||
      b.came + b.notYet - (a.came + a.notYet) ||
      (a.group ?? '').localeCompare(b.group ?? ''),
  );
  return {
    came,
    notYet: sum((group) => group.notYet),
    registered: sum((group) => group.registered),
    capacity,
    free: capacity === null ? null : Math.max(0, capacity - came),
    groups: sorted
      .filter((group) => group.came + group.notYet > 0)
      .map(({ group, came: here, notYet }) => ({ group, came: here, notYet })),
  };
}
