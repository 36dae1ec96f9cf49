/**
 * Who is let in, moved and checked out. One rule for every way in (search, scanner, list, walk-in, phone, tablet, paper): a way in only
 * brings a person and asks here. Everything it needs is plain data; `tests/fixtures/admission.json` holds what it answers.
 */
export type Verdict =
  /** Let in. */
  | 'ok'
  /** Was in another room until now. */
  | 'moved'
  /** Had checked out and is back. */
  | 'returned'
  /** Checked out. */
  | 'left'
  /** In already; nothing changes. */
  | 'already'
  /** Checked out without being inside; nothing changes. */
  | 'notInside'
  | 'annulled'
  | 'notOnList'
  | 'full'
  | 'sectionFull'
  /** The list is not open yet, or no longer. */
  | 'tooEarly'
  | 'tooLate'
  | 'cancelled'
  | 'unknown';

const HELD = ['cancelled', 'annulled', 'notOnList', 'full', 'sectionFull', 'tooEarly', 'tooLate'] as const;
/** The answers that hold a person back until somebody allows it. */
export type Objection = (typeof HELD)[number];

export const isHeld = (verdict: Verdict): verdict is Objection => HELD.some((held) => held === verdict);

/** Whether the answer let the person in. */
export const isLetIn = (verdict: Verdict): verdict is 'ok' | 'moved' | 'returned' =>
  verdict === 'ok' || verdict === 'moved' || verdict === 'returned';

/** Whom a list admits. `section`: who has a seat in the list's section; `people`: who was chosen by name. */
export const ADMITS = ['everyone', 'registered', 'groups', 'section', 'people'] as const;
export type Admits = (typeof ADMITS)[number];

/** Where people are let in: by a list, into a section; both null: to the event as a whole. */
export type Gate = { readonly listId: string | null; readonly sectionId: string | null };

/** The event as a whole. */
export const WHOLE_EVENT: Gate = { listId: null, sectionId: null };

export type ListRule = {
  readonly id: string;
  readonly admits: Admits;
  readonly groups: readonly string[];
  readonly sectionId: string | null;
  /** Wall-clock times, as the event's own; null where there is no limit. */
  readonly opensAt: string | null;
  readonly closesAt: string | null;
};

/** What is asked besides, where an event has sections, lists or check-out. */
export type AtGate = {
  readonly direction: 'in' | 'out';
  /** The list of this gate; null where people come in without one. */
  readonly list: ListRule | null;
  /** The section that the gate leads into. */
  readonly section: { readonly id: string; readonly capacity: number | null; readonly inside: number } | null;
  /** The wall clock at the event. */
  readonly now: string;
  readonly group: string | null;
  /** Sections where the person has a seat, and lists that they were chosen for. */
  readonly seats: readonly string[];
  /** Where they are now: a section or (null) the event as a whole; null where they are not inside. */
  readonly inside: { readonly sectionId: string | null } | null;
  /** Whether they have come by this list before. */
  readonly hasPassed: boolean;
};

export type Arrival = {
  readonly isCancelled: boolean;
  readonly registration: 'open' | 'list';
  /** Null where the place has no limit. */
  readonly capacity: number | null;
  /** How many are in already. */
  readonly came: number;
  readonly isRegistered: boolean;
  /** The person's mark at this event, where there is one. */
  readonly mark: 'none' | 'valid' | 'annulled';
  /** The person at the desk has seen the objection and lets them in all the same. */
  readonly isAllowed: boolean;
  /** Null at an event that has neither sections nor lists nor check-out. */
  readonly gate: AtGate | null;
};

/**
 * The answer at the door. `ok`, `moved`, `returned` and `left` write; `already` and `notInside` change nothing; the other answers
 * hold the person back until someone allows it. Whoever is registered (or has a seat) has a place kept, so only the
 * others meet a full hall (or room).
 */
export function admit(arrival: Arrival): Exclude<Verdict, 'unknown'> {
  const { gate, mark } = arrival;
  if (gate?.direction === 'out') return mark === 'valid' && gate.inside !== null ? 'left' : 'notInside';
  if (mark === 'valid' && (gate === null || isThere(gate))) return 'already';
  return (arrival.isAllowed ? undefined : objection(arrival)) ?? admitted(arrival);
}

function admitted({ mark, gate }: Arrival): 'ok' | 'moved' | 'returned' {
  if (mark !== 'valid' || gate === null) return 'ok';
  if (gate.inside === null) return 'returned';
  return gate.section !== null && gate.section.id !== gate.inside.sectionId ? 'moved' : 'ok';
}

/** Whether they are where the gate leads. A list that leads into no section is passed once and moves nobody. */
function isThere({ list, section, inside, hasPassed }: AtGate): boolean {
  if (inside === null) return false;
  if (section !== null) return inside.sectionId === section.id;
  return list === null || hasPassed;
}

function objection(arrival: Arrival): Objection | undefined {
  const { gate, isRegistered, capacity } = arrival;
  if (arrival.isCancelled) return 'cancelled';
  if (arrival.mark === 'annulled') return 'annulled';
  const list = gate?.list ?? null;
  if (gate !== null && list !== null) {
    if (list.opensAt !== null && gate.now < list.opensAt) return 'tooEarly';
    if (list.closesAt !== null && gate.now >= list.closesAt) return 'tooLate';
    if (!isOnList(list, { isRegistered, group: gate.group, seats: gate.seats })) return 'notOnList';
  } else if (arrival.registration === 'list' && !isRegistered) return 'notOnList';
  const isNew = arrival.mark === 'none' && !isRegistered;
  if (isNew && capacity !== null && arrival.came >= capacity) return 'full';
  return isRoomFull(gate) ? 'sectionFull' : undefined;
}

function isRoomFull(gate: AtGate | null): boolean {
  const section = gate?.section ?? null;
  if (gate === null || section === null || section.capacity === null) return false;
  return !gate.seats.includes(section.id) && section.inside >= section.capacity;
}

/** What a list asks about a person. */
export type OnList = Pick<Arrival, 'isRegistered'> & Pick<AtGate, 'group' | 'seats'>;

/** Whether a list is for this person. */
export function isOnList(list: ListRule, { isRegistered, group, seats }: OnList): boolean {
  switch (list.admits) {
    case 'everyone':
      return true;
    case 'registered':
      return isRegistered;
    case 'groups':
      return group !== null && list.groups.includes(group);
    case 'section':
      return list.sectionId !== null && seats.includes(list.sectionId);
    default:
      return seats.includes(list.id);
  }
}

/**
 * Where else somebody belongs who is not on this list: the sections where they have a seat, then the lists that name them or
 * their group. Lists for everyone say nothing about a person and are left out.
 */
export function elsewhere(
  gate: Gate,
  lists: readonly ListRule[],
  sectionIds: readonly string[],
  person: OnList,
): readonly string[] {
  const named = lists.filter(
    (list) =>
      list.id !== gate.listId &&
      (list.admits === 'groups' || list.admits === 'people') &&
      isOnList(list, person),
  );
  const seats = sectionIds.filter((id) => id !== gate.sectionId && person.seats.includes(id));
  return [...seats, ...named.map((list) => list.id)];
}
