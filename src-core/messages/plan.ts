import type { Audience } from './audience.rules.ts';
import type { Follows } from './timing.ts';

/** What a plan can have; each at most once at an event. */
export const PLANNED_KINDS = ['poll', 'reminder', 'draw', 'feedback'] as const;
export type PlannedKind = (typeof PLANNED_KINDS)[number];

/** The messages that an event brings by itself: whom its poll asks, and when each goes; null for what is not sent. */
export type MessagePlan = {
  /** "Are you coming?" */
  readonly poll: { readonly audience: Audience; readonly when: Follows } | null;
  /** For whoever is expected. */
  readonly reminder: Follows | null;
  /** That there will be a draw, for whoever is expected. */
  readonly draw: Follows | null;
  /** For whoever came. */
  readonly feedback: Follows | null;
};
