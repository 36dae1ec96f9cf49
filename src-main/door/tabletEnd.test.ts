/** Holds: when a volunteer's device falls silent, and what is kept apart from it whatever it sends. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTabletDesk } from '../../src-core/tablets/index.ts';
import { END_GRACE } from '../../src-core/tablets/tablets.rules.ts';
import { newPhone, openDoorDesk } from './doorForTests.test-support.ts';
import type { DoorDesk } from './doorForTests.test-support.ts';
import { newTablet, volunteersOf } from './tabletForTests.test-support.ts';

let desk: DoorDesk;
beforeEach(async () => {
  desk = await openDoorDesk();
});
afterEach(() => desk.close());

const { url, addPeople, invite, pairedTablet, list, came } = volunteersOf(() => desk);

describe('the end', () => {
  test('the button works at once, and the device is told in words', async () => {
    await addPeople();
    const tablet = await pairedTablet();
    const [known] = (await list()).tablets;
    await desk.api.tablets.revoke({ tabletId: known?.id ?? '' });
    expect(await tablet.call('scan', { scan: '220017' })).toMatchObject({
      status: 401,
      value: { refusal: 'revoked' },
    });
    expect(await came()).toBe(0);
    const page = await tablet.get('/t/');
    expect([page.status, page.text.includes('Организатор отключил это устройство')]).toEqual([401, true]);
    expect((await list()).tablets[0]?.state).toBe('revoked');
    await expect(
      desk.api.tablets.renew({ eventId: desk.eventId, tabletId: known?.id ?? '' }),
    ).rejects.toThrow('TABLET_REVOKED');
  });

  test('a mark that was on its way when the button was pressed is refused by the very write', async () => {
    await addPeople();
    const tablet = await pairedTablet();
    const own = openTabletDesk(desk.store, desk.eventId);
    const { tablet: entered } = await own.enter(tablet.cookie().slice('orda_tablet='.length));
    if (entered === undefined) throw new Error('the device was not let in');
    await desk.api.tablets.revoke({ tabletId: entered.id });
    await expect(own.call(entered, 'scan', { scan: '220017' })).rejects.toThrow('TABLET_REVOKED');
    expect(await came()).toBe(0);
    own.close();
  });

  test('an hour after the event everything ends by itself', async () => {
    const tablet = await pairedTablet();
    const { link } = { link: await invite('steward', 'Арман') };
    const end = Date.UTC(2026, 8, 4, 15);
    desk.setNow(end + END_GRACE);
    expect((await tablet.call('state')).status).toBe(200);
    desk.setNow(end + END_GRACE + 1);
    expect(await tablet.call('state')).toMatchObject({ status: 401, value: { refusal: 'ended' } });
    expect((await tablet.get('/t/')).text).toContain('Мероприятие закончилось');
    expect(await newTablet(url).pair(link.url)).toBe(200);
    expect((await list()).tablets.map(({ state }) => state)).toEqual(['ended', 'ended']);
  });

  test('an event that is put away takes its devices with it', async () => {
    const tablet = await pairedTablet();
    await desk.api.events.remove({ id: desk.eventId });
    expect(await tablet.call('state')).toMatchObject({ status: 401, value: { refusal: 'ended' } });
  });

  test('at another event’s door the device waits, and goes on at its own', async () => {
    const tablet = await pairedTablet();
    const { id: other } = await desk.api.events.create({
      from: { kind: 'template', templateId: 'preset:meetup', language: 'ru' },
      fields: {},
    });
    await desk.doors.close();
    await desk.api.door.open({ eventId: other, address: '127.0.0.1' });
    expect(await tablet.call('state')).toMatchObject({ status: 401, value: { refusal: 'otherEvent' } });
    await desk.doors.close();
    await desk.api.door.open({ eventId: desk.eventId, address: '127.0.0.1' });
    expect((await tablet.call('state')).status).toBe(200);
  });
});

describe('what is kept apart', () => {
  test('a phone’s key opens no tablet, a tablet’s token is no phone', async () => {
    await addPeople();
    await desk.api.door.openWave({ eventId: desk.eventId, lateAfterMinutes: null });
    const phone = newPhone(url);
    const code = (await desk.api.stage.view({ eventId: desk.eventId })).code?.text;
    await phone.open(`/${code}`);
    const tablet = await pairedTablet();
    const keys = [
      phone.cookie().replace('orda_phone', 'orda_tablet'),
      phone.cookie(),
      tablet.cookie().replace('orda_tablet', 'orda_phone'),
    ];
    for (const cookie of keys) {
      const thief = newTablet(url, { cookie });
      expect([cookie.slice(0, 12), (await thief.call('scan', { scan: '220017' })).value]).toEqual([
        cookie.slice(0, 12),
        { refusal: 'unknown' },
      ]);
    }
    const asPhone = newPhone(url, { cookie: tablet.cookie() });
    expect((await asPhone.post('/mark', { p: '1.x' })).text).toContain('сменился');
    expect(await came()).toBe(0);
  });

  test('the token goes only below /t, no script can read it, and only its hash is kept', async () => {
    const { url: link } = await invite('steward');
    const tablet = newTablet(url);
    await tablet.pair(link);
    expect(tablet.setCookie()).toMatch(
      /^orda_tablet=[\w-]{32}; Max-Age=\d+; Path=\/t; HttpOnly; SameSite=Lax$/,
    );
    const rows = JSON.stringify([
      desk.store.localRows('SELECT * FROM tablet'),
      desk.store.localRows(`SELECT * FROM change WHERE table_name = 'tablet'`),
    ]);
    expect(rows).not.toContain(tablet.cookie().slice('orda_tablet='.length));
    expect(rows).not.toContain(link.slice(-8));
  });

  test('another site can send nothing in the device’s name', async () => {
    await addPeople();
    const tablet = await pairedTablet();
    const foreign: readonly Readonly<Record<string, string>>[] = [
      { origin: 'http://evil.example' },
      { origin: 'null', 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'cross-site' },
      { 'x-part': '' },
    ];
    for (const headers of foreign)
      expect([headers, (await tablet.call('scan', { scan: '220017' }, headers)).status]).toEqual([
        headers,
        403,
      ]);
    expect((await tablet.call('scan', { scan: '220017' }, { origin: url().slice(0, -1) })).status).toBe(200);
  });

  test('a device that floods is slowed down', async () => {
    const tablet = await pairedTablet();
    const ends = await Promise.all(Array.from({ length: 120 }, () => tablet.call('state')));
    const counts = Map.groupBy(ends, ({ status }) => status);
    expect(counts.get(200)?.length).toBe(80);
    expect(counts.get(429)?.length).toBe(40);
  });

  test('pages and answers carry their own policy and are kept by nobody', async () => {
    const tablet = await pairedTablet();
    for (const { headers } of [await tablet.get('/t/'), await tablet.call('state')]) {
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
    const policy = (await tablet.get('/t/')).headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect((await tablet.get('/t/../door.json')).status).toBe(404);
    expect((await tablet.get('/t/main.ts')).status).toBe(404);
  });
});
