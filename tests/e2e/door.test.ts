/**
 * An evening at the door, with a second browser as the phone on an address of its own and all other network refused: the
 * projector's code, one tap, four fields once, a human's decision, latecomers, and a laptop that dies in mid-arrival.
 */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { call } from './call.ts';
import { openDesk, startDesk, test, type RunningDesk } from './desk.ts';
import {
  eventToday,
  fillIn,
  HALL,
  openHall,
  picture,
  scanStage,
  stageOf,
  startOwn,
  takePhone,
} from './hall.ts';

/** An organisation with an event that lasts all of today, its door open on the hall's address; out: the event's id. */
const settle = async (page: Page): Promise<string> => {
  await startOwn(page);
  const id = await eventToday(page);
  await page.goto(new URL(`/events/${id}/phones`, page.url()).href);
  await page.getByText('Сначала откройте вход для телефонов').waitFor();
  await expect.poll(() => page.getByRole('button', { name: 'Показать код' }).isDisabled()).toBe(true);
  await openHall(page, id);
  await page.reload();
  return id;
};

test('the hall marks itself from the projector, and the counter follows by itself', async ({ window }) => {
  const { page } = window;
  const eventId = await settle(page);
  await page.goto(new URL(`/events/${eventId}/phones`, page.url()).href);
  await page.getByText(`http://${HALL}:`).waitFor();
  const stage = await stageOf(page, eventId);
  await stage.getByText('Код для отметки появится на этом экране').waitFor();
  await picture(stage, 'stage-before');
  await page.getByRole('button', { name: 'Показать код' }).click();
  await stage.getByText('Наведите сюда камеру').waitFor();

  const own = await takePhone();
  await own.page.goto(await scanStage(stage));
  await fillIn(own.page, 'Оспанов Данияр', '220017');
  await own.page.getByRole('heading', { name: 'Вы отмечены' }).waitFor();
  await expect.poll(() => stage.getByTestId('came').innerText()).toBe('1');

  // The same phone again: nothing to fill in, and the first mark stands.
  await own.page.goto(await scanStage(stage));
  await own.page.getByRole('heading', { name: 'Вы отмечены' }).waitFor();
  expect(await stage.getByTestId('came').innerText()).toBe('1');

  // The code has been forwarded to somebody who is not here: it changes, and the old one is refused.
  const forwarded = await scanStage(stage);
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
  await own.page.goto(await scanStage(stage));
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
  await own.page.goto(await scanStage(stage));
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
    await own.page.goto(`http://${new URL(await scanStage(stage)).host}/`);
    await show('code');
    await own.page.goto(await scanStage(stage));
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
