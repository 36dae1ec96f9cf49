import type { KeptLine } from '../src-core/sync/index.ts';

/** How many changes are kept aside, by reason. */
export const keptByReason = (lines: readonly KeptLine[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const { reason, count } of lines) counts[reason] = (counts[reason] ?? 0) + count;
  return counts;
};
