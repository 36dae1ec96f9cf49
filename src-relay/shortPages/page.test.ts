/** What a phone gets behind a short address: pages, calendars and QR codes, in three languages. */
import { Hono } from 'hono';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { startOwn } from '../../src-core/access/index.ts';
import { eventTable, eventTemplateTable, clubTable } from '../../src-core/events/index.ts';
import { formUseTable } from '../../src-core/forms/index.ts';
import { makeLink } from '../../src-core/shortLinks/shortLinks.store.ts';
import { openStore, record } from '../../src-core/store/index.ts';
import type { Store } from '../../src-core/store/index.ts';
import { allTables } from '../../src-core/tables.ts';
import type { RelayEnv } from '../caller.ts';
import { folded } from './calendar.ts';
import { mountShortPages } from './routes.ts';

/** Friday 4 September 2026, 17:00 in Almaty. */
let nowMs = Date.UTC(2026, 8, 4, 12);
const folder = mkdtempSync(join(tmpdir(), 'orda-pages-'));
const app = new Hono<RelayEnv>();
let store: Store;
const codes: Record<string, string> = {};
const ENEMY = '<script>alert(1)</script> "&';

beforeAll(async () => {
  store = openStore({ path: join(folder, 'orda.db'), tables: allTables, migrations, now: () => nowMs });
  mountShortPages(app, { reading: store, now: () => nowMs, publicUrl: () => 'https://orda.example.org' });
  await startOwn(store, {
    name: 'Білім ордасы',
    language: 'kk',
    currency: 'KZT',
    timeZone: 'Asia/Almaty',
    owner: 'Айгерім',
  });
  const plain = { duration_minutes: 90, start_time: '18:00', registration: 'open' } as const;
  const event = { registration: 'open', place: 'Главный корпус, ауд. 301', club_id: 'club' } as const;
  await store.write({ actor: 'test', action: 'test' }, async (tx) => {
    await record(tx, clubTable, 'club', { name: 'IT-клуб «Дала»', colour: 'lazur' });
    await record(tx, eventTemplateTable, 'course', { ...plain, name: 'Курс Python', title_pattern: '{n}' });
    await record(tx, eventTemplateTable, 'empty', { ...plain, name: 'Курс Rust', title_pattern: '{n}' });
    const add = (id: string, title: string, day: string, more: object = {}) =>
      record(tx, eventTable, id, {
        ...event,
        title,
        starts_at: `${day}T18:30`,
        ends_at: `${day}T20:00`,
        ...more,
      });
    const off = { cancelled_at: '2026-09-01T00:00:00.000Z', cancel_reason: 'Преподаватель болен' };
    await add('ahead', 'Митап, осень; часть 1', '2026-09-05');
    await add('off', 'Отменённый', '2026-09-08', off);
    await add('past', 'Прошедший', '2026-08-20');
    await add('hostile', ENEMY, '2026-09-09', { place: ENEMY });
    await add('one', 'Курс Python', '2026-09-10', { template_id: 'course' });
    await add('two', 'Курс Python', '2027-01-14', { template_id: 'course', ...off });
    for (const target of ['ahead', 'off', 'past', 'hostile'])
      codes[target] = (await makeLink(tx, { kind: 'event', target })).code;
    for (const target of ['course', 'empty'])
      codes[target] = (await makeLink(tx, { kind: 'course', target })).code;
    const asked = { form_id: 'f', version_id: 'v', is_anonymous: 0, opens_at: '2026-09-01T00:00:00.000Z' };
    await record(tx, formUseTable, 'use', asked);
    codes['use'] = (await makeLink(tx, { kind: 'form', target: 'use' })).code;
    codes['hall'] = (await makeLink(tx, { kind: 'checkIn', target: 'ahead' })).code;
  });
});
afterAll(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

const get = (path: string, language = ''): Promise<Response> | Response =>
  app.request(path, { headers: language === '' ? {} : { 'accept-language': language } });
const text = async (path: string, language?: string): Promise<string> => (await get(path, language)).text();

/** What is read on the page, without its tags. */
const wordsOf = (page: string): string => page.replaceAll(/<[^>]+>/g, '').replaceAll('\u00a0', ' ');

describe('the page of an event', () => {
  test.each([
    ['ru', 'завтра, суббота, 5 сентября, 18:30–20:00', 'Добавить в календарь'],
    ['kk', 'ертең, 5 қыркүйек, сенбі, 18:30–20:00', 'Күнтізбеге қосу'],
    ['en', 'tomorrow, Saturday 5 September, 18:30–20:00', 'Add to calendar'],
  ])('says in %s when and where it is', async (language, when, button) => {
    const page = await text(`/${codes['ahead']}`, `${language}-XX,de;q=0.7`);
    expect(page).toContain(`<html lang="${language}">`);
    expect(wordsOf(page)).toContain(when);
    for (const part of [button, 'Главный корпус, ауд. 301', 'IT-клуб «Дала»', 'Білім ордасы', 'Asia/Almaty'])
      expect(page).toContain(part);
  });

  test('speaks the language that was asked for, else the browser’s, else Russian', async () => {
    const code = codes['ahead'] ?? '';
    const languages = [
      [`/${code}?lang=en`, 'kk'],
      [`/${code}?lang=xx`, 'kk-KZ,ru;q=0.8'],
      [`/${code}`, 'de-DE,en;q=0.4,ru;q=0.9'],
      [`/${code}`, 'en;q=0,kk;q=0.1'],
      [`/${code}`, 'de'],
    ] as const;
    const spoken = await Promise.all(
      languages.map(async ([path, accepted]) => /lang="(..)"/.exec(await text(path, accepted))?.[1]),
    );
    expect(spoken).toEqual(['en', 'kk', 'ru', 'kk', 'ru']);
  });

  test('is small, has no script, and its policy allows only its own style', async () => {
    const answer = await get(`/${codes['ahead']}`);
    const page = await answer.text();
    expect(Buffer.byteLength(page)).toBeLessThan(20_000);
    expect(page).not.toMatch(/<script|javascript:|\son\w+=/i);
    expect(answer.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/=]+'; img-src 'self';/,
    );
  });

  test('says that it is cancelled, and why; over; or on now', async () => {
    expect(await text(`/${codes['off']}`)).toMatch(/Отменено.*Преподаватель болен/);
    expect(await text(`/${codes['past']}`)).toContain('Уже прошло');
    for (const over of ['off', 'past']) expect(await text(`/${codes[over]}`)).not.toContain('.ics');
    nowMs = Date.UTC(2026, 8, 5, 14);
    expect(await text(`/${codes['ahead']}`)).toContain('Идёт сейчас');
    nowMs = Date.UTC(2026, 8, 4, 12);
  });

  test('leads members to where they answer, as long as there is something to answer', async () => {
    expect(await text(`/${codes['ahead']}`, 'ru')).toContain(
      `<a class="b" href="/me?at=${codes['ahead']}">Ответить: приду или нет</a>`,
    );
    expect(await text(`/${codes['course']}`, 'en')).toContain(
      `href="/me?at=${codes['course']}">Register</a>`,
    );
    for (const over of ['off', 'past', 'empty'])
      expect(await text(`/${codes[over]}`)).not.toContain('/me?at=');
  });

  test('of a code for the hall is the phone page alone: no page and no calendar say what it is', async () => {
    const answer = await get(`/${codes['hall']}`);
    expect([answer.status, answer.headers.get('location')]).toEqual([302, `/me?at=${codes['hall']}`]);
    expect((await get(`/${codes['hall']}.ics`)).status).toBe(404);
  });

  test('a title that is written like a page stays a title', async () => {
    const page = await text(`/${codes['hostile']}`);
    expect(page).not.toContain('<script');
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &quot;&amp;');
  });

  test('a code is found however it is typed', async () => {
    const code = codes['ahead'] ?? '';
    for (const typed of [code.toUpperCase(), `${code.slice(0, 3)}-${code.slice(3)}`])
      expect((await get(`/${typed}`)).status).toBe(200);
  });
});

describe('the page of a course', () => {
  test('has the dates to come; a cancelled one is crossed out, another year is named', async () => {
    const page = await text(`/${codes['course']}`, 'ru');
    expect(page).toContain('<h1>Курс Python</h1>');
    expect(wordsOf(page)).toContain('четверг, 10 сентября, 18:30–20:00');
    expect(wordsOf(/<li class="off">.*?<\/li>/.exec(page)?.[0] ?? '')).toContain(
      'четверг, 14 января 2027, 18:30–20:00',
    );
  });

  test('says that there are no dates yet', async () => {
    expect(await text(`/${codes['empty']}`, 'en')).toContain('No new dates yet');
  });
});

test.each(['/2222222', '/x', '/2222222.ics', '/2222222/qr.svg', '/%00', `/${'a'.repeat(500)}`])(
  '%s is a kind 404',
  async (path) => {
    const answer = await get(path, 'kk');
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain('Бұл сілтемеде ештеңе жоқ');
  },
);

test('the relay’s own address says what works here', async () => {
  expect(await text('/', 'en')).toContain('Orda is at work here');
});

describe('the calendar', () => {
  test('has the event at its moment, in lines that calendars read', async () => {
    const answer = await get(`/${codes['ahead']}.ics`);
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    const calendar = await answer.text();
    expect(calendar).toMatch(/^BEGIN:VCALENDAR\r\nVERSION:2.0\r\n/);
    // 18:30 in Almaty, five hours ahead of UTC.
    expect(calendar).toContain('DTSTART:20260905T133000Z\r\nDTEND:20260905T150000Z\r\n');
    expect(calendar).toContain(String.raw`SUMMARY:Митап\, осень\; часть 1`);
    expect(calendar).toContain(`URL:https://orda.example.org/${codes['ahead']}\r\n`);
    for (const line of calendar.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  });

  test('of a course has every date, a cancelled one as cancelled', async () => {
    const calendar = await text(`/${codes['course']}.ics`);
    expect(calendar.match(/STATUS:\w+/g)).toEqual(['STATUS:CONFIRMED', 'STATUS:CANCELLED']);
  });

  test('a long line is folded between letters and comes back whole', () => {
    const line = `SUMMARY:${'Қыз Жібек '.repeat(30)}`;
    const parts = folded(line).split('\r\n ');
    expect(parts.length).toBeGreaterThan(5);
    expect(parts.join('')).toBe(line);
  });
});

test('the QR code is the page’s address', async () => {
  const answer = await get(`/${codes['ahead']}/qr.svg`);
  expect(answer.headers.get('content-type')).toBe('image/svg+xml');
  const { qrSvg } = await import('../../src-core/documents/qr/qr.ts');
  expect(await answer.text()).toBe(qrSvg(`https://orda.example.org/${codes['ahead']}`));
});

test('the address of a form leads to where members answer it; it has a QR code, and no calendar', async () => {
  const answer = await get(`/${codes['use']}`);
  expect([answer.status, answer.headers.get('location')]).toEqual([302, '/me/forms/use']);
  expect((await get(`/${codes['use']}/qr.svg`)).status).toBe(200);
  expect((await get(`/${codes['use']}.ics`)).status).toBe(404);
});
