/**
 * The first evening of somebody who has never seen Orda, by hand from end to end: the club's messy roster falls on the
 * window, a meetup comes from a template, people are marked by three letters and Enter, and a clean list leaves the desk.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ExcelJS from 'exceljs';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { test } from './desk.ts';

const ROSTER = fileURLToPath(new URL('../fixtures/sheets/roster_ru_merged_header.xlsx', import.meta.url));

/** Lets the club's own file fall on whatever page is open. */
const dropRoster = async (page: Page): Promise<void> => {
  const transfer = await page.evaluateHandle((base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const held = new DataTransfer();
    held.items.add(new File([bytes], 'Список студентов.xlsx'));
    return held;
  }, readFileSync(ROSTER).toString('base64'));
  for (const type of ['dragenter', 'dragover', 'drop'])
    await page.dispatchEvent('body', type, { dataTransfer: transfer });
};

const mark = async (page: Page, letters: string, name: string): Promise<void> => {
  await page.keyboard.type(letters, { delay: 70 });
  await page
    .getByRole('option', { name: new RegExp(name) })
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
  await page.getByTestId('result').getByText(name).first().waitFor();
};

test('from a messy roster to a clean attendance list, in one evening', async ({ window: { page } }) => {
  await page.getByText('Начать своё').click();
  await page.getByRole('textbox').nth(0).fill('IT-клуб');
  await page.getByRole('textbox').nth(1).fill('Айгерім');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Сегодня' }).waitFor();

  await dropRoster(page);
  await page.getByRole('button', { name: 'Проверить' }).click();
  await page.getByRole('button', { name: 'Взять со статусом «отчислен»' }).click();
  await page.getByRole('button', { name: 'Импортировать 27 человек' }).click();
  await page.getByText('Добавлено 27').waitFor();

  await page.getByRole('link', { name: 'Мероприятия' }).click();
  await page.getByRole('link', { name: 'Новое мероприятие' }).first().click();
  await page.getByRole('textbox', { name: 'Место' }).fill('ауд. 301');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('heading', { name: /^Митап / }).waitFor();
  const address = page.url();

  await page.getByRole('link', { name: 'Открыть вход' }).click();
  await page.getByRole('combobox', { name: 'Имя, группа или карточка' }).waitFor();
  await mark(page, 'вор', 'Воробьёв Артём');
  await mark(page, 'тлеуб', 'Тлеубаев Алексей');
  await mark(page, 'вор', 'Воробьёв Артём');
  await expect.poll(() => page.getByTestId('came').innerText()).toBe('2');

  await page.goto(`${address}/attendance`);
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Excel' }).click(),
  ]);
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(await saved.path());
  const rows = Array.from(book.worksheets[0]?.getSheetValues() ?? [], (row) =>
    Array.isArray(row) ? row : [],
  );
  const first = rows.find((row) => row[2] === 'Воробьёв Артём Ерланұлы');
  expect(first?.[5]).toBe('+77000008993');
  expect(first?.[8]).toBeInstanceOf(Date);
  expect(
    rows.flat().filter((cell) => typeof cell === 'string' && cell.startsWith('Итог: пришли 2')),
  ).toHaveLength(1);
});
