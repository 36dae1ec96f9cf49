import { z } from 'zod';
import { PRESENCE } from './attendance.rules.ts';
import { CHECK_IN_SOURCES } from './events.schema.ts';
import { gateInput } from './rooms/rooms.inputs.ts';

const moment = z.iso.datetime().nullable();

/** How an attendance list is narrowed; the screen and what is exported from it ask the same. */
export const attendanceFilterInput = z.object({
  eventId: z.string().min(1).max(64),
  presence: z.enum(PRESENCE).default('all'),
  /** Null for people without a study group; all groups where left out. */
  group: z.string().max(60).nullable().optional(),
  /** Only who came by a list or to a section, or is waited for there. */
  gate: gateInput.optional(),
  source: z.enum(CHECK_IN_SOURCES).optional(),
  /** Only who was marked within: the span of one showing of the code. */
  marked: z.object({ from: moment, until: moment }).optional(),
});
