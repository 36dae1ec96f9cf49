import { z } from 'zod';
import { CLOCK_TIME } from './localTime.rules.ts';

const planShape = z.object({
  /** "Are you coming?", to everyone who may come. */
  poll: z
    .object({ daysBefore: z.int().min(0).max(60), time: z.string().regex(CLOCK_TIME) })
    .readonly()
    .nullable(),
  /** To those who said yes. */
  reminder: z
    .object({ hoursBefore: z.int().min(1).max(336) })
    .readonly()
    .nullable(),
  /** To those who came: the form that is asked, or (null) a word of thanks without one. */
  feedback: z
    .object({ minutesAfter: z.int().min(0).max(10_080), formId: z.string().min(1).max(64).nullable() })
    .readonly()
    .nullable(),
  /** To those who came: the draw begins soon. */
  draw: z
    .object({ minutesBeforeEnd: z.int().min(0).max(1440) })
    .readonly()
    .nullable(),
});

/** What is asked and told of an event by itself; a template carries it, an event made from it has it as its own. */
export type EventPlan = z.output<typeof planShape>;

/** An event of which nothing is told by itself. */
export const NO_PLAN: EventPlan = { poll: null, reminder: null, feedback: null, draw: null };

/** What the ready-made templates do: asked three days before, reminded a day before, asked how it was when it is over. */
export const USUAL_PLAN: EventPlan = {
  poll: { daysBefore: 3, time: '18:00' },
  reminder: { hoursBefore: 24 },
  feedback: { minutesAfter: 60, formId: null },
  draw: null,
};

/** As an input of a procedure. */
export const eventPlanInput = planShape;

/** Whether anything is told at all. */
export const isAnythingPlanned = (plan: EventPlan): boolean =>
  Object.values(plan).some((part) => part !== null);

/** Reads a kept plan; null where there is none, or one of a newer program that this one does not understand. */
export function readEventPlan(text: string | null): EventPlan | null {
  if (text === null) return null;
  try {
    return planShape.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
