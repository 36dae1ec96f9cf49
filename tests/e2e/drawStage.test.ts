/**
 * A draw on the projector's window, next to the desk that runs it: every step is on the wall within a second, winners come
 * one by one with the main prize last, a reload goes on where it was, and nobody but winners is named.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { eventWith, openDrawDesk } from '../../src-core/draws/draws.test-support.ts';
import { flaws } from './axe.ts';
import { call } from './call.ts';
import { newDataFolder, openDesk, startDesk, test } from './desk.ts';

const picture = async (page: Page, name: string): Promise<void> => {
  const folder = process.env['ORDA_SHOTS'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
};

test('the projector shows the whole draw as it goes on at the desk', { timeout: 120_000 }, async () => {
  const dataFolder = newDataFolder();
  const made = await openDrawDesk(dataFolder);
  const { eventId } = await eventWith(made, 20);
  made.store.close();
  const desk = await startDesk({ dataFolder });
  const own = await openDesk(desk);
  const wall = await own.page.context().newPage();
  await wall.setViewportSize({ width: 1920, height: 1080 });
  await wall.goto(new URL(`/stage/${eventId}?l=ru`, desk.url).href);
  await wall.locator('h1').waitFor();
  // What stands on the wall for some seconds only is written down by the wall itself: a busy test may look away.
  await wall.evaluate(() => {
    const seen = new Set<string>();
    Reflect.set(window, 'seen', seen);
    new MutationObserver(() => {
      const shown = document.body.textContent ?? '';
      if (document.querySelector('[role=timer]') !== null) seen.add('timer');
      for (const prize of ['Кітап', 'Ноутбук'])
        if (seen.has('timer') && shown.includes(prize)) seen.add(prize);
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
  });
  const seen = (): Promise<readonly string[]> =>
    wall.evaluate(() => [...(Reflect.get(window, 'seen') as ReadonlySet<string>)]);

  const prizes = ['Ноутбук', 'Кітап'].map((title) => ({ title, count: 1 }));
  const draft = { eventId, prizes, noRepeatEvents: 0, names: 'short' };
  const { id } = await call<{ readonly id: string }>(own.page, 'draws.prepare', draft);
  expect(await wall.getByText('Розыгрыш №').count()).toBe(0);
  await call(own.page, 'draws.commit', { id });
  await wall.getByText('Сфотографируйте этот экран').waitFor();
  await picture(wall, 'wall-committed');
  expect(await flaws(wall)).toEqual([]);
  expect(await wall.locator('body').innerText()).not.toContain('Айгерім');
  await call(own.page, 'draws.hallInput', { id, text: '4 2 6' });
  await wall.getByText('4 2 6').waitFor();
  await call(own.page, 'draws.open', { id });
  await expect.poll(seen).toContain('timer');
  await picture(wall, 'wall-countdown');
  // The main prize comes last.
  await expect.poll(seen).toEqual(['timer', 'Кітап', 'Ноутбук']);
  await wall.reload();
  await wall.getByText('Ноутбук').waitFor();
  await picture(wall, 'wall-winner');
  await wall.getByRole('heading', { name: 'Победители' }).waitFor();
  await expect.poll(() => wall.getByText('Айгерім Г.').count()).toBe(2);
  await call(own.page, 'draws.absent', { id, position: 2 });
  await wall.getByText('не вышел 1').waitFor();
  await call(own.page, 'draws.handOver', { id, position: 1 });
  await wall.getByText('✓ вручено').waitFor();
  await picture(wall, 'wall-winners');
  expect(await flaws(wall)).toEqual([]);
  expect(await wall.locator('body').innerText()).not.toMatch(/Гость/);
  await own.close();
  expect(await desk.stop()).toBe(0);
});
