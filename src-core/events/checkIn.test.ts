/**
 * Holds: one row for a person at an event whatever the ways in, a second mark tells the first's time and changes nothing,
 * annulled marks keep their history, and a walk-in never doubles somebody of the base unseen.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { historyOfRow } from '../store/index.ts';
import type { EventsTables } from './events.schema.ts';
import { checkInId } from './events.store.ts';
import { newMeetup, openDesk } from './desk.test-support.ts';
import type { TestDesk } from './desk.test-support.ts';
import { LAYOUTS, typedUnder } from './scan.rules.ts';

let desk: TestDesk;
let eventId: string;
let aigerim: string;
let daniyar: string;

beforeEach(async () => {
  desk = await openDesk();
  eventId = await newMeetup(desk);
  const ids = await desk.addPeople(
    {
      family_name: 'Сейтқали',
      given_name: 'Айгерім',
      study_group: 'ИС-21',
      student_card_no: 'KZ-210417',
      phone: '+77012345678',
    },
    { family_name: 'Оспанов', given_name: 'Данияр', study_group: 'ИС-22', student_card_no: '220518' },
  );
  [aigerim, daniyar] = [ids[0] ?? '', ids[1] ?? ''];
});
afterEach(() => desk.close());

const mark = (personId: string, isAllowed = false) =>
  desk.api.checkIn.mark({ eventId, who: { personId }, source: 'desk.search', isAllowed });
const scan = (text: string) => desk.api.checkIn.mark({ eventId, who: { scan: text }, source: 'desk.scan' });
const rows = () =>
  desk.store
    .read<EventsTables>()
    .selectFrom('check_in')
    .selectAll()
    .where('deleted_at', 'is', null)
    .execute();
const codeOf = async (id: string) => {
  const { code } = await desk.store
    .read<{ person: { id: string; code: string } }>()
    .selectFrom('person')
    .select('code')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return code;
};

describe('a mark', () => {
  test('is there at once, with its time, way in and name', async () => {
    const answer = await mark(aigerim);
    expect(answer).toMatchObject({ verdict: 'ok', at: '2026-09-04T12:00:00.000Z' });
    expect(answer.person).toMatchObject({ name: 'Сейтқали Айгерім', group: 'ИС-21' });
    expect(answer.tx).not.toBeNull();
    expect(await rows()).toMatchObject([{ person_id: aigerim, source: 'desk.search' }]);
  });

  test('made a second time tells the time of the first and changes nothing', async () => {
    await mark(aigerim);
    desk.setNow(Date.UTC(2026, 8, 4, 12, 30));
    const before = await rows();
    expect(await scan(await codeOf(aigerim))).toMatchObject({
      tx: null,
      verdict: 'already',
      at: '2026-09-04T12:00:00.000Z',
    });
    expect(await rows()).toEqual(before);
  });

  test('by scan finds the code under every layout, and a student card of one person', async () => {
    const code = await codeOf(aigerim);
    for (const layout of LAYOUTS) {
      expect((await scan(`${typedUnder(code, layout)}\n`)).person?.id).toBe(aigerim);
      expect((await scan(typedUnder('KZ-210417', layout))).person?.id).toBe(aigerim);
    }
    expect((await scan(typedUnder('220518', 'kk'))).person?.id).toBe(daniyar);
    await desk.addPeople({ family_name: 'Двойник', student_card_no: '220518' });
    expect(await scan('220518')).toMatchObject({ tx: null, verdict: 'unknown', person: null });
    expect((await scan('7KQ2M0XW3TD')).verdict).toBe('unknown');
  });

  test('of 300 people through mixed ways at once is one row each, and later ones tell the first', async () => {
    const people = await desk.addPeople(
      ...Array.from({ length: 300 }, (_, n) => ({
        family_name: `Гость${n}`,
        student_card_no: `9${n + 100_000}`,
      })),
    );
    const codes = await Promise.all(people.map(codeOf));
    const answers = await Promise.all(
      people.flatMap((personId, n) => [
        desk.api.checkIn.mark({ eventId, who: { personId }, source: 'desk.search', isAllowed: true }),
        desk.api.checkIn.mark({
          eventId,
          who: { scan: codes[n] ?? '' },
          source: 'desk.scan',
          isAllowed: true,
        }),
        desk.api.checkIn.mark({
          eventId,
          who: { scan: typedUnder(`9${n + 100_000}`, 'kk') },
          source: 'desk.scan',
          isAllowed: true,
        }),
      ]),
    );
    const marked = await rows();
    expect(marked).toHaveLength(300);
    expect(new Set(marked.map((row) => row.person_id)).size).toBe(300);
    const byPerson = Map.groupBy(answers, (answer) => answer.person?.id);
    for (const row of marked) {
      const own = byPerson.get(row.person_id) ?? [];
      expect(own.map((answer) => answer.verdict).toSorted()).toEqual(['already', 'already', 'ok']);
      expect(new Set(own.map((answer) => answer.at))).toEqual(new Set([row.at]));
    }
    expect(await desk.api.checkIn.counters({ eventId })).toMatchObject({ came: 300 });
  });
});

describe('who may enter', () => {
  test('someone not on the list is held back, and gets a place when let in', async () => {
    await desk.api.events.edit({ id: eventId, patch: { registration: 'list' } });
    await desk.api.events.registered.add({ eventId, who: { kind: 'groups', groups: ['ИС-22'] } });
    expect((await mark(daniyar)).verdict).toBe('ok');
    expect(await mark(aigerim)).toMatchObject({ tx: null, verdict: 'notOnList' });
    expect((await mark(aigerim, true)).verdict).toBe('ok');
    expect(await desk.api.checkIn.counters({ eventId })).toMatchObject({ came: 2, registered: 2, notYet: 0 });
  });

  test('a full hall holds back all but those who have a place', async () => {
    await desk.api.events.edit({ id: eventId, patch: { capacity: 1 } });
    const [third = ''] = await desk.addPeople({ family_name: 'Ким', given_name: 'Олег' });
    await desk.api.events.registered.add({ eventId, who: { kind: 'people', ids: [daniyar] } });
    await mark(aigerim);
    expect(await mark(third)).toMatchObject({ tx: null, verdict: 'full' });
    expect((await mark(daniyar)).verdict).toBe('ok');
    expect(await desk.api.checkIn.counters({ eventId })).toMatchObject({ came: 2, capacity: 1, free: 0 });
  });

  test('a cancelled event marks nobody unasked, an unknown one not at all', async () => {
    await desk.api.events.cancel({ id: eventId, reason: 'карантин' });
    expect((await mark(aigerim)).verdict).toBe('cancelled');
    await desk.api.events.hold({ id: eventId });
    expect((await mark(aigerim)).verdict).toBe('ok');
    const nowhere = desk.api.checkIn.mark({
      eventId: 'none',
      who: { personId: aigerim },
      source: 'desk.search',
    });
    await expect(nowhere).rejects.toThrow('EVENT_NOT_FOUND');
  });
});

describe('annul and undo', () => {
  test('an annulled mark does not count, holds the person back, and keeps its history when they come again', async () => {
    await mark(aigerim);
    await desk.api.checkIn.annul({ eventId, personId: aigerim, reason: 'чужая карта' });
    expect(await desk.api.checkIn.counters({ eventId })).toMatchObject({ came: 0 });
    desk.setNow(Date.UTC(2026, 8, 4, 13));
    expect(await mark(aigerim)).toMatchObject({
      tx: null,
      verdict: 'annulled',
      annulReason: 'чужая карта',
      at: '2026-09-04T12:00:00.000Z',
    });
    expect(await mark(aigerim, true)).toMatchObject({ verdict: 'ok', at: '2026-09-04T13:00:00.000Z' });
    const history = await historyOfRow(desk.store, 'check_in', checkInId(eventId, aigerim));
    expect(history.map(({ column, to }) => [column, to])).toEqual(
      expect.arrayContaining([
        ['annul_reason', 'чужая карта'],
        ['annul_reason', null],
        ['at', '2026-09-04T12:00:00.000Z'],
        ['at', '2026-09-04T13:00:00.000Z'],
      ]),
    );
    await expect(desk.api.checkIn.annul({ eventId, personId: daniyar, reason: 'не было' })).rejects.toThrow(
      'MARK_NOT_FOUND',
    );
  });

  test('one key takes back the newest mark of this desk, then the one before', async () => {
    await mark(aigerim);
    await desk.as('volunteer').checkIn.mark({ eventId, who: { personId: daniyar }, source: 'desk.search' });
    expect((await desk.api.checkIn.undoLast({ eventId })).person).toMatchObject({ id: aigerim });
    expect((await rows()).map((row) => row.person_id)).toEqual([daniyar]);
    await expect(desk.api.checkIn.undoLast({ eventId })).rejects.toThrow('NOTHING_TO_UNDO');
    expect((await mark(aigerim)).verdict).toBe('ok');
    await desk.as('volunteer').checkIn.undoLast({ eventId });
    expect((await rows()).map((row) => row.person_id)).toEqual([aigerim]);
  });

  test('a window takes back its own mark, and nobody takes back somebody else’s', async () => {
    const first = await mark(aigerim);
    await mark(daniyar);
    const mine = { eventId, tx: first.tx ?? '' };
    await expect(desk.as('volunteer').checkIn.undoLast(mine)).rejects.toThrow('NOTHING_TO_UNDO');
    await desk.api.checkIn.undoLast(mine);
    expect((await rows()).map((row) => row.person_id)).toEqual([daniyar]);
  });

  test('a volunteer marks, but does not annul', async () => {
    const volunteer = desk.as('volunteer');
    await volunteer.checkIn.mark({ eventId, who: { personId: aigerim }, source: 'desk.search' });
    await expect(volunteer.checkIn.annul({ eventId, personId: aigerim, reason: 'x' })).rejects.toThrow(
      'NOT_PERMITTED',
    );
    expect(JSON.stringify(await volunteer.checkIn.roster({ eventId }))).not.toContain('+7701');
  });
});

describe('a walk-in', () => {
  test('is a new person and a mark in one transaction, and undone as one', async () => {
    const answer = await desk.api.checkIn.walkIn({
      eventId,
      name: 'ермекова жанар',
      group: 'ИС-23',
      phone: '8 707 123 45 67',
    });
    expect(answer).toMatchObject({ verdict: 'ok', person: { name: 'Ермекова Жанар', group: 'ИС-23' } });
    expect(await rows()).toMatchObject([{ source: 'walkIn' }]);
    await desk.api.checkIn.undoLast({ eventId });
    expect(await rows()).toEqual([]);
    expect(await desk.api.checkIn.people({ eventId, text: 'ермекова' })).toEqual([]);
  });

  test('shows whom of the base it may be, by name in any spelling and by phone', async () => {
    const byName = await desk.api.checkIn.twins({ name: 'Айгерим Сейткали' });
    expect(byName).toMatchObject([{ id: aigerim, by: 'name' }]);
    const byPhone = await desk.api.checkIn.twins({ name: 'Незнакомка', phone: '87012345678' });
    expect(byPhone).toMatchObject([{ id: aigerim, by: 'phone' }]);
    const doubled = desk.api.checkIn.walkIn({ eventId, name: 'Сейткали Айгерим' });
    await expect(doubled).rejects.toThrow('POSSIBLE_TWIN');
    expect(await rows()).toEqual([]);
    const namesake = await desk.api.checkIn.walkIn({ eventId, name: 'Сейткали Айгерим', isNew: true });
    expect(namesake.person?.id).not.toBe(aigerim);
  });

  test('with a phone that is none changes nothing', async () => {
    await expect(desk.api.checkIn.walkIn({ eventId, name: 'Ермекова Жанар', phone: '12' })).rejects.toThrow(
      'PHONE_UNREADABLE',
    );
    expect(await desk.api.checkIn.people({ eventId, text: 'ерм' })).toEqual([]);
  });
});

describe('the door’s list', () => {
  test('finds by the beginning and the middle of a name, those with a place first', async () => {
    const [other = ''] = await desk.addPeople({ family_name: 'Айдаров', given_name: 'Бек' });
    await desk.api.events.registered.add({ eventId, who: { kind: 'people', ids: [aigerim] } });
    expect((await desk.api.checkIn.people({ eventId, text: 'ай' })).map((one) => one.id)).toEqual([
      aigerim,
      other,
    ]);
    await mark(aigerim);
    expect(await desk.api.checkIn.people({ eventId, text: 'йтка' })).toMatchObject([
      { id: aigerim, isRegistered: true, at: '2026-09-04T12:00:00.000Z', annulledAt: null },
    ]);
    expect(await desk.api.checkIn.people({ eventId, text: ' ' })).toEqual([]);
  });

  test('tells whom a card means without marking', async () => {
    const find = async (text: string) => desk.api.checkIn.find({ eventId, scan: text });
    expect(await find(typedUnder(await codeOf(aigerim), 'kk'))).toMatchObject({ id: aigerim, at: null });
    await mark(daniyar);
    expect(await find('220518')).toMatchObject({ id: daniyar, at: '2026-09-04T12:00:00.000Z' });
    expect(await find('999999')).toBeNull();
    expect(await rows()).toHaveLength(1);
  });

  test('counters and came / not yet agree, group by group', async () => {
    await desk.api.events.registered.add({ eventId, who: { kind: 'filter', filter: {} } });
    await mark(daniyar);
    expect(await desk.api.checkIn.counters({ eventId })).toEqual({
      came: 1,
      notYet: 1,
      registered: 2,
      capacity: 60,
      free: 59,
      groups: [
        { group: 'ИС-21', came: 0, notYet: 1 },
        { group: 'ИС-22', came: 1, notYet: 0 },
      ],
    });
    const names = async (presence: 'came' | 'notYet', group?: string) =>
      (await desk.api.checkIn.roster({ eventId, presence, group })).map((line) => line.name);
    expect(await names('came')).toEqual(['Оспанов Данияр']);
    expect(await names('notYet')).toEqual(['Сейтқали Айгерім']);
    expect(await names('notYet', 'ИС-22')).toEqual([]);
    expect(await desk.api.checkIn.recent({ eventId })).toMatchObject([
      { id: daniyar, source: 'desk.search' },
    ]);
  });

  test('somebody who was put away is no longer waited for, and stays where they came', async () => {
    await desk.api.events.registered.add({ eventId, who: { kind: 'filter', filter: {} } });
    await mark(daniyar);
    const { personTable } = await import('../people/index.ts');
    const { record } = await import('../store/index.ts');
    await desk.store.write({ actor: 'test', action: 'test' }, async (tx) => {
      for (const id of [aigerim, daniyar]) await record(tx, personTable, id, { deleted_at: tx.at });
    });
    expect(await desk.api.checkIn.counters({ eventId })).toMatchObject({ came: 1, notYet: 0 });
    expect((await desk.api.checkIn.roster({ eventId })).map((line) => line.id)).toEqual([daniyar]);
  });
});
