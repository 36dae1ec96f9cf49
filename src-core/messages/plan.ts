import { z } from 'zod';
import { audienceInput } from './audience.rules.ts';
import { followsInput } from './timing.ts';
import { textsInput } from './texts.rules.ts';

const id = z.string().min(1).max(64);
const step = z.object({
  when: followsInput,
  /** Null for what the house says. */
  texts: textsInput.nullable().default(null),
});

/** What an event asks and tells by itself; a template has it, each of its events gets its messages from it in one go. */
export const eventPlanInput = z.object({
  /** "Are you coming?" */
  poll: step.extend({ audience: audienceInput }).nullable().default(null),
  /** For whoever is expected. */
  reminder: step.nullable().default(null),
  /** For whoever came; `formId` names the form that is asked. */
  feedback: step
    .extend({ formId: id.nullable().default(null) })
    .nullable()
    .default(null),
  /** That there will be a draw, for whoever is expected. */
  draw: step.nullable().default(null),
});
export type EventPlan = z.output<typeof eventPlanInput>;

/** What a new template proposes: asked four days before at seven in the evening, reminded a day before, asked how it was an hour after. */
export const USUAL_PLAN: EventPlan = {
  poll: { when: { daysBefore: 4, at: '19:00' }, texts: null, audience: { kind: 'everyone' } },
  reminder: { when: { from: 'start', minutes: -24 * 60 }, texts: null },
  feedback: { when: { from: 'end', minutes: 60 }, texts: null, formId: null },
  draw: null,
};

/** Reads what stands in a template's row; null where there is none or it is not understood. */
export function readPlan(stored: string | null): EventPlan | null {
  try {
    return stored === null ? null : (eventPlanInput.safeParse(JSON.parse(stored)).data ?? null);
  } catch {
    return null;
  }
}
