/**
 * Holds: what a volunteer's device meets at the door, over a real socket: it is paired once, does what its role may and
 * nothing else, hears of nobody more than their name and group, and is dead the moment it is revoked.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EVENING, openDoorDesk } from './doorForTests.test-support.ts';
import type { DoorDesk } from './doorForTests.test-support.ts';
import { newTablet, PEOPLE, volunteersOf } from './tabletForTests.test-support.ts';

const HOUR = 60 * 60_000;
let desk: DoorDesk;
beforeEach(async () => {
  desk = await openDoorDesk();
});
afterEach(() => desk.close());

const { url, addPeople, invite, pairedTablet, list, came } = volunteersOf(() => desk);

describe('pairing', () => {
  test('the link asks first and pairs once; the list says who has which device', async () => {
    const { url: link } = await invite('steward');
    const tablet = newTablet(url, { 'user-agent': 'Mozilla/5.0 (Linux; Android 9) Chrome/81.0 Safari/537' });
    const asked = await tablet.get(link);
    expect(asked.text).toContain('Мадина, здравствуйте!');
    expect(asked.text).toContain('&lt;b&gt;«Қош келдіңіз»&lt;/b&gt;');
    expect((await list()).tablets[0]).toMatchObject({ state: 'invited', isCodeAlive: true });
    expect(await tablet.pair(link)).toBe(303);
    expect(await newTablet(url).pair(link)).toBe(200);
    expect((await newTablet(url).get(link)).text).toContain('Код не подошёл');
    expect((await tablet.call('state')).value).toMatchObject({ name: 'Мадина', role: 'steward', came: 0 });
    expect((await list()).tablets).toMatchObject([
      { name: 'Мадина', state: 'working', device: 'Android · Chrome', seenMs: EVENING, marks: 0 },
    ]);
  });

  test('a device that is tapped twice, or scans its code again, comes to its own desk', async () => {
    const { url: link } = await invite('steward');
    const tablet = newTablet(url);
    await tablet.pair(link);
    const again = await tablet.get(link);
    expect([again.status, again.headers.get('location')]).toEqual([303, '/t/?l=ru']);
    expect(await tablet.pair(link)).toBe(303);
    expect((await tablet.call('state')).status).toBe(200);
  });

  test('a code lives for ten minutes, in either case of letters', async () => {
    const { code } = await invite('steward');
    desk.setNow(EVENING + 10 * 60_000);
    expect((await newTablet(url).get(`/t/${code.toLowerCase()}`)).text).toContain('Начать');
    desk.setNow(EVENING + 10 * 60_000 + 1);
    expect((await newTablet(url).get(`/t/${code}`)).text).toContain('Код не подошёл');
    expect(await newTablet(url).pair(`/t/${code}`)).toBe(200);
  });

  test('guesses are held short, and a guesser cannot go on by the form', async () => {
    const { code } = await invite('steward');
    const guesser = newTablet(url);
    const ends: number[] = [];
    for (let at = 0; at < 12; at += 1) ends.push((await guesser.get(`/t/2222222${at % 10}`)).status);
    expect(ends).toEqual([...Array.from({ length: 10 }, () => 200), 429, 429]);
    expect(await guesser.pair(`/t/${code}`)).toBe(429);
  });

  test('a new code moves the volunteer to another device, and the first one falls silent', async () => {
    const first = await pairedTablet();
    const [known] = (await list()).tablets;
    const { link } = await desk.api.tablets.renew({ eventId: desk.eventId, tabletId: known?.id ?? '' });
    expect((await first.call('state')).status).toBe(200);
    const second = newTablet(url);
    expect(await second.pair(link.url)).toBe(303);
    expect([(await first.call('state')).status, (await second.call('state')).status]).toEqual([401, 200]);
    expect((await list()).tablets).toHaveLength(1);
  });

  test('nobody is invited while the door is closed', async () => {
    await desk.doors.close();
    await expect(invite('steward')).rejects.toThrow('DOOR_NOT_OPEN');
  });
});

describe('marking', () => {
  test('a scan marks with its source and its maker, a second one marks nobody, the last can be taken back', async () => {
    await addPeople();
    const tablet = await pairedTablet();
    const { value } = await tablet.call('scan', { scan: '220017' });
    expect(value).toEqual({
      verdict: 'ok',
      person: { name: 'Оспанов Данияр', group: 'ИС-22-1' },
      atMs: EVENING,
      reason: null,
      place: null,
      tx: expect.any(String),
      due: [],
    });
    expect((await tablet.call('scan', { scan: '220017' })).value).toMatchObject({
      verdict: 'already',
      tx: null,
    });
    expect((await tablet.call('scan', { scan: 'чужой' })).value).toMatchObject({ verdict: 'unknown' });
    expect((await desk.api.checkIn.recent({ eventId: desk.eventId }))[0]).toMatchObject({ source: 'tablet' });
    const [known] = (await list()).tablets;
    expect(known?.marks).toBe(1);
    expect(
      desk.store.localRows<{ actor: string; name: string }>(
        `SELECT actor, name FROM action WHERE name = 'tablets.mark'`,
      ),
    ).toEqual([{ actor: `tablet:${known?.id}`, name: 'tablets.mark' }]);
    const tx = String(Reflect.get(Object(value), 'tx'));
    expect((await tablet.call('undo', { tx })).value).toEqual({ name: 'Оспанов Данияр' });
    expect((await tablet.call('undo', { tx })).status).toBe(409);
    expect([await came(), (await list()).tablets[0]?.marks]).toEqual([0, 0]);
  });

  test('nobody takes back what another device or the desk marked', async () => {
    await addPeople();
    const [mine, other] = [
      await pairedTablet('steward', 'Мадина'),
      await pairedTablet('supervisor', 'Арман'),
    ];
    const { value } = await mine.call('scan', { scan: '220017' });
    const tx = String(Reflect.get(Object(value), 'tx'));
    expect((await other.call('undo', { tx })).status).toBe(409);
    expect(await came()).toBe(1);
    expect(new Map((await list()).tablets.map(({ name, marks }) => [name, marks]))).toEqual(
      new Map([
        ['Мадина', 1],
        ['Арман', 0],
      ]),
    );
  });

  test('a device that was set to a room moves people there, and says which room it is', async () => {
    await addPeople();
    const { id: sectionId } = await desk.api.rooms.addSection({
      eventId: desk.eventId,
      fields: { name: 'Зал Б', capacity: 1 },
    });
    const gate = { listId: null, sectionId };
    const { link } = await desk.api.tablets.invite({
      eventId: desk.eventId,
      name: 'Мадина',
      role: 'steward',
      gate,
    });
    const tablet = newTablet(url);
    await tablet.pair(link.url);
    expect((await tablet.call('state')).value).toMatchObject({ gate: 'Зал Б' });
    expect((await tablet.call('scan', { scan: '220017' })).value).toMatchObject({
      verdict: 'ok',
      place: 'Зал Б',
    });
    expect((await tablet.call('scan', { scan: '220018' })).value).toMatchObject({
      verdict: 'refer',
      place: null,
    });
    expect((await list()).tablets[0]?.gate).toBe('Зал Б');
    await desk.api.rooms.removeSection({ id: sectionId });
    expect((await tablet.call('scan', { scan: '220019' })).value).toEqual({ code: 'SECTION_NOT_FOUND' });
    await expect(
      desk.api.tablets.invite({ eventId: desk.eventId, name: 'Арман', role: 'steward', gate }),
    ).rejects.toThrow('SECTION_NOT_FOUND');
  });

  test('codes that were kept without a connection are marked with the time of their scan, each once', async () => {
    await addPeople();
    const tablet = await pairedTablet();
    desk.setNow(EVENING + HOUR);
    const late = { scan: '220018', agoMs: 20 * 60_000 };
    const ends = await Promise.all(Array.from({ length: 8 }, () => tablet.call('scan', late)));
    const verdicts = ends.map(({ value }) => String(Reflect.get(Object(value), 'verdict'))).toSorted();
    expect(verdicts).toEqual([...Array.from({ length: 7 }, () => 'already'), 'ok']);
    const [mark] = await desk.api.checkIn.recent({ eventId: desk.eventId });
    expect(mark?.at).toBe(new Date(EVENING + HOUR - 20 * 60_000).toISOString());
    // A stopwatch that is out of its mind puts nobody before the device was handed out.
    await tablet.call('scan', { scan: '220019', agoMs: 9 * HOUR });
    const marks = await desk.api.checkIn.recent({ eventId: desk.eventId });
    expect(marks.map(({ at }) => at)).toContain(new Date(EVENING).toISOString());
  });
});

describe('the two roles', () => {
  const listOnly = () => desk.api.events.edit({ id: desk.eventId, patch: { registration: 'list' } });

  test('a steward hears to call somebody; a supervisor hears why, and lets in', async () => {
    await addPeople();
    await listOnly();
    const [steward, supervisor] = [await pairedTablet('steward'), await pairedTablet('supervisor')];
    expect((await steward.call('scan', { scan: '220017' })).value).toEqual({
      verdict: 'refer',
      person: { name: 'Оспанов Данияр', group: 'ИС-22-1' },
      atMs: null,
      reason: null,
      place: null,
      tx: null,
      due: [],
    });
    const { value } = await supervisor.call('scan', { scan: '220017' });
    expect(value).toMatchObject({ verdict: 'notOnList', person: { id: expect.any(String) } });
    const personId = String(Reflect.get(Object(Reflect.get(Object(value), 'person')), 'id'));
    expect((await steward.call('mark', { who: { personId }, isAllowed: true })).status).toBe(403);
    expect(await came()).toBe(0);
    expect((await supervisor.call('mark', { who: { personId }, isAllowed: true })).value).toMatchObject({
      verdict: 'ok',
    });
    await desk.api.checkIn.annul({ eventId: desk.eventId, personId, reason: 'ушёл сразу' });
    expect((await supervisor.call('scan', { scan: '220017' })).value).toMatchObject({
      verdict: 'annulled',
      reason: 'ушёл сразу',
    });
    expect(JSON.stringify(await steward.call('scan', { scan: '220017' }))).not.toContain('ушёл');
  });

  test('a supervisor finds those of this event by a letter, everyone by three, and nobody by digits', async () => {
    await addPeople();
    await listOnly();
    const supervisor = await pairedTablet('supervisor');
    await desk.api.checkIn.mark({
      eventId: desk.eventId,
      who: { scan: '220019' },
      source: 'desk.scan',
      isAllowed: true,
    });
    const names = async (text: string): Promise<unknown> => {
      const { value } = await supervisor.call('search', { text });
      return Array.isArray(value) ? value.map(({ name, state }) => `${name}: ${state}`) : value;
    };
    expect(await names('ә')).toEqual(['Әлиев Ерлан: came']);
    expect(await names('ос')).toEqual([]);
    expect(await names('осп')).toEqual(['Оспанов Данияр: stranger', 'Оспанова Дана: stranger']);
    expect(await names('оспан дана')).toEqual(['Оспанова Дана: stranger']);
    for (const probe of [
      '220017',
      '+77011112233',
      '7701',
      'tg_220017',
      '220017@mail',
      'тайна',
      'ИС-22-1',
      '%',
      '',
      '   ',
    ])
      expect([probe, await names(probe)]).toEqual([probe, []]);
  });

  test('at most eight names leave at once', async () => {
    for (let at = 0; at < 20; at += 1)
      await desk.api.people.add({ family_name: 'Ахметов', given_name: `Б${'а'.repeat(at + 1)}` });
    const supervisor = await pairedTablet('supervisor');
    expect((await supervisor.call('search', { text: 'ахметов' })).value).toHaveLength(8);
  });

  test('nothing about a person leaves but the name and the group', async () => {
    await addPeople();
    const [steward, supervisor] = [await pairedTablet('steward'), await pairedTablet('supervisor')];
    const all = [
      await supervisor.call('search', { text: 'оспан' }),
      ...(await Promise.all(
        [steward, supervisor].flatMap((one) => [one.call('scan', { scan: '220017' }), one.call('state')]),
      )),
      await steward.get('/t/'),
    ];
    const said = JSON.stringify(all);
    expect(said).toContain('Оспанов');
    for (const [, , , card, phone] of PEOPLE)
      for (const secret of [card, phone, phone.slice(1), `tg_${card}`, 'mail.example', 'тайна'])
        expect(said).not.toContain(secret);
    const ids = (await desk.api.checkIn.roster({ eventId: desk.eventId })).map(({ id }) => id);
    const toSteward = JSON.stringify([
      await steward.call('scan', { scan: '220017' }),
      await steward.call('state'),
    ]);
    for (const id of ids) expect(toSteward).not.toContain(id);
    const { value } = await supervisor.call('search', { text: 'оспанов дан' });
    expect(Object.keys(Object(Array.isArray(value) ? value[0] : {})).toSorted()).toEqual([
      'group',
      'id',
      'name',
      'state',
    ]);
  });

  test('a steward may not search, and no one may call what is not there', async () => {
    const steward = await pairedTablet('steward');
    expect((await steward.call('search', { text: 'оспан' })).value).toEqual({ code: 'NOT_PERMITTED' });
    for (const path of [
      'people.list',
      'list',
      'invite',
      'revoke',
      '../api/people.list',
      '__proto__',
      'constructor',
      'toString',
    ])
      expect([path, (await steward.call(path)).status]).toEqual([path, 404]);
  });

  test('hostile inputs are refused in one word', async () => {
    const supervisor = await pairedTablet('supervisor');
    for (const name of ['scan', 'mark', 'leave', 'acknowledge', 'search', 'undo'])
      for (const input of [
        undefined,
        null,
        1,
        '',
        [],
        {},
        { scan: '' },
        { scan: 1 },
        { text: {} },
        { tx: null },
        { who: {} },
      ]) {
        const { status, value } = await supervisor.call(name, input);
        expect([name, input, status, value]).toEqual([name, input, 400, { code: 'BAD_REQUEST' }]);
      }
    expect((await supervisor.call('scan', { scan: "'; DROP TABLE person; --" })).value).toMatchObject({
      verdict: 'unknown',
    });
    expect((await supervisor.call('mark', { who: { personId: 'x' } })).value).toEqual({
      code: 'PERSON_NOT_FOUND',
    });
    expect((await supervisor.call('scan', { scan: 'x'.repeat(5000) })).status).toBe(413);
  });
});
