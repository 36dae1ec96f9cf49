/**
 * The parts of an event's page at a small laptop, in each language: one row, nothing cut off, the rest in a menu that the keyboard opens,
 * an address for each, and what matters now in the row.
 */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { flaws } from './axe.ts';
import { call } from './call.ts';
import { test } from './desk.ts';

const SIZES = [
  { width: 1024, height: 700 },
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];
/** The evening's door has a button of its own. */
const PARTS = 13;

const settle = async (page: Page): Promise<(startsAt: string) => Promise<string>> => {
  await call(page, 'setup.startOwn', {
    name: 'IT-клуб',
    language: 'ru',
    currency: 'KZT',
    timeZone: 'Asia/Almaty',
    owner: 'Айгерим',
  });
  const origin = new URL(page.url()).origin;
  return async (startsAt) => {
    const day = startsAt.slice(0, 10);
    const fields = {
      title: 'Митап о Rust',
      club_id: null,
      place: null,
      starts_at: startsAt,
      ends_at: `${day}T20:00`,
      capacity: null,
      registration: 'list',
      note: null,
    };
    const { id } = await call<{ id: string }>(page, 'events.create', { fields });
    return `${origin}/events/${id}`;
  };
};

/** Where the tabs and the menu's button stand: how many lines, and how far beyond the row's end. */
const measure = (page: Page) =>
  page.getByRole('navigation').evaluateAll((all) => {
    const row = all.find((one) => one.querySelector('a[href^="/events/"][href$="/list"]') !== null);
    const stops = [...(row?.querySelectorAll('a, button') ?? [])].map((one) => one.getBoundingClientRect());
    const end = row?.getBoundingClientRect().right ?? 0;
    return {
      links: row?.querySelectorAll('a').length ?? 0,
      lines: new Set(stops.map(({ top }) => Math.round(top))).size,
      beyond: Math.max(...stops.map(({ right }) => right - end)),
    };
  });

/**
 * Whether what is not in the row is in its menu; where all of it is in the row there is none. A window that has just become another
 * may still be drawing its row: then it is asked once more.
 */
const menuHasTheRest = async (page: Page): Promise<boolean> => {
  const more = page.locator('nav button[aria-haspopup="menu"]');
  const left = async (): Promise<number> => PARTS - (await measure(page)).links;
  if ((await left()) === 0) return (await more.count()) === 0;
  const items = page.getByRole('menuitem');
  try {
    await more.click({ timeout: 2_000 });
    await items.first().waitFor({ timeout: 2_000 });
  } catch {
    return false;
  }
  const isWhole = (await items.count()) === (await left());
  await page.keyboard.press('Escape');
  await items.first().waitFor({ state: 'detached' });
  return isWhole;
};

test('the parts of an event stand in one row of any laptop, in every language', async ({
  window: { page },
}) => {
  const eventAt = await settle(page);
  const address = await eventAt('2031-03-07T18:00');
  for (const language of ['ru', 'kk', 'en']) {
    await page
      .context()
      .addCookies([{ name: 'orda_language', value: language, url: new URL(address).origin }]);
    await page.goto(address);
    for (const size of SIZES) {
      await page.setViewportSize(size);
      await expect.poll(() => measure(page)).toMatchObject({ lines: 1 });
      await expect.poll(async () => (await measure(page)).beyond).toBeLessThanOrEqual(11);
      // A wider window has room for more of them, as soon as it is drawn.
      await expect
        .poll(async () => (await measure(page)).links, { message: `${language} ${size.width}` })
        .toBeGreaterThanOrEqual(size.width === 1024 ? 5 : 8);
      await expect.poll(() => menuHasTheRest(page), { message: `${language} ${size.width}` }).toBe(true);
    }
  }
  expect(await flaws(page)).toEqual([]);
});

test('the keyboard goes along the row and into the menu; the open part is told, wherever it stands', async ({
  window: { page },
}) => {
  const eventAt = await settle(page);
  await page.goto(await eventAt('2031-03-07T18:00'));
  const row = page.getByRole('navigation', { name: 'Разделы мероприятия' });
  await row.getByRole('link', { name: 'Обзор' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/list$/);
  expect(await row.getByRole('link', { name: /^Список/ }).getAttribute('aria-current')).toBe('page');
  await row.getByRole('link', { name: /^Список/ }).focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Воронка' }).waitFor();
  await expect
    .poll(async () => {
      await page.keyboard.press('ArrowDown');
      return page.evaluate(() => document.activeElement?.textContent);
    })
    .toBe('Воронка');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/funnel$/);
  await row.getByRole('button', { name: /^Воронка/ }).waitFor();
  // A part that has its place in the menu is found by its address, too.
  await page.goto(page.url().replace('/funnel', '/certificates'));
  await row.getByRole('button', { name: /^Сертификаты/ }).waitFor();
});

test('after the event its figures come first, before it what is made ready', async ({ window: { page } }) => {
  const eventAt = await settle(page);
  const row = page.getByRole('navigation', { name: 'Разделы мероприятия' });
  await page.goto(await eventAt('2031-03-07T18:00'));
  await row.getByRole('link', { name: 'Бейджи' }).waitFor();
  expect(await row.getByRole('link', { name: 'Воронка' }).count()).toBe(0);
  await page.goto(await eventAt('2026-01-16T18:00'));
  await row.getByRole('link', { name: 'Воронка' }).waitFor();
  expect(await row.getByRole('link', { name: 'Бейджи' }).count()).toBe(0);
});
