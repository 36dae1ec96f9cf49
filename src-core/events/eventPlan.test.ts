/** Holds: an event has the plan of what it was made from, and what follows from it is written with it. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDesk } from './desk.test-support.ts';
import type { TestDesk } from './desk.test-support.ts';
import { lateAsk, NO_PLAN, plannedTimes, readEventPlan, USUAL_PLAN } from './eventPlan.rules.ts';

const FRIDAY = { starts_at: '2026-09-11T18:00', ends_at: '2026-09-11T20:00' };
const PLAN = { ...USUAL_PLAN, draw: { hoursBefore: 3 }, feedback: { minutesAfter: 120, formId: 'f' } };

let desk: TestDesk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

test('each part is due by the wall clock of its event', () => {
  expect(plannedTimes(PLAN, FRIDAY)).toEqual([
    { kind: 'poll', at: '2026-09-08T18:00' },
    { kind: 'reminder', at: '2026-09-10T18:00' },
    { kind: 'draw', at: '2026-09-11T15:00' },
    { kind: 'feedback', at: '2026-09-11T22:00' },
  ]);
  expect(plannedTimes(NO_PLAN, FRIDAY)).toEqual([]);
});

test('what a newer program wrote, or nobody can read, is no plan', () => {
  expect(readEventPlan(JSON.stringify(PLAN))).toEqual(PLAN);
  for (const text of [null, '', '{', '{"poll":{"daysBefore":"soon"}}'])
    expect(readEventPlan(text)).toBeNull();
});

test('an event of a template has the template’s plan, its copy has its own, and both may be told otherwise', async () => {
  const fields = {
    name: 'Митап',
    title_pattern: 'Митап {date}',
    club_id: null,
    place: null,
    weekday: 5,
    start_time: '18:00',
    duration_minutes: 120,
    capacity: null,
    registration: 'open',
    note: null,
  } as const;
  const { id: templateId } = await desk.api.events.templates.save({ fields, plan: PLAN });
  // Saved without a word about it, the plan stays.
  await desk.api.events.templates.save({ id: templateId, fields: { ...fields, place: 'Коворкинг' } });
  const from = { kind: 'template', templateId, language: 'ru', date: '2026-09-11' } as const;
  const { id } = await desk.api.events.create({ from });
  const planOf = async (eventId: string) => (await desk.api.events.get({ id: eventId })).event.plan;
  expect(await planOf(id)).toEqual(PLAN);
  await desk.api.events.edit({ id, patch: { plan: { ...PLAN, poll: null } } });
  // A month later: the copy is on a day to come, with what it tells counted from there.
  desk.setNow(Date.UTC(2026, 9, 7, 12));
  const copy = await desk.api.events.create({ from: { kind: 'copy', eventId: id } });
  const { event } = await desk.api.events.get({ id: copy.id });
  expect(event).toMatchObject({ starts_at: '2026-10-09T18:00', plan: { ...PLAN, poll: null } });
  expect(plannedTimes(event.plan ?? NO_PLAN, event)[0]).toEqual({ kind: 'reminder', at: '2026-10-08T18:00' });
  const silent = await desk.api.events.create({ from, plan: null });
  expect(await planOf(silent.id)).toBeNull();
  expect(await planOf((await desk.api.events.create({ fields: { ...FRIDAY, ...bare } })).id)).toBeNull();
});

const bare = {
  title: 'Встреча',
  club_id: null,
  place: null,
  capacity: null,
  registration: 'open',
  note: null,
} as const;

test('a poll whose time has passed can be asked at the next round time before the event', () => {
  const friday = { starts_at: '2026-09-11T18:00' };
  expect(lateAsk('2026-09-10T18:10', friday)).toEqual({ daysBefore: 1, time: '18:30' });
  expect(lateAsk('2026-09-10T18:15', friday)).toEqual({ daysBefore: 1, time: '18:30' });
  expect(lateAsk('2026-09-10T18:16', friday)).toEqual({ daysBefore: 1, time: '19:00' });
  expect(lateAsk('2026-09-10T23:50', friday)).toEqual({ daysBefore: 0, time: '00:30' });
  expect(lateAsk('2026-09-11T17:40', friday)).toBeNull();
});
