/** What documents are asked for. Apart from the work itself, so that the desk starts without loading the writers. */
import { z } from 'zod';
import { LANGUAGES } from '../access/index.ts';
import { filterInput } from '../people/index.ts';
import { attendanceFilterInput } from './attendance.input.ts';

export const attendanceInput = attendanceFilterInput.extend({
  format: z.enum(['xlsx', 'pdf']),
  /** Not only that somebody has a flag, but what it is about. Takes the right to read flags. */
  flagKinds: z.boolean().default(false),
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
