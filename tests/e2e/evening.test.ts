/**
 * The whole evening of an event with no internet, by hand: rehearsal, projector, phones on the hall's own network, a laptop that
 * dies in mid-arrival and comes back, latecomers, a draw on the wall, a second laptop that takes over from the stick for good,
 * and certificates for those who came. Every browser is refused whatever is not this evening's own.
 */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { pageTexts } from '../documents/pdfText.ts';
import { call } from './call.ts';
import { newDataFolder, openDesk, startDesk, test } from './desk.ts';
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
import type { Phone } from './hall.ts';

/** What a window complains of whose desk is killed under it. */
const DIED = { expected: /Failed to load resource|ERR_/ };

const isMarked = ({ page }: Phone): Promise<void> =>
  page.getByRole('heading', { name: 'Вы отмечены' }).waitFor();

const go = async (page: Page, path: string): Promise<void> => {
  await page.goto(new URL(path, page.url()).href);
};

/** When the file on the stick was made that is there now; milliseconds, 0 while there is none. */
const writtenMs = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const told = await (await fetch('/api/handover.state')).json();
    return Date.parse(told.result.data?.writtenAt ?? '') || 0;
  });

const fileOn = (stick: string): string =>
  join(
    stick,
    readdirSync(stick).find((name) => name.endsWith('.orda-event') && !name.includes('.previous.')) ?? '',
  );

test(
  'an evening with no internet, two laptops and a hall of phones',
  { timeout: 240_000 },
  async ({ desk }) => {
    const stick = join(newDataFolder(), 'stick');
    mkdirSync(stick);
    const first = await openDesk(desk, DIED);
    await startOwn(first.page);
    const eventId = await eventToday(first.page);
    await go(first.page, `/events/${eventId}/laptop`);
    await first.page.getByLabel('Папка на флешке').fill(stick);
    const words = await first.page.getByLabel('Слова, которые открывают файл').first().inputValue();
    await first.page.getByRole('button', { name: 'Держать файл свежим' }).click();
    await first.page.getByText('На флешке:').waitFor();

    // One minute of rehearsal: the organizer's own phone loads a page.
    await openHall(first.page, eventId);
    await go(first.page, `/events/${eventId}/phones`);
    await first.page.getByRole('button', { name: 'Репетиция с моим телефоном' }).click();
    const address = await first.page
      .getByRole('dialog')
      .getByText(/^http:/)
      .innerText();
    const own = await takePhone();
    await own.page.goto(address);
    await own.page.getByRole('heading', { name: 'Связь есть' }).waitFor();
    await own.context.close();
    await first.page.keyboard.press('Escape');

    // The projector shows the code, the hall points its cameras at it.
    await first.page.getByRole('button', { name: 'Показать код' }).click();
    const stage = await stageOf(first.page, eventId);
    await stage.getByText('Наведите сюда камеру').waitFor();
    const [daniyar, vera, nurlan, late] = [
      await takePhone(),
      await takePhone(),
      await takePhone('kk'),
      await takePhone(),
    ];
    await daniyar.page.goto(await scanStage(stage));
    await fillIn(daniyar.page, 'Оспанов Данияр', '220017');
    await isMarked(daniyar);
    await expect.poll(() => stage.getByTestId('came').innerText()).toBe('1');

    // The laptop dies while somebody fills the form in, and comes back: the phone sends by itself.
    await vera.page.goto(await scanStage(stage));
    await first.close();
    await desk.kill9();
    await fillIn(vera.page, 'Ким Вера', '220018');
    await vera.page.getByText('Нет связи с ноутбуком').waitFor();
    const again = await startDesk({ dataFolder: desk.dataFolder });
    await isMarked(vera);
    const second = await openDesk(again, DIED);
    const wall = await stageOf(second.page, eventId);
    await expect.poll(() => wall.getByTestId('came').innerText()).toBe('2');

    // The second showing is for those who come late.
    await call(second.page, 'door.closeWave', { eventId });
    // The wall must have let go of the first showing's code, which would be refused as a forwarded one.
    await wall.getByText('Кто пришёл позже').waitFor();
    await go(second.page, `/events/${eventId}/phones`);
    await second.page.getByRole('button', { name: 'Показать код' }).click();
    await wall.getByText('Наведите сюда камеру').waitFor();
    await nurlan.page.goto(await scanStage(wall));
    await nurlan.page.locator('input[name=full_name]').fill('Өтегенов Нұрлан');
    await nurlan.page.locator('input[name=study_group]').fill('ФК-21');
    await nurlan.page.locator('input[name=student_card_no]').fill('220019');
    await nurlan.page.locator('button').tap();
    await second.page.getByText('1 опоздал').waitFor();

    // A draw that nobody can doubt, on the wall.
    await go(second.page, `/events/${eventId}/draw`);
    const button = (name: string) => second.page.getByRole('button', { name, exact: true });
    await second.page.getByRole('textbox', { name: 'Приз 1', exact: true }).fill('Кружка');
    await second.page.getByText('Участвуют 3 человека').waitFor();
    await button('Показать обязательство').click();
    await second.page.getByRole('dialog').getByRole('button', { name: 'Показать обязательство' }).click();
    await wall.getByText('Сфотографируйте этот экран').waitFor();
    await second.page.getByRole('textbox', { name: 'Что назвал зал' }).fill('4 2 6');
    await button('Ввести').click();
    await button('Раскрыть секрет').click();
    await wall.getByRole('heading', { name: 'Победители' }).waitFor();
    await picture(wall, 'evening-winners');
    const openedMs = Date.now();
    await button('Вручить').first().click();
    await wall.getByText('✓ вручено').waitFor();
    // The stick is a moment behind the laptop; whoever pulls it out waits for the lamp.
    await expect.poll(() => writtenMs(second.page), { timeout: 60_000 }).toBeGreaterThanOrEqual(openedMs);
    await second.close();

    // The laptop is gone for good. Another one takes the event over from the stick and goes on.
    await again.kill9();
    const spare = await startDesk();
    const other = await openDesk(spare);
    await other.page.getByRole('button', { name: /Принять мероприятие из файла/ }).click();
    await other.page.locator('input[type=file]').setInputFiles(fileOn(stick));
    await other.page.getByLabel('Слова, которые открывают файл').fill(words);
    await other.page.getByRole('button', { name: 'Посмотреть, что внутри' }).click();
    await other.page.getByLabel('Кто будет за этим ноутбуком').fill('Бекзат');
    await other.page.getByRole('button', { name: 'Принять', exact: true }).click();
    await other.page.waitForURL(/\/phones$/);
    await openHall(other.page, eventId);
    const spareWall = await stageOf(other.page, eventId);
    await spareWall.getByText('Кружка').waitFor();
    // A new showing takes the winners off the wall.
    await call(other.page, 'door.closeWave', { eventId });
    await call(other.page, 'door.openWave', { eventId, lateAfterMinutes: 0 });
    await spareWall.getByText('Наведите сюда камеру').waitFor();
    await expect.poll(() => spareWall.getByTestId('came').innerText()).toBe('3');
    await daniyar.page.goto(await scanStage(spareWall));
    await isMarked(daniyar);
    await late.page.goto(await scanStage(spareWall));
    await fillIn(late.page, 'Сүлейменова Ләззат', '220020');
    await late.page.getByText('с опозданием').waitFor();
    await expect.poll(() => spareWall.getByTestId('came').innerText()).toBe('4');
    expect(new URL(late.page.url()).hostname).toBe(HALL);

    // Certificates for those who came, at whichever laptop is left.
    await go(other.page, '/certificates');
    await other.page.getByRole('link', { name: 'Новый шаблон' }).first().click();
    await other.page.getByRole('textbox', { name: 'Название шаблона' }).fill('Участник');
    await other.page.getByRole('button', { name: 'Создать и настроить' }).click();
    await other.page.locator('[data-thing=name]').waitFor();
    await other.page.getByText('Сохранено', { exact: true }).waitFor();
    await go(other.page, `/events/${eventId}/certificates`);
    await other.page.getByRole('button', { name: 'Выдать 4 сертификата' }).click();
    await other.page.getByText('Выдано 4 сертификата').waitFor();
    await other.page.getByText('У всех уже есть').waitFor();
    const [saved] = await Promise.all([
      other.page.waitForEvent('download'),
      other.page.getByRole('button', { name: 'Одним PDF' }).click(),
    ]);
    const pages = pageTexts(readFileSync(await saved.path())).map((page) => page.join(' '));
    expect(pages).toHaveLength(4);
    expect(pages.join(' ')).toContain('Сүлейменова Ләззат');

    await Promise.all([daniyar, vera, nurlan, late].map(async ({ context }) => context.close()));
    await other.close();
    expect(await spare.stop()).toBe(0);
  },
);
