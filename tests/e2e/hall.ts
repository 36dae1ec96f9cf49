/** An evening in a hall: the organizer's desk, the projector, and phones that reach nothing but the laptop's door. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { patient, sharedBrowser } from './browser.ts';
import { call } from './call.ts';
import type { Language } from './desk.ts';

/** The laptop's address in the hall's network. macOS has no second loopback address; there the phone uses the first, in a browser context of its own. */
export const HALL = process.platform === 'darwin' ? '127.0.0.1' : '127.0.0.2';

/** The organisation of a fresh desk. */
export const startOwn = async (page: Page): Promise<void> =>
  call(page, 'setup.startOwn', {
    name: 'IT-клуб «Алатау»',
    language: 'ru',
    currency: 'KZT',
    timeZone: 'Asia/Almaty',
    owner: 'Айгерим',
  });

/** An event that lasts all of today; out: its id. */
export const eventToday = async (page: Page, registration: 'open' | 'list' = 'open'): Promise<string> => {
  const today = new Date().toISOString().slice(0, 10);
  const { id } = await call<{ id: string }>(page, 'events.create', {
    fields: {
      title: 'Митап о базах данных',
      club_id: null,
      place: 'ауд. 301',
      starts_at: `${today}T00:00`,
      ends_at: `${today}T23:59`,
      capacity: null,
      registration,
      note: null,
    },
  });
  return id;
};

/** Opens the event's door on the hall's address; out: its origin. */
export const openHall = async (page: Page, eventId: string): Promise<string> =>
  (await call<{ open: { url: string } }>(page, 'door.open', { eventId, address: HALL })).open.url;

export type Phone = { readonly context: BrowserContext; readonly page: Page };

/** A phone of its own: 360 px wide, touch, nothing in its memory, and nothing to reach but the door. */
export const takePhone = async (language: Language = 'ru'): Promise<Phone> => {
  const browser = await sharedBrowser();
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
    locale: language === 'en' ? 'en-GB' : language,
  });
  patient(context);
  await context.route(
    (address) => address.hostname !== HALL,
    (route) => route.abort(),
  );
  return { context, page: await context.newPage() };
};

/** The projector's window beside a desk's. */
export const stageOf = async (desk: Page, eventId: string): Promise<Page> => {
  const stage = await desk.context().newPage();
  await stage.setViewportSize({ width: 1920, height: 1080 });
  await stage.goto(new URL(`/stage/${eventId}`, desk.url()).href);
  return stage;
};

/** What a camera reads from the projector. */
export const scanStage = async (stage: Page): Promise<string> =>
  (await stage.getByRole('img', { name: /^http:/ }).getAttribute('aria-label')) ?? '';

/** Four fields, once. */
export const fillIn = async (phone: Page, name: string, card: string): Promise<void> => {
  await phone.getByLabel('Фамилия, имя, отчество').fill(name);
  await phone.getByLabel('Учебная группа').fill('ИС-22-1');
  await phone.getByLabel('Номер студенческого').fill(card);
  await phone.getByRole('button', { name: 'Отметиться' }).tap();
};

/** A picture into the folder ORDA_SHOTS; nothing where it is not set. */
export const picture = async (page: Page, name: string): Promise<void> => {
  const folder = process.env['ORDA_SHOTS'];
  if (folder === undefined || folder === '') return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
};
