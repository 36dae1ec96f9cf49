import { fail } from '../access/index.ts';
import { placedOf, readPlacedEvent, takenPlaces } from '../answers/index.ts';
import type { PlacedEvent } from '../answers/index.ts';
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
 * Marks a person by the code that is shown at the event, from an hour before its start to its end. The code of a series means its event
 * of now. Where the event has a code for the hall, its public one, which anybody may have at home, marks nobody.
 * Throws CODE_UNKNOWN, CHECK_IN_CODE_PUBLIC, CHECK_IN_TOO_EARLY, CHECK_IN_TOO_LATE.
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
  const { eventId, marks } = await readCode(store, asked.code, nowMs);
  if (!marks) throw fail('refused', 'CHECK_IN_CODE_PUBLIC');
  const { value: verdict } = await store.write({ actor: personId, action: 'checkIn.mark' }, (tx) =>
    mark(tx, { eventId, personId, source, nowMs }),
  );
  return { verdict, event: await eventThere(store, personId, eventId, nowMs) };
}

/** What a code leads a member to. */
export type FoundByCode = {
  readonly event: MemberEvent;
  /** The series, where the code is that of a whole series. */
  readonly courseId: string | null;
  /** Whoever uses the code at this moment is marked, as far as the door lets them in. */
  readonly canCheckIn: boolean;
};

/** The event behind a code; of a series the one of now. Throws CODE_UNKNOWN, PERSON_NOT_FOUND. */
export async function findByCode(
  reading: Reads,
  asked: { readonly personId: string; readonly code: string; readonly nowMs: number },
): Promise<FoundByCode> {
  const { personId, nowMs } = asked;
  const { eventId, courseId, marks } = await readCode(reading, asked.code, nowMs);
  const placed = await readPlacedEvent(reading, eventId).catch(() => null);
  if (placed === null) throw fail('not-found', 'CODE_UNKNOWN');
  return {
    event: await eventThere(reading, personId, eventId, nowMs),
    courseId,
    canCheckIn: marks && !placed.isCancelled && stageAt(placed, nowMs) === 'open',
  };
}

const stageAt = (
  { startMs, endMs }: Pick<PlacedEvent, 'startMs' | 'endMs'>,
  nowMs: number,
): 'early' | 'open' | 'late' =>
  nowMs < startMs - OPENS_BEFORE_MS ? 'early' : nowMs > endMs ? 'late' : 'open';

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
  const stage = stageAt(event, nowMs);
  if (stage === 'early') throw fail('refused', 'CHECK_IN_TOO_EARLY');
  if (stage === 'late') throw fail('refused', 'CHECK_IN_TOO_LATE');
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

type ReadCode = {
  readonly eventId: string;
  readonly courseId: string | null;
  /** The code is one that marks: the hall's, or the public one of an event that has no other. */
  readonly marks: boolean;
};

async function readCode(reading: Reads, typed: string, nowMs: number): Promise<ReadCode> {
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
  if (link?.kind === 'checkIn') return { eventId: link.target, courseId: null, marks: true };
  const courseId = link?.kind === 'course' ? link.target : null;
  const eventId =
    courseId !== null
      ? await eventOfSeries(reading, courseId, nowMs)
      : link?.kind === 'event'
        ? link.target
        : undefined;
  if (eventId === undefined) throw fail('not-found', 'CODE_UNKNOWN');
  return { eventId, courseId, marks: !(await hasHallCode(reading, eventId)) };
}

async function hasHallCode(reading: Reads, eventId: string): Promise<boolean> {
  const link = await reading
    .read<ShortLinksTables>()
    .selectFrom('short_link')
    .where('target', '=', eventId)
    .where('kind', '=', 'checkIn')
    .where('deleted_at', 'is', null)
    .select('id')
    .executeTakeFirst();
  return link !== undefined;
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
