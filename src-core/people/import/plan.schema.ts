/** What screens may send of a plan, checked where it comes in. */
import { z } from 'zod';
import { PERSON_KINDS } from '../people.rules.ts';
import { TARGET_FIELDS } from './fields.rules.ts';
import type { Decision, Mapping } from './plan.ts';

const short = z.string().max(200);

export const mappingInput = z.object({
  kind: z.enum(PERSON_KINDS),
  tables: z
    .array(
      z.object({
        table: short,
        use: z.boolean(),
        headerRow: z.int().nullable().optional(),
        columns: z.record(z.string().regex(/^[A-Z]{1,3}$/), z.enum(TARGET_FIELDS)),
        dateOrder: z.enum(['dmy', 'mdy']).nullable(),
        nameOrder: z.enum(['family-first', 'given-first']),
        group: z.object({
          from: z.enum(['none', 'sheet', 'title', 'divider']),
          value: z.string().max(60).nullable(),
        }),
      }),
    )
    .max(1000),
}) satisfies z.ZodType<Mapping>;

export const answersInput = z.record(short, z.enum(['import', 'skip', 'expelled']));

const decisionInput = z.discriminatedUnion('do', [
  z.object({ do: z.literal('new') }),
  z.object({ do: z.literal('same'), ref: short }),
  z.object({ do: z.literal('skip') }),
]) satisfies z.ZodType<Decision>;

export const decisionsInput = z
  .array(z.object({ key: z.int().min(0), decision: decisionInput }))
  .max(200_000);
