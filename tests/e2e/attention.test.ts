/**
 * What must not be forgotten about a person, at the check-in desk by keyboard: a flag set on the card comes up large with the
 * mark, outlives further arrivals, and goes with a key; what nobody has seen stands on the event's page.
 */
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { call } from './call.ts';
import { shots, test, type RunningDesk } from './desk.ts';
import { scan } from './scanner.ts';

const settle = async (page: Page, desk: RunningDesk) => {
  await call(page, 'setup.startOwn', {
    name: 'IT-клуб',
    language: 'ru',
    currency: 'KZT',
    timeZone: 'Asia/Almaty',
    owner: 'Айгерим',
  });
  const people: { readonly id: string; readonly code: string }[] = [];
  for (const [family_name, given_name] of [
    ['Сейтқали', 'Айгерім'],
    ['Оспанов', 'Данияр'],
    ['Ким', 'Вера'],
  ]) {
    const { id } = await call<{ id: string }>(page, 'people.add', { family_name, given_name });
    people.push({ id, code: (await call<{ code: string }>(page, 'people.newCode', { id })).code });
  }
  const { id: eventId } = await call<{ id: string }>(page, 'events.create', {
    from: { kind: 'template', templateId: 'preset:meetup', language: 'ru' },
  });
  return { people, eventId, address: `${new URL(desk.url).origin}/events/${eventId}` };
};

const due = (page: Page): Locator => page.getByTestId('attention');
/** Waits until the flag takes keys: the key that marked must not acknowledge. */
const ready = (page: Page, text: string): Promise<void> =>
  page.locator('[data-testid="attention"][data-ready]', { hasText: text }).waitFor();
const openDoor = async (page: Page, address: string): Promise<void> => {
  await page.goto(`${address}/door`);
  const field = page.getByRole('combobox', { name: 'Имя, группа или карточка' });
  await field.waitFor();
  await expect.poll(() => field.evaluate((own) => own === document.activeElement)).toBe(true);
};
const markByName = async (page: Page, letters: string, name: string): Promise<void> => {
  await page.keyboard.type(letters, { delay: 70 });
  await page.getByRole('option', { name: new RegExp(name) }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByTestId('result').getByText(name).waitFor();
};

test('a flag of the card is shown with the mark until a key takes it; nothing is lost where nobody takes it', async ({
  desk,
  window,
}) => {
  const { page } = window;
  const { people, address } = await settle(page, desk);
  await page.goto(`${new URL(desk.url).origin}/people/${people[0]?.id ?? ''}`);
  await page.getByRole('button', { name: 'Добавить пометку' }).focus();
  await page.keyboard.press('Enter');
  const about = page.getByRole('combobox', { name: 'О чём' });
  await about.waitFor();
  await expect.poll(() => about.evaluate((own) => own === document.activeElement)).toBe(true);
  await page.keyboard.press('Tab');
  await page.keyboard.type('орехи и мёд');
  await page.keyboard.press('Enter');
  await page.getByText('Пометка добавлена 1 человеку').waitFor();
  await page.getByText('Аллергия: орехи и мёд').waitFor();

  await openDoor(page, address);
  await markByName(page, 'сей', 'Сейтқали Айгерім');
  await ready(page, 'орехи и мёд');
  await expect.poll(() => page.getByTestId('came').innerText()).toBe('1');
  // The next arrival by scanner, whose Enter is not the volunteer's.
  await scan(page, people[1]?.code ?? '');
  await page.getByTestId('result').getByText('Оспанов Данияр').waitFor();
  await expect.poll(() => page.getByTestId('came').innerText()).toBe('2');
  await expect.poll(() => due(page).innerText()).toContain('Сейтқали Айгерім');

  await page.goto(address);
  await page.getByText('1 пометку ещё не приняли').waitFor();
  await openDoor(page, address);
  expect(await due(page).count()).toBe(0);
  await markByName(page, 'сей', 'Сейтқали Айгерім');
  await ready(page, 'орехи и мёд');
  await page.keyboard.press('Enter');
  await expect.poll(() => due(page).count()).toBe(0);
  await page.goto(address);
  await page.getByText('Все пометки приняты.').waitFor();
  await page.getByText(/^Айгерим, \d\d:\d\d$/).waitFor();
  // A file of what the desk printed has nothing of it.
  expect(desk.output()).not.toContain('орехи');
});

test('an event’s question is asked of everybody, answered yes or no by keys, in the standard mode too', async ({
  desk,
  window,
}) => {
  const { page } = window;
  const { address, eventId, people } = await settle(page, desk);
  await page.goto(address);
  await page.getByRole('textbox', { name: 'Вопрос' }).fill('Взял пропуск?');
  await page.keyboard.press('Enter');
  await page.getByText('Вопрос добавлен').waitFor();
  await call(page, 'attention.add', { personIds: [people[2]?.id], kind: 'consent', eventId });

  await openDoor(page, address);
  await markByName(page, 'сей', 'Сейтқали Айгерім');
  await ready(page, 'Взял пропуск?');
  await page.keyboard.press('Enter');
  await expect.poll(() => due(page).count()).toBe(0);
  await markByName(page, 'осп', 'Оспанов Данияр');
  await ready(page, 'Взял пропуск?');
  await page.keyboard.press('Shift+Enter');
  await expect.poll(() => due(page).count()).toBe(0);

  await markByName(page, 'ким', 'Ким Вера');
  await ready(page, 'Спросить согласие');
  await page.getByText('Стандарт').click();
  await scan(page, people[0]?.code ?? '');
  await page.getByTestId('result').getByText('Уже здесь').waitFor();
  await page.keyboard.press('Space');
  await ready(page, 'Взял пропуск?');
  await page.keyboard.press('Space');
  await expect.poll(() => due(page).count()).toBe(0);
  await page.goto(address);
  await page.getByText('Да: 2, нет: 1, не спросили: 0').waitFor();

  await shots(desk, 'attention', async (fresh) => {
    const { id } = await call<{ id: string }>(fresh, 'people.add', {
      family_name: 'Нұрмағанбетова',
      given_name: `Гүлжан ${Date.now()}`,
    });
    await call(fresh, 'attention.add', {
      personIds: [id],
      kind: 'allergy',
      text: 'арахис; ингалятор в сумке',
    });
    await fresh.goto(`${address}/door`);
    await fresh.getByText(/Экспресс|Жедел|Express/).click();
    await fresh.keyboard.type('нұрм', { delay: 70 });
    await fresh.getByRole('option').first().waitFor();
    await fresh.keyboard.press('Enter');
    await due(fresh).waitFor();
  });
});
