/** What a batch is asked for. Apart from the work itself, so that the desk starts without loading the writers. */
import { z } from 'zod';
import { LANGUAGES } from '../access/index.ts';

const id = z.string().min(1).max(64);
const line = z.string().trim().max(300).optional();

const whoInput = z.discriminatedUnion('kind', [
  /** Whoever has a mark at the event. */
  z.object({ kind: z.literal('present') }),
  /** Whoever has a place at it. */
  z.object({ kind: z.literal('registered') }),
  z.object({ kind: z.literal('people'), ids: z.array(id).min(1).max(20_000) }),
  /** Whoever came to enough of the event's series, or of chosen events. */
  z.object({
    kind: z.literal('attended'),
    events: z.union([z.literal('series'), z.array(id).min(1).max(500)]),
    atLeast: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('count'), count: z.int().min(1).max(500) }),
      z.object({ kind: z.literal('percent'), percent: z.number().min(1).max(100) }),
    ]),
  }),
]);

/** A batch: whose certificates, of which template, for which event, and what they say instead of the event's own words. */
export const batchInput = z.object({
  templateId: id,
  eventId: id,
  who: whoInput,
  values: z.object({ event: line, date: line, place: line, hours: line }).default({}),
});

/** Which certificates go into a file, and how: one document of many pages, or an archive with a document each. */
export const printInput = z.object({
  which: z.union([
    z.object({ ids: z.array(id).min(1).max(20_000) }),
    /** All of an event that count, of one template where it is named. */
    z.object({ eventId: id, templateId: id.optional() }),
  ]),
  mode: z.enum(['merged', 'each']),
  language: z.enum(LANGUAGES),
});
