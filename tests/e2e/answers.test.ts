/**
 * What people say to an event, in a real browser: a meetup is made with all that it asks and tells in a few keys, its plan is changed where
 * it stands, answers told in person are written down, the waitlist is looked after, and the table is a file.
 */
import ExcelJS from 'exceljs';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { call } from './call.ts';
import { shots, test } from './desk.ts';

const PEOPLE = [
  ['Ахметова', 'Дана', 'ИС-21'],
  ['Берікқызы', 'Әсел', 'ИС-22'],
  ['Волков', 'Илья', 'ИС-21'],
  ['Ғабитов', 'Санжар', 'ИС-23'],
  ['Ким', 'Вера', 'ИС-22'],
] as const;

const settle = async (page: Page): Promise<readonly string[]> => {
  await call(page, 'setup.startOwn', {
    name: 'IT-клуб «Дала»',
    language: 'ru',
    currency: 'KZT',
    timeZone: 'Asia/Almaty',
    owner: 'Айгерим',
  });
  const ids: string[] = [];
  for (const [family_name, given_name, study_group] of PEOPLE)
    ids.push((await call<{ id: string }>(page, 'people.add', { family_name, given_name, study_group })).id);
  await page.reload();
  return ids;
};

/** An event a long way ahead, for two people. */
const newMeetup = async (page: Page): Promise<string> => {
  const from = { kind: 'template', templateId: 'preset:meetup', language: 'ru', date: '2031-03-07' };
  const fields = { title: 'Митап о данных', place: 'Коворкинг', capacity: 2 };
  return (await call<{ id: string }>(page, 'events.create', { from, fields })).id;
};

test('a meetup is made with its poll, reminder and feedback in a few keys, and its plan is changed where it stands', async ({
  window,
}) => {
  const { page } = window;
  await settle(page);
  await page.goto(new URL('/events/new?date=2031-03-07', page.url()).href);
  const dialog = page.getByRole('dialog', { name: 'Новое мероприятие' });
  await dialog.getByText('Что уйдёт само').waitFor();
  await dialog.getByRole('textbox', { name: 'Место' }).fill('Коворкинг');
  await dialog.getByRole('switch', { name: 'Будет розыгрыш' }).click();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('heading', { name: /^Митап / }).waitFor();
  const part = (name: string) => page.getByRole('group', { name });
  await part('Напоминание тем, кого ждут').waitFor();
  await expect.poll(() => part('Будет розыгрыш').getByRole('switch').isChecked()).toBe(true);
  await part('Опрос: придёте?').getByRole('textbox', { name: 'За сколько дней' }).fill('5');
  await page.getByText('Сохранено, что уйдёт само').first().waitFor();
  await part('Как вам? Тем, кто пришёл').getByRole('switch').click();
  // It shows what is kept: once it is off, that is written down.
  await expect.poll(() => part('Как вам? Тем, кто пришёл').getByRole('switch').isChecked()).toBe(false);
  await page.reload();
  await part('Опрос: придёте?').waitFor();
  expect(await part('Опрос: придёте?').getByRole('textbox', { name: 'За сколько дней' }).inputValue()).toBe(
    '5',
  );
  await expect.poll(() => part('Как вам? Тем, кто пришёл').getByRole('switch').isChecked()).toBe(false);
});

test('what people say in person is written down; who waits is offered a place, put on the list or taken off', async ({
  desk,
  window,
}) => {
  const { page } = window;
  const ids = await settle(page);
  const eventId = await newMeetup(page);
  const give = (person: number, answer: 'going' | 'maybe' | 'notGoing') =>
    call(page, 'answers.give', { eventId, personId: ids[person], answer });
  for (const person of [0, 1, 2, 3]) await give(person, 'going');
  await give(4, 'going');
  await page.goto(new URL(`/events/${eventId}`, page.url()).href);
  await page.getByRole('link', { name: /^Ответы/ }).click();
  const table = page.getByRole('table', { name: 'Ответы' });
  await table.getByText('Ахметова Дана').waitFor();
  await page.getByRole('radio', { name: 'Придут 5' }).waitFor({ state: 'attached' });
  const queue = page.getByRole('list', { name: 'Лист ожидания' });
  await expect.poll(() => queue.getByRole('listitem').count()).toBe(3);
  expect(await queue.getByRole('listitem').first().innerText()).toContain('Волков Илья');

  // She told the organizer that she cannot come: her place is offered to the first who waits.
  await table.getByRole('combobox', { name: 'Что отвечает Ахметова Дана' }).click();
  await page.getByRole('option', { name: 'Не придёт' }).click();
  await queue.getByText(/предложено до/).waitFor();
  expect(await queue.getByText(/предложено до/).count()).toBe(1);
  // All are taken or held: the next cannot be offered one, but may be put on the list by a human.
  expect(
    await queue.getByRole('button', { name: 'Предложить место сейчас: Ғабитов Санжар' }).isDisabled(),
  ).toBe(true);
  await queue.getByRole('button', { name: 'Убрать из листа ожидания: Волков Илья' }).click();
  await page.getByText('Больше не ждёт: Волков Илья').waitFor();
  await expect.poll(() => queue.getByText(/предложено до/).count()).toBe(1);
  await queue.getByRole('button', { name: 'Внести в список: Ким Вера' }).click();
  await page.getByText('В списке: Ким Вера').waitFor();
  await expect.poll(() => queue.getByRole('listitem').count()).toBe(1);

  await page.getByRole('button', { name: 'Ахметова Дана: изменён 1 раз' }).click();
  await page
    .getByText(/^Придут/)
    .last()
    .waitFor();
  await page.keyboard.press('Escape');

  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Excel' }).click(),
  ]);
  expect(saved.suggestedFilename()).toBe('Ответы Митап о данных 2031-03-07.xlsx');
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(await saved.path());
  expect(JSON.stringify(book.worksheets[0]?.getSheetValues())).toContain('не придёт');

  await shots(desk, 'answers', async (shown) => {
    await shown.goto(new URL(`/events/${eventId}/answers`, shown.url()).href);
    await shown.getByText('Ахметова Дана').first().waitFor();
  });
  await shots(desk, 'event-plan', async (shown) => {
    await shown.goto(new URL(`/events/${eventId}`, shown.url()).href);
    await shown.getByRole('group').first().waitFor();
  });
});
