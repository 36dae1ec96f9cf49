/**
 * A short link from the desk to a phone: a real desk is connected to a real relay, the organizer makes the link beside the event, and
 * a phone that knows nothing opens its page in three languages.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { startRelay } from '../relay/relay.ts';
import { sharedBrowser } from './browser.ts';
import { call } from './call.ts';
import { shots, test } from './desk.ts';

const PHONE = { width: 360, height: 740 };
const keepShot = async (page: Page, name: string): Promise<void> => {
  const folder = process.env['ORDA_SHOTS'];
  if (folder === undefined || folder === '') return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
};

test('an event’s short link opens on a phone, and says when it is cancelled', async ({ desk, window }) => {
  const relay = await startRelay();
  const { page } = window;
  await call(page, 'setup.startOwn', {
    name: 'IT-клуб «Дала»',
    language: 'ru',
    currency: 'KZT',
    timeZone: 'Asia/Almaty',
    owner: 'Айгерим',
  });
  const { id: templateId } = await call<{ id: string }>(page, 'events.templates.save', {
    fields: {
      name: 'Курс «Python с нуля»',
      title_pattern: 'Python с нуля, занятие {n}',
      club_id: null,
      place: 'Главный корпус, ауд. 301',
      weekday: 6,
      start_time: '18:30',
      duration_minutes: 90,
      capacity: 30,
      registration: 'open',
      note: null,
    },
  });
  const made: string[] = [];
  for (const date of ['2031-03-01', '2031-03-08', '2031-03-15']) {
    const from = { kind: 'template', templateId, date, language: 'ru' };
    made.push((await call<{ id: string }>(page, 'events.create', { from })).id);
  }
  const [eventId = '', off = ''] = made;
  await call(page, 'events.cancel', { id: off, reason: 'Международный женский день' });
  const address = `${new URL(page.url()).origin}/events/${eventId}`;
  await page.goto(address);
  await page.getByText('Для такой страницы нужен ретранслятор').waitFor();

  await call(page, 'links.connectRelay', { address: relay.url, code: relay.code });
  await page.reload();
  await page.getByRole('button', { name: 'Сделать короткую ссылку' }).click();
  const link = page.getByRole('link', { name: /^127\.0\.0\.1:\d+\/\w{7}$/ });
  await link.waitFor();
  const url = (await link.getAttribute('href')) ?? '';
  expect(url).toMatch(new RegExp(`^${relay.url}/[2-9b-z]{7}$`));
  await page.getByText('Вся серия').click();
  await page.getByRole('button', { name: 'Сделать короткую ссылку' }).click();
  await link.waitFor();
  await expect.poll(() => link.getAttribute('href')).not.toBe(url);
  const courseUrl = (await link.getAttribute('href')) ?? '';
  await call(page, 'links.syncNow', {});

  const browser = await sharedBrowser();
  const phone = await browser.newContext({ viewport: PHONE, deviceScaleFactor: 2, locale: 'kk-KZ' });
  const screen = await phone.newPage();
  const complaints: string[] = [];
  screen.on('console', (message) => complaints.push(message.text()));
  await screen.goto(url);
  await screen.getByRole('heading', { name: 'Python с нуля, занятие 1' }).waitFor();
  await screen.getByText('2031 ж. 1 наурыз, сенбі, 18:30–20:00').waitFor();
  expect(await screen.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width);
  for (const [language, scheme] of [
    ['kk', 'light'],
    ['ru', 'dark'],
    ['en', 'light'],
  ] as const) {
    await screen.emulateMedia({ colorScheme: scheme });
    await screen.goto(`${url}?lang=${language}`);
    await keepShot(screen, `phone-event-${language}-${scheme}`);
    await screen.goto(`${courseUrl}?lang=${language}`);
    await keepShot(screen, `phone-course-${language}-${scheme}`);
  }
  await screen.locator('summary').click();
  await screen.getByText('Cancelled').waitFor();
  await expect
    .poll(() => screen.locator('details img').evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBeGreaterThan(0);

  await call(page, 'events.cancel', { id: eventId, reason: 'Преподаватель болен' });
  await call(page, 'links.syncNow', {});
  await screen.goto(`${url}?lang=ru&again`);
  await screen.getByText('Отменено').waitFor();
  await screen.getByText('Преподаватель болен').waitFor();
  await keepShot(screen, 'phone-event-cancelled');
  const nothing = await screen.goto(`${relay.url}/2222222?lang=en`);
  expect(nothing?.status()).toBe(404);
  await keepShot(screen, 'phone-nothing');
  // The 404 of the page before is the browser's own complaint.
  expect(complaints.filter((text) => !text.includes('404'))).toEqual([]);
  await phone.close();

  await call(page, 'events.hold', { id: eventId });
  await shots(desk, 'short-link', async (shown) => {
    await shown.goto(`${new URL(shown.url()).origin}/events/${eventId}`);
    await shown.getByRole('link', { name: /^127\.0\.0\.1:\d+\/\w{7}$/ }).waitFor();
  });
  await relay.stop();
});
