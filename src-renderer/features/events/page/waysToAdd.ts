import type { Inputs } from '../../../api/shapes.ts';

type Who = Inputs['events']['registered']['add']['who'];

/** Whom a way of adding has chosen so far, and how many that is. */
export type Chosen = { readonly who: Who | undefined; readonly count: number };

/** A section, or a list of chosen people. */
export type SeatOwner = Inputs['rooms']['addSeats']['owner'];

/** What each way of adding people to a list is given. */
export type WayProps = {
  readonly eventId: string;
  /** Who is on the list already; undefined: whoever is on the event's. */
  readonly taken?: ReadonlySet<string> | undefined;
  readonly onChosen: (chosen: Chosen) => void;
};
