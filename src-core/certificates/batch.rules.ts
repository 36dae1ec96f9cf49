/** Who gets a certificate: the rules that need no database. */

/** How much of the chosen events a person must have come to: a number of them, or a share in per cent. */
export type AtLeast =
  { readonly kind: 'count'; readonly count: number } | { readonly kind: 'percent'; readonly percent: number };

/** How many of so many events that is; at least one. */
function neededOf(atLeast: AtLeast, events: number): number {
  const asked = atLeast.kind === 'count' ? atLeast.count : Math.ceil((events * atLeast.percent) / 100 - 1e-9);
  return Math.max(1, asked);
}

export type Attended = { readonly personId: string; readonly eventIds: ReadonlySet<string> };

export type Completion = {
  readonly needed: number;
  /** Who came to enough. */
  readonly reached: readonly string[];
  /** Who is one event short, and which of the events they missed. */
  readonly byOne: readonly { readonly personId: string; readonly missed: readonly string[] }[];
};

/** Sorts those who came at all into those who reached the end and those who miss it by one. */
export function completionOf(
  eventIds: readonly string[],
  people: readonly Attended[],
  atLeast: AtLeast,
): Completion {
  const needed = neededOf(atLeast, eventIds.length);
  const came = ({ eventIds: own }: Attended): number => eventIds.filter((id) => own.has(id)).length;
  return {
    needed,
    reached: people.filter((person) => came(person) >= needed).map(({ personId }) => personId),
    byOne: people
      .filter((person) => came(person) === needed - 1)
      .map((person) => ({
        personId: person.personId,
        missed: eventIds.filter((id) => !person.eventIds.has(id)),
      })),
  };
}
