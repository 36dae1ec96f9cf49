/** What a list export is asked for; apart from the work, so that the desk starts without loading the writers. */
import { z } from 'zod';
import { LANGUAGES } from '../access/index.ts';
import { filterInput, sortInput } from './people.input.ts';
import { PERSON_FIELDS } from './people.rules.ts';

const EXPORT_COLUMNS = ['name', ...PERSON_FIELDS, 'code'] as const;

export const exportInput = z.object({
  filter: filterInput.default({}),
  sort: sortInput,
  columns: z.array(z.enum(EXPORT_COLUMNS)).min(1).max(EXPORT_COLUMNS.length),
  format: z.enum(['xlsx', 'csv']),
  language: z.enum(LANGUAGES),
});
export type ExportRequest = z.output<typeof exportInput>;
