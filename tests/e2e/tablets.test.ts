/**
 * Volunteers' devices at the door, in browsers of their own on the hall's address with all other network refused: paired
 * by the code on the desk's screen, marking, held back and let in, without a connection, revoked, and over a killed laptop.
 */
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { qrSvg } from '../../src-core/documents/qr/qr.ts';
import { launchBrowser, patient, sharedBrowser } from './browser.ts';
import { call } from './call.ts';
import { newDataFolder, openDesk, startDesk, test, type Language } from './desk.ts';
import { eventToday, HALL, openHall, picture, startOwn } from './hall.ts';
import { writeVideo } from './video.ts';

const PEOPLE = [
  ['Оспанов', 'Данияр', 'ИС-22-1', '220017'],
  ['Әлиева', 'Жанна', 'ФК-21', '220018'],
  ['Ким', 'Вера', null, '220019'],
] as const;

/** An organisation with an event for those on its list, two of three people; its door open on the hall's address. */
const settle = async (page: Page, registration: 'open' | 'list' = 'list'): Promise<string> => {
  await startOwn(page);
  const eventId = await eventToday(page, registration);
  const ids: string[] = [];
  for (const [family_name, given_name, study_group, student_card_no] of PEOPLE)
    ids.push(
      (
        await call<{ id: string }>(page, 'people.add', {
          family_name,
          given_name,
          study_group,
          student_card_no,
        })
      ).id,
    );
  await call(page, 'events.registered.add', { eventId, who: { kind: 'people', ids: ids.slice(0, 2) } });
  await openHall(page, eventId);
  await page.goto(new URL(`/events/${eventId}/phones`, page.url()).href);
  return eventId;
};

type Device = { readonly context: BrowserContext; readonly page: Page };

const takeDevice = async (
  language: Language = 'ru',
  size = { width: 360, height: 740 },
  colorScheme: 'light' | 'dark' = 'light',
): Promise<Device> => {
  const browser = await sharedBrowser();
  const context = await browser.newContext({
    viewport: size,
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
    colorScheme,
    locale: language === 'en' ? 'en-GB' : language,
  });
  patient(context);
  await context.route(
    (address) => address.hostname !== HALL && address.protocol !== 'blob:',
    (route) => route.abort(),
  );
  // Loopback is a secure place to a browser, the hall's network is not: there is no live camera there.
  await context.addInitScript(() => Object.defineProperty(window, 'isSecureContext', { value: false }));
  return { context, page: await context.newPage() };
};

/** The organizer's hands: names a volunteer and shows the code; out: what a camera reads. */
const invite = async (page: Page, name: string, isSenior = false): Promise<string> => {
  await page.getByRole('button', { name: 'Пригласить волонтёра' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Имя волонтёра').fill(name);
  if (isSenior) await dialog.getByLabel('Старший').check();
  await dialog.getByRole('button', { name: 'Показать код' }).click();
  return (await dialog.getByRole('img', { name: /^http:/ }).getAttribute('aria-label')) ?? '';
};

/** A device that has been paired, and the dialog that saw it closed. */
const pairedDevice = async (page: Page, name: string, isSenior = false): Promise<Device> => {
  const link = await invite(page, name, isSenior);
  const device = await takeDevice();
  await device.page.goto(link);
  await device.page.getByRole('button', { name: 'Начать' }).tap();
  await device.page.getByText('Готово к работе').waitFor();
  await page.getByText(`Устройство подключено: ${name}`).waitFor();
  await page.getByRole('button', { name: 'Готово' }).click();
  return device;
};

const scan = async ({ page }: Device, code: string): Promise<void> => {
  await page.getByRole('textbox', { name: 'Код участника' }).fill(code);
  await page.keyboard.press('Enter');
};

/** The ids of everybody whom the desk's search finds by a name. */
const idsOf = (page: Page, name: string): Promise<readonly string[]> =>
  page.evaluate(async (text) => {
    const input = encodeURIComponent(JSON.stringify({ eventId: location.pathname.split('/')[2], text }));
    const told = await (await fetch(`/api/checkIn.people?input=${input}`)).json();
    return told.result.data.map(({ id }: { readonly id: string }) => id);
  }, name);

const big = ({ page }: Device) => page.locator('.big');
const kept = ({ page }: Device): Promise<string> =>
  page.evaluate(() => JSON.stringify(Object.entries(localStorage)));

test('a steward scans, a supervisor searches and lets in, each takes back their own, and the desk sees who', async ({
  window,
}) => {
  const { page } = window;
  await settle(page);
  const steward = await pairedDevice(page, 'Мадина');
  await scan(steward, '220017');
  await big(steward).getByText('Отмечено').waitFor();
  await big(steward).getByText('Оспанов Данияр').waitFor();
  await scan(steward, '220017');
  await big(steward).getByText('Уже отмечено в').waitFor();
  await scan(steward, '220019');
  await big(steward).getByText('Позовите старшего').waitFor();
  expect(await steward.page.getByLabel('Поиск по имени').count()).toBe(0);
  await scan(steward, 'нет такого');
  await big(steward).getByText('Код не найден').waitFor();
  await picture(steward.page, 'tablet-steward');

  const senior = await pairedDevice(page, 'Арман', true);
  await scan(senior, '220019');
  await big(senior).getByText('Нет в списке').waitFor();
  await senior.page.getByRole('button', { name: 'Пропустить' }).tap();
  await big(senior).getByText('Отмечено').waitFor();
  await senior.page.getByLabel('Поиск по имени').fill('әлиева');
  await senior.page.getByRole('button', { name: /Әлиева Жанна/ }).tap();
  await big(senior).getByText('Әлиева Жанна').waitFor();
  await senior.page.getByRole('button', { name: 'Отменить последнюю' }).tap();
  await big(senior).getByText('Отметка отменена').waitFor();
  await senior.page.getByRole('button', { name: /Әлиева Жанна.*ждём/ }).waitFor();
  await expect
    .poll(() => senior.page.getByRole('button', { name: 'Отменить последнюю' }).isDisabled())
    .toBe(true);
  await picture(senior.page, 'tablet-supervisor');

  const row = (name: string) => page.getByRole('listitem', { name });
  await row('Мадина').getByText('1 отметка').waitFor();
  await row('Арман').getByText('1 отметка').waitFor();
  await row('Мадина').getByText('на связи').waitFor();
  await picture(page, 'desk-tablets');
  expect(await kept(senior)).not.toMatch(/Оспанов|Әлиева|Ким/);
  await Promise.all([steward.context.close(), senior.context.close()]);
});

test('what must be minded stays large until it is taken; a steward calls a supervisor; people go out as they came in', async ({
  window,
}) => {
  const { page } = window;
  const eventId = await settle(page, 'open');
  await call(page, 'rooms.setCheckOut', { eventId, isOn: true });
  const personIds = await idsOf(page, 'Оспанов');
  await call(page, 'attention.add', { personIds, kind: 'allergy', text: 'орехи и мёд' });
  await call(page, 'attention.ask', { eventId, text: 'Взял пропуск?' });
  const due = ({ page: own }: Device) => own.getByRole('alert').filter({ hasText: 'Оспанов' });

  const steward = await pairedDevice(page, 'Мадина');
  await scan(steward, '220017');
  await due(steward).getByText('Позовите старшего').waitFor();
  expect(await steward.page.content()).not.toContain('орехи');
  await picture(steward.page, 'tablet-due-steward');
  // Another arrival does not take it away.
  await scan(steward, '220018');
  await big(steward).getByText('Әлиева Жанна').waitFor();
  await due(steward).getByRole('button', { name: 'Хорошо, зову' }).tap();
  await due(steward).getByText('Взял пропуск?').waitFor();
  await due(steward).getByRole('button', { name: 'Да' }).tap();
  await due(steward).waitFor({ state: 'hidden' });

  const senior = await pairedDevice(page, 'Арман', true);
  await scan(senior, '220017');
  await big(senior).getByText('Уже отмечено в').waitFor();
  await due(senior).getByText('орехи и мёд').waitFor();
  await picture(senior.page, 'tablet-due-supervisor');
  await due(senior).getByRole('button', { name: 'Принято' }).tap();
  await due(senior).waitFor({ state: 'hidden' });

  await senior.page.getByRole('button', { name: 'Выход' }).first().tap();
  await big(senior).getByText('Отмечаем выход').waitFor();
  await scan(senior, '220017');
  await big(senior).getByText('Выход отмечен').waitFor();
  await picture(senior.page, 'tablet-out');
  await scan(senior, '220017');
  await big(senior).getByText('Внутри нет').waitFor();
  expect(await kept(senior)).not.toMatch(/Оспанов|орехи/);
  await page.goto(new URL(`/events/${eventId}`, page.url()).href);
  await page.getByText(/^Арман, \d\d:\d\d$/).waitFor();
  await Promise.all([steward.context.close(), senior.context.close()]);
});

test('revoked, the device says so by itself and keeps nothing', async ({ window }) => {
  const { page } = window;
  await settle(page);
  const device = await pairedDevice(page, 'Мадина');
  await scan(device, '220017');
  await big(device).getByText('Оспанов Данияр').waitFor();
  await page.getByRole('button', { name: 'Закрыть доступ: Мадина' }).click();
  await device.page.getByRole('heading', { name: 'Доступ закрыт' }).waitFor();
  expect(await device.page.content()).not.toContain('Оспанов');
  expect(await kept(device)).toBe('[]');
  await picture(device.page, 'tablet-revoked');
  // The button that comes back below must have gone first.
  await page.getByRole('button', { name: 'Закрыть доступ: Мадина' }).waitFor({ state: 'detached' });
  // The organizer changes their mind: the toast takes the revocation back, and the same device goes on.
  await page.getByRole('button', { name: 'Отменить' }).click();
  // The device asks only once: before the undo is written it would be told again that it was revoked.
  await page.getByRole('button', { name: 'Закрыть доступ: Мадина' }).waitFor();
  await device.page.getByRole('link', { name: 'Проверить ещё раз' }).tap();
  await device.page.getByText('Готово к работе').waitFor();
  await device.context.close();
});

test('the event ends, and so does the access', async ({ window }) => {
  const { page } = window;
  const eventId = await settle(page);
  const device = await pairedDevice(page, 'Мадина');
  await call(page, 'events.edit', {
    id: eventId,
    patch: { starts_at: '2026-01-01T10:00', ends_at: '2026-01-01T12:00' },
  });
  await device.page.getByRole('heading', { name: 'Мероприятие закончилось' }).waitFor();
  expect(await kept(device)).toBe('[]');
  await page.getByRole('listitem', { name: 'Мадина' }).getByText('мероприятие закончилось').waitFor();
  await device.context.close();
});

test('codes that are scanned while the laptop is dead are sent once it lives, each once; the token still opens', async ({
  desk,
}) => {
  const window = await openDesk(desk, { expected: /Failed to load resource|ERR_/ });
  const eventId = await settle(window.page, 'open');
  const device = await pairedDevice(window.page, 'Мадина');
  await scan(device, '220017');
  await big(device).getByText('Отмечено').waitFor();
  await window.close();
  await desk.kill9();
  await scan(device, '220018');
  await scan(device, '220019');
  await scan(device, '220018');
  await device.page.getByText('Не отправлено: 2').waitFor();
  await picture(device.page, 'tablet-offline');
  expect(await kept(device)).not.toMatch(/Оспанов|Әлиева|Ким/);
  const again = await startDesk({ dataFolder: desk.dataFolder });
  await device.page.getByText('Не отправлено').waitFor({ state: 'hidden' });
  await device.page.getByText('Ким Вера').first().waitFor();
  const after = await openDesk(again);
  await after.page.goto(new URL(`/events/${eventId}/phones`, after.page.url()).href);
  await after.page.getByRole('listitem', { name: 'Мадина' }).getByText('3 отметки').waitFor();
  await device.page.reload();
  await device.page.getByText('Готово к работе').waitFor();
  await device.page.getByRole('button', { name: 'Отменить последнюю' }).tap();
  await big(device).getByText('Ким Вера').waitFor();
  await after.page.getByRole('listitem', { name: 'Мадина' }).getByText('2 отметки').waitFor();
  await device.context.close();
  await after.close();
  await again.stop();
});

test('a code is read from a photo, by a reader that is loaded only then', async ({ window }) => {
  const { page } = window;
  await settle(page);
  const device = await pairedDevice(page, 'Мадина');
  const asked: string[] = [];
  device.page.on('request', (request) => void asked.push(new URL(request.url()).pathname));
  const card = await page.context().newPage();
  await card.setContent(
    `<div style="width:420px;padding:60px;background:#cfc8bd;transform:rotate(8deg)">${qrSvg('220018')}</div>`,
  );
  const photo = await card.screenshot();
  const blank = await page.screenshot();
  await device.page
    .locator('input[type=file]')
    .setInputFiles({ name: 'blank.png', mimeType: 'image/png', buffer: blank });
  await big(device).getByText('Кода на снимке не видно').waitFor();
  await device.page
    .locator('input[type=file]')
    .setInputFiles({ name: 'card.png', mimeType: 'image/png', buffer: photo });
  await big(device).getByText('Әлиева Жанна').waitFor();
  expect(asked.filter((path) => path === '/t/qr.js')).toHaveLength(1);
  // An old tablet on a bad network loads the page and its script in one breath.
  const bytes = await device.page.evaluate(async () => {
    const parts = await Promise.all(
      ['/t/', '/t/tablet.js'].map(async (path) => (await fetch(path)).arrayBuffer()),
    );
    return parts.reduce((sum, part) => sum + part.byteLength, 0);
  });
  expect(bytes).toBeLessThan(60_000);
  await device.context.close();
});

test('where the browser allows it, the camera marks whoever holds a card before it; two taps on Start are one', async ({
  window,
}) => {
  const { page } = window;
  await settle(page);
  const video = join(newDataFolder(), 'table.y4m');
  writeVideo(video, [
    { text: '220018', seconds: 1.2 },
    { text: null, seconds: 0.6 },
  ]);
  const browser = await launchBrowser([
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-video-capture=${video}`,
  ]);
  const context = await browser.newContext({ locale: 'ru', viewport: { width: 800, height: 1280 } });
  await context.grantPermissions(['camera']);
  const tablet = await patient(context).newPage();
  await tablet.goto(await invite(page, 'Мадина'));
  await tablet.getByRole('button', { name: 'Начать' }).dblclick();
  await tablet.getByText('Готово к работе').waitFor();
  await tablet.getByRole('button', { name: 'Камера' }).click();
  await tablet.locator('.big').getByText('Әлиева Жанна').waitFor();
  await picture(tablet, 'tablet-camera');
  await tablet.getByRole('button', { name: 'Убрать камеру' }).click();
  await expect.poll(() => tablet.locator('video').isHidden()).toBe(true);
  await browser.close();
});

test('pictures of the volunteers’ page in three languages', async ({ window, skip }) => {
  if (!process.env['ORDA_SHOTS']) skip('only where ORDA_SHOTS names a folder');
  const { page } = window;
  const eventId = await settle(page);
  const personIds = await idsOf(page, 'Оспанов');
  await call(page, 'attention.add', { personIds, kind: 'allergy', text: 'арахис; ингалятор в сумке' });
  await call(page, 'rooms.setCheckOut', { eventId, isOn: true });
  const sizes = { phone: { width: 360, height: 740 }, tablet: { width: 800, height: 1280 } };
  for (const language of ['ru', 'kk', 'en'] as const)
    for (const [name, size] of Object.entries(sizes))
      for (const scheme of ['light', 'dark'] as const) {
        const { link } = await call<{ link: { url: string } }>(page, 'tablets.invite', {
          eventId,
          name: 'Мадина',
          role: 'supervisor',
        });
        const device = await takeDevice(language, size, scheme);
        const show = (what: string) => picture(device.page, `tablet-${what}-${name}-${language}-${scheme}`);
        await device.page.goto(link.url);
        await show('invited');
        await device.page.locator('button').tap();
        for (const [what, code, tone] of [
          ['ok', '220017', /ok|already/],
          ['already', '220017', /already/],
          ['held', '220019', /held/],
          ['no', 'ZZZ', /no/],
        ] as const) {
          await device.page.locator('.in input').fill(code);
          await device.page.keyboard.press('Enter');
          await expect.poll(() => device.page.locator('.big').getAttribute('data-tone')).toMatch(tone);
          await show(what);
        }
        await device.page.screenshot({
          path: join(process.env['ORDA_SHOTS'] ?? '', `tablet-due-${name}-${language}-${scheme}.png`),
          fullPage: true,
        });
        await device.page.locator('input[type=search]').fill('а');
        await device.page.locator('.l button').first().waitFor();
        await device.page.screenshot({
          path: join(process.env['ORDA_SHOTS'] ?? '', `tablet-search-${name}-${language}-${scheme}.png`),
          fullPage: true,
        });
        await device.context.close();
      }
  for (const language of ['ru', 'kk', 'en'] as const)
    for (const scheme of ['light', 'dark'] as const) {
      await page.context().addCookies([{ name: 'orda_language', value: language, url: page.url() }]);
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize(
        scheme === 'light' ? { width: 1366, height: 768 } : { width: 1920, height: 1080 },
      );
      await page.reload();
      await page.getByRole('listitem', { name: 'Мадина' }).first().waitFor();
      await picture(page, `desk-tablets-${language}-${scheme}`);
      await page
        .getByRole('button', { name: /Пригласить волонтёра|Еріктіні шақыру|Invite a volunteer/ })
        .click();
      await page.getByRole('dialog').getByRole('textbox').fill('Әсем');
      await picture(page, `desk-invite-${language}-${scheme}`);
      await page.keyboard.press('Enter');
      await page.getByRole('img', { name: /^http:/ }).waitFor();
      await picture(page, `desk-code-${language}-${scheme}`);
    }
});
