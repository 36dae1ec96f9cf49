/**
 * Who is let in. One rule for every way in (search, scanner, later the phones): a way in only brings a person and asks here.
 */
export type Verdict = 'ok' | 'already' | 'annulled' | 'notOnList' | 'full' | 'cancelled' | 'unknown';

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
};

/**
 * The answer at the door. `ok` marks; `already` never marks again; the other answers hold the person back until someone
 * allows it. Whoever is registered has a place kept, so only the unregistered meet a full hall.
 */
export function admit(arrival: Arrival): Exclude<Verdict, 'unknown'> {
  if (arrival.mark === 'valid') return 'already';
  if (arrival.isAllowed) return 'ok';
  if (arrival.isCancelled) return 'cancelled';
  if (arrival.mark === 'annulled') return 'annulled';
  if (arrival.isRegistered) return 'ok';
  if (arrival.registration === 'list') return 'notOnList';
  return arrival.capacity !== null && arrival.came >= arrival.capacity ? 'full' : 'ok';
}
