/** Holds: an event is made with all that it asks and tells in one go, and takes it along where it goes. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCaller, router } from '../access/index.ts';
import { openDesk } from '../events/desk.test-support.ts';
import type { TestDesk } from '../events/desk.test-support.ts';
import type { EventPlan } from '../events/index.ts';
import { formTables } from '../forms/index.ts';
import type { FormsTables } from '../forms/index.ts';
import { messagesRouters, messageTables, plannedId } from '../messages/index.ts';
import type { MessagesTables } from '../messages/index.ts';
import { shortLinkTable } from '../shortLinks/index.ts';
import type { ShortLinksTables } from '../shortLinks/index.ts';
import { record, undo } from '../store/index.ts';
import { followEvent } from './index.ts';

const PLAN: EventPlan = {
  poll: { daysBefore: 3, time: '18:00', whom: 'everyone' },
  reminder: { hoursBefore: 24 },
  draw: { hoursBefore: 3 },
  feedback: { minutesAfter: 60, formId: null },
};
const from = { kind: 'template', templateId: 'preset:meetup', language: 'ru', date: '2026-09-11' } as const;

const caller = createCaller(router(messagesRouters));
let desk: TestDesk;
beforeEach(async () => {
  desk = await openDesk({ tables: [...formTables, ...messageTables, shortLinkTable], follow: followEvent });
  const [form, version] = formTables;
  await desk.store.write({ actor: 'test', action: 'test.form' }, async (tx) => {
    await record(tx, form, 'form', { name: 'Отзыв', kind: 'feedback' });
    for (const [id, made_at] of [
      ['v1', '2026-08-01T00:00:00.000Z'],
      ['v2', '2026-08-02T00:00:00.000Z'],
    ] as const)
      await record(tx, version, id, { form_id: 'form', definition: '{}', made_at });
  });
});
afterEach(() => desk.close());

/** What is told of the event and when, on the clock of Almaty. */
const told = async () => {
  const rows = await desk.store
    .read<MessagesTables>()
    .selectFrom('message')
    .where('cancelled_at', 'is', null)
    .where('deleted_at', 'is', null)
    .orderBy('send_at')
    .select(['kind', 'send_at', 'form_use_id'])
    .execute();
  return rows.map((row) => [
    row.kind,
    new Date(Date.parse(row.send_at) + 5 * 3_600_000).toISOString().slice(0, 16),
  ]);
};
const uses = () =>
  desk.store
    .read<FormsTables>()
    .selectFrom('form_use')
    .where('deleted_at', 'is', null)
    .select(['version_id', 'event_id', 'opens_at'])
    .execute();

test('one press makes the event, its address, its form and its messages; "undo" takes all of it back', async () => {
  const { id, tx } = await desk.api.events.create({ from, plan: PLAN });
  expect(await told()).toEqual([
    ['poll', '2026-09-08T18:00'],
    ['reminder', '2026-09-10T18:00'],
    ['draw', '2026-09-11T15:00'],
    ['feedback', '2026-09-11T21:00'],
  ]);
  expect(await uses()).toEqual([{ version_id: 'v2', event_id: id, opens_at: '2026-09-11T15:00:00.000Z' }]);
  const links = await desk.store.read<ShortLinksTables>().selectFrom('short_link').select('target').execute();
  expect(links).toEqual([{ target: id }]);
  await undo(desk.store, 'test', tx ?? '');
  expect([await told(), await uses()]).toEqual([[], []]);
});

test('what is told moves with the event, changes with its plan, and goes with it', async () => {
  const { id } = await desk.api.events.create({ from, plan: PLAN });
  await desk.api.events.edit({
    id,
    patch: { starts_at: '2026-09-18T19:00', ends_at: '2026-09-18T20:00' },
  });
  expect((await told()).map(([, at]) => at)).toEqual([
    '2026-09-15T18:00',
    '2026-09-17T19:00',
    '2026-09-18T16:00',
    '2026-09-18T21:00',
  ]);
  expect((await uses()).map(({ opens_at }) => opens_at)).toEqual(['2026-09-18T15:00:00.000Z']);
  await desk.api.events.edit({ id, patch: { plan: { ...PLAN, draw: null, reminder: { hoursBefore: 2 } } } });
  expect(await told()).toEqual([
    ['poll', '2026-09-15T18:00'],
    ['reminder', '2026-09-18T17:00'],
    ['feedback', '2026-09-18T21:00'],
  ]);
  await desk.api.events.edit({ id, patch: { title: 'Митап о звёздах' } });
  expect(await told()).toHaveLength(3);
  await desk.api.events.edit({ id, patch: { plan: { ...PLAN, feedback: null } } });
  expect(await uses()).toEqual([]);
  expect((await told()).map(([kind]) => kind)).toEqual(['poll', 'reminder', 'draw']);
  await desk.api.events.remove({ id });
  expect(await told()).toEqual([]);
});

test('nobody is asked at once because an event is made late: its poll has passed until somebody gives it a time', async () => {
  desk.setNow(Date.UTC(2026, 8, 10, 10));
  const { id } = await desk.api.events.create({ from, plan: PLAN });
  expect((await told()).map(([kind]) => kind)).toEqual(['reminder', 'draw', 'feedback']);
  await desk.api.events.edit({
    id,
    patch: { plan: { ...PLAN, poll: { daysBefore: 1, time: '15:30', whom: 'everyone' } } },
  });
  expect((await told())[0]).toEqual(['poll', '2026-09-10T15:30']);
});

test('what was taken back or moved by hand stays so when the plan changes, until it is planned anew', async () => {
  const { id } = await desk.api.events.create({ from, plan: PLAN });
  const { messages } = caller(desk.context('owner'));
  await messages.cancel({ id: plannedId('draw', id) });
  await messages.move({ id: plannedId('reminder', id), sendAt: '2026-09-10T12:00' });
  await desk.api.events.edit({ id, patch: { plan: { ...PLAN, feedback: null } } });
  expect(await told()).toEqual([
    ['poll', '2026-09-08T18:00'],
    ['reminder', '2026-09-10T12:00'],
  ]);
  await desk.api.events.edit({
    id,
    patch: { plan: { ...PLAN, draw: null, reminder: null, feedback: null } },
  });
  expect(await told()).toEqual([['poll', '2026-09-08T18:00']]);
  await desk.api.events.edit({ id, patch: { plan: PLAN } });
  expect(await told()).toEqual([
    ['poll', '2026-09-08T18:00'],
    ['reminder', '2026-09-10T18:00'],
    ['draw', '2026-09-11T15:00'],
    ['feedback', '2026-09-11T21:00'],
  ]);
});

test('last month’s event, copied, tells everything by its new date', async () => {
  const { id: eventId } = await desk.api.events.create({ from, plan: PLAN });
  desk.setNow(Date.UTC(2026, 9, 5, 12));
  await desk.api.events.create({ from: { kind: 'copy', eventId } });
  expect((await told()).slice(4)).toEqual([
    ['poll', '2026-10-06T18:00'],
    ['reminder', '2026-10-08T18:00'],
    ['draw', '2026-10-09T15:00'],
    ['feedback', '2026-10-09T21:00'],
  ]);
});
