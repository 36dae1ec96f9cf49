import type { LaptopsTables } from '../../src-core/laptops/index.ts';
import type { Reading } from '../../src-core/store/index.ts';

export type LaptopCounts = { readonly active: number; readonly revoked: number };

/** How many laptops have been let in, and how many of them shut out again. */
export const countLaptops = async (reading: Pick<Reading, 'read'>): Promise<LaptopCounts> => {
  const rows = await reading
    .read<LaptopsTables>()
    .selectFrom('laptop')
    .where('deleted_at', 'is', null)
    .where('token_hash', 'is not', null)
    .select(['token_hash', 'revoked_at'])
    .execute();
  // A laptop that was restored has a row for each of its names, under one token.
  const laptops = [...Map.groupBy(rows, (row) => row.token_hash).values()];
  const revoked = laptops.filter((all) => all.some(({ revoked_at }) => revoked_at !== null)).length;
  return { active: laptops.length - revoked, revoked };
};
