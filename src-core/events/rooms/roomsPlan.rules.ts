import { z } from 'zod';
import { ADMITS } from '../admission.rules.ts';
import { addMinutes, minutesBetween } from '../localTime.rules.ts';
import type { LocalTime } from '../localTime.rules.ts';
import type { EntryList, Rooms, Section } from './rooms.schema.ts';

/** Minutes from the event's start; null where no time was set. */
const after = z.int().nullable();

const planShape = z.object({
  hasCheckOut: z.boolean(),
  sections: z.array(
    z.object({
      name: z.string(),
      place: z.string().nullable(),
      capacity: z.int().nullable(),
      startsAfter: after,
      endsAfter: after,
    }),
  ),
  lists: z.array(
    z.object({
      name: z.string(),
      admits: z.enum(ADMITS),
      groups: z.array(z.string()),
      /** Which of the sections it leads into, by its place among them. */
      section: z.int().nullable(),
      opensAfter: after,
      closesAfter: after,
    }),
  ),
});

/** The rooms of an event without the event: what a template carries and a copy takes along. Nobody's seat is in it. */
export type RoomsPlan = z.output<typeof planShape>;

/** The plan of an event's rooms; null where it has none. */
export function planOf(rooms: Rooms, startsAt: LocalTime): RoomsPlan | null {
  const { hasCheckOut, sections, lists } = rooms;
  if (!hasCheckOut && sections.length + lists.length === 0) return null;
  const minutes = (time: LocalTime | null): number | null =>
    time === null ? null : minutesBetween(startsAt, time);
  return {
    hasCheckOut,
    sections: sections.map(({ name, place, capacity, starts_at, ends_at }) => ({
      name,
      place,
      capacity,
      startsAfter: minutes(starts_at),
      endsAfter: minutes(ends_at),
    })),
    lists: lists.map(({ name, admits, groups, section_id, opens_at, closes_at }) => {
      const section = sections.findIndex(({ id }) => id === section_id);
      return {
        name,
        admits,
        groups: [...groups],
        section: section < 0 ? null : section,
        opensAfter: minutes(opens_at),
        closesAfter: minutes(closes_at),
      };
    }),
  };
}

/** The fields of the sections and lists that a plan gives to an event; lists name their section by its place. */
export function roomsOf(
  plan: RoomsPlan,
  startsAt: LocalTime,
): {
  readonly sections: readonly Omit<Section, 'id'>[];
  readonly lists: readonly (Omit<EntryList, 'id' | 'section_id'> & { readonly section: number | null })[];
} {
  const at = (minutes: number | null): LocalTime | null =>
    minutes === null ? null : addMinutes(startsAt, minutes);
  return {
    sections: plan.sections.map(({ startsAfter, endsAfter, ...section }) => ({
      ...section,
      starts_at: at(startsAfter),
      ends_at: at(endsAfter),
    })),
    lists: plan.lists.map(({ opensAfter, closesAfter, ...list }) => ({
      ...list,
      opens_at: at(opensAfter),
      closes_at: at(closesAfter),
    })),
  };
}

/** Reads a kept plan; null where there is none, or one of a newer program that this one does not understand. */
export function readPlan(text: string | null): RoomsPlan | null {
  if (text === null) return null;
  try {
    return planShape.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
