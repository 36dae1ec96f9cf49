/** Which backups are kept: many of the last hours, fewer of the past weeks, one a month of the past year. */

export type Dated = { readonly name: string; /** ISO 8601, UTC. */ readonly at: string };

const LATEST = 12;
const DAY = 86_400_000;
/** 1970-01-01 was a Thursday: three days on, weeks begin on Monday. */
const TO_MONDAY = 3;

const GRADES: readonly { readonly keep: number; readonly periodOf: (at: Date) => string }[] = [
  { keep: 14, periodOf: (at) => at.toISOString().slice(0, 10) },
  { keep: 8, periodOf: (at) => String(Math.floor((at.getTime() / DAY + TO_MONDAY) / 7)) },
  { keep: 12, periodOf: (at) => at.toISOString().slice(0, 7) },
];

/**
 * The backups that may go: not among the last 12, nor the newest one of one of the last 14 days, 8 weeks or 12 months
 * that have any.
 */
export const expired = <T extends Dated>(backups: readonly T[]): readonly T[] => {
  const newestFirst = backups.toSorted((left, right) => (left.at < right.at ? 1 : -1));
  const kept = new Set<T>(newestFirst.slice(0, LATEST));
  for (const { keep, periodOf } of GRADES) {
    const newestOf = new Map<string, T>();
    for (const backup of newestFirst) {
      const period = periodOf(new Date(backup.at));
      if (!newestOf.has(period)) newestOf.set(period, backup);
    }
    for (const backup of [...newestOf.values()].slice(0, keep)) kept.add(backup);
  }
  return newestFirst.filter((backup) => !kept.has(backup));
};
