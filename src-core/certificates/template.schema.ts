/** What the editor of templates sends. */
import { z } from 'zod';
import { LANGUAGES } from '../access/index.ts';
import { backgroundInput, layoutInput } from './certificates.schema.ts';
import { LIMITS, NAME_FORMS } from './template.rules.ts';

const id = z.string().min(1).max(64);
const line = z.string().trim().max(300).optional();
const side = z.number().min(LIMITS.page.least).max(LIMITS.page.most);
export const pageInput = z.object({ width: side, height: side });

export const templateInput = z.object({
  name: z.string().trim().min(1).max(LIMITS.name),
  language: z.enum(LANGUAGES),
  nameForm: z.enum(NAME_FORMS),
  page: pageInput,
  background: backgroundInput,
  layout: layoutInput,
});

export const previewInput = z.object({
  template: templateInput,
  eventId: id.optional(),
  personId: id.optional(),
  values: z.object({ event: line, date: line, place: line, hours: line }).default({}),
});
