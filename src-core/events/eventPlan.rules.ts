import { z } from 'zod';
import { addDays, addMinutes, clockOf, CLOCK_TIME, dateOf, minutesBetween } from './localTime.rules.ts';
import type { LocalTime } from './localTime.rules.ts';

const hoursBefore = z.object({ hoursBefore: z.int().min(1).max(336) }).readonly();

const planShape = z.object({
  /** "Are you coming?", to everybody, or to those who have been at the club's events. */
  poll: z
    .object({
      daysBefore: z.int().min(0).max(60),
      time: z.string().regex(CLOCK_TIME),
      whom: z.enum(['everyone', 'club']),
    })
    .readonly()
    .nullable(),
  /** To those who are expected. */
  reminder: hoursBefore.nullable(),
  /** That there will be a draw; to those who are expected. */
  draw: hoursBefore.nullable(),
  /** To those who came: the form that is asked; null for the organisation's own feedback form, or a word of thanks where it has none. */
  feedback: z
    .object({ minutesAfter: z.int().min(0).max(10_080), formId: z.string().min(1).max(64).nullable() })
    .readonly()
    .nullable(),
});

/** What is asked and told of an event by itself; a template carries it, an event made from it has it as its own. */
export type EventPlan = z.output<typeof planShape>;

/** An event of which nothing is told by itself. */
export const NO_PLAN: EventPlan = { poll: null, reminder: null, draw: null, feedback: null };

/** What the ready-made templates do: asked three days before, reminded a day before, asked how it was when it is over. */
export const USUAL_PLAN: EventPlan = {
  poll: { daysBefore: 3, time: '18:00', whom: 'everyone' },
  reminder: { hoursBefore: 24 },
  draw: null,
  feedback: { minutesAfter: 60, formId: null },
};

/** As an input of a procedure. */
export const eventPlanInput = planShape;

/** Reads a kept plan; null where there is none, or one of a newer program that this one does not understand. */
export function readEventPlan(text: string | null): EventPlan | null {
  if (text === null) return null;
  try {
    return planShape.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

export type PlannedKind = keyof EventPlan;

/** When each part of a plan is due on the wall clock of an event, soonest first. */
export function plannedTimes(
  plan: EventPlan,
  event: { readonly starts_at: LocalTime; readonly ends_at: LocalTime },
): readonly { readonly kind: PlannedKind; readonly at: LocalTime }[] {
  const { poll, reminder, feedback, draw } = plan;
  const times: readonly { readonly kind: PlannedKind; readonly at: LocalTime | null }[] = [
    { kind: 'poll', at: poll && `${addDays(dateOf(event.starts_at), -poll.daysBefore)}T${poll.time}` },
    { kind: 'reminder', at: reminder && addMinutes(event.starts_at, -reminder.hoursBefore * 60) },
    { kind: 'draw', at: draw && addMinutes(event.starts_at, -draw.hoursBefore * 60) },
    { kind: 'feedback', at: feedback && addMinutes(event.ends_at, feedback.minutesAfter) },
  ];
  return times
    .flatMap(({ kind, at }) => (at === null ? [] : [{ kind, at }]))
    .toSorted((a, b) => a.at.localeCompare(b.at));
}

/** Minutes: whoever plans a question late has so long to think better of it, and it goes at a round time. */
const LATE_AFTER = 15;
const ROUND_TO = 30;

/** When a poll whose time has passed can still be asked, on the wall clock; null where the event begins before that. */
export function lateAsk(
  now: LocalTime,
  event: { readonly starts_at: LocalTime },
): Pick<NonNullable<EventPlan['poll']>, 'daysBefore' | 'time'> | null {
  const soonest = addMinutes(now, LATE_AFTER);
  const over = Number(clockOf(soonest).slice(3)) % ROUND_TO;
  const at = addMinutes(soonest, over === 0 ? 0 : ROUND_TO - over);
  if (at >= event.starts_at) return null;
  const minutes = minutesBetween(`${dateOf(at)}T00:00`, `${dateOf(event.starts_at)}T00:00`);
  return { daysBefore: minutes / 1440, time: clockOf(at) };
}
