/** What documents are asked for. Apart from the work itself, so that the desk starts without loading the writers. */
import { z } from 'zod';
import { LANGUAGES } from '../access/index.ts';
import { filterInput } from '../people/index.ts';
import { PRESENCE } from './attendance.rules.ts';
import { gateInput } from './rooms/rooms.inputs.ts';

export const attendanceInput = z.object({
  eventId: z.string().min(1).max(64),
  format: z.enum(['xlsx', 'pdf']),
  presence: z.enum(PRESENCE).default('all'),
  /** Null for people without a study group; all groups where left out. */
  group: z.string().max(60).nullable().optional(),
  /** Only who came by a list or to a section, or is waited for there. */
  gate: gateInput.optional(),
  language: z.enum(LANGUAGES),
});

export const cardsInput = z.object({
  who: z.union([
    z.object({ ids: z.array(z.string().max(64)).min(1).max(100_000) }),
    z.object({ filter: filterInput }),
    /** Everyone who has a place at the event. */
    z.object({ eventId: z.string().min(1).max(64) }),
  ]),
  /** `sheet`: ten on A4; `single`: a page for each, for card printers. */
  layout: z.enum(['sheet', 'single']),
  language: z.enum(LANGUAGES),
});
