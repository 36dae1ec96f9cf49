import type { EventsTables } from '../events/index.ts';
import type { Reads } from './memberEvents.store.ts';

/** Everybody who is registered at an event. */
export async function placedIn(reading: Reads, eventId: string): Promise<ReadonlySet<string>> {
  const rows = await reading
    .read<EventsTables>()
    .selectFrom('registration')
    .where('event_id', '=', eventId)
    .where('deleted_at', 'is', null)
    .select('person_id')
    .execute();
  return new Set(rows.map(({ person_id }) => person_id));
}
