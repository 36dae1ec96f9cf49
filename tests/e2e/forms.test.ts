/**
 * Forms in a real browser: one is built from nothing with the keyboard, with its phone beside it in two languages; a ready-made one is
 * asked of those who came to an event; sheets of paper are typed in, and each number opens the people behind it.
 */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { flaws } from './axe.ts';
import { call } from './call.ts';
import { shots, test } from './desk.ts';

/** An organisation with an event where three people were marked; out: the event's id. */
const settle = async (page: Page): Promise<string> => {
  await call(page, 'setup.startOwn', {
    name: 'IT-клуб',
    language: 'ru',
    currency: 'KZT',
    timeZone: 'Asia/Almaty',
    owner: 'Айгерим',
  });
  const { id: eventId } = await call<{ id: string }>(page, 'events.create', {
    fields: {
      title: 'Митап о Rust',
      club_id: null,
      place: 'Ауд. 305',
      starts_at: '2026-01-15T18:00',
      ends_at: '2026-01-15T20:00',
      capacity: null,
      registration: 'open',
      note: null,
    },
  });
  for (const family_name of ['Сейтқали', 'Оспанов', 'Ли']) {
    const card = { family_name, given_name: 'Дана', study_group: 'ИС-21' };
    const { id: personId } = await call<{ id: string }>(page, 'people.add', card);
    await call(page, 'checkIn.mark', { eventId, who: { personId }, source: 'desk.search' });
  }
  return eventId;
};

test('a form is built by the keyboard, previewed in both languages, kept, and edited into a new version', async ({
  desk,
  window: { page },
}) => {
  await settle(page);
  await page.goto(`${new URL(desk.url).origin}/forms`);
  await page.getByText('Форм пока нет').waitFor();
  await page.getByRole('button', { name: 'Новая форма' }).first().click();
  await page.getByRole('menuitem', { name: 'Пустая форма' }).click();
  await page.getByRole('textbox', { name: 'Название на ноутбуке' }).fill('Отзыв клуба');
  await page.getByRole('textbox', { name: 'Заголовок: Русский' }).fill('Как прошло?');
  await page.getByRole('textbox', { name: 'Заголовок: Қазақша' }).fill('Қалай өтті?');
  const add = async (kind: string, ru: string, kk: string): Promise<void> => {
    await page.getByRole('button', { name: 'Добавить вопрос' }).click();
    await page.getByRole('menuitem', { name: kind }).click();
    // The new question has the focus already: its words are typed at once, and Tab goes to the next language.
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toBe('Вопрос: Русский');
    await page.keyboard.type(ru);
    await page.keyboard.press('Tab');
    await page.keyboard.type(kk);
  };
  await add('Своими словами', 'Что улучшить?', 'Нені жақсарту керек?');
  await add('Оценка 1–5', 'Ваша оценка?', 'Бағаңыз?');
  await page.keyboard.press('Alt+ArrowUp');
  const first = page.getByRole('listitem', { name: 'Вопрос 1' });
  await expect.poll(() => first.getByRole('textbox').first().inputValue()).toBe('Ваша оценка?');

  const phone = page.getByRole('complementary', { name: 'На телефоне' });
  await phone.getByText('Что улучшить?').waitFor();
  await phone.getByText('Қазақша').click();
  await phone.getByText('Нені жақсарту керек?').waitFor();

  await page.keyboard.press('Control+s');
  await page.getByText('Форма сохранена').waitFor();
  await page.getByText('Пока нигде не задана.').waitFor();
  await page.getByRole('button', { name: 'Убрать вопрос 2' }).click();
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await page.getByText('Сохранена новая версия').waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Бумажная анкета (PDF)' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('Анкета Отзыв клуба.pdf');
  expect(await flaws(page)).toEqual([]);
  await page.getByRole('link', { name: 'Все формы' }).click();
  await page.getByText('версия 2').waitFor();
});

test('those who came are asked with one press; paper is typed in, and a number opens its people', async ({
  desk,
  window: { page },
}) => {
  const eventId = await settle(page);
  const { origin } = new URL(desk.url);
  await page.goto(`${origin}/events/${eventId}/feedback`);
  await page.getByRole('button', { name: 'Сделать готовую форму отзыва' }).click();
  await page.getByRole('button', { name: 'Спросить сейчас' }).click();
  await page.getByText('Спрашиваем всех, кто был').waitFor();
  await page.getByText(/^Отправлено:/).waitFor();
  await page.getByText('0 из 3 пришедших').waitFor();
  expect(await flaws(page)).toEqual([]);
  await page.getByRole('link', { name: 'Как прошёл митап?' }).click();

  const whose = page.getByRole('textbox', { name: 'Чей лист' });
  const sheet = async (typed: string, rating: string, words: string): Promise<void> => {
    await whose.fill(typed);
    await page.getByRole('button', { name: /ИС-21/ }).first().waitFor();
    await whose.press('Enter');
    await expect.poll(() => whose.inputValue()).toContain('Дана');
    await page.keyboard.press('Tab');
    await page.keyboard.press(rating);
    await page.getByRole('textbox', { name: 'Что сделать лучше?' }).fill(words);
    await page.keyboard.press('Control+Enter');
    await expect.poll(() => whose.inputValue()).toBe('');
    await expect.poll(() => whose.evaluate((own) => own === document.activeElement)).toBe(true);
  };
  await sheet('сейт', '5', 'Больше практики');
  await sheet('оспан', '4', '');
  await expect.poll(() => page.getByTestId('answers').textContent()).toBe('2 из 3 пришедших');
  await page.getByText('Среднее: 4,5').waitFor();
  await page.getByText('Больше практики').waitFor();
  await page.getByRole('button', { name: '5 1', exact: true }).first().click();
  await page.getByRole('list').getByRole('link', { name: 'Сейтқали Дана' }).first().waitFor();
  expect(await flaws(page)).toEqual([]);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Excel' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^Ответы Как прошёл митап.* Митап о Rust\.xlsx$/);

  const path = new URL(page.url()).pathname;
  const formId = (await call<{ id: string }>(page, 'forms.copy', { from: 'preset:feedback', name: 'Отзыв' }))
    .id;
  await shots(desk, 'forms-list', async (shown) => {
    await shown.goto(`${origin}/forms`);
    await shown.getByText('Отзыв', { exact: true }).waitFor();
  });
  await shots(desk, 'forms-builder', async (shown) => {
    await shown.goto(`${origin}/forms/${formId}`);
    await shown.locator('aside p').first().waitFor();
  });
  await shots(desk, 'forms-results', async (shown) => {
    await shown.goto(`${origin}${path}`);
    await shown.getByText('Больше практики').waitFor();
  });
  await shots(desk, 'forms-feedback', async (shown) => {
    await shown.goto(`${origin}/events/${eventId}/feedback`);
    await shown.getByText('Как прошёл митап?').first().waitFor();
  });
});
