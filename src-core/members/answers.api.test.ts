/** Holds: what a desk sees of the answers to an event, and what it may do with its queue. */
import ExcelJS from 'exceljs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { answerTables } from '../answers/index.ts';
import { createCaller, router } from '../access/index.ts';
import type { JobFile } from '../access/index.ts';
import { newMeetup, openDesk } from '../events/desk.test-support.ts';
import type { TestDesk } from '../events/desk.test-support.ts';
import { deliveryTable, messageTable, messageTables } from '../messages/index.ts';
import type { MessagesTables } from '../messages/index.ts';
import { record } from '../store/index.ts';
import { exportAnswers } from './answers.work.ts';
import { membersRouters } from './index.ts';

const caller = createCaller(router(membersRouters));
let desk: TestDesk;
let api: ReturnType<typeof caller>['answers'];
beforeEach(async () => {
  desk = await openDesk({ tables: [...answerTables, ...messageTables] });
  api = caller(desk.context('owner')).answers;
});
afterEach(() => desk.close());

const HOUR = 3_600_000;
const NOBODY = { filter: 'all', text: '' } as const;

async function meetupWithQueue() {
  const eventId = await newMeetup(desk, { capacity: 1 });
  const people = await desk.addPeople(
    { family_name: 'Ахметова', given_name: 'Дана', study_group: 'ИС-21' },
    { family_name: 'Берик', given_name: 'Ерлан' },
    { family_name: 'Волков', given_name: 'Илья' },
    { family_name: 'Әлиева', given_name: 'Сәуле' },
  );
  const [a = '', b = '', c = '', silent = ''] = people;
  await desk.store.write({ actor: 'test', action: 'test.poll' }, async (tx) => {
    await record(tx, messageTable, 'poll', {
      kind: 'poll',
      event_id: eventId,
      audience: '{}',
      texts: '{}',
      send_at: tx.at,
    });
    for (const personId of people)
      await record(tx, deliveryTable, `d-${personId}`, {
        message_id: 'poll',
        person_id: personId,
        state: 'sent',
        at: tx.at,
      });
  });
  for (const personId of [a, b, c]) await api.give({ eventId, personId, answer: 'going' });
  return { eventId, a, b, c, silent };
}

test('who says what, who said nothing, what they said before, and the queue in its order', async () => {
  const { eventId, a, b, c, silent } = await meetupWithQueue();
  await api.give({ eventId, personId: c, answer: 'maybe' });
  const seen = await api.ofEvent({ eventId, ...NOBODY });
  expect(seen.counts).toEqual({ all: 4, going: 2, maybe: 1, notGoing: 0, silent: 1, waiting: 1 });
  expect([seen.capacity, seen.taken, seen.held]).toEqual([1, 1, 0]);
  expect(seen.queue.map(({ personId }) => personId)).toEqual([b]);
  expect(seen.lines.find(({ personId }) => personId === c)?.history.map(({ answer }) => answer)).toEqual([
    'maybe',
    'going',
  ]);
  const idsOf = async (asked: Partial<Parameters<typeof api.ofEvent>[0]>) =>
    (await api.ofEvent({ eventId, ...NOBODY, ...asked })).lines.map(({ personId }) => personId);
  expect(await idsOf({ filter: 'silent' })).toEqual([silent]);
  expect(await idsOf({ filter: 'going' })).toEqual([a, b]);
  expect(await idsOf({ text: 'ДАНА ис-21' })).toEqual([a]);
});

test('a place is offered out of turn where one is free, given beyond the limit by a human, or the person is taken out', async () => {
  const { eventId, a, b, c } = await meetupWithQueue();
  const offers = async () =>
    (
      await desk.store
        .read<MessagesTables>()
        .selectFrom('message')
        .where('kind', '=', 'offer')
        .select('audience')
        .execute()
    ).length;
  await expect(api.offer({ eventId, personId: c })).rejects.toMatchObject({ message: 'NO_PLACE_FREE' });
  await expect(api.offer({ eventId, personId: a })).rejects.toMatchObject({ message: 'NOT_WAITING' });
  await desk.api.events.edit({ id: eventId, patch: { capacity: 2 } });
  await api.offer({ eventId, personId: c });
  const [first, second] = (await api.ofEvent({ eventId, ...NOBODY })).queue;
  expect([first?.personId, first?.offerUntil]).toEqual([b, null]);
  expect(second).toMatchObject({ personId: c, hasLapsed: false });
  expect(await offers()).toBe(1);
  // All places are taken or held: a human may still give one.
  await api.register({ eventId, personId: b });
  const full = await api.ofEvent({ eventId, ...NOBODY });
  expect([full.taken, full.held]).toEqual([2, 0]);
  expect(full.queue).toMatchObject([{ personId: c, offerUntil: null }]);
  await api.remove({ eventId, personId: c });
  expect((await api.ofEvent({ eventId, ...NOBODY })).queue).toEqual([]);
});

test('nobody below the organizers writes for others, and the file has every answer with its time', async () => {
  const { eventId, a } = await meetupWithQueue();
  const give = { eventId, personId: a, answer: 'notGoing' } as const;
  await expect(caller(desk.context('teacher')).answers.give(give)).rejects.toMatchObject({
    message: 'NOT_PERMITTED',
  });
  desk.setNow(Date.UTC(2026, 8, 4, 12) + HOUR);
  await api.give(give);
  const made = await exportAnswers(
    { eventId, filter: 'all', text: '', language: 'ru' },
    {
      store: desk.store,
      place: { database: '', backups: '' },
      actor: { id: 'test', name: 'test', role: 'owner' },
      now: () => Date.UTC(2026, 8, 4, 14),
      signal: new AbortController().signal,
      progress: () => undefined,
      temporary: (name) => desk.context('owner').files.temporary(name),
    },
  );
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile((made as JobFile).path);
  const [current, all] = book.worksheets.map((sheet) => JSON.stringify(sheet.getSheetValues()));
  expect(current).toContain('Придут: 2, Может быть: 0, Не придут: 1, Без ответа: 1, Ждут места: 2');
  expect(current).toMatch(
    /"Ахметова Дана","ИС-21","не придёт","2026-09-04T18:00:00.000Z","организатор","нет","нет"/,
  );
  expect(all?.match(/Ахметова Дана/g)).toHaveLength(2);
});
