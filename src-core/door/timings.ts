import { readOrganisation } from '../access/index.ts';
import { livingEvent, momentOf } from '../events/index.ts';
import type { EventsTables } from '../events/index.ts';
import type { Reading } from '../store/index.ts';
import { readWaves, spanOf } from './door.store.ts';
import { timingOf } from './wave.rules.ts';

export type WaveCount = { readonly wave: number | null; readonly onTime: number; readonly late: number };

/** How many came in each wave, on time and late, by the rule as it is now. */
export async function readTimings(reading: Reading, eventId: string): Promise<readonly WaveCount[]> {
  const event = await livingEvent(reading, eventId);
  const timeZone = (await readOrganisation(reading))?.time_zone ?? 'UTC';
  const startMs = momentOf(event.starts_at, timeZone);
  const waves = (await readWaves(reading, eventId)).map(spanOf);
  const marks = await reading
    .read<EventsTables>()
    .selectFrom('check_in')
    .select('at')
    .where('event_id', '=', eventId)
    .where('deleted_at', 'is', null)
    .where('annulled_at', 'is', null)
    .execute();
  const counts = new Map<number | null, { onTime: number; late: number }>();
  for (const { at } of marks) {
    const { wave, isLate } = timingOf(Date.parse(at), waves, startMs);
    const count = counts.get(wave) ?? { onTime: 0, late: 0 };
    if (isLate) count.late += 1;
    else count.onTime += 1;
    counts.set(wave, count);
  }
  return [...counts]
    .map(([wave, count]) => ({ wave, ...count }))
    .toSorted((a, b) => (a.wave ?? 0) - (b.wave ?? 0));
}
