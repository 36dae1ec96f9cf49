import { fail } from '../access/index.ts';
import { placedOf, readPlacedEvent, takenPlaces } from '../answers/index.ts';
import { admit, checkInId, checkInTable, isLetIn } from '../events/index.ts';
import type { EventsTables, Verdict } from '../events/index.ts';
import { readShortCode } from '../shortLinks/index.ts';
import type { ShortLinksTables } from '../shortLinks/index.ts';
import { record } from '../store/index.ts';
import type { DomainStore, DomainTx } from '../store/index.ts';
import { CHECK_IN_OPENS_MINUTES } from './checkIn.rules.ts';
import { eventThere, wallClock } from './memberEvents.store.ts';
import type { MemberEvent, Reads } from './memberEvents.store.ts';

const OPENS_BEFORE_MS = CHECK_IN_OPENS_MINUTES * 60_000;

export type CheckInAnswer = {
  /** `ok` and `already` are in; the others say why not, as at the door. */
  readonly verdict: Exclude<Verdict, 'unknown'>;
  readonly event: MemberEvent;
};

/**
 * Marks a person by the code that stands on the event's poster or screen, from an hour before its start to its end. The code of a series
 * means its event of now. Throws CODE_UNKNOWN, CHECK_IN_TOO_EARLY, CHECK_IN_TOO_LATE.
 */
export async function checkInByCode(
  store: DomainStore,
  asked: {
    readonly personId: string;
    readonly code: string;
    readonly source: 'bot' | 'page';
    readonly nowMs: number;
  },
): Promise<CheckInAnswer> {
  const { personId, source, nowMs } = asked;
  const eventId = await eventOfCode(store, asked.code, nowMs);
  const { value: verdict } = await store.write({ actor: personId, action: 'checkIn.mark' }, (tx) =>
    mark(tx, { eventId, personId, source, nowMs }),
  );
  return { verdict, event: await eventThere(store, personId, eventId, nowMs) };
}

async function mark(
  tx: DomainTx,
  {
    eventId,
    personId,
    source,
    nowMs,
  }: { eventId: string; personId: string; source: 'bot' | 'page'; nowMs: number },
): Promise<CheckInAnswer['verdict']> {
  const event = await readPlacedEvent(tx, eventId);
  if (nowMs < event.startMs - OPENS_BEFORE_MS) throw fail('refused', 'CHECK_IN_TOO_EARLY');
  if (nowMs > event.endMs) throw fail('refused', 'CHECK_IN_TOO_LATE');
  const id = checkInId(eventId, personId);
  const before = await tx
    .read<EventsTables>()
    .selectFrom('check_in')
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .select('annulled_at')
    .executeTakeFirst();
  const isRegistered = (await placedOf(tx, eventId, [personId])).has(personId);
  const verdict = admit({
    isCancelled: event.isCancelled,
    registration: event.registration,
    capacity: event.capacity,
    // Whoever is registered has a place kept, and it is not a newcomer's.
    came: (await takenPlaces(tx, [eventId])).get(eventId) ?? 0,
    isRegistered,
    mark: before === undefined ? 'none' : before.annulled_at === null ? 'valid' : 'annulled',
    isAllowed: false,
    gate: null,
  });
  if (isLetIn(verdict))
    await record(tx, checkInTable, id, {
      event_id: eventId,
      person_id: personId,
      at: new Date(nowMs).toISOString(),
      source,
      annulled_at: null,
      deleted_at: null,
    });
  return verdict;
}

async function eventOfCode(reading: Reads, typed: string, nowMs: number): Promise<string> {
  const code = readShortCode(typed);
  const link =
    code === null
      ? undefined
      : await reading
          .read<ShortLinksTables>()
          .selectFrom('short_link')
          .where('code', '=', code)
          .where('deleted_at', 'is', null)
          .select(['kind', 'target'])
          .executeTakeFirst();
  if (link?.kind === 'event') return link.target;
  const own = link?.kind === 'course' ? await eventOfSeries(reading, link.target, nowMs) : undefined;
  if (own === undefined) throw fail('not-found', 'CODE_UNKNOWN');
  return own;
}

/** The event of a series that is on, or the next one. */
async function eventOfSeries(reading: Reads, courseId: string, nowMs: number): Promise<string | undefined> {
  const found = await reading
    .read<EventsTables>()
    .selectFrom('event')
    .where('template_id', '=', courseId)
    .where('deleted_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .where('ends_at', '>=', await wallClock(reading, nowMs))
    .orderBy('starts_at')
    .orderBy('id')
    .select('id')
    .limit(1)
    .executeTakeFirst();
  return found?.id;
}
