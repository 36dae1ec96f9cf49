import { fail } from '../access/index.ts';
import { giveAnswer } from '../answers/index.ts';
import type { EventsTables } from '../events/index.ts';
import type { DomainStore } from '../store/index.ts';
import type { Press } from './answering.ts';
import { upcoming } from './memberEvents.store.ts';
import type { MemberEvent, Reads } from './memberEvents.store.ts';
import { tellTurned } from './offers.ts';

/** A series that a member may come to as a whole: a template of the organisation with more than one event ahead. */
export type MemberCourse = {
  readonly id: string;
  readonly name: string;
  readonly club: string | null;
  /** Those that are not over and not called off, soonest first. */
  readonly events: readonly MemberEvent[];
  /** They have a place, or a place in the queue, at all of them. */
  readonly isRegistered: boolean;
};

/** The series with more than one event ahead, in the order of their next event. */
export async function courses(
  reading: Reads,
  personId: string,
  nowMs: number,
): Promise<readonly MemberCourse[]> {
  return coursesAmong(reading, await upcoming(reading, personId, nowMs));
}

/** As `courses`, for whoever has read the person's events already. */
export async function coursesAmong(
  reading: Reads,
  upcomingEvents: readonly MemberEvent[],
): Promise<readonly MemberCourse[]> {
  const events = upcomingEvents.filter(({ isCancelled }) => !isCancelled);
  const series = [...Map.groupBy(events, ({ courseId }) => courseId)].filter(([, own]) => own.length > 1);
  const names = await reading
    .read<EventsTables>()
    .selectFrom('event_template')
    .where('deleted_at', 'is', null)
    .select(['id', 'name'])
    .execute();
  return series.flatMap(([courseId, own]) => {
    const template = names.find(({ id }) => id === courseId);
    return template === undefined ? [] : [courseOf(template, own)];
  });
}

const courseOf = (
  { id, name }: { readonly id: string; readonly name: string },
  events: readonly MemberEvent[],
): MemberCourse => ({
  id,
  name,
  club: events.find(({ club }) => club !== null)?.club ?? null,
  events,
  isRegistered: events.every(({ hasPlace, waitlist }) => hasPlace || waitlist !== null),
});

/**
 * Registers for every event of a series that is ahead, in one go: each gives a place, or a place in its queue. Delivered again it changes
 * nothing. Out: the events as they are now. Throws COURSE_NOT_FOUND where none is ahead, PERSON_NOT_FOUND.
 */
export async function registerForCourse(
  store: DomainStore,
  press: Omit<Press, 'eventId'> & { readonly courseId: string },
): Promise<readonly MemberEvent[]> {
  const { personId, courseId, source, key } = press;
  await store.write({ actor: personId, action: 'answers.course' }, async (tx) => {
    const ahead = (await upcoming(tx, personId, Date.parse(tx.at), courseId)).filter(
      ({ isCancelled }) => !isCancelled,
    );
    if (ahead.length === 0) throw fail('not-found', 'COURSE_NOT_FOUND', { id: courseId });
    for (const { id: eventId } of ahead)
      await tellTurned(tx, await giveAnswer(tx, { personId, eventId, answer: 'going', source, key }));
  });
  return upcoming(store, personId, store.now(), courseId);
}
