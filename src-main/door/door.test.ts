/**
 * Holds: what a phone meets at the door, over a real socket: the code that rotates, one tap for a known phone, four fields
 * once, an early scan that spoils nothing, a forwarded link, one phone for one person, and nothing else to be had there.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { deviceTable } from '../../src-core/door/index.ts';
import { addPerson } from '../../src-core/people/index.ts';
import { record, type TablesOf } from '../../src-core/store/index.ts';
import { EVENING, newPhone, openDoorDesk } from './doorForTests.test-support.ts';
import type { DoorDesk, TestPhone } from './doorForTests.test-support.ts';

const MINUTE = 60_000;
let desk: DoorDesk;
beforeEach(async () => {
  desk = await openDoorDesk();
});
afterEach(() => desk.close());

const url = (): string => desk.doors.state()?.url ?? '';
const phone = (headers: Readonly<Record<string, string>> = {}): TestPhone => newPhone(url, headers);
const codeNow = async (): Promise<string> =>
  (await desk.api.stage.view({ eventId: desk.eventId })).code?.text ?? 'no code';
const openWave = (lateAfterMinutes: number | null = 10) =>
  desk.api.door.openWave({ eventId: desk.eventId, lateAfterMinutes });
const came = async (): Promise<number> => (await desk.api.checkIn.counters({ eventId: desk.eventId })).came;

const DANIYAR = {
  full_name: 'Оспанов Данияр',
  study_group: 'ИС-22-1',
  student_card_no: '20220017',
  telegram: '@daniyar_o',
};

describe('a new person', () => {
  test('fills in four fields once; at the next event one tap is enough', async () => {
    await openWave();
    const own = phone();
    expect((await own.open(`/${await codeNow()}`)).text).toContain('Учебная группа');
    const marked = await own.send(DANIYAR);
    expect(marked.text).toContain('Вы отмечены');
    expect(marked.text).toContain('18:00');
    expect(await came()).toBe(1);

    const next = await desk.api.events.create({ from: { kind: 'copy' } });
    await desk.api.door.close();
    await desk.api.door.open({ eventId: next.id, address: '127.0.0.1' });
    desk.setNow(EVENING + 7 * 24 * 60 * MINUTE);
    await desk.api.door.openWave({ eventId: next.id, lateAfterMinutes: null });
    const { code } = await desk.api.stage.view({ eventId: next.id });
    const greeted = await own.open(`/${code?.text}`);
    expect(greeted.text).toContain('Здравствуйте, Данияр!');
    expect(greeted.text).not.toContain('Учебная группа');
    expect((await own.send()).text).toContain('Вы отмечены');
    expect((await desk.api.checkIn.counters({ eventId: next.id })).came).toBe(1);
    expect((await desk.api.people.list({})).total).toBe(1);
  });

  test('hears beside the field what is wrong, and what was typed stays', async () => {
    await openWave();
    const own = phone();
    await own.open(`/${await codeNow()}`);
    const answer = await own.send({ ...DANIYAR, full_name: 'Данияр', telegram: 'не знаю' });
    expect(answer.text).toContain('Напишите фамилию и имя полностью');
    expect(answer.text).toContain('Похоже на опечатку');
    expect(answer.text).toContain('value="20220017"');
    expect(await came()).toBe(0);
  });

  test('is found in the base by any spelling, and the card gets what it lacked', async () => {
    await desk.api.people.add({ family_name: 'Әбдірахманова', given_name: 'Жұлдыз', study_group: 'ИС-22-1' });
    await openWave();
    const own = phone();
    await own.open(`/${await codeNow()}`);
    await own.send({ ...DANIYAR, full_name: '  жулдыз   АБДИРАХМАНОВА ' });
    const { rows, total } = await desk.api.people.list({});
    expect(total).toBe(1);
    expect(rows[0]).toMatchObject({ family_name: 'Әбдірахманова', telegram: 'daniyar_o' });
    expect(await came()).toBe(1);
  });

  test('who may be somebody else waits for a human, who decides, and the decision is remembered', async () => {
    const known = await desk.api.people.add({
      family_name: 'Оспанов',
      given_name: 'Данияр',
      study_group: 'ИС-22-1',
      student_card_no: '999',
    });
    await openWave();
    const own = phone();
    await own.open(`/${await codeNow()}`);
    const waiting = await own.send(DANIYAR);
    expect(waiting.text).toContain('Записали');
    expect(await came()).toBe(0);
    desk.setNow(EVENING + 5 * MINUTE);
    const [arrival] = await desk.api.door.queue({ eventId: desk.eventId });
    expect(arrival).toMatchObject({ reason: 'similar', candidates: [{ id: known.id, cardNo: '999' }] });
    await desk.api.door.decide({ arrivalId: arrival?.id ?? '', kind: 'merged', personId: known.id });
    const seen = await own.open('/');
    expect(seen.text).toContain('Вы отмечены');
    // The time is that of the arrival, not of the decision.
    expect(seen.text).toContain('18:00');
    expect(await desk.api.door.queue({ eventId: desk.eventId })).toEqual([]);

    const again = phone();
    await again.open(`/${await codeNow()}`);
    expect((await again.send(DANIYAR)).text).toContain('Вы отмечены');
    expect((await desk.api.people.list({})).total).toBe(1);
    expect(await desk.api.door.suspicions({ eventId: desk.eventId })).toMatchObject([
      { kind: 'twoDevices', people: [{ id: known.id }] },
    ]);
  });
});

describe('the code', () => {
  test('a forwarded link is refused a minute later, with a sentence that helps', async () => {
    await openWave();
    const code = await codeNow();
    desk.setNow(EVENING + 50_000);
    expect((await phone().open(`/${code}`)).text).toContain('Учебная группа');
    desk.setNow(EVENING + 70_000);
    const late = await phone().open(`/${code}`);
    expect(late.text).toContain('пересланная ссылка не работает');
    expect(late.text).toContain('name="c"');
  });

  test('whoever has loaded the page may take their time over the form; the form is no use on another phone', async () => {
    await openWave();
    const own = phone();
    await own.open(`/${await codeNow()}`);
    desk.setNow(EVENING + 5 * MINUTE);
    const friend = phone();
    await friend.open('/');
    const refused = await friend.post('/register', { ...DANIYAR, p: own.pass() });
    expect(refused.text).toContain('name="c"');
    expect(await came()).toBe(0);
    expect((await own.send(DANIYAR)).text).toContain('Вы отмечены');
  });

  test('can be typed by hand, in small letters', async () => {
    await openWave();
    const own = phone();
    expect((await own.open('/')).text).toContain('Введите код с экрана');
    expect((await own.open(`/?c=${(await codeNow()).toLowerCase()}`)).text).toContain('Учебная группа');
  });

  test('an early scan says when to come back and does not poison the later one', async () => {
    desk.setNow(EVENING - 40 * MINUTE);
    const own = phone();
    const early = await own.open('/ABCDE');
    expect(early.text).toContain('Пока рано');
    expect(early.text).toContain('18:00');
    desk.setNow(EVENING);
    await openWave();
    await own.open(`/${await codeNow()}`);
    expect((await own.send(DANIYAR)).text).toContain('Вы отмечены');
    expect(await came()).toBe(1);
  });
});

describe('waves', () => {
  test('on time and late follow from the rule, and change with it', async () => {
    desk.setNow(EVENING - 20 * MINUTE);
    await openWave(10);
    const arrive = async (name: string, atMs: number): Promise<string> => {
      desk.setNow(atMs);
      const own = phone();
      await own.open(`/${await codeNow()}`);
      return (await own.send({ ...DANIYAR, full_name: name, student_card_no: name, telegram: '' })).text;
    };
    // The wave opened at 17:40, but its clock starts with the event.
    expect(await arrive('Ахметов Арман', EVENING + 9 * MINUTE)).not.toContain('с опозданием');
    expect(await arrive('Жұмабаева Ләззат', EVENING + 11 * MINUTE)).toContain('с опозданием');
    await desk.api.door.closeWave({ eventId: desk.eventId });
    expect((await phone().open(`/ABCDE`)).text).toContain('Отметка сейчас закрыта');
    desk.setNow(EVENING + 60 * MINUTE);
    await openWave(0);
    expect(await arrive('Сейтқали Бекзат', EVENING + 61 * MINUTE)).toContain('с опозданием');
    const { byWave } = await desk.api.door.state({ eventId: desk.eventId });
    expect(byWave).toEqual([
      { wave: 1, onTime: 1, late: 1 },
      { wave: 2, onTime: 0, late: 1 },
    ]);
    await desk.api.door.setLateRule({ eventId: desk.eventId, number: 1, lateAfterMinutes: 15 });
    expect((await desk.api.door.state({ eventId: desk.eventId })).byWave[0]).toEqual({
      wave: 1,
      onTime: 2,
      late: 0,
    });
  });
});

describe('one phone is one person', () => {
  test('somebody else on the same phone waits for a human and is not marked', async () => {
    await openWave();
    const own = phone();
    await own.open(`/${await codeNow()}`);
    const pass = own.pass();
    await own.send(DANIYAR);
    expect((await own.open(`/${await codeNow()}`)).text).toContain('Вы отмечены');
    const friend = { ...DANIYAR, full_name: 'Ким Алина', student_card_no: '20220018', telegram: '', p: pass };
    const answer = await own.post('/register', friend);
    expect(answer.text).toContain('С этого телефона уже отметили другого человека');
    expect(await came()).toBe(1);
    const queue = await desk.api.door.queue({ eventId: desk.eventId });
    expect(queue.map(({ name, reason }) => [name, reason])).toEqual([['Ким Алина', 'deviceTaken']]);
    await desk.api.door.decide({ arrivalId: queue[0]?.id ?? '', kind: 'different' });
    expect(await came()).toBe(2);
  });

  test('a phone that was given to somebody else at another event stays whose it was at this one', async () => {
    await openWave();
    const own = phone();
    await own.open(`/${await codeNow()}`);
    await own.send(DANIYAR);
    const [device] = await desk.store
      .read<TablesOf<{ device: typeof deviceTable }>>()
      .selectFrom('device')
      .selectAll()
      .execute();
    await desk.store.write({ actor: 'test', action: 'test' }, async (tx) => {
      const person_id = await addPerson(tx, { family_name: 'Ким', given_name: 'Алина' });
      await record(tx, deviceTable, device?.id ?? '', {
        person_id,
        previous_id: device?.person_id ?? null,
        event_id: 'another',
      });
    });
    const seen = await own.open(`/${await codeNow()}`);
    expect(seen.text).toContain('Вы отмечены');
    expect(seen.text).toContain('Оспанов');
    expect(await came()).toBe(1);
  });

  test('two people from one browser stand in the list of pairs, and both stay marked', async () => {
    await openWave();
    for (const name of ['Оспанов Данияр', 'Ким Алина']) {
      const own = phone({ 'user-agent': 'Mozilla/5.0 (Linux; Android 8)' });
      await own.open(`/${await codeNow()}`);
      await own.send({ ...DANIYAR, full_name: name, student_card_no: name, telegram: '' });
    }
    expect(await came()).toBe(2);
    const pairs = await desk.api.door.suspicions({ eventId: desk.eventId });
    expect(pairs.map(({ kind, people }) => [kind, people.map(({ name }) => name).toSorted()])).toEqual([
      ['sameOrigin', ['Ким Алина', 'Оспанов Данияр']],
    ]);
  });
});

describe('nothing else is to be had', () => {
  test('other paths, methods, hosts, origins and large bodies are refused', async () => {
    const status = async (path: string, init?: RequestInit) =>
      (await fetch(new URL(path, url()), init)).status;
    expect(await status('/api/people.list')).toBe(404);
    expect(await status('/desk/index.html')).toBe(404);
    expect(await status('/../../etc/passwd')).toBe(404);
    expect(await status('/', { method: 'DELETE' })).toBe(405);
    expect(await status('/mark', { method: 'POST', body: 'x'.repeat(5000) })).toBe(413);
    expect(await status('/mark', { method: 'POST', headers: { origin: 'http://evil.example' } })).toBe(403);
  });

  test('every answer forbids foreign scripts, framing and keeping', async () => {
    const { headers } = await fetch(url());
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'sha256-/);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Lax$/);
  });

  test('the page is one small answer in three languages, and names are never markup', async () => {
    await openWave();
    for (const [language, word] of [
      ['ru', 'Учебная группа'],
      ['kk', 'Оқу тобы'],
      ['en', 'Study group'],
    ] as const) {
      const { text } = await newPhone(url, { 'accept-language': `${language}-KZ,xx;q=0.5` }).open(
        `/${await codeNow()}`,
      );
      expect(text).toContain(word);
      expect(Buffer.byteLength(text)).toBeLessThan(30_000);
      expect(text).not.toMatch(/ (src|href)="https?:/);
      expect(text).not.toContain('<b>«');
    }
  });
});

test('the laptop that died in mid-arrival opens its door again by itself', async () => {
  await openWave();
  const before = desk.doors.state();
  await desk.doors.pause();
  expect(desk.doors.state()).toBeNull();
  await desk.doors.resume(desk.store);
  expect(desk.doors.state()).toMatchObject({ eventId: desk.eventId, port: before?.port, url: before?.url });
});

describe('a showing that leads into a section', () => {
  const section = async (name: string, capacity: number | null = null): Promise<string> =>
    (await desk.api.rooms.addSection({ eventId: desk.eventId, fields: { name, capacity } })).id;
  const show = (sectionId: string) =>
    desk.api.door.openWave({
      eventId: desk.eventId,
      lateAfterMinutes: null,
      gate: { listId: null, sectionId },
    });
  const inside = async () =>
    (await desk.api.rooms.counts({ eventId: desk.eventId })).sections.map((one) => one.inside);

  test('lets phones in there, and the next one moves them on by one tap', async () => {
    const [a, b] = [await section('Секция A'), await section('Секция B')];
    await show(a);
    const own = phone();
    await own.open(`/${await codeNow()}`);
    expect((await own.send(DANIYAR)).text).toContain('Вы отмечены');
    expect(await inside()).toEqual([1, 0]);
    // The same showing once more changes nothing.
    expect((await own.open(`/${await codeNow()}`)).text).toContain('Вы отмечены');
    await desk.api.door.closeWave({ eventId: desk.eventId });
    desk.setNow(EVENING + 40 * MINUTE);
    await show(b);
    // Without a living code the page only says what it knows.
    expect((await own.open('/')).text).toContain('Вы отмечены');
    expect((await own.open(`/${await codeNow()}`)).text).toContain('Здравствуйте, Данияр!');
    expect((await own.send()).text).toContain('Вы отмечены');
    expect(await inside()).toEqual([0, 1]);
    expect(await came()).toBe(1);
  });

  test('says that the section is full; whoever a human lets in gets in there', async () => {
    const a = await section('Секция A', 1);
    await show(a);
    const [first, second] = [phone(), phone({ 'user-agent': 'other' })];
    await first.open(`/${await codeNow()}`);
    await first.send(DANIYAR);
    await second.open(`/${await codeNow()}`);
    const held = await second.send({
      ...DANIYAR,
      full_name: 'Ким Вера',
      student_card_no: '20220099',
      telegram: '',
    });
    expect(held.text).toContain('В этой секции мест не осталось');
    const [waiting] = await desk.api.door.queue({ eventId: desk.eventId });
    expect(waiting?.reason).toBe('sectionFull');
    await desk.api.door.decide({ arrivalId: waiting?.id ?? '', kind: 'merged' });
    expect(await inside()).toEqual([2]);
  });

  test('leads to the event as a whole once the section is removed', async () => {
    const a = await section('Секция A');
    await show(a);
    await desk.api.rooms.removeSection({ id: a });
    const own = phone();
    await own.open(`/${await codeNow()}`);
    expect((await own.send(DANIYAR)).text).toContain('Вы отмечены');
    expect(await came()).toBe(1);
  });
});
