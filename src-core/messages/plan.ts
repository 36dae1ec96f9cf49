import type { Audience } from './audience.rules.ts';
import type { Texts } from './texts.rules.ts';
import type { Follows } from './timing.ts';

type Step = {
  readonly when: Follows;
  /** Null for what the house says. */
  readonly texts: Texts | null;
};

/** What an event asks and tells by itself, as its messages follow from it. */
export type EventPlan = {
  /** "Are you coming?" */
  readonly poll: (Step & { readonly audience: Audience }) | null;
  /** For whoever is expected. */
  readonly reminder: Step | null;
  /** For whoever came; `formId` names the form that is asked. */
  readonly feedback: (Step & { readonly formId: string | null }) | null;
  /** That there will be a draw, for whoever is expected. */
  readonly draw: Step | null;
};
