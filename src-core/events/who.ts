import { z } from 'zod';
import { filterInput, idsOf } from '../people/index.ts';
import type { PersonFilter } from '../people/index.ts';
import type { Store } from '../store/index.ts';

const id = z.string().min(1).max(64);

/** Who is meant: chosen people, everyone of study groups, or everyone whom a filter of the people list shows. */
export const who = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('people'),
    ids: z.array(id).min(1).max(100_000),
    /** `import`: they come from a pasted list. */
    source: z.enum(['people', 'import']).default('people'),
  }),
  z.object({ kind: z.literal('groups'), groups: z.array(z.string().min(1).max(60)).min(1).max(1000) }),
  z.object({ kind: z.literal('filter'), filter: filterInput }),
]);

/** The living people who are meant, in alphabetical order. */
export function idsMeant(store: Store, meant: z.output<typeof who>): readonly string[] {
  return idsOf(store, filterOf(meant), { by: 'name', direction: 'asc' });
}

function filterOf(meant: z.output<typeof who>): PersonFilter {
  if (meant.kind === 'people') return { ids: meant.ids };
  return meant.kind === 'groups' ? { studyGroup: meant.groups, status: ['active'] } : meant.filter;
}

/** By what way they get their place. */
export const sourceOf = (meant: z.output<typeof who>) =>
  meant.kind === 'groups' ? 'group' : meant.kind === 'people' ? meant.source : 'people';
