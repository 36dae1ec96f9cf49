/** Holds: an event is made from a template or a copy, found by list and month, edited, cancelled and taken back. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { undo } from '../store/index.ts';
import { newMeetup, openDesk } from './desk.test-support.ts';
import type { TestDesk } from './desk.test-support.ts';

let desk: TestDesk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const eventOf = async (id: string) => (await desk.api.events.get({ id })).event;

describe('a new event', () => {
  test('comes from a ready-made template, on its next day, in the language of the screen', async () => {
    const templates = await desk.api.events.templates.list({ language: 'kk' });
    expect(templates.map((template) => template.name)).toEqual([
      'Митап',
      'Дәріс немесе курс кеші',
      'Ашық іс-шара',
    ]);
    expect(await eventOf(await newMeetup(desk))).toMatchObject({
      title: 'Митап 4 сентября',
      starts_at: '2026-09-04T18:00',
      ends_at: '2026-09-04T20:00',
      capacity: 60,
      registration: 'open',
    });
  });

  test('numbers the series of its template', async () => {
    const from = { kind: 'template', templateId: 'preset:course', language: 'ru' } as const;
    await desk.api.events.create({ from });
    const draft = await desk.api.events.draft({ from: { ...from, date: '2026-09-11' } });
    expect(draft).toMatchObject({ title: 'Занятие 2, 11 сентября', starts_at: '2026-09-11T18:30' });
  });

  test('copies the last one, whole weeks later, with club, place and hours', async () => {
    const club = await desk.api.clubs.save({ name: 'IT-клуб' });
    await newMeetup(desk, {
      title: 'Митап о Rust',
      club_id: club.id,
      place: 'ауд. 301',
      starts_at: '2026-08-21T18:30',
      ends_at: '2026-08-21T20:00',
      capacity: 40,
    });
    const { id } = await desk.api.events.create({ from: { kind: 'copy' } });
    expect(await eventOf(id)).toMatchObject({
      title: 'Митап о Rust',
      club_id: club.id,
      place: 'ауд. 301',
      starts_at: '2026-09-04T18:30',
      ends_at: '2026-09-04T20:00',
      capacity: 40,
    });
  });

  test('that would end before it starts is refused and not made', async () => {
    const wrong = newMeetup(desk, { starts_at: '2026-09-05T18:00', ends_at: '2026-09-05T17:00' });
    await expect(wrong).rejects.toThrow('EVENT_ENDS_BEFORE_START');
    expect((await desk.api.events.list({ when: 'upcoming' })).events).toEqual([]);
    expect(await desk.api.events.draft({ from: { kind: 'copy' } })).toBeNull();
    await expect(desk.api.events.create({ from: { kind: 'copy' } })).rejects.toThrow('NO_EVENT_TO_COPY');
  });
});

test('the list knows what is over by the organisation’s clock; the calendar shows whole weeks', async () => {
  const over = await newMeetup(desk, { starts_at: '2026-09-04T15:00', ends_at: '2026-09-04T16:59' });
  const running = await newMeetup(desk, { starts_at: '2026-09-04T16:00', ends_at: '2026-09-04T17:30' });
  const late = await newMeetup(desk, { starts_at: '2026-10-04T23:59', ends_at: '2026-10-05T01:00' });
  const ids = async (input: Parameters<typeof desk.api.events.list>[0]) =>
    (await desk.api.events.list(input)).events.map((event) => event.id);
  expect(await ids({ when: 'past' })).toEqual([over]);
  expect(await ids({ when: 'upcoming' })).toEqual([running, late]);
  expect(await ids({ month: '2026-09' })).toEqual([over, running, late]);
  expect(await ids({ month: '2026-08' })).toEqual([over, running]);
  expect(await ids({ month: '2026-11' })).toEqual([]);
});

test('everything can be edited later, and every change taken back', async () => {
  const id = await newMeetup(desk);
  const { tx } = await desk.api.events.edit({
    id,
    patch: { title: ' Вечер игр ', place: '', capacity: null },
  });
  expect(await eventOf(id)).toMatchObject({ title: 'Вечер игр', place: null, capacity: null });
  await expect(desk.api.events.edit({ id, patch: { ends_at: '2026-09-04T17:00' } })).rejects.toThrow(
    'EVENT_ENDS_BEFORE_START',
  );
  await undo(desk.store, 'test', tx ?? '');
  expect(await eventOf(id)).toMatchObject({ title: 'Митап 4 сентября', capacity: 60 });
  const cancelled = await desk.api.events.cancel({ id, reason: 'нет зала' });
  expect(await eventOf(id)).toMatchObject({ cancel_reason: 'нет зала' });
  await undo(desk.store, 'test', cancelled.tx ?? '');
  expect((await eventOf(id)).cancelled_at).toBeNull();
  const removed = await desk.api.events.remove({ id });
  await expect(desk.api.events.get({ id })).rejects.toThrow('EVENT_NOT_FOUND');
  await undo(desk.store, 'test', removed.tx ?? '');
  expect((await eventOf(id)).title).toBe('Митап 4 сентября');
});

test('a template carries sections, lists and check-out, shifted with the event; a copy does, too; nobody’s seat', async () => {
  const { id: eventId } = await desk.api.events.create({
    from: { kind: 'template', templateId: 'preset:meetup', language: 'ru', date: '2026-09-04' },
    fields: { starts_at: '2026-09-04T18:00', ends_at: '2026-09-04T21:00' },
  });
  const { id: section_id } = await desk.api.rooms.addSection({
    eventId,
    fields: { name: 'Химия', capacity: 12, starts_at: '2026-09-04T18:30' },
  });
  await desk.api.rooms.addList({
    eventId,
    fields: { name: 'Вход', admits: 'groups', groups: ['ИС-21'], section_id, closes_at: '2026-09-04T19:00' },
  });
  await desk.api.rooms.setCheckOut({ eventId, isOn: true });
  const fields = {
    name: 'День лабораторий',
    title_pattern: 'День лабораторий',
    club_id: null,
    place: null,
    weekday: null,
    start_time: '10:00',
    duration_minutes: 180,
    capacity: null,
    registration: 'open',
    note: null,
  } as const;
  const { id: templateId } = await desk.api.events.templates.save({ fields, rooms: { eventId } });
  const made = await desk.api.events.create({
    from: { kind: 'template', templateId, language: 'ru', date: '2026-10-02' },
  });
  const rooms = await desk.api.rooms.get({ eventId: made.id });
  expect(rooms).toMatchObject({
    hasCheckOut: true,
    sections: [{ name: 'Химия', capacity: 12, starts_at: '2026-10-02T10:30', ends_at: null }],
    lists: [{ name: 'Вход', admits: 'groups', groups: ['ИС-21'], closes_at: '2026-10-02T11:00' }],
  });
  expect(rooms.lists[0]?.section_id).toBe(rooms.sections[0]?.id);
  expect(rooms.sections[0]?.id).not.toBe(section_id);
  const copied = await desk.api.events.create({ from: { kind: 'copy', eventId } });
  expect((await desk.api.rooms.get({ eventId: copied.id })).sections).toMatchObject([{ name: 'Химия' }]);
  await desk.api.events.templates.save({ id: templateId, fields: { ...fields, name: 'Лаборатории' } });
  const own = async () =>
    (await desk.api.events.templates.list({ language: 'ru' })).find(({ id }) => id === templateId);
  expect(await own()).toMatchObject({ name: 'Лаборатории', rooms: { sections: [{ name: 'Химия' }] } });
  await desk.api.events.templates.save({ id: templateId, fields, rooms: 'none' });
  expect((await own())?.rooms).toBeNull();
  await expect(desk.api.events.templates.save({ id: 'preset:meetup', fields })).rejects.toThrow(
    'PRESET_STAYS',
  );
});

test('a template of one’s own stands before the ready-made ones, which stay', async () => {
  const { id } = await desk.api.events.templates.save({
    fields: {
      name: 'Пятничный митап',
      title_pattern: 'Митап №{n}',
      club_id: null,
      place: 'ауд. 301',
      weekday: 5,
      start_time: '18:30',
      duration_minutes: 90,
      capacity: null,
      registration: 'open',
      note: '',
    },
  });
  expect((await desk.api.events.templates.list({ language: 'ru' }))[0]).toMatchObject({
    id,
    isPreset: false,
  });
  await expect(desk.api.events.templates.remove({ id: 'preset:meetup' })).rejects.toThrow('PRESET_STAYS');
  await desk.api.events.templates.remove({ id });
  expect(await desk.api.events.templates.list({ language: 'ru' })).toHaveLength(3);
});

describe('the registered list', () => {
  test('is filled from people, groups, a filter and pasted lines; nobody twice', async () => {
    const people = await desk.addPeople(
      { family_name: 'Әбдіров', given_name: 'Санжар', study_group: 'А-1', student_card_no: '100001' },
      { family_name: 'Ким', given_name: 'Вера', study_group: 'А-1' },
      { family_name: 'Ким', given_name: 'Верона', study_group: 'Б-2' },
      { family_name: 'Архивный', study_group: 'А-1', status: 'archived' },
    );
    const eventId = await newMeetup(desk);
    const add = desk.api.events.registered.add;
    expect(await add({ eventId, who: { kind: 'groups', groups: ['А-1'] } })).toMatchObject({
      added: 2,
      already: 0,
    });
    const filter = { text: 'ким' };
    expect(await add({ eventId, who: { kind: 'filter', filter } })).toMatchObject({ added: 1, already: 1 });
    const lines = await desk.api.events.registered.match({
      lines: ['абдиров санжар', '100001', 'Ким вер', 'Никто'],
    });
    expect(lines.map(({ people: meant }) => meant.map((one) => one.id))).toEqual([
      [people[0]],
      [people[0]],
      [people[1], people[2]],
      [],
    ]);
  });

  test('gives up a place, and the place can be had again', async () => {
    const [id = ''] = await desk.addPeople({ family_name: 'Ким' });
    const eventId = await newMeetup(desk);
    await desk.api.events.registered.add({ eventId, who: { kind: 'people', ids: [id] } });
    expect(await desk.api.events.registered.remove({ eventId, personIds: [id, 'nobody'] })).toMatchObject({
      removed: 1,
    });
    expect(await desk.api.checkIn.roster({ eventId })).toEqual([]);
    const again = await desk.api.events.registered.add({ eventId, who: { kind: 'people', ids: [id] } });
    expect(again.added).toBe(1);
    expect(await desk.api.checkIn.roster({ eventId })).toHaveLength(1);
  });
});
