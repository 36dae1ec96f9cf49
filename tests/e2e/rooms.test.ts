/**
 * Parallel rooms, in a real browser and without a mouse: sections and a list are defined, each window stands at its own door,
 * people are let in, sent to where they belong, moved and checked out; everything is taken back by one key.
 */
import ExcelJS from 'exceljs';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { call } from './call.ts';
import { openDesk, shots, test } from './desk.ts';

const PEOPLE = [
  ['Сейтқали', 'Айгерім', 'ИС-21'],
  ['Оспанов', 'Данияр', 'ИС-22'],
  ['Ким', 'Вера', 'ИС-21'],
  ['Өтегенова', 'Мадина', 'ИС-22'],
] as const;

/** An event of the whole day today, so that the hour at which the test runs does not matter; out: its address and the people. */
const settle = async (page: Page) => {
  await call(page, 'setup.startOwn', {
    name: 'IT-клуб',
    language: 'ru',
    currency: 'KZT',
    timeZone: 'Asia/Almaty',
    owner: 'Айгерим',
  });
  const people: string[] = [];
  for (const [family_name, given_name, study_group] of PEOPLE)
    people.push(
      (await call<{ id: string }>(page, 'people.add', { family_name, given_name, study_group })).id,
    );
  const day = new Date(Date.now() + 5 * 3_600_000).toISOString().slice(0, 10);
  const { id } = await call<{ id: string }>(page, 'events.create', {
    from: { kind: 'template', templateId: 'preset:meetup', language: 'ru' },
    fields: { title: 'День открытых лабораторий', starts_at: `${day}T00:00`, ends_at: `${day}T23:59` },
  });
  await page.reload();
  return { id, people, address: `${new URL(page.url()).origin}/events/${id}` };
};

const press = async (page: Page, ...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key);
};
const answer = (page: Page): Locator => page.getByTestId('result');
const shows = async (page: Page, look: string, ...words: readonly string[]): Promise<void> => {
  for (const word of words) await answer(page).getByText(word).first().waitFor();
  await expect.poll(() => answer(page).getAttribute('data-look')).toBe(look);
};
/** Waits until a field takes what is typed. */
const isTyped = async (field: Locator): Promise<void> => {
  await field.waitFor();
  await expect.poll(() => field.evaluate((own) => own === document.activeElement)).toBe(true);
};
const find = async (page: Page, typed: string): Promise<void> => {
  await page.keyboard.type(typed, { delay: 70 });
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
};
const openDoor = async (page: Page, address: string): Promise<void> => {
  await page.goto(`${address}/door`);
  const field = page.getByRole('combobox', { name: 'Имя, группа или карточка' });
  await field.waitFor();
  await expect.poll(() => field.evaluate((own) => own === document.activeElement)).toBe(true);
};
/** Chooses where this window stands, by its place in the menu; 0 is the whole event. */
const standAt = async (page: Page, place: number, name: string): Promise<void> => {
  await page.keyboard.press('F6');
  await page.getByRole('menuitem', { name: 'Всё мероприятие' }).waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('menuitem');
  await press(page, 'Home', ...Array.from({ length: place }, () => 'ArrowDown'), 'Enter');
  await page.getByRole('button', { name: `Где я: ${name}` }).waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('combobox');
};
const room = (page: Page, name: string): Promise<string> =>
  page.getByTestId(`room-${name}`).locator('span').nth(1).innerText();

test('rooms are defined, entered, changed and left without a mouse', async ({ desk, window }) => {
  const { page } = window;
  const { address, people, id } = await settle(page);

  await page.goto(`${address}/rooms`);
  const add = page.getByRole('button', { name: 'Добавить секцию' });
  for (const [name, places] of [
    ['Робототехника', '1'],
    ['Химия', ''],
  ] as const) {
    await add.focus();
    await page.keyboard.press('Enter');
    await isTyped(page.getByRole('dialog').getByRole('textbox', { name: 'Название' }));
    await page.keyboard.type(name);
    await press(page, 'Tab', 'Tab');
    await page.keyboard.type(places);
    await page.keyboard.press('Enter');
    await page.getByRole('listitem').filter({ hasText: name }).waitFor();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }
  const { sections } = await page.evaluate(async (eventId) => {
    const input = encodeURIComponent(JSON.stringify({ eventId }));
    return (await (await fetch(`/api/rooms.get?input=${input}`)).json()).result.data;
  }, id);
  const [robots, chemistry] = sections as { id: string }[];
  await call(page, 'rooms.addSeats', {
    owner: { sectionId: chemistry?.id },
    who: { kind: 'people', ids: [people[1]] },
  });

  await page.getByRole('button', { name: 'Добавить список' }).focus();
  await page.keyboard.press('Enter');
  const form = page.getByRole('dialog');
  await isTyped(form.getByRole('textbox', { name: 'Название' }));
  await page.keyboard.type('Вход в робототехнику');
  await form.getByRole('combobox', { name: 'Кого пускает' }).selectOption('section');
  await form.getByRole('combobox', { name: 'Ведёт в секцию' }).selectOption(robots?.id ?? '');
  await form.getByRole('textbox', { name: 'Открыт с' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('listitem').filter({ hasText: 'Вход в робототехнику' }).waitFor();
  // A form that closes gives the focus back, and would take it from the switch.
  await form.waitFor({ state: 'detached' });
  await page.getByRole('switch', { name: 'Отмечать выход' }).focus();
  await page.keyboard.press('Space');
  await expect.poll(() => page.getByRole('switch', { name: 'Отмечать выход' }).isChecked()).toBe(true);

  await openDoor(page, address);
  const second = await openDesk(desk);
  await openDoor(second.page, address);
  await standAt(page, 1, 'Робототехника');
  await find(page, 'сей');
  await shows(page, 'ok', 'Отмечено', 'Сейтқали Айгерім', '«Робототехника», в');
  await expect.poll(() => room(second.page, 'Робототехника')).toBe('1/1');

  // The other window stands elsewhere, and a full section holds back.
  await second.page.getByRole('button', { name: 'Где я: Всё мероприятие' }).waitFor();
  await find(second.page, 'ким');
  await shows(second.page, 'ok', 'Ким Вера');
  await standAt(second.page, 1, 'Робототехника');
  await find(second.page, 'ким');
  await shows(second.page, 'held', 'В секции нет мест', 'В «Робототехника» занято всё: 1.');

  // A list names where somebody belongs who is not on it.
  await standAt(second.page, 3, 'Вход в робототехнику');
  await find(second.page, 'осп');
  await shows(second.page, 'held', 'Нет в списке «Вход в робототехнику», но есть здесь: «Химия».');
  await press(second.page, 'Escape');

  await standAt(page, 2, 'Химия');
  await find(page, 'сей');
  await shows(page, 'moved', 'Переход', 'из «Робототехника» в «Химия»');
  await expect.poll(() => room(second.page, 'Робототехника')).toBe('0/1');
  await expect.poll(() => room(second.page, 'Химия')).toBe('1');

  await page.keyboard.press('F3');
  await find(page, 'сей');
  await shows(page, 'left', 'Выход отмечен', 'из «Химия»');
  await expect.poll(() => second.page.getByTestId('inside').innerText()).toBe('1');
  await find(page, 'сей');
  await shows(page, 'unknown', 'Внутри нет');
  await page.keyboard.press('F8');
  await shows(page, 'ready', 'Отметка отменена');
  await expect.poll(() => second.page.getByTestId('inside').innerText()).toBe('2');
  await page.keyboard.press('F8');
  await expect.poll(() => room(second.page, 'Робототехника')).toBe('1/1');

  // A window keeps its place when it is loaded anew.
  await page.reload();
  await page.getByRole('button', { name: 'Где я: Химия' }).waitFor();
  await expect.poll(() => page.getByRole('radio', { name: 'Выход' }).isChecked()).toBe(true);
  await second.close();

  await page.goto(`${address}/attendance`);
  await page.getByRole('combobox', { name: 'По секциям и спискам' }).click();
  await page.getByRole('option', { name: 'Робототехника', exact: true }).click();
  await page.getByRole('row').filter({ hasText: 'Сейтқали' }).filter({ hasText: 'внутри' }).waitFor();
  await expect.poll(() => page.getByRole('row').count()).toBe(2);
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: /Excel/ }).click();
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(await (await coming).path());
  const cells = (book.worksheets[0]?.getSheetValues() ?? []).flat().map(String);
  expect(cells).toContain('На площадке, мин');
  expect(cells.some((cell) => /^Робототехника \d+:\d\d$/.test(cell))).toBe(true);
  expect(cells.some((cell) => cell.includes('«Робототехника»'))).toBe(true);

  await shots(desk, 'rooms-tab', async (shown) => {
    await shown.goto(`${address}/rooms`);
    await shown.getByRole('switch').waitFor();
  });
  await shots(desk, 'rooms-attendance', async (shown) => {
    await shown.goto(`${address}/attendance`);
    await shown.getByRole('row').filter({ hasText: 'Сейтқали' }).waitFor();
  });
  await shots(desk, 'rooms-desk', async (shown) => {
    await shown.evaluate(
      ([eventId, section]) => sessionStorage.setItem(`orda_gate_${eventId}`, `in section:${section}`),
      [id, chemistry?.id],
    );
    await shown.goto(`${address}/door`);
    await shown.getByRole('combobox').first().waitFor();
    await find(shown, 'сей');
    await answer(shown).locator('p').nth(1).waitFor();
    await find(shown, 'ким');
    await answer(shown).getByText('Ким').waitFor();
    await shown.keyboard.press('F6');
    await shown.getByRole('menuitem').first().waitFor();
  });
});
