/**
 * An evening at the desk, in a real browser: an event from a template, people marked by three letters, by a scanner under
 * three layouts, by hand; second marks, annulled marks, one key to take back; counters in a second window; the list as a file.
 */
import ExcelJS from 'exceljs';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { call } from './call.ts';
import { openDesk, shots, test } from './desk.ts';
import { openPart } from './parts.ts';
import { scan } from './scanner.ts';

const PEOPLE = [
  ['Сейтқали', 'Айгерім', 'ИС-21', '210401'],
  ['Оспанов', 'Данияр', 'ИС-22', '210402'],
  ['Ким', 'Вера', 'ИС-21', '210403'],
  ['Өтегенова', 'Мадина', 'ИС-22', '210404'],
  ['Жұмабаев', 'Ерлан', 'ИС-22', '210405'],
] as const;

/** An organisation with five people; out: their ids and codes. */
const settle = async (page: Page) => {
  await call(page, 'setup.startOwn', {
    name: 'IT-клуб',
    language: 'ru',
    currency: 'KZT',
    timeZone: 'Asia/Almaty',
    owner: 'Айгерим',
  });
  const people: { readonly id: string; readonly code: string }[] = [];
  for (const [index, [family_name, given_name, study_group, student_card_no]] of PEOPLE.entries()) {
    const phone = `+770112345${index}0`;
    const card = { family_name, given_name, study_group, student_card_no, phone };
    const { id } = await call<{ id: string }>(page, 'people.add', card);
    people.push({ id, code: (await call<{ code: string }>(page, 'people.newCode', { id })).code });
  }
  await page.reload();
  return people;
};

/** Makes an event from the ready-made meetup by keyboard; out: its address. */
const newMeetup = async (page: Page): Promise<string> => {
  await page.getByRole('link', { name: 'Мероприятия' }).click();
  await page.getByRole('link', { name: 'Новое мероприятие' }).first().click();
  await page.getByRole('textbox', { name: 'Место' }).fill('ауд. 301');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('heading', { name: /^Митап / }).waitFor();
  return page.url();
};

const openDoor = async (page: Page, address: string): Promise<Locator> => {
  await page.goto(`${address}/door`);
  const field = page.getByRole('combobox', { name: 'Имя, группа или карточка' });
  await field.waitFor();
  await expect.poll(() => field.evaluate((own) => own === document.activeElement)).toBe(true);
  return field;
};

const answer = (page: Page): Locator => page.getByTestId('result');
const look = (page: Page): Promise<string | null> => answer(page).getAttribute('data-look');
const shows = async (page: Page, ...words: readonly string[]): Promise<void> => {
  for (const word of words) await answer(page).getByText(word).first().waitFor();
};
const came = (page: Page): Promise<string> => page.getByTestId('came').innerText();

test('an event is made from a template in a few keys and edited where it stands', async ({ window }) => {
  const { page } = window;
  await settle(page);
  await newMeetup(page);
  const title = page.getByRole('textbox', { name: 'Название' });
  await title.fill('Митап о Rust');
  await title.press('Enter');
  await page.getByRole('heading', { name: 'Митап о Rust' }).waitFor();
  const start = page.getByRole('textbox', { name: 'Начало' });
  await start.fill('1830');
  await start.press('Enter');
  await expect.poll(() => page.getByRole('textbox', { name: 'Конец' }).inputValue()).toBe('20:30');
  await page.getByRole('button', { name: 'Действия с мероприятием' }).click();
  await page.getByRole('menuitem', { name: 'Сделать копию' }).click();
  await page.getByText(/Скопировано на/).waitFor();
  await page.getByRole('link', { name: 'Все мероприятия' }).click();
  await expect.poll(() => page.getByRole('link', { name: 'Митап о Rust' }).count()).toBe(2);
});

test('an evening saved as a template is changed where it is chosen, and brings its rooms', async ({
  desk,
  window,
}) => {
  const { page } = window;
  await settle(page);
  const address = await newMeetup(page);
  const eventId = address.split('/').at(-1) ?? '';
  await call(page, 'rooms.addSection', { eventId, fields: { name: 'Химия' } });
  await page.getByRole('button', { name: 'Действия с мероприятием' }).click();
  await page.getByRole('menuitem', { name: /шаблон/ }).click();
  await page
    .getByRole('status')
    .getByText(/^Шаблон/)
    .waitFor();
  await page.goto(new URL('/events/new', page.url()).href);
  await page.getByRole('button', { name: /^Изменить шаблон/ }).click();
  const form = page.getByRole('dialog', { name: 'Шаблон мероприятий' });
  await form.getByRole('textbox', { name: 'Название шаблона' }).fill('Вечер лабораторий');
  await form.getByRole('checkbox', { name: /С секциями/ }).waitFor();
  await form.getByText('Химия').waitFor();
  await form.getByRole('button', { name: 'Сохранить' }).click();
  await form.waitFor({ state: 'detached' });
  await page.getByRole('radio', { name: /Вечер лабораторий/ }).click();
  await page.getByRole('textbox', { name: 'Место' }).fill('ауд. 7');
  await page.keyboard.press('Control+Enter');
  await page.waitForURL((url) => /^\/events\/[^/]+$/.test(url.pathname) && !url.pathname.endsWith('/new'));
  await page.goto(`${page.url()}/rooms`);
  await page.getByRole('listitem').filter({ hasText: 'Химия' }).waitFor();
  await shots(desk, 'event-template', async (fresh) => {
    await fresh.goto(new URL('/events/new', address).href);
    await fresh
      .getByRole('button', { name: /Вечер лабораторий/ })
      .first()
      .click();
    await fresh.getByRole('dialog').nth(1).waitFor();
  });
});

test('the end of an event is typed right after its start, without taking a hand off the keys', async ({
  window,
}) => {
  const { page } = window;
  await settle(page);
  await page.goto(new URL('/events/new', page.url()).href);
  await page.getByRole('textbox', { name: 'Начало' }).focus();
  await page.keyboard.type('1000');
  await page.keyboard.press('Tab');
  await page.keyboard.type('1330');
  await page.keyboard.press('Tab');
  await page.getByText(/10:00–13:30/).waitFor();
});

test('what a toast lies over stays usable, and a toast goes away after the pointer has left it', async ({
  window,
}) => {
  const { page } = window;
  await settle(page);
  await page.clock.install();
  await newMeetup(page);
  const toast = page.getByRole('status').getByText(/^Создано/);
  const at = await toast.boundingBox();
  const under = await page.evaluate(
    ([x, y]) => document.elementFromPoint(x ?? 0, y ?? 0)?.closest('[role=status]') ?? null,
    [(at?.x ?? 0) + 20, (at?.y ?? 0) + 5],
  );
  expect(under).toBeNull();
  await page.getByRole('status').getByRole('button', { name: 'Отменить' }).hover();
  await page.clock.runFor(20_000);
  expect(await toast.count()).toBe(1);
  await page.mouse.move(600, 10);
  await page.clock.runFor(9000);
  await expect.poll(() => toast.count()).toBe(0);
});

test('three letters and Enter mark; the second mark tells the first; one key takes back', async ({
  desk,
  window,
}) => {
  const { page } = window;
  await settle(page);
  const address = await newMeetup(page);
  await openDoor(page, address);
  const second = await openDesk(desk);
  await openDoor(second.page, address);

  await page.keyboard.type('сей', { delay: 70 });
  await page.getByRole('option', { name: /Сейтқали Айгерім/ }).waitFor();
  await page.keyboard.press('Enter');
  await shows(page, 'Отмечено', 'Сейтқали Айгерім');
  expect(await look(page)).toBe('ok');
  await expect.poll(() => came(page)).toBe('1');
  await expect.poll(() => came(second.page)).toBe('1');

  // Enter before the list is there: the letters decide, not what happened to stand in the list.
  await page.keyboard.type('осп', { delay: 70 });
  await page.keyboard.press('Enter');
  await shows(page, 'Отмечено', 'Оспанов Данияр');

  await page.keyboard.type('айг', { delay: 70 });
  await page.keyboard.press('Enter');
  await shows(page, 'Уже здесь', 'Сейтқали Айгерім');
  expect(await look(page)).toBe('already');
  await answer(page)
    .getByText(/^с \d\d:\d\d$/)
    .waitFor();

  await page.keyboard.press('F8');
  await shows(page, 'Отметка отменена', 'Оспанов Данияр');
  await expect.poll(() => came(second.page)).toBe('1');
  await page.keyboard.press('Control+z');
  await shows(page, 'Отметка отменена', 'Сейтқали Айгерім');
  await expect.poll(() => came(second.page)).toBe('0');
  await second.close();
});

test('a scanner is understood under every layout, wherever the focus is, with Enter and without', async ({
  window,
}) => {
  const { page } = window;
  const people = await settle(page);
  const address = await newMeetup(page);
  const field = await openDoor(page, address);
  const ways = [
    { layout: 'us' },
    { layout: 'ru', hasEnter: false },
    { layout: 'kk' },
    { layout: 'kk', hasEnter: false, isCapsLock: true },
  ] as const;
  for (const [index, way] of ways.entries()) {
    await scan(page, people[index]?.code ?? '', way);
    await shows(page, 'Отмечено', PEOPLE[index]?.[0] ?? '');
    await expect.poll(() => field.inputValue()).toBe('');
  }
  await page.getByRole('button', { name: /Новый человек/ }).focus();
  await scan(page, '210405', { layout: 'kk' });
  await shows(page, 'Отмечено', 'Жұмабаев Ерлан');
  expect(await page.getByRole('form').count()).toBe(0);
  await scan(page, '999999', { layout: 'ru' });
  await shows(page, 'Не найдено');
  expect(await look(page)).toBe('unknown');
  await expect.poll(() => came(page)).toBe('5');
});

test('a newcomer is added and marked at once, and never doubles somebody unseen', async ({ window }) => {
  const { page } = window;
  await settle(page);
  const address = await newMeetup(page);
  await openDoor(page, address);
  const newcomer = async (): Promise<void> => {
    await page.keyboard.press('F2');
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest('form') !== null)).toBe(true);
  };
  await newcomer();
  await page.keyboard.type('ермекова жанар', { delay: 60 });
  await page.keyboard.press('Enter');
  await shows(page, 'Отмечено', 'Ермекова Жанар');
  await expect.poll(() => came(page)).toBe('1');

  await newcomer();
  await page.keyboard.type('ким вера', { delay: 60 });
  await page.getByText('Возможно, это кто-то из них').waitFor();
  await page.keyboard.press('Enter');
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.textContent))
    .toContain('Это он или она: отметить');
  await page.keyboard.press('Enter');
  await shows(page, 'Отмечено', 'Ким Вера');
  const { total } = await page.evaluate(async () => {
    const told = await (await fetch('/api/people.list?input=%7B%7D')).json();
    return told.result.data;
  });
  expect(total).toBe(PEOPLE.length + 1);
});

test('a list holds strangers back, an annulled mark keeps its reason, the standard mode asks first', async ({
  window,
}) => {
  const { page } = window;
  const people = await settle(page);
  const address = await newMeetup(page);
  const eventId = address.split('/').at(-1) ?? '';
  await page.getByText('По списку').click();
  await page.getByText('Сохранено', { exact: true }).waitFor();
  await page.getByRole('link', { name: /^Список/ }).click();
  await page.getByRole('button', { name: 'Добавить людей' }).click();
  await page.getByText('По группе').click();
  await page.getByRole('checkbox', { name: /ИС-21/ }).check();
  await page.getByRole('button', { name: 'Добавить 2 человек' }).click();
  await page.getByText('Добавлено 2 человека').waitFor();

  await openDoor(page, address);
  await expect.poll(() => page.getByTestId('notYet').innerText()).toBe('2');
  await scan(page, people[1]?.code ?? '');
  await shows(page, 'Нет в списке', 'Оспанов Данияр');
  expect(await look(page)).toBe('held');
  await page.keyboard.press('F4');
  await shows(page, 'Отмечено', 'Оспанов Данияр');

  await page.keyboard.press('F9');
  await page.getByText('Чужая карточка').click();
  await page.keyboard.press('Tab');
  await page.getByRole('dialog').getByRole('button', { name: 'Снять отметку' }).click();
  await shows(page, 'Отметка снята', 'Оспанов Данияр');
  await expect.poll(() => came(page)).toBe('0');
  await scan(page, people[1]?.code ?? '');
  await shows(page, 'Отметка снята');
  await answer(page)
    .getByText(/Чужая карточка/)
    .waitFor();
  expect(await look(page)).toBe('annulled');

  await page.getByText('Стандарт').click();
  await page.keyboard.type('сей', { delay: 70 });
  await page.keyboard.press('Enter');
  await shows(page, 'Отметить?', 'Сейтқали Айгерім');
  await expect.poll(() => came(page)).toBe('0');
  await page.keyboard.press('Enter');
  await shows(page, 'Отмечено', 'Сейтқали Айгерім');
  await expect.poll(() => came(page)).toBe('1');
  const roster = await call<unknown>(page, 'checkIn.mark', {
    eventId,
    who: { personId: people[0]?.id },
    source: 'desk.search',
  });
  expect(roster).toMatchObject({ verdict: 'already' });
});

test('the attendance list is saved as a table with real dates and text phones', async ({ desk, window }) => {
  const { page } = window;
  const people = await settle(page);
  const address = await newMeetup(page);
  const eventId = address.split('/').at(-1) ?? '';
  await call(page, 'events.registered.add', {
    eventId,
    who: { kind: 'people', ids: people.map(({ id }) => id) },
  });
  await call(page, 'checkIn.mark', { eventId, who: { scan: people[0]?.code }, source: 'desk.scan' });
  await openPart(page, /^Посещаемость/);
  await page.getByRole('combobox', { name: 'Как', exact: true }).click();
  await page.getByRole('option', { name: 'карточка' }).click();
  await expect.poll(() => page.getByRole('row').count()).toBe(2);
  await page.reload();
  await expect.poll(() => page.getByRole('row').count()).toBe(PEOPLE.length + 1);
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Excel' }).click(),
  ]);
  expect(saved.suggestedFilename()).toMatch(/^Посещаемость Митап .*\.xlsx$/);
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(await saved.path());
  const rows = Array.from(book.worksheets[0]?.getSheetValues() ?? [], (row) =>
    Array.isArray(row) ? row : [],
  );
  const marked = rows.find((row) => row[2] === 'Сейтқали Айгерім');
  expect(marked?.[5]).toBe('+77011234500');
  expect(marked?.[8]).toBeInstanceOf(Date);
  expect(rows.flat()).toContain('Итог: пришли 1, по списку 5');
  const [paper] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'PDF' }).click(),
  ]);
  expect(paper.suggestedFilename()).toMatch(/\.pdf$/);

  await shots(desk, 'events', async (fresh) => {
    await fresh.goto(new URL('/events', address).href);
    await fresh.getByRole('list').first().waitFor();
  });
  await shots(desk, 'event', async (fresh) => {
    await fresh.goto(address);
    await fresh.getByRole('textbox').first().waitFor();
  });
  await shots(desk, 'door', async (fresh) => {
    await fresh.goto(`${address}/door`);
    await fresh.getByTestId('came').waitFor();
    await scan(fresh, people[0]?.code ?? '');
    await answer(fresh).getByRole('button').first().waitFor();
  });
});
