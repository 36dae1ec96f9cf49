/** People in a real browser: a messy roster dropped on the window becomes cards, is found, edited, and taken back. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { flaws } from './axe.ts';
import { openDesk, shots, test } from './desk.ts';

const begin = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /^Начать своё/ }).click();
  await page.getByLabel('Название').fill('AI Club');
  await page.getByLabel('Ваше имя').fill('Айгерім');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Сегодня' }).waitFor();
};

const ROSTER = [
  'Список студентов клуба;;;',
  ';;;',
  'ФИО;Группа;Телефон;Телеграм',
  'Ахметов  Данияр Серікұлы;ИС-21-1;8 701 234 56 78;@daniyar_a',
  'Әбдірахманова Гүлнұр;ИС-21-1;+7 702 111 22 33;https://t.me/gulnur',
  'Ёлкин Пётр;ИС-21-2;нет;',
  'Мұхаметжанов Ержан;ИС-21-2;123;',
].join('\r\n');

/** Lets a file fall on the window, as a hand with a mouse would. */
const drop = async (page: Page, name: string, text: string): Promise<void> => {
  const transfer = await page.evaluateHandle(
    ([fileName, content]) => {
      const held = new DataTransfer();
      held.items.add(new File([content], fileName, { type: 'text/csv' }));
      return held;
    },
    [name, text] as const,
  );
  for (const type of ['dragenter', 'dragover', 'drop'])
    await page.dispatchEvent('body', type, { dataTransfer: transfer });
};

const importRoster = async (page: Page): Promise<void> => {
  await drop(page, 'roster.csv', ROSTER);
  await page.getByRole('button', { name: 'Проверить' }).click();
  await page.getByRole('tab', { name: /Новые/ }).waitFor();
};

const commit = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /^Импортировать \d/ }).click();
  await page.getByRole('heading', { name: 'Список на месте' }).waitFor();
};

const names = (page: Page): Promise<string[]> => page.locator('[role=row] [data-main]').allInnerTexts();

test('a roster dropped on any page shows what will come in, comes in, adds nobody twice, and goes again', async ({
  window,
  desk,
}) => {
  const { page } = window;
  await begin(page);
  await drop(page, 'roster.csv', ROSTER);
  await page.getByRole('region').getByText('Мұхаметжанов Ержан').waitFor();
  // The header was found in row 3, under a title, and the columns by their names.
  await expect
    .poll(() => page.getByRole('combobox', { name: 'Строка заголовков' }).inputValue())
    .toBe('Строка 3');
  const meanings = await page
    .locator('thead select')
    .evaluateAll((all) => all.map((one) => (one instanceof HTMLSelectElement ? one.value : '')));
  expect(meanings).toEqual(['full_name', 'study_group', 'phone', 'telegram']);
  expect(await flaws(page)).toEqual([]);

  await page.getByRole('button', { name: 'Проверить' }).click();
  await expect.poll(() => page.getByRole('tab', { name: /Новые/ }).innerText()).toMatch(/^4/);
  await page.getByText('+7 701 234-56-78').waitFor();
  expect(await flaws(page)).toEqual([]);
  await commit(page);
  await page.getByText('Добавлено 4, изменено 0').waitFor();

  await page.getByRole('link', { name: 'К людям' }).click();
  await page.getByText('4 человека').waitFor();
  // By the Kazakh alphabet: ә after а, ё with е.
  await expect
    .poll(() => names(page))
    .toEqual(['Ахметов Данияр Серікұлы', 'Әбдірахманова Гүлнұр', 'Ёлкин Пётр', 'Мұхаметжанов Ержан']);
  await shots(desk, 'people', async (shown) => {
    await shown.keyboard.press('Alt+3');
    await shown.getByRole('grid').waitFor();
  });

  await importRoster(page);
  await expect.poll(() => page.getByRole('tab', { name: /Новые/ }).innerText()).toMatch(/^0/);
  await expect.poll(() => page.getByRole('tab', { name: /Те же/ }).innerText()).toMatch(/^4/);
  await expect.poll(() => page.getByRole('button', { name: 'Импортировать нечего' }).isDisabled()).toBe(true);

  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('история импорта');
  await page.getByRole('option', { name: /История импорта/i }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Отменить этот импорт' }).click();
  await page.getByText(/^Отменён/).waitFor();
  await page.keyboard.press('Alt+3');
  await page.getByRole('heading', { name: 'Здесь пока никого' }).waitFor();
});

test('a card is found by Russian letters, edited where it stands, remembers it, and Ctrl+Z takes it back', async ({
  desk,
}) => {
  // The number of two digits below is refused.
  const window = await openDesk(desk, { expected: /400/ });
  const { page } = window;
  await begin(page);
  await importRoster(page);
  await commit(page);
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('абдир');
  await page.getByRole('option', { name: /Әбдірахманова/ }).waitFor();
  await page.keyboard.press('Enter');
  const card = page.getByRole('complementary', { name: 'Әбдірахманова Гүлнұр' });
  await card.getByLabel('Телефон', { exact: true }).fill('8 (777) 000-00-01');
  await page.keyboard.press('Enter');
  await card.getByText('+7 777 000-00-01').waitFor();
  await expect.poll(() => card.getByRole('list').last().innerText()).toContain('Айгерім');
  expect(await flaws(page)).toEqual([]);
  await page.keyboard.press('Control+z');
  await page.getByText('Отменено').waitFor();
  await expect.poll(() => card.getByLabel('Телефон', { exact: true }).inputValue()).toBe('+7 702 111-22-33');

  await card.getByLabel('Телефон', { exact: true }).fill('12');
  await page.keyboard.press('Enter');
  await card.getByRole('alert').waitFor();
  await card.getByLabel('Телефон', { exact: true }).press('Escape');
  await window.close();
});

test('rows are chosen by keyboard alone and changed together, in one step that can be undone', async ({
  window,
}) => {
  const { page } = window;
  await begin(page);
  await importRoster(page);
  await commit(page);
  await page.keyboard.press('Alt+3');
  await page.getByText('Ёлкин Пётр').waitFor();
  await page.getByRole('grid').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowDown');
  const bar = page.getByRole('toolbar');
  await bar.getByText('Выбрано 2').waitFor();
  await bar.getByRole('button', { name: 'Группа…' }).click();
  await page.getByRole('combobox', { name: 'Учебная группа для выбранных' }).fill('ИС-99');
  await page.keyboard.press('Enter');
  await page.getByText('Изменены 2 человека').waitFor();
  await page.getByRole('gridcell', { name: 'ИС-99' }).nth(1).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+z');
  await page.getByRole('gridcell', { name: 'ИС-99' }).first().waitFor({ state: 'detached' });
  await expect.poll(() => page.getByRole('gridcell', { name: 'ИС-21-1' }).count()).toBe(2);
});

test('a new person is warned of a twin before they are saved', async ({ window }) => {
  const { page } = window;
  await begin(page);
  await importRoster(page);
  await commit(page);
  await page.keyboard.press('Alt+3');
  await page.getByText('Ёлкин Пётр').waitFor();
  await page.keyboard.press('n');
  const form = page.getByRole('dialog');
  await form.getByLabel('Фамилия').fill('Елкин');
  await form.getByLabel('Имя', { exact: true }).fill('Петр');
  await form.getByText('Возможно, этот человек уже есть').waitFor();
  await form.getByText('Ёлкин Пётр').waitFor();
  expect(await flaws(page)).toEqual([]);
});

test('a file that is no table is refused in words, and nothing changes', async ({ window }) => {
  const { page } = window;
  await begin(page);
  await drop(page, 'пустой.csv', '');
  await page.getByText('Файл пустой.').waitFor();
  await page.keyboard.press('Alt+3');
  await page.getByRole('heading', { name: 'Здесь пока никого' }).waitFor();
});
