import type { Inputs } from '../../../api/shapes.ts';

type Who = Inputs['events']['registered']['add']['who'];

/** Whom a way of adding has chosen so far, and how many that is. */
export type Chosen = { readonly who: Who | undefined; readonly count: number };

/** What each way of adding people to a list is given. */
export type WayProps = {
  readonly eventId: string;
  readonly onChosen: (chosen: Chosen) => void;
};
