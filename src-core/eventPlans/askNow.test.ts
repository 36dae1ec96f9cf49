/** Holds: one press asks everybody who came, once with each form, and the plan does not ask them again. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDesk } from '../events/desk.test-support.ts';
import type { TestDesk } from '../events/desk.test-support.ts';
import { formTables } from '../forms/index.ts';
import type { FormsTables } from '../forms/index.ts';
import { messageTables } from '../messages/index.ts';
import type { MessagesTables } from '../messages/index.ts';
import { shortLinkTable } from '../shortLinks/index.ts';
import { record } from '../store/index.ts';
import { askNow } from './askNow.ts';
import { followEvent } from './index.ts';

/** Friday 4 September 2026, 17:00 in Almaty; the meetup is on the next Friday, 18:00–20:00. */
const AFTER = Date.UTC(2026, 8, 11, 15, 30);
const from = { kind: 'template', templateId: 'preset:meetup', language: 'ru', date: '2026-09-11' } as const;
let desk: TestDesk;
let eventId: string;
beforeEach(async () => {
  desk = await openDesk({ tables: [...formTables, ...messageTables, shortLinkTable], follow: followEvent });
  const [form, version] = formTables;
  const made_at = '2026-08-01T00:00:00.000Z';
  await desk.store.write({ actor: 'test', action: 'test.forms' }, async (tx) => {
    for (const id of ['first', 'second']) {
      await record(tx, form, id, { name: id, kind: 'feedback' });
      await record(tx, version, `${id}-1`, { form_id: id, definition: '{}', made_at });
    }
  });
  // The ready-made meetup asks an hour after its end, with the form that is the organisation's own.
  ({ id: eventId } = await desk.api.events.create({ from, fields: {} }));
});
afterEach(() => desk.close());

const ask = (formId: string, isAnonymous = false) =>
  desk.store.write({ actor: 'test', action: 'test' }, (tx) => askNow(tx, { eventId, formId, isAnonymous }));
const sent = () =>
  desk.store
    .read<MessagesTables & FormsTables>()
    .selectFrom('message')
    .innerJoin('form_use', 'form_use.id', 'message.form_use_id')
    .where('message.cancelled_at', 'is', null)
    .orderBy('message.send_at')
    .select([
      'form_use.form_id as form',
      'message.send_at as at',
      'message.audience',
      'form_use.opens_at as opens',
    ])
    .execute();

test('the press comes before the plan: asked now, and not once more', async () => {
  expect(await sent()).toMatchObject([{ form: 'first', at: '2026-09-11T16:00:00.000Z' }]);
  desk.setNow(AFTER);
  await ask('first');
  await ask('first');
  const audience = JSON.stringify({ kind: 'event', eventId, who: 'came' });
  expect(await sent()).toMatchObject([{ form: 'first', at: '2026-09-11T15:30:00.000Z', audience }]);
  desk.setNow(AFTER + 3_600_000);
  await ask('second', true);
  expect((await sent()).map(({ form }) => form)).toEqual(['first', 'second']);
});

test('what the plan has sent is not sent again', async () => {
  desk.setNow(AFTER + 3_600_000);
  await ask('first');
  expect(await sent()).toMatchObject([{ form: 'first', at: '2026-09-11T16:00:00.000Z' }]);
});
