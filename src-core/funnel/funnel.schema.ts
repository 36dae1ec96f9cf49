import { z } from 'zod';
import type { FunnelScope } from './funnel.rules.ts';

const id = z.string().min(1).max(64);
const day = z.iso.date().nullable();
const days = { from: day, until: day };

export const funnelScope = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('event'), eventId: id }),
  z.object({ kind: z.literal('series'), templateId: id, ...days }),
  z.object({ kind: z.literal('club'), clubId: id, ...days }),
  z.object({ kind: z.literal('all'), ...days }),
]) satisfies z.ZodType<FunnelScope>;
