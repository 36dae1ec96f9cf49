import { z } from 'zod';
import { LANGUAGES } from '../access/index.ts';
import { isPaperCode, MOST_BLANKS } from '../events/index.ts';
import { defineTable } from '../store/index.ts';
import type { TablesOf } from '../store/index.ts';

/**
 * A line of an event's paper roster: the code that stands on it and whose it is. A person's line has the id
 * `factId('paper_line', event, person)` and keeps its code for every reprint; an empty line has an id of its own.
 */
export const paperLineTable = defineTable({
  name: 'paper_line',
  columns: {
    event_id: z.string(),
    /** Null for an empty line that nobody has been entered from yet. */
    person_id: z.string().nullable(),
    code: z.string().refine(isPaperCode),
    at: z.iso.datetime(),
  },
  relay: { event_id: 'sealed', person_id: 'sealed', code: 'sealed', at: 'sealed' },
  travels: { of: 'event', by: 'event_id' },
});

const tables = { paper_line: paperLineTable };
export type PaperTables = TablesOf<typeof tables>;

export const printInput = z.object({
  eventId: z.string().min(1).max(64),
  /** Empty lines for people who are not on the list. */
  blanks: z.int().min(0).max(MOST_BLANKS).default(10),
  language: z.enum(LANGUAGES),
});
