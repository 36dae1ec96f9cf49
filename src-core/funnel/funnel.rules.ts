/** The steps from being asked to saying how it was, in their order. */
export const FUNNEL_STEPS = ['invited', 'answered', 'registered', 'came', 'stayed', 'gaveFeedback'] as const;
export type FunnelStep = (typeof FUNNEL_STEPS)[number];

/**
 * Which events a funnel is about: one, a series (all that were made from a template), a club's, or all; the last three may be narrowed to
 * days, both included, `YYYY-MM-DD`. Events that were called off or put away count nowhere.
 */
export type FunnelScope =
  | { readonly kind: 'event'; readonly eventId: string }
  | ({ readonly kind: 'series'; readonly templateId: string } & Days)
  | ({ readonly kind: 'club'; readonly clubId: string } & Days)
  | ({ readonly kind: 'all' } & Days);

type Days = { readonly from: string | null; readonly until: string | null };

/** People of one step, counted once for each event: two events that somebody came to are two. */
export type StepFigure = {
  readonly step: FunnelStep;
  /** False where nothing could have been noted: nobody was asked, nobody was checked out, no form was handed out. */
  readonly isMeasured: boolean;
  readonly count: number;
  /** Of the step measured before it: how many went on to this one, and how many did not. Null for the first. */
  readonly went: { readonly on: number; readonly off: number } | null;
};

/** Minutes before an event's end from which leaving counts as having stayed. */
export const END_GRACE_MINUTES = 15;

/** The step before this one that was measured; null where there is none. */
export function stepBefore(step: FunnelStep, measured: ReadonlySet<FunnelStep>): FunnelStep | null {
  return (
    FUNNEL_STEPS.slice(0, FUNNEL_STEPS.indexOf(step)).findLast((earlier) => measured.has(earlier)) ?? null
  );
}
