/**
 * Name badges in a real browser: printed by the browser's own printing on a page of exactly the label's size, with each mark and by
 * a key; whoever has one gets a second only when asked; many at once as a PDF; each print is in the log.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { pageTexts } from '../documents/pdfText.ts';
import { call } from './call.ts';
import { shots, test, type RunningDesk } from './desk.ts';

const PEOPLE = [
  ['Сейтқали', 'Айгерім'],
  ['Нұрмұхамедова-Әбдіғаппарқызы', 'Гүлбаршын'],
  ['Ким', 'Вера'],
] as const;

const settle = async (page: Page, desk: RunningDesk) => {
  await call(page, 'setup.startOwn', {
    name: 'Білім ордасы',
    language: 'ru',
    currency: 'KZT',
    timeZone: 'Asia/Almaty',
    owner: 'Айгерим',
  });
  const ids: string[] = [];
  for (const [family_name, given_name] of PEOPLE)
    ids.push(
      (await call<{ id: string }>(page, 'people.add', { family_name, given_name, study_group: 'ИС-21' })).id,
    );
  const { id: eventId } = await call<{ id: string }>(page, 'events.create', {
    from: { kind: 'template', templateId: 'preset:meetup', language: 'ru' },
  });
  return { ids, eventId, address: `${new URL(desk.url).origin}/events/${eventId}` };
};

/** The browser's dialog cannot be pressed by a test: what would have been printed is counted here, and looked at by `paper`. */
const countPrints = async (page: Page): Promise<() => Promise<number>> => {
  await page.addInitScript(() => {
    Reflect.set(window, 'prints', 0);
    window.print = () => void Reflect.set(window, 'prints', Number(Reflect.get(window, 'prints')) + 1);
  });
  return () => page.evaluate(() => Number(Reflect.get(window, 'prints')));
};

/** The pages that a printer would get, in millimetres. */
const paper = async (page: Page): Promise<readonly (readonly number[])[]> => {
  const file = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  const shown = process.env['ORDA_SHOTS'];
  if (shown !== undefined && shown !== '') await writeFile(join(shown, `badge-${Date.now()}.pdf`), file);
  const boxes = file.toString('latin1').matchAll(/\/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]/g);
  return [...boxes].map(([, width, height]) =>
    [Number(width), Number(height)].map((points) => (points * 25.4) / 72),
  );
};

const openDoor = async (page: Page, address: string): Promise<void> => {
  await page.goto(`${address}/door`);
  const field = page.getByRole('combobox', { name: 'Имя, группа или карточка' });
  await field.waitFor();
  await expect.poll(() => field.evaluate((own) => own === document.activeElement)).toBe(true);
};
const markByName = async (page: Page, letters: string, name: string, word: string): Promise<void> => {
  await page.keyboard.type(letters, { delay: 70 });
  await page.getByRole('option', { name: new RegExp(name) }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByTestId('result').getByText(word).waitFor();
  await page.getByTestId('result').getByText(name).first().waitFor();
};

test('a mark prints a badge on a page of the label’s size, a key prints it again, the choice is kept', async ({
  desk,
  window,
}) => {
  const { page } = window;
  const { address } = await settle(page, desk);
  const prints = await countPrints(page);
  await openDoor(page, address);
  await page.getByRole('button', { name: 'Бейджи: бумага и печать' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Бумага' }).selectOption('89x36');
  await dialog.getByRole('switch', { name: 'Печатать при каждой отметке' }).check();
  await dialog.getByRole('img', { name: 'Так напечатается' }).waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => dialog.count()).toBe(0);

  await openDoor(page, address);
  expect(await prints()).toBe(0);
  await markByName(page, 'нұрм', 'Гүлбаршын', 'Отмечено');
  await expect.poll(prints).toBe(1);
  const pages = await paper(page);
  expect(pages).toHaveLength(1);
  expect(Math.abs((pages[0]?.[0] ?? 0) - 89)).toBeLessThan(0.3);
  expect(Math.abs((pages[0]?.[1] ?? 0) - 36)).toBeLessThan(0.3);

  // Marked before: no second badge by itself.
  await markByName(page, 'нұрм', 'Гүлбаршын', 'Уже здесь');
  await markByName(page, 'сейт', 'Айгерім', 'Отмечено');
  await expect.poll(prints).toBe(2);
  await page.keyboard.press('Control+p');
  await page.getByText('Бейдж напечатан: Сейтқали Айгерім, уже 2-й раз').waitFor();
  await expect.poll(prints).toBe(3);

  await page.goto(`${address}/badges`);
  await page.getByText('2 раза').waitFor();
  await page.getByRole('button', { name: 'Напечатать снова: Нұрмұхамедова' }).click();
  await page.getByRole('textbox', { name: /Почему снова/ }).fill('потерян');
  await page.keyboard.press('Enter');
  await page.getByText(/вручную · Айгерим · потерян/).waitFor();

  await shots(desk, 'badges-desk', async (fresh) => {
    await fresh.goto(`${address}/door`);
    await fresh.getByTestId('came').waitFor();
    await fresh.getByRole('button', { name: /Бейджи:|Бейдждер:|Name badges:/ }).click();
    await fresh.locator('figure img').waitFor();
  });
  await shots(desk, 'badges', async (fresh) => {
    await fresh.goto(`${address}/badges`);
    await fresh.locator('figure img').waitFor();
  });
});

test('many badges are one PDF of label sheets that begins at the first free label', async ({
  desk,
  window,
}) => {
  const { page } = window;
  const { address, ids, eventId } = await settle(page, desk);
  await call(page, 'events.registered.add', { eventId, who: { kind: 'people', ids } });
  await page.goto(`${address}/badges`);
  await page.getByRole('combobox', { name: 'Бумага' }).selectOption('a4x24');
  await page.getByRole('textbox', { name: 'Первая свободная наклейка на листе' }).fill('23');
  const button = page.getByRole('button', { name: 'PDF: 3 бейджа' });
  await button.waitFor();
  const [saved] = await Promise.all([page.waitForEvent('download'), button.click()]);
  expect(saved.suggestedFilename()).toMatch(/^Бейджи Митап .*\.pdf$/);
  const texts = pageTexts(await readFile(await saved.path())).map((runs) => runs.join(' '));
  expect(texts).toHaveLength(2);
  expect(texts[0]).toContain('Ким Вера');
  expect(texts[1]).toContain('Сейтқали');
  await page.getByText('в PDF').first().waitFor();
  await expect.poll(() => page.getByRole('button', { name: 'PDF: 0 бейджей' }).isDisabled()).toBe(true);
});
