/** Holds: what a member may do and see besides answering: series, their marks and papers, profiles, over a relay's real file. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PLACEHOLDERS } from '../certificates/certificate.layout.rules.ts';
import { certificateTables } from '../certificates/index.ts';
import { eventTemplateTable } from '../events/index.ts';
import { guardianshipTable } from '../reach/index.ts';
import { shortLinkTable } from '../shortLinks/index.ts';
import { record } from '../store/index.ts';
import type { DomainTx } from '../store/index.ts';
import {
  certificates,
  checkInByCode,
  findByCode,
  courses,
  ownProfile,
  profileOf,
  registerForCourse,
  saveProfile,
  upcoming,
  visits,
} from './index.ts';
import { HOUR, openRelayClub } from './members.test-support.ts';

let club: Awaited<ReturnType<typeof openRelayClub>>;
beforeEach(async () => {
  club = await openRelayClub();
});
afterEach(() => club.close());

const fill = (work: (tx: DomainTx) => Promise<unknown>) =>
  club.store.write({ actor: 'test', action: 'test.fill' }, work);

async function addCourse(): Promise<{ readonly courseId: string; readonly eventIds: readonly string[] }> {
  const courseId = 'course-1';
  await fill((tx) =>
    record(tx, eventTemplateTable, courseId, {
      name: 'Python с нуля',
      title_pattern: 'Занятие {n}',
      start_time: '18:30',
      duration_minutes: 90,
      registration: 'list',
    }),
  );
  const dates = ['2026-09-01', '2026-09-08', '2026-09-15', '2026-09-22'];
  const eventIds: string[] = [];
  for (const [n, date] of dates.entries())
    eventIds.push(
      await club.addEvent({
        title: `Занятие ${n + 1}`,
        template_id: courseId,
        registration: 'list',
        starts_at: `${date}T18:30`,
        ends_at: `${date}T20:00`,
        capacity: 1,
      }),
    );
  return { courseId, eventIds };
}

test('one tap registers for everything of a series that is ahead; where it is full, for the queue', async () => {
  const [own = '', other = ''] = await club.addPeople(2);
  const { courseId, eventIds } = await addCourse();
  await club.addEvent({ title: 'Митап без серии' });
  await club.registerAtDesk(eventIds[2] ?? '', other);
  const [course] = await courses(club.store, own, club.now());
  expect(course).toMatchObject({ id: courseId, name: 'Python с нуля', isRegistered: false });
  expect(course?.events).toHaveLength(3);
  const press = { personId: own, courseId, source: 'bot', key: 'tap' } as const;
  const events = await registerForCourse(club.store, press);
  expect(events.map(({ hasPlace, waitlist }) => [hasPlace, waitlist?.place ?? null])).toEqual([
    [true, null],
    [false, 1],
    [true, null],
  ]);
  expect(await registerForCourse(club.store, press)).toEqual(events);
  expect((await courses(club.store, own, club.now()))[0]?.isRegistered).toBe(true);
  expect(await upcoming(club.store, own, club.now())).toHaveLength(4);
  await expect(
    registerForCourse(club.store, { ...press, courseId: 'nothing', key: 'other' }),
  ).rejects.toMatchObject({ code: 'COURSE_NOT_FOUND' });
});

test('the code of an event marks from an hour before its start to its end, once, by the rules of the door', async () => {
  const [own = '', late = '', foreign = ''] = await club.addPeople(3);
  const eventId = await club.addEvent({ capacity: 1 });
  const listed = await club.addEvent({ registration: 'list' });
  await fill(async (tx) => {
    for (const [code, target] of [
      ['bcdfghj', eventId],
      ['kmnpqrs', listed],
    ] as const)
      await record(tx, shortLinkTable, `link-${code}`, { code, kind: 'event', target, made_at: tx.at });
  });
  const start = Date.UTC(2026, 8, 11, 13);
  const comes = (personId: string, nowMs: number, code = 'BCD FGHJ') =>
    checkInByCode(club.store, { personId, code, source: 'bot', nowMs });
  await expect(comes(own, start - 2 * HOUR)).rejects.toMatchObject({ code: 'CHECK_IN_TOO_EARLY' });
  await expect(comes(own, start, 'zzzzzzz')).rejects.toMatchObject({ code: 'CODE_UNKNOWN' });
  expect(await comes(own, start - HOUR)).toMatchObject({ verdict: 'ok', event: { came: true, taken: 1 } });
  expect((await comes(own, start)).verdict).toBe('already');
  expect((await comes(late, start)).verdict).toBe('full');
  expect((await comes(foreign, start, 'kmnpqrs')).verdict).toBe('notOnList');
  await expect(comes(late, start + 3 * HOUR)).rejects.toMatchObject({ code: 'CHECK_IN_TOO_LATE' });
  expect(await visits(club.store, own)).toMatchObject([
    { eventId, title: 'Митап', startsAt: '2026-09-11T18:00', at: new Date(start - HOUR).toISOString() },
  ]);
  expect(await visits(club.store, late)).toEqual([]);
});

test('an event with a code for the hall marks by that one alone; its public code still leads to it', async () => {
  const [own = ''] = await club.addPeople(1);
  const eventId = await club.addEvent();
  await fill(async (tx) => {
    for (const [code, kind] of [
      ['bcdfghj', 'event'],
      ['kmnpqrs', 'checkIn'],
    ] as const)
      await record(tx, shortLinkTable, `link-${code}`, { code, kind, target: eventId, made_at: tx.at });
  });
  const start = Date.UTC(2026, 8, 11, 13);
  const find = (code: string, nowMs = start) => findByCode(club.store, { personId: own, code, nowMs });
  const comes = (code: string) =>
    checkInByCode(club.store, { personId: own, code, source: 'page', nowMs: start });
  expect(await find('bcdfghj')).toMatchObject({ event: { id: eventId, came: false }, canCheckIn: false });
  expect(await find('kmnpqrs', start - 2 * HOUR)).toMatchObject({ canCheckIn: false });
  expect(await find('kmnpqrs')).toMatchObject({ event: { id: eventId }, canCheckIn: true });
  await expect(find('zzzzzzz')).rejects.toMatchObject({ code: 'CODE_UNKNOWN' });
  await expect(comes('bcdfghj')).rejects.toMatchObject({ code: 'CHECK_IN_CODE_PUBLIC' });
  expect((await comes('kmnpqrs')).verdict).toBe('ok');
  await fill((tx) => record(tx, shortLinkTable, 'link-kmnpqrs', { deleted_at: tx.at }));
  await expect(comes('kmnpqrs')).rejects.toMatchObject({ code: 'CODE_UNKNOWN' });
  expect((await comes('bcdfghj')).verdict).toBe('already');
});

test('a member reads their own certificates: the newest edition, and whether it still counts', async () => {
  const [own = '', other = ''] = await club.addPeople(2);
  const eventId = await club.addEvent();
  const [, certificateTable, revocationTable] = certificateTables;
  await fill(async (tx) => {
    for (const [id, person_id, edition] of [
      ['c1', own, 1],
      ['c2', own, 2],
      ['c3', other, 1],
    ] as const)
      await record(tx, certificateTable, id, {
        template_id: 't',
        event_id: eventId,
        person_id,
        edition,
        series: 'K7QF',
        year: 2026,
        number: edition,
        issued_at: tx.at,
        key_id: '01234567',
        code: `ORDA1:${id}`,
        details: JSON.stringify(Object.fromEntries(PLACEHOLDERS.map((name) => [name, '']))),
      });
    await record(tx, revocationTable, 'c2', { at: tx.at, reason: 'Ошибка в имени' });
  });
  expect(await certificates(club.store, own)).toMatchObject([
    { id: 'c2', number: 'K7QF-2026-2', event: 'Митап', isRevoked: true, code: 'ORDA1:c2' },
  ]);
});

test('others see what the owner shows: by default the name and badges, of a minor never more', async () => {
  const [own = '', viewer = ''] = await club.addPeople(2, { study_group: 'ИС-21', telegram: 'aizhan' });
  const [pupil = ''] = await club.addPeople(1, { kind: 'pupil' });
  const [ward = ''] = await club.addPeople(1);
  await fill((tx) => record(tx, guardianshipTable, 'g', { guardian_id: viewer, child_id: ward }));
  const byId = (personId: string) => profileOf(club.store, viewer, { personId });
  expect(await byId(own)).toEqual({ name: 'Сейітова0 Айжан', badges: [] });
  // Two people have written the same Telegram name on their cards.
  await expect(profileOf(club.store, viewer, { nick: '@Aizhan' })).rejects.toMatchObject({
    code: 'PROFILE_NOT_FOUND',
  });
  const everything = ['name', 'group', 'telegram', 'visits', 'certificates'] as const;
  expect(await saveProfile(club.store, own, { shows: [...everything], quietFrom: '23:00' })).toMatchObject({
    shows: everything,
    quietFrom: '23:00',
    isDigest: true,
  });
  const { code } = await ownProfile(club.store, own);
  expect(await profileOf(club.store, viewer, { code })).toEqual({
    name: 'Сейітова0 Айжан',
    group: 'ИС-21',
    telegram: 'aizhan',
    visits: 0,
    certificates: [],
  });
  for (const minor of [pupil, ward]) {
    await saveProfile(club.store, minor, { shows: [...everything], language: 'kk' });
    expect(await byId(minor)).toEqual({ name: expect.any(String), badges: [] });
    expect(await ownProfile(club.store, minor)).toMatchObject({ isMinor: true, language: 'kk' });
  }
  await saveProfile(club.store, own, { shows: [] });
  expect(await byId(own)).toEqual({});
});
