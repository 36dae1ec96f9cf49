/**
 * Certificates at a real desk in a real browser: a template from a design with a picture of one's own, a field dragged and taken
 * back, issued for those who came, printed, read from its QR code, checked, revoked; and who would like to break in with a file.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { pageTexts } from '../documents/pdfText.ts';
import { flaws } from './axe.ts';
import { call } from './call.ts';
import { scan } from './scanner.ts';
import { newDataFolder, openDesk, shots, test, type RunningDesk } from './desk.ts';

const GUESTS = [
  { family_name: 'Тұрғынбекова', given_name: 'Айгерім', patronymic: 'Серікқызы' },
  { family_name: 'Әбдіров', given_name: 'Санжар' },
  {
    family_name: 'Құрманғазыұлы-Нұрмағамбетов',
    given_name: 'Мұхаммедсапарғали',
    patronymic: 'Әбдіғаппарұлы',
  },
];

const OWN_PICTURE =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 297 210"><rect width="297" height="210" fill="#fff8e8"/><path d="M0 0h297v12H0z" fill="#b98a2f"/></svg>';

/** An organisation and an event that all guests came to; out: the desk's address and the event's id. */
const settle = async (page: Page, desk: RunningDesk) => {
  await call(page, 'setup.startOwn', {
    name: 'Білім ордасы',
    language: 'ru',
    currency: 'KZT',
    timeZone: 'Asia/Almaty',
    owner: 'Айгерим',
  });
  const { id: eventId } = await call<{ id: string }>(page, 'events.create', {
    from: { kind: 'template', templateId: 'preset:meetup', language: 'ru' },
  });
  for (const guest of GUESTS) {
    const { id: personId } = await call<{ id: string }>(page, 'people.add', guest);
    await call(page, 'checkIn.mark', { eventId, who: { personId }, source: 'desk.list', isAllowed: true });
  }
  return { origin: new URL(desk.url).origin, eventId };
};

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });

const xOf = (page: Page): Promise<number> =>
  page
    .locator('[data-thing=name] rect')
    .first()
    .evaluate((rect) => Number(rect.getAttribute('x')));

test(
  'a template is made, a batch issued, printed, read from its code, checked and revoked',
  { timeout: 240_000 },
  async ({ desk }) => {
    // The refused file is an answer that the browser writes down.
    const window = await openDesk(desk, { expected: /400 \(Bad Request\)/ });
    const { page } = window;
    const { origin, eventId } = await settle(page, desk);
    await page.goto(`${origin}/certificates`);
    await page.getByText('Шаблонов пока нет').waitFor();
    await page.getByRole('link', { name: 'Новый шаблон' }).first().click();
    await page.getByRole('textbox', { name: 'Название шаблона' }).fill('Участник');
    await button(page, 'Создать и настроить').click();
    await page.locator('[data-thing=name]').waitFor();

    // A dragged field rests elsewhere; Ctrl+Z takes the whole drag back, an arrow key moves half a millimetre.
    const before = await xOf(page);
    const box = await page.locator('[data-thing=name]').boundingBox();
    const [x, y] = [(box?.x ?? 0) + 40, (box?.y ?? 0) + (box?.height ?? 0) / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x - 20, y - 6, { steps: 5 });
    await page.mouse.move(x - 44, y - 9, { steps: 5 });
    await page.mouse.up();
    await expect.poll(() => xOf(page)).toBeLessThan(before - 5);
    await page.keyboard.press('Control+z');
    await expect.poll(() => xOf(page)).toBe(before);
    await page.locator('[data-thing=name]').focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => xOf(page)).toBeCloseTo(before + 0.5);

    // A file that is no picture is refused in words; one's own drawing lies under the text.
    const folder = newDataFolder();
    const picture = join(folder, 'фон.svg');
    writeFileSync(join(folder, 'фон.png'), 'not a picture');
    writeFileSync(picture, OWN_PICTURE);
    const chooser = page.locator('input[type=file]');
    await chooser.setInputFiles(join(folder, 'фон.png'));
    await page.getByText('Это не картинка, которая может быть фоном').waitFor();
    await chooser.setInputFiles(picture);
    await page.getByText('Под текстом свой файл').waitFor();
    await page.getByRole('combobox', { name: 'Примерить' }).selectOption('sampleLongest');
    await page.locator('text', { hasText: 'Мұхаммедсапарғали' }).first().waitFor();
    expect(await flaws(page)).toEqual([]);
    await page.getByText('Сохранено', { exact: true }).waitFor();

    await page.goto(`${origin}/events/${eventId}/certificates`);
    await page.getByRole('img', { name: /^Сертификат: / }).waitFor();
    expect(await flaws(page)).toEqual([]);
    await button(page, 'Выдать 3 сертификата').click();
    await page.getByText('Выдано 3 сертификата').waitFor();
    await page.getByText('У всех уже есть').waitFor();
    const [saved] = await Promise.all([page.waitForEvent('download'), button(page, 'Одним PDF').click()]);
    const pages = pageTexts(readFileSync(await saved.path()));
    expect(pages).toHaveLength(3);
    expect(pages[0]?.join(' ')).toContain('Әбдіров Санжар');
    expect(pages.flat().join(' ').replaceAll(/\s+/g, ' ')).toContain('Тұрғынбекова Айгерім Серікқызы');

    // What the screen shows as a QR code is photographed, and the photo is checked.
    await page.goto(`${origin}/certificates/issued`);
    await page.getByRole('link', { name: 'Әбдіров Санжар' }).click();
    await page.getByText('Подпись верна, сертификат в силе.').waitFor();
    const photo = join(folder, 'photo.png');
    await page.screenshot({ path: photo });
    expect(await flaws(page)).toEqual([]);
    const check = async (): Promise<void> => {
      await page.goto(`${origin}/certificates/check`);
      await page.locator('input[type=file]').setInputFiles(photo);
    };
    await check();
    await page.getByRole('heading', { name: 'Действителен' }).waitFor();
    await page.getByRole('textbox', { name: 'Имя на бумаге' }).fill('санжар әбдіров');
    await page.getByText('Имя то самое').waitFor();
    await page.getByRole('textbox', { name: 'Имя на бумаге' }).fill('Санжар Абдиров');
    await page.getByText('Имя НЕ то').waitFor();
    expect(await flaws(page)).toEqual([]);
    const code = await page.getByRole('textbox', { name: 'Текст QR-кода' }).inputValue();
    // A scanner types the same under the Russian layout, wherever the focus is.
    await button(page, 'Проверить другой').click();
    await page.getByRole('heading', { name: 'Действителен' }).waitFor({ state: 'detached' });
    await scan(page, code, { layout: 'ru' });
    await page.getByRole('heading', { name: 'Действителен' }).waitFor();
    await page
      .getByRole('textbox', { name: 'Текст QR-кода' })
      .fill(code.slice(0, -20) + (code.at(-20) === 'A' ? 'B' : 'A') + code.slice(-19));
    await page.getByRole('heading', { name: 'Изменён или подделан' }).waitFor();

    await page.goBack();
    await page.getByRole('link', { name: 'Әбдіров Санжар' }).click();
    await button(page, 'Отозвать').click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Почему' }).fill('Не был на занятии');
    await page.getByRole('dialog').getByRole('button', { name: 'Отозвать' }).click();
    await page.getByText('Причина: Не был на занятии').waitFor();
    await check();
    await page.getByRole('heading', { name: /^Отозван/ }).waitFor();

    await page.goto(`${origin}/certificates/keys`);
    const [html] = await Promise.all([
      page.waitForEvent('download'),
      button(page, 'Скачать страницу').click(),
    ]);
    expect(readFileSync(await html.path(), 'utf8')).toContain('Білім ордасы');
    expect(await flaws(page)).toEqual([]);

    await shots(desk, 'certificates-check', async (fresh) => {
      await fresh.goto(`${origin}/certificates/check`);
      await fresh.locator('textarea').first().fill(code);
      await fresh.getByRole('heading', { level: 2 }).nth(1).waitFor();
    });
    await shots(desk, 'certificates-batch', async (fresh) => {
      await fresh.goto(`${origin}/events/${eventId}/certificates`);
      await fresh.locator('image').first().waitFor();
    });
    await window.close();
  },
);

test('a template begun from an event leads back to it; two windows never overwrite one another unasked', async ({
  desk,
}) => {
  // The refused save is an answer that the browser writes down.
  const window = await openDesk(desk, { expected: /409 \(Conflict\)/ });
  const { page } = window;
  const { origin, eventId } = await settle(page, desk);
  await page.goto(`${origin}/events/${eventId}/certificates`);
  await page.getByRole('link', { name: 'Сделать шаблон' }).click();
  await page.getByRole('textbox', { name: 'Название шаблона' }).fill('Участник');
  await button(page, 'Создать и настроить').click();
  await page.locator('[data-thing=name]').waitFor();
  const other = await page.context().newPage();
  await other.goto(page.url());
  await other.locator('[data-thing=name]').waitFor();
  const moved = async (own: Page): Promise<void> => {
    await own.locator('[data-thing=name]').focus();
    await own.keyboard.press('ArrowRight');
  };
  const saved = (own: Page) => own.getByText('Сохранено', { exact: true });
  await moved(page);
  await saved(page).waitFor({ state: 'detached' });
  await saved(page).waitFor();
  const first = await xOf(page);
  await moved(other);
  await moved(other);
  const clash = other.getByRole('alert').filter({ hasText: 'изменили в другом окне' });
  await clash.waitFor();
  expect(await flaws(other)).toEqual([]);
  const folder = process.env['ORDA_SHOTS'];
  if (folder !== undefined && folder !== '')
    await other.screenshot({ path: join(folder, 'certificates-overtaken.png') });
  await clash.getByRole('button', { name: 'Взять те правки' }).click();
  await clash.waitFor({ state: 'detached' });
  await expect.poll(() => xOf(other)).toBeCloseTo(first);
  await moved(other);
  await saved(other).waitFor({ state: 'detached' });
  await saved(other).waitFor();
  const second = await xOf(other);
  await moved(page);
  const mine = page.getByRole('alert').filter({ hasText: 'изменили в другом окне' });
  await mine.getByRole('button', { name: 'Оставить мои' }).click();
  await mine.waitFor({ state: 'detached' });
  await saved(page).waitFor();
  expect(await xOf(page)).toBeCloseTo(second);
  await page.getByRole('link', { name: 'К мероприятию' }).click();
  await page.getByRole('img', { name: /^Сертификат: / }).waitFor();
  expect(new URL(page.url()).pathname).toBe(`/events/${eventId}/certificates`);
  await window.close();
});

test('a question about hundreds of chosen people is answered', async ({ desk, window }) => {
  const { eventId } = await settle(window.page, desk);
  const { id: templateId } = await call<{ id: string }>(window.page, 'certificateTemplates.save', {
    template: {
      name: 'Участник',
      language: 'ru',
      nameForm: 'full',
      page: { width: 297, height: 210 },
      background: { kind: 'design', design: 'plain' },
      layout: { fields: [], qr: null },
    },
  });
  const ids = Array.from({ length: 800 }, (_, n) => `01990000-0000-7000-8000-${String(n).padStart(12, '0')}`);
  const plan = await call(window.page, 'certificates.plan', {
    templateId,
    eventId,
    who: { kind: 'people', ids },
  });
  expect(plan).toMatchObject({ new: [], existing: [] });
});
