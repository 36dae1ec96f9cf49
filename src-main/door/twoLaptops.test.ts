/** Holds: a phone that two laptops gave to two people stays, at each event, whose it was there. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { deviceTable } from '../../src-core/door/index.ts';
import { fillDesk, openHandoverDesk } from '../../src-core/handover/twoDesks.test-support.ts';
import type { HandoverDesk } from '../../src-core/handover/twoDesks.test-support.ts';
import { record } from '../../src-core/store/index.ts';
import type { Action, TablesOf } from '../../src-core/store/index.ts';
import { applyChanges } from '../../src-core/sync/index.ts';
import type { SentChange } from '../../src-core/sync/index.ts';
import { EVENING, newPhone, openDoorDesk } from './doorForTests.test-support.ts';
import type { DoorDesk } from './doorForTests.test-support.ts';

let desk: DoorDesk;
let other: HandoverDesk;
beforeEach(async () => {
  desk = await openDoorDesk();
  other = openHandoverDesk();
});
afterEach(async () => {
  await desk.close();
  other.close();
});

const ownerNow = async (): Promise<string | undefined> => (await device())?.person_id;
const device = () =>
  desk.store
    .read<TablesOf<{ device: typeof deviceTable }>>()
    .selectFrom('device')
    .selectAll()
    .executeTakeFirst();

/** The other laptop gives the same phone to somebody at an event of its own, and this one takes all that it wrote. */
const giveThere = async (id: string, keyHash: string, atMs: number): Promise<string> => {
  const own = await fillDesk(other, 'B', 1);
  const [person_id = ''] = own.people;
  other.setNow(atMs);
  await other.store.write({ actor: 'x', action: 'x' }, async (tx) => {
    const fields = { key_hash: keyHash, person_id, previous_id: null, event_id: own.event, at: tx.at };
    await record(tx, deviceTable, id, fields);
  });
  const changes = other.store.localRows<SentChange>(
    'SELECT hlc, tx, node, actor, table_name, row_id, kind, patch, base, schema FROM change ORDER BY seq',
  );
  const actions = other.store.localRows<Action>('SELECT id, name, actor, node, at, undoes FROM action');
  await desk.store.write({ actor: 'x', action: 'x' }, async (tx) =>
    applyChanges(desk.store, tx, { changes, actions }),
  );
  return person_id;
};

test.each([
  ['the other laptop wrote last', EVENING + 60_000, true],
  ['this laptop wrote last', EVENING - 3_600_000, false],
])('a tap and a form mark nobody else where %s', async (_, atMs, isTheirs) => {
  await desk.api.door.openWave({ eventId: desk.eventId, lateAfterMinutes: null });
  const code = async (): Promise<string> =>
    (await desk.api.stage.view({ eventId: desk.eventId })).code?.text ?? 'no code';
  const phone = newPhone(() => desk.doors.state()?.url ?? '');
  await phone.open(`/${await code()}`);
  await phone.send({
    full_name: 'Оспанов Данияр',
    study_group: 'ИС-22-1',
    student_card_no: '20220017',
    telegram: '@daniyar_o',
  });
  const before = await device();
  const theirs = await giveThere(before?.id ?? '', before?.key_hash ?? '', atMs);
  expect((await ownerNow()) === theirs).toBe(isTheirs);
  desk.setNow(EVENING + 120_000);
  const seen = await phone.open(`/${await code()}`);
  expect(seen.text).toContain('Вы отмечены');
  expect(seen.text).toContain('Оспанов');
  await phone.send();
  await phone.send({ full_name: 'Иванов0 Арман' });
  expect((await desk.api.checkIn.counters({ eventId: desk.eventId })).came).toBe(1);
  const marked = desk.store.localRows<{ person_id: string }>('SELECT person_id FROM check_in');
  expect(marked.map(({ person_id }) => person_id)).toEqual([before?.person_id]);
});
