/**
 * An evening at the door, with a second browser as the phone on an address of its own and all other network refused: the
 * projector's code, one tap, four fields once, a human's decision, latecomers, and a laptop that dies in mid-arrival.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { sharedBrowser } from './browser.ts';
import { call } from './call.ts';
import { openDesk, startDesk, test, type Language, type RunningDesk } from './desk.ts';

// macOS has no second loopback address; there the phone uses the first, in a browser context of its own.
const DOOR = process.platform === 'darwin' ? '127.0.0.1' : '127.0.0.2';

/** An organisation with an event that begins today, its door open on the hall's address; out: the event's id. */
const settle = async (page: Page): Promise<string> => {
  await call(page, 'setup.startOwn', {
    name: 'IT-клуб «Алатау»',
    language: 'ru',
    currency: 'KZT',
    timeZone: 'Asia/Almaty',
    owner: 'Айгерим',
  });
  const today = new Date().toISOString().slice(0, 10);
  const { id } = await call<{ id: string }>(page, 'events.create', {
    fields: {
      title: 'Митап о базах данных',
      club_id: null,
      place: 'ауд. 301',
      starts_at: `${today}T00:00`,
      ends_at: `${today}T23:59`,
      capacity: null,
      registration: 'open',
      note: null,
    },
  });
  await call(page, 'door.open', { eventId: id, address: DOOR });
  await page.reload();
  return id;
};

/** A phone of its own: 360 px wide, touch, nothing in its memory, and nothing to reach but the door. */
const takePhone = async (language: Language = 'ru'): Promise<{ context: BrowserContext; page: Page }> => {
  const browser = await sharedBrowser();
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
    locale: language === 'en' ? 'en-GB' : language,
  });
  await context.route(
    (address) => address.hostname !== DOOR,
    (route) => route.abort(),
  );
  return { context, page: await context.newPage() };
};

const stageOf = async (desk: Page, eventId: string): Promise<Page> => {
  const stage = await desk.context().newPage();
  await stage.setViewportSize({ width: 1920, height: 1080 });
  await stage.goto(new URL(`/stage/${eventId}`, desk.url()).href);
  return stage;
};

/** What the camera reads from the projector. */
const scan = async (stage: Page): Promise<string> =>
  (await stage.getByRole('img', { name: /^http:/ }).getAttribute('aria-label')) ?? '';

const fillIn = async (phone: Page, name: string, card: string): Promise<void> => {
  await phone.getByLabel('Фамилия, имя, отчество').fill(name);
  await phone.getByLabel('Учебная группа').fill('ИС-22-1');
  await phone.getByLabel('Номер студенческого').fill(card);
  await phone.getByRole('button', { name: 'Отметиться' }).tap();
};

const picture = async (page: Page, name: string): Promise<void> => {
  const folder = process.env['ORDA_SHOTS'];
  if (folder === undefined || folder === '') return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
};

test('the hall marks itself from the projector, and the counter follows within a second', async ({
  window,
}) => {
  const { page } = window;
  const eventId = await settle(page);
  await page.goto(new URL(`/events/${eventId}/phones`, page.url()).href);
  await page.getByText(`http://${DOOR}:`).waitFor();
  const stage = await stageOf(page, eventId);
  await stage.getByText('Код для отметки появится на этом экране').waitFor();
  await picture(stage, 'stage-before');
  await page.getByRole('button', { name: 'Показать код' }).click();
  await stage.getByText('Наведите сюда камеру').waitFor();

  const own = await takePhone();
  await own.page.goto(await scan(stage));
  await fillIn(own.page, 'Оспанов Данияр', '220017');
  await own.page.getByRole('heading', { name: 'Вы отмечены' }).waitFor();
  await expect.poll(() => stage.getByTestId('came').innerText(), { timeout: 1000, interval: 50 }).toBe('1');

  // The same phone again: nothing to fill in, and the first mark stands.
  await own.page.goto(await scan(stage));
  await own.page.getByRole('heading', { name: 'Вы отмечены' }).waitFor();
  expect(await stage.getByTestId('came').innerText()).toBe('1');

  // The code has been forwarded to somebody who is not here: it changes, and the old one is refused.
  const forwarded = await scan(stage);
  await call(page, 'door.closeWave', { eventId });
  const friend = await takePhone();
  await friend.page.goto(forwarded);
  await friend.page.getByText('Отметка сейчас закрыта').waitFor();
  await stage.getByText('Кто пришёл позже').waitFor();
  await picture(stage, 'stage-closed');
  await call(page, 'door.openWave', { eventId, lateAfterMinutes: 0 });
  await friend.page.goto(forwarded);
  await friend.page.getByText('пересланная ссылка не работает').waitFor();
  await stage.getByTestId('code').waitFor();
  await friend.page.getByLabel('Код').fill((await stage.getByTestId('code').innerText()).toLowerCase());
  await friend.page.getByRole('button', { name: 'Дальше' }).tap();
  await fillIn(friend.page, 'Ким Вера', '220018');
  await friend.page.getByText('с опозданием').waitFor();
  await page.getByText('1 опоздал').waitFor();
  await Promise.all([own.context.close(), friend.context.close()]);
});

test('who may be somebody else waits for a human; the phone hears of the decision by itself', async ({
  window,
}) => {
  const { page } = window;
  const eventId = await settle(page);
  await call(page, 'people.add', {
    family_name: 'Оспанов',
    given_name: 'Данияр',
    study_group: 'ИС-22-1',
    student_card_no: '999999',
  });
  await call(page, 'door.openWave', { eventId, lateAfterMinutes: 10 });
  await page.goto(new URL(`/events/${eventId}/phones`, page.url()).href);
  const stage = await stageOf(page, eventId);
  const own = await takePhone();
  await own.page.goto(await scan(stage));
  await fillIn(own.page, 'Данияр Оспанов', '220017');
  await own.page.getByRole('heading', { name: 'Записали' }).waitFor();
  await picture(own.page, 'phone-waiting');
  await page.getByText('Возможно, уже есть в базе').waitFor();
  await picture(page, 'desk-phones-queue');
  await page.getByRole('button', { name: 'Это Оспанов Данияр' }).click();
  await own.page.getByRole('heading', { name: 'Вы отмечены' }).waitFor();
  await page.getByText('Никто не ждёт').waitFor();
  await own.context.close();
});

test('the laptop is killed in mid-arrival and started again: the phone sends by itself, once', async ({
  desk,
}) => {
  const window = await openDesk(desk, { expected: /Failed to load resource|ERR_/ });
  const eventId = await settle(window.page);
  await call(window.page, 'door.openWave', { eventId, lateAfterMinutes: 10 });
  const stage = await stageOf(window.page, eventId);
  const own = await takePhone();
  await own.page.goto(await scan(stage));
  await window.close();
  await desk.kill9();
  await fillIn(own.page, 'Оспанов Данияр', '220017');
  await own.page.getByText('Нет связи с ноутбуком').waitFor();
  await picture(own.page, 'phone-offline');
  const again: RunningDesk = await startDesk({ dataFolder: desk.dataFolder });
  await own.page.getByRole('heading', { name: 'Вы отмечены' }).waitFor();
  const after = await openDesk(again);
  await after.page.goto(new URL(`/events/${eventId}/attendance`, after.page.url()).href);
  await expect.poll(() => after.page.getByText('Оспанов Данияр').count()).toBe(1);
  await own.context.close();
  await after.close();
  await again.stop();
});

test('the rehearsal sees a phone that loads its page, and advises while none does', async ({ window }) => {
  const { page } = window;
  const eventId = await settle(page);
  await page.goto(new URL(`/events/${eventId}/phones`, page.url()).href);
  await page.getByRole('button', { name: 'Репетиция с моим телефоном' }).click();
  await page.getByText('Ждём ваш телефон').waitFor();
  const own = await takePhone();
  await own.page.goto(
    `http://${await page
      .getByRole('dialog')
      .getByText(/^http:/)
      .innerText()
      .then((url) => url.slice(7))}`,
  );
  await own.page.getByRole('heading', { name: 'Связь есть' }).waitFor();
  // The phone of the test is this very machine, and the wizard says so.
  await page.getByText('Страницу открыли на самом ноутбуке').waitFor();
  await picture(page, 'desk-rehearsal');
  await own.context.close();
});

test('pictures of stage and phone in three languages', async ({ window, skip }) => {
  if (!process.env['ORDA_SHOTS']) skip('only where ORDA_SHOTS names a folder');
  const { page } = window;
  const eventId = await settle(page);
  await call(page, 'door.openWave', { eventId, lateAfterMinutes: 10 });
  const stage = await stageOf(page, eventId);
  for (const language of ['ru', 'kk', 'en'] as const) {
    await stage.goto(new URL(`/stage/${eventId}?l=${language}`, page.url()).href);
    await stage.getByTestId('code').waitFor();
    await picture(stage, `stage-open-${language}`);
    const own = await takePhone(language);
    const show = async (name: string): Promise<void> => picture(own.page, `phone-${name}-${language}`);
    await own.page.goto(`http://${new URL(await scan(stage)).host}/`);
    await show('code');
    await own.page.goto(await scan(stage));
    await show('form');
    await own.page.locator('button').tap();
    await own.page.locator('input[name=full_name]').fill('Ә');
    await own.page.evaluate(() => document.querySelector('form')?.setAttribute('novalidate', ''));
    await own.page.locator('button').tap();
    await own.page.locator('.e').first().waitFor();
    await own.page.screenshot({
      path: join(process.env['ORDA_SHOTS'] ?? '', `phone-problems-${language}.png`),
      fullPage: true,
    });
    await own.page
      .locator('input[name=full_name]')
      .fill(`Әбдірахманова Жұлдыз Серікқызы ${language === 'ru' ? 'А' : language === 'kk' ? 'Қ' : 'Б'}ова`);
    await own.page.locator('input[name=study_group]').fill('ИС-22-1');
    await own.page.locator('input[name=student_card_no]').fill(`22001${language.length}${language}`);
    await own.page.locator('button').tap();
    await own.page
      .locator('h1')
      .filter({ hasText: /Вы отмечены|Сіз белгілендіңіз|You are checked in|Записали|Жазып алдық|written/ })
      .waitFor();
    await show('marked');
    await own.context.close();
  }
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.goto(new URL(`/events/${eventId}/phones`, page.url()).href);
    await page.getByText('Показы кода').waitFor();
    await picture(page, `desk-phones-${scheme}`);
  }
});
