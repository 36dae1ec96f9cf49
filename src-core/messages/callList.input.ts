import { z } from 'zod';

/** Those of a message who are in one of these states. */
export const callListInput = z.object({
  id: z.string().min(1).max(64),
  states: z.array(z.enum(['unreachable', 'failed', 'unsure'])).min(1),
  language: z.enum(['ru', 'kk', 'en']),
});
