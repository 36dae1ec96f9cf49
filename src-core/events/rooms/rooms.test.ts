/**
 * Holds: sections and lists let in whom they are for, moving closes the room before, checking out and coming back are noted
 * beside the one mark, everything can be taken back, and an event without any knows nothing of it.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { livingEvent } from '../checkIn.store.ts';
import { newMeetup, openDesk } from '../desk.test-support.ts';
import type { TestDesk } from '../desk.test-support.ts';
import { readPresence } from './presence.store.ts';
import type { RoomsTables } from './rooms.schema.ts';

let desk: TestDesk;
let eventId: string;
let people: readonly string[];
const [AIGERIM, DANIYAR, ALIYA] = [0, 1, 2];
const person = (index: number): string => people[index] ?? '';
/** 17:00 in Almaty, an hour before the event begins. */
const FIVE = Date.UTC(2026, 8, 4, 12);
const MINUTE = 60_000;
const at = (minutes: number): void => desk.setNow(FIVE + minutes * MINUTE);

beforeEach(async () => {
  desk = await openDesk();
  eventId = await newMeetup(desk, { starts_at: '2026-09-04T17:00', ends_at: '2026-09-04T19:00' });
  people = await desk.addPeople(
    { family_name: 'Сейтқали', given_name: 'Айгерім', study_group: 'ИС-21' },
    { family_name: 'Оспанов', given_name: 'Данияр', study_group: 'ИС-22' },
    { family_name: 'Қасымова', given_name: 'Әлия', study_group: 'ИС-21' },
  );
});
afterEach(() => desk.close());

const section = async (name: string, capacity: number | null = null) =>
  (await desk.api.rooms.addSection({ eventId, fields: { name, capacity } })).id;
const list = async (fields: Parameters<TestDesk['api']['rooms']['addList']>[0]['fields']) =>
  (await desk.api.rooms.addList({ eventId, fields })).id;
const into = (sectionId: string | null, who: number, isAllowed = false) =>
  desk.api.checkIn.mark({
    eventId,
    who: { personId: person(who) },
    gate: { listId: null, sectionId },
    source: 'desk.search',
    isAllowed,
  });
const by = (listId: string, who: number, isAllowed = false) =>
  desk.api.checkIn.mark({
    eventId,
    who: { personId: person(who) },
    gate: { listId, sectionId: null },
    source: 'desk.search',
    isAllowed,
  });
const out = (who: number) => desk.api.checkIn.leave({ eventId, who: { personId: person(who) } });
const stays = () =>
  desk.store
    .read<RoomsTables>()
    .selectFrom('stay')
    .select(['person_id', 'section_id', 'list_id', 'entered_at', 'left_at'])
    .where('deleted_at', 'is', null)
    .orderBy('entered_at')
    .execute();
const presence = async (who: number) =>
  (await readPresence(desk.store, await livingEvent(desk.store, eventId), desk.store.now())).get(person(who));
const minutes = async (who: number) => ((await presence(who))?.onSiteMs ?? 0) / MINUTE;
const counts = () => desk.api.rooms.counts({ eventId });

test('an event without sections, lists and check-out notes nothing but the mark', async () => {
  const answer = await desk.api.checkIn.mark({
    eventId,
    who: { personId: person(AIGERIM) },
    source: 'desk.search',
  });
  expect(answer).toMatchObject({ verdict: 'ok', room: null });
  expect(await stays()).toEqual([]);
  at(30);
  expect(await minutes(AIGERIM)).toBe(30);
});

describe('rooms', () => {
  test('a person is let into a section, and moving closes the one before', async () => {
    const [a, b] = [await section('Секция A'), await section('Секция B')];
    expect(await into(a, AIGERIM)).toMatchObject({
      verdict: 'ok',
      room: { section: 'Секция A', from: null },
    });
    at(40);
    expect(await into(b, AIGERIM)).toMatchObject({
      verdict: 'moved',
      at: '2026-09-04T12:40:00.000Z',
      room: { section: 'Секция B', from: 'Секция A' },
    });
    expect(await stays()).toMatchObject([
      { section_id: a, entered_at: '2026-09-04T12:00:00.000Z', left_at: '2026-09-04T12:40:00.000Z' },
      { section_id: b, entered_at: '2026-09-04T12:40:00.000Z', left_at: null },
    ]);
    at(50);
    expect(await into(b, AIGERIM)).toMatchObject({
      tx: null,
      verdict: 'already',
      at: '2026-09-04T12:40:00.000Z',
    });
    expect(await into(null, AIGERIM)).toMatchObject({ verdict: 'already', room: { section: 'Секция B' } });
    expect(await counts()).toMatchObject({
      inside: 1,
      sections: [
        { name: 'Секция A', inside: 0, came: 1 },
        { name: 'Секция B', inside: 1, came: 1 },
      ],
    });
    expect(await desk.api.checkIn.counters({ eventId })).toMatchObject({ came: 1 });
  });

  test('a full section holds back all but those who have a seat in it', async () => {
    const a = await section('Секция A', 1);
    await desk.api.rooms.addSeats({
      owner: { sectionId: a },
      who: { kind: 'people', ids: [person(ALIYA)] },
    });
    await into(a, AIGERIM);
    expect(await into(a, DANIYAR)).toMatchObject({ tx: null, verdict: 'sectionFull', room: { capacity: 1 } });
    expect(await into(a, ALIYA)).toMatchObject({ verdict: 'ok' });
    expect(await into(a, DANIYAR, true)).toMatchObject({ verdict: 'ok' });
  });

  test('a mark from before there were rooms counts as being at the event until the first move', async () => {
    await desk.api.checkIn.mark({ eventId, who: { personId: person(AIGERIM) }, source: 'desk.search' });
    const a = await section('Секция A');
    at(15);
    expect(await into(a, AIGERIM)).toMatchObject({ verdict: 'moved', room: { from: null } });
    expect(await stays()).toMatchObject([
      { section_id: null, entered_at: '2026-09-04T12:00:00.000Z', left_at: '2026-09-04T12:15:00.000Z' },
      { section_id: a, left_at: null },
    ]);
    at(60);
    expect(await minutes(AIGERIM)).toBe(60);
  });

  test('the same person moved by two desks at once is in one room', async () => {
    const [a, b] = [await section('A'), await section('B')];
    await into(null, AIGERIM);
    const answers = await Promise.all([
      into(a, AIGERIM),
      into(b, AIGERIM),
      into(a, AIGERIM),
      into(b, AIGERIM),
    ]);
    expect(answers.map(({ verdict }) => verdict)).toEqual(['moved', 'moved', 'moved', 'moved']);
    expect((await stays()).filter(({ left_at }) => left_at === null)).toHaveLength(1);
    expect((await counts()).sections.map(({ inside }) => inside)).toEqual([0, 1]);
  });

  test('a clock set back gives no negative time and loses nobody', async () => {
    const [a, b] = [await section('A'), await section('B')];
    at(60);
    await into(a, AIGERIM);
    at(20);
    expect(await into(b, AIGERIM)).toMatchObject({ verdict: 'moved' });
    at(50);
    expect(await minutes(AIGERIM)).toBe(30);
    expect(await counts()).toMatchObject({ sections: [{ inside: 0 }, { inside: 1 }] });
  });

  test('a section that is put away takes its lists along; who was there stays noted', async () => {
    const a = await section('A');
    await list({ name: 'Вход A', section_id: a, admits: 'section' });
    await into(a, AIGERIM);
    await desk.api.rooms.removeSection({ id: a });
    expect(await desk.api.rooms.get({ eventId })).toMatchObject({ sections: [], lists: [] });
    await expect(into(a, AIGERIM)).rejects.toThrow('SECTION_NOT_FOUND');
    expect(await into(null, AIGERIM)).toMatchObject({ verdict: 'already', room: { section: null } });
    at(10);
    expect(await minutes(AIGERIM)).toBe(10);
  });
});

describe('lists', () => {
  test('a list admits whom it is for and names where the others belong', async () => {
    const [a, b] = [await section('Секция A'), await section('Секция B')];
    const door = await list({ name: 'Вход A', section_id: a, admits: 'section' });
    await list({ name: 'Первый поток', admits: 'groups', groups: ['ИС-22'] });
    await desk.api.rooms.addSeats({ owner: { sectionId: a }, who: { kind: 'groups', groups: ['ИС-21'] } });
    await desk.api.rooms.addSeats({
      owner: { sectionId: b },
      who: { kind: 'people', ids: [person(DANIYAR)] },
    });
    expect(await by(door, AIGERIM)).toMatchObject({
      verdict: 'ok',
      room: { gate: 'Вход A', section: 'Секция A' },
    });
    expect(await by(door, DANIYAR)).toMatchObject({
      tx: null,
      verdict: 'notOnList',
      room: { gate: 'Вход A', elsewhere: ['Секция B', 'Первый поток'] },
    });
    expect(await counts()).toMatchObject({
      sections: [
        { came: 1, notYet: 1, seats: 2 },
        { came: 0, notYet: 1, seats: 1 },
      ],
      lists: [
        { name: 'Вход A', came: 1, notYet: 1 },
        { name: 'Первый поток', came: 0, notYet: 1 },
      ],
    });
  });

  test('a list has hours, by the clock of the event', async () => {
    const door = await list({ name: 'Кофе', opens_at: '2026-09-04T17:30', closes_at: '2026-09-04T18:00' });
    expect(await by(door, AIGERIM)).toMatchObject({
      verdict: 'tooEarly',
      room: { opensAt: '2026-09-04T17:30' },
    });
    at(30);
    expect(await by(door, AIGERIM)).toMatchObject({ verdict: 'ok' });
    expect(await by(door, AIGERIM)).toMatchObject({ verdict: 'already' });
    at(60);
    expect(await by(door, DANIYAR)).toMatchObject({ verdict: 'tooLate' });
  });

  test('a list that leads into no section is passed once by each and moves nobody', async () => {
    const a = await section('Секция A');
    const coffee = await list({ name: 'Кофе' });
    await into(a, AIGERIM);
    at(30);
    expect(await by(coffee, AIGERIM)).toMatchObject({ verdict: 'ok', room: { section: 'Секция A' } });
    expect(await by(coffee, AIGERIM)).toMatchObject({ tx: null, verdict: 'already' });
    expect(await counts()).toMatchObject({ sections: [{ inside: 1 }], lists: [{ came: 1, notYet: null }] });
    at(45);
    expect(await minutes(AIGERIM)).toBe(45);
  });

  test('lists that make no sense are refused', async () => {
    await expect(list({ name: 'A', admits: 'section' })).rejects.toThrow('LIST_NEEDS_SECTION');
    await expect(
      list({ name: 'A', opens_at: '2026-09-04T18:00', closes_at: '2026-09-04T17:00' }),
    ).rejects.toThrow('ROOM_ENDS_BEFORE_START');
    const other = await newMeetup(desk);
    const elsewhere = await desk.api.rooms.addSection({ eventId: other, fields: { name: 'B' } });
    await expect(list({ name: 'A', section_id: elsewhere.id })).rejects.toThrow('SECTION_NOT_FOUND');
    const foreign = await list({ name: 'Здесь' });
    await expect(
      desk.api.checkIn.mark({
        eventId: other,
        who: { personId: person(AIGERIM) },
        gate: { listId: foreign, sectionId: null },
        source: 'desk.search',
      }),
    ).rejects.toThrow('LIST_NOT_FOUND');
  });
});

describe('checking out', () => {
  beforeEach(() => desk.api.rooms.setCheckOut({ eventId, isOn: true }));

  test('is noted once, and whoever comes back is welcomed back', async () => {
    await into(null, AIGERIM);
    at(30);
    expect(await out(AIGERIM)).toMatchObject({ verdict: 'left', at: '2026-09-04T12:30:00.000Z' });
    at(35);
    expect(await out(AIGERIM)).toMatchObject({
      tx: null,
      verdict: 'notInside',
      at: '2026-09-04T12:30:00.000Z',
    });
    expect(await counts()).toMatchObject({ inside: 0, left: 1 });
    at(50);
    expect(await into(null, AIGERIM)).toMatchObject({ verdict: 'returned' });
    at(60);
    expect(await minutes(AIGERIM)).toBe(40);
    expect(await desk.api.checkIn.counters({ eventId })).toMatchObject({ came: 1 });
  });

  test('of somebody who never came changes nothing', async () => {
    expect(await out(AIGERIM)).toMatchObject({ tx: null, verdict: 'notInside', at: null });
    expect(await desk.api.checkIn.leave({ eventId, who: { scan: 'nonsense' } })).toMatchObject({
      verdict: 'unknown',
    });
  });

  test('works for a mark that was made before check-out was turned on', async () => {
    await desk.api.rooms.setCheckOut({ eventId, isOn: false });
    await into(null, AIGERIM);
    await desk.api.rooms.setCheckOut({ eventId, isOn: true });
    at(20);
    expect(await out(AIGERIM)).toMatchObject({ verdict: 'left' });
    at(99);
    expect(await minutes(AIGERIM)).toBe(20);
  });

  test('whoever is not checked out counts as there until the event ends, and nothing is written for it', async () => {
    await into(null, AIGERIM);
    at(600);
    expect(await minutes(AIGERIM)).toBe(120);
    expect(await stays()).toMatchObject([{ left_at: null }]);
  });

  test('an annulled mark has no stays, and a new one begins anew', async () => {
    await into(null, AIGERIM);
    at(30);
    await desk.api.checkIn.annul({ eventId, personId: person(AIGERIM), reason: 'чужая карточка' });
    expect(await stays()).toEqual([]);
    expect(await out(AIGERIM)).toMatchObject({ verdict: 'notInside' });
    at(60);
    expect(await into(null, AIGERIM, true)).toMatchObject({ verdict: 'ok' });
    at(90);
    expect(await minutes(AIGERIM)).toBe(30);
  });
});

describe('taking back', () => {
  const back = () => desk.api.checkIn.undoLast({ eventId });

  test('goes step by step: the way out, the move, the mark', async () => {
    await desk.api.rooms.setCheckOut({ eventId, isOn: true });
    const [a, b] = [await section('A'), await section('B')];
    await into(a, AIGERIM);
    at(10);
    await into(b, AIGERIM);
    at(20);
    await out(AIGERIM);
    expect((await back()).person?.id).toBe(person(AIGERIM));
    expect(await presence(AIGERIM)).toMatchObject({ isInside: true, sectionId: b });
    await back();
    expect(await presence(AIGERIM)).toMatchObject({ isInside: true, sectionId: a });
    expect(await stays()).toMatchObject([{ section_id: a, left_at: null }]);
    await back();
    expect(await presence(AIGERIM)).toBeUndefined();
    expect(await stays()).toEqual([]);
    await expect(back()).rejects.toThrow('NOTHING_TO_UNDO');
  });

  test('a mark below a move takes the person out, and a new mark begins anew', async () => {
    const [a, b] = [await section('A'), await section('B')];
    const { tx } = await into(a, AIGERIM);
    at(10);
    await into(b, AIGERIM);
    await desk.api.checkIn.undoLast({ eventId, tx: tx ?? '' });
    expect(await presence(AIGERIM)).toBeUndefined();
    at(20);
    expect(await into(b, AIGERIM)).toMatchObject({ verdict: 'ok', at: '2026-09-04T12:20:00.000Z' });
    expect(await stays()).toMatchObject([{ section_id: b, entered_at: '2026-09-04T12:20:00.000Z' }]);
  });

  test('a section silences no other: marks still ask for the rooms that are left', async () => {
    const first = await desk.api.rooms.addSection({ eventId, fields: { name: 'A' } });
    const b = await section('B');
    const { undo } = await import('../../store/index.ts');
    await undo(desk.store, 'test', first.tx ?? '');
    expect((await desk.api.rooms.get({ eventId })).sections).toMatchObject([{ id: b }]);
    await desk.api.checkIn.mark({ eventId, who: { personId: person(AIGERIM) }, source: 'desk.search' });
    expect(await stays()).toHaveLength(1);
  });
});

test('a walk-in is let in where they stand, and taken back in one piece', async () => {
  const a = await section('Секция A', 10);
  const answer = await desk.api.checkIn.walkIn({
    eventId,
    name: 'Нұрлан Ахметов',
    gate: { listId: null, sectionId: a },
  });
  expect(answer).toMatchObject({ verdict: 'ok', room: { section: 'Секция A' } });
  expect(await counts()).toMatchObject({ sections: [{ inside: 1 }] });
  await desk.api.checkIn.undoLast({ eventId });
  expect(await counts()).toMatchObject({ inside: 0, sections: [{ inside: 0, came: 0 }] });
});
