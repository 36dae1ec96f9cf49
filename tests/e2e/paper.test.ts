/**
 * The evening on paper, in a real browser: the roster is printed, and its codes are read from the file itself; afterwards
 * they are typed as a hand types them, with slips, under another layout, in a paste, and people on empty lines are asked about.
 * ORDA_PAPER_PEOPLE=100 types the sheets of a hundred people at a human's pace and prints how long that took.
 */
import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { typedUnder } from '../../src-core/events/scan.rules.ts';
import { pdfText } from '../documents/pdfText.ts';
import { flaws } from './axe.ts';
import { call } from './call.ts';
import { shots, test } from './desk.ts';
import { openPart } from './parts.ts';

const FAMILIES = [
  'Сейтқали',
  'Оспанов',
  'Ким',
  'Өтегенова',
  'Жұмабаев',
  'Ли',
  'Әбенова',
  'Гриценко',
  'Үсенов',
  'Цой',
];
const GIVEN = ['Айгерім', 'Данияр', 'Вера', 'Мадина', 'Ерлан', 'Олег', 'Гүлнұр', 'Артём', 'Қайрат', 'Іңкәр'];

/** An organisation with an event and so many people on its list; out: the event's id. */
const settle = async (page: Page, count: number): Promise<string> => {
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
      registration: 'list',
      note: null,
    },
  });
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const card = {
      family_name: FAMILIES[n % 10],
      given_name: GIVEN[Math.floor(n / 10) % 10],
      study_group: `ИС-2${n % 4}`,
    };
    ids.push((await call<{ id: string }>(page, 'people.add', card)).id);
  }
  await call(page, 'events.registered.add', { eventId, who: { kind: 'people', ids } });
  return eventId;
};

type Sheet = { readonly people: ReadonlyMap<string, string>; readonly blanks: readonly string[] };

/** Prints the roster with the button, and reads the file: the code of each name, and those of the empty lines. */
const printed = async (page: Page, blanks: number): Promise<Sheet> => {
  await page.getByRole('textbox', { name: 'Пустые строки для новых людей' }).fill(String(blanks));
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Напечатать список (PDF)' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('Бумажный список Митап о Rust 2026-01-15.pdf');
  const people = new Map<string, string>();
  const empty: string[] = [];
  for (const runs of pdfText(readFileSync(await download.path()))) {
    for (const { text, y } of runs.filter((run) => /^\d\d \d{3}$/.test(run.text))) {
      const name = runs.find((run) => run.y === y && /\p{L}{2,} \p{L}{2,}/u.test(run.text))?.text;
      if (name === undefined) empty.push(text);
      else people.set(name, text);
    }
  }
  return { people, blanks: empty };
};

const openPaper = async (page: Page, eventId: string): Promise<Locator> => {
  await page.goto(new URL(`/events/${eventId}/paper`, page.url()).href);
  const field = page.getByRole('textbox', { name: 'Код с листа' });
  // On a busy machine the page itself takes longer than a poll lasts.
  await field.waitFor();
  await expect.poll(() => field.evaluate((own) => own === document.activeElement)).toBe(true);
  return field;
};
const line = (page: Page, code: string): Locator => page.locator('li', { hasText: code });
const entered = (page: Page): Promise<string> => page.getByTestId('entered').innerText();
const stateOf = (found: Locator): Promise<string | null> => found.first().getAttribute('data-state');

test('a printed roster is typed in: slips are told, duplicates are harmless, one key takes back', async ({
  window: { page },
}) => {
  const eventId = await settle(page, 12);
  await openPaper(page, eventId);
  const { people, blanks } = await printed(page, 3);
  expect(people.size).toBe(12);
  expect(blanks).toHaveLength(3);
  expect((await printed(page, 0)).people).toEqual(people);
  const codes = [...people.values()];
  const [first = '', second = '', ...later] = codes;
  // Codes are drawn anew for each event, and one that begins with the same digit twice has no swap to slip on.
  const third = later.find((code) => code[0] !== code[1]) ?? '';
  const [name = ''] = people.keys();

  await page.getByRole('textbox', { name: 'Код с листа' }).focus();
  await page.keyboard.type(`${first.replace(' ', '')}\n`, { delay: 40 });
  await line(page, first).getByText(name).waitFor();
  // The Kazakh layout has letters on the keys of digits, and the field shows what is meant.
  await page.keyboard.type(typedUnder(second.replace(' ', ''), 'kk'));
  await expect
    .poll(() => page.getByRole('textbox', { name: 'Код с листа' }).inputValue())
    .toBe(second.replace(' ', ''));
  await page.keyboard.press('Enter');
  await expect.poll(() => entered(page)).toBe('В этом окне введено 2 человека');

  const swapped = `${third[1]}${third[0]}${third.slice(3)}`;
  await page.keyboard.type(`${swapped}\n`);
  await line(page, swapped).getByText('Это не код').waitFor();
  await page.keyboard.type(`${first.replace(' ', '')}\n`);
  await line(page, first).getByText('Уже есть отметка: 18:00').waitFor();
  await line(page, swapped).getByRole('button', { name: 'Исправить' }).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.type(`${third.replace(' ', '')}\n`);
  await expect.poll(() => entered(page)).toBe('В этом окне введено 3 человека');
  await expect.poll(() => line(page, swapped).count()).toBe(0);

  await page.keyboard.press('F8');
  await expect.poll(() => entered(page)).toBe('В этом окне введено 2 человека');
  const rest = codes.slice(2).join('\n');
  await page.evaluate((text) => {
    const held = new DataTransfer();
    held.setData('text', text);
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: held, bubbles: true, cancelable: true }),
    );
  }, rest);
  await expect.poll(() => entered(page)).toBe('В этом окне введено 12 человек');
  await page.getByText('Введено с бумаги').waitFor();
  expect(await flaws(page)).toEqual([]);

  await openPart(page, /^Посещаемость/);
  await expect.poll(() => page.getByRole('cell', { name: 'с бумаги' }).count()).toBe(12);
});

test('an empty line asks for what is written on it, and a likeness is settled by hand', async ({
  desk,
  window: { page },
}) => {
  const eventId = await settle(page, 3);
  await openPaper(page, eventId);
  const { blanks } = await printed(page, 3);
  const [first = '', second = '', third = ''] = blanks;
  const field = page.getByRole('textbox', { name: 'Код с листа' });
  await field.focus();
  await page.keyboard.type(`${first}\n`);
  await page.getByRole('textbox', { name: 'Фамилия и имя' }).waitFor();
  await page.keyboard.type('сейткали айгерим\nис-20\n', { delay: 20 });
  await line(page, first).getByText('Сейтқали Айгерім').waitFor();
  await expect.poll(() => stateOf(line(page, first))).toBe('marked');

  await expect.poll(() => field.evaluate((own) => own === document.activeElement)).toBe(true);
  await page.keyboard.type(`${second}\n`);
  await page.getByRole('textbox', { name: 'Фамилия и имя' }).waitFor();
  await page.keyboard.type('Ким Айгерім\nФИ-11\n');
  await expect.poll(() => field.evaluate((own) => own === document.activeElement)).toBe(true);
  await page.keyboard.type(`${third}\n`);
  await page.getByRole('button', { name: 'Это новый человек: добавить' }).waitFor();
  await expect.poll(() => stateOf(line(page, second))).toBe('ambiguous');
  await line(page, second)
    .getByRole('button', { name: /^Ким Айгерім · ИС-22/ })
    .click();
  await expect.poll(() => stateOf(line(page, second))).toBe('marked');

  await shots(desk, 'paper', async (own) => {
    await own.goto(new URL(`/events/${eventId}/paper`, own.url()).href);
    await own.locator('input[inputmode="numeric"]').first().waitFor();
    for (const [index, code] of [...blanks, '123 45'].entries()) {
      await own.keyboard.type(`${code}\n`);
      await own.locator(`ul > li >> nth=${index}`).waitFor();
    }
  });
});

/** Between looking at the sheet and the first digit, and between two digits, in milliseconds: an unpractised hand. */
const GLANCE = 700;
const KEY = 160;

test('the sheets of an evening are typed at a human pace', async ({ window: { page } }) => {
  const count = Number(process.env['ORDA_PAPER_PEOPLE'] ?? 8);
  const eventId = await settle(page, count);
  await openPaper(page, eventId);
  const { people } = await printed(page, 0);
  await page.getByRole('textbox', { name: 'Код с листа' }).focus();
  const began = performance.now();
  for (const [index, code] of [...people.values()].entries()) {
    await page.waitForTimeout(GLANCE);
    const digits = code.replace(' ', '');
    // Every twentieth code is mistyped first, seen by its sound and colour, and typed again.
    if (index % 20 === 5) {
      await page.keyboard.type(`${digits.slice(0, 4)}${(Number(digits[4]) + 3) % 10}\n`, { delay: KEY });
      await page.waitForTimeout(GLANCE);
    }
    await page.keyboard.type(`${digits}\n`, { delay: KEY });
  }
  const seconds = (performance.now() - began) / 1000;
  await expect.poll(() => page.locator('li[data-state="marked"]').count()).toBe(people.size);
  if (count !== 8) process.stdout.write(`${people.size} people from paper in ${seconds.toFixed(0)} s\n`);
}, 900_000);
