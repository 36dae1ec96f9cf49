/** A place that is freed is held for the next person this long, minutes. */
const OFFER_MINUTES = 120;
/** An offer lasts no shorter than this, unless the event begins before. */
const SHORTEST_MINUTES = 10;
const MINUTE = 60_000;

/** Hours of the wall clock: who is offered a place at night has the morning to answer. */
const NIGHT = { from: 22, until: 8 } as const;

/**
 * Until when a place is held for somebody to whom it is offered now, milliseconds: two hours, counted from the morning where it is night;
 * half of what is left where the event is near; never beyond its start.
 * In: `clock`: the wall clock of now at the event, `HH:mm`.
 */
export function offerUntil(nowMs: number, startMs: number, clock: string): number {
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  const isNight = hour >= NIGHT.from || hour < NIGHT.until;
  const untilMorning = isNight ? (((NIGHT.until - hour + 24) % 24) * 60 - minute) * MINUTE : 0;
  const usual = untilMorning + OFFER_MINUTES * MINUTE;
  const near = Math.max((startMs - nowMs) / 2, SHORTEST_MINUTES * MINUTE);
  return Math.min(nowMs + Math.floor(Math.min(usual, near)), startMs);
}

/** Somebody in the queue of an event, in its order. */
export type Waiting = {
  readonly personId: string;
  /** Until when a place is held for them; null while they wait. Milliseconds. */
  readonly offerUntilMs: number | null;
};

/** Whether a place is held for them now. */
export const isOffered = ({ offerUntilMs }: Waiting, nowMs: number): boolean =>
  offerUntilMs !== null && offerUntilMs > nowMs;

/** Whether a place was held for them and they let it pass: they are out of the queue. */
export const hasLapsed = ({ offerUntilMs }: Waiting, nowMs: number): boolean =>
  offerUntilMs !== null && offerUntilMs <= nowMs;

type Places = { readonly capacity: number | null; readonly taken: number };

/** Places that nobody has and that are held for nobody; infinite where there is no limit. */
export function freePlaces(places: Places, queue: readonly Waiting[], nowMs: number): number {
  if (places.capacity === null) return Infinity;
  const held = queue.filter((one) => isOffered(one, nowMs)).length;
  return Math.max(0, places.capacity - places.taken - held);
}

/** Whose held place is not there any more, because a desk gave it to somebody else: of those with an offer, the last in the queue. */
export function withoutPlace<W extends Waiting>(
  { capacity, taken }: Places,
  queue: readonly W[],
  nowMs: number,
): readonly W[] {
  const offered = queue.filter((one) => isOffered(one, nowMs));
  return capacity === null ? [] : offered.slice(Math.max(0, capacity - taken));
}

/** To whom the free places go, in the order of the queue. */
export function nextInLine(queue: readonly Waiting[], free: number): readonly Waiting[] {
  return queue.filter(({ offerUntilMs }) => offerUntilMs === null).slice(0, free);
}

/** A person's place in the queue: 1 is the next to be offered one, or has the offer. Undefined for whoever does not wait. */
export function placeInLine(queue: readonly Waiting[], personId: string, nowMs: number): number | undefined {
  const living = queue.filter((one) => !hasLapsed(one, nowMs));
  const own = living.find((one) => one.personId === personId);
  if (own === undefined) return undefined;
  if (isOffered(own, nowMs)) return 1;
  return living.filter((one) => one.offerUntilMs === null).indexOf(own) + 1;
}
