/**
 * A draw at a real desk in a real browser: prepared, committed, the desk killed and started again at each step, opened,
 * handed over; its protocol then agrees with the page for sceptics.
 */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { expect } from 'vitest';
import { eventWith, openDrawDesk } from '../../src-core/draws/draws.test-support.ts';
import { flaws } from './axe.ts';
import { patient, sharedBrowser } from './browser.ts';
import {
  newDataFolder,
  openDesk,
  shots,
  startDesk,
  test,
  type DeskWindow,
  type RunningDesk,
} from './desk.ts';

type Evening = { readonly dataFolder: string; readonly path: string };

/** A folder with an organisation and an event at which thirty people are present. */
const settle = async (): Promise<Evening> => {
  const dataFolder = newDataFolder();
  const { api, store, ...rest } = await openDrawDesk(dataFolder);
  const { eventId } = await eventWith({ api, store, ...rest }, 30);
  store.close();
  return { dataFolder, path: `/events/${eventId}/draw` };
};

type Sitting = { readonly desk: RunningDesk; readonly window: DeskWindow };

const sitDown = async ({ dataFolder, path }: Evening): Promise<Sitting> => {
  const desk = await startDesk({ dataFolder });
  // A desk that is killed under the page is something the page complains of.
  const window = await openDesk(desk, { expected: /ERR_|net::|Failed to fetch|network|500/i });
  await window.page.goto(new URL(path, desk.url).href);
  return { desk, window };
};

const pullThePlug = async (evening: Evening, { desk, window }: Sitting): Promise<Sitting> => {
  await desk.kill9();
  await window.close();
  return sitDown(evening);
};

test(
  'a draw goes from its prizes to their owners over three pulled plugs, and a sceptic comes to the same',
  { timeout: 240_000 },
  async () => {
    const evening = await settle();
    let now = await sitDown(evening);
    const button = (name: string) => now.window.page.getByRole('button', { name, exact: true });
    const prize = (n: number) => now.window.page.getByRole('textbox', { name: `Приз ${n}`, exact: true });
    await prize(1).fill('Кружка');
    await button('Добавить приз').click();
    await prize(2).fill('Ұлттық ою-өрнекті кесе');
    await now.window.page.getByText('Участвуют 30 человек').waitFor();
    const codes = () => now.window.page.getByRole('list', { name: 'Кто участвует и под каким кодом' });
    await now.window.page.getByText('Кто участвует и под каким кодом').click();
    await codes().getByRole('listitem').nth(29).waitFor();
    expect(await flaws(now.window.page)).toEqual([]);
    await shots(now.desk, 'draw-prepare', async (page) => {
      await page.goto(new URL(evening.path, page.url()).href);
      await page.getByRole('textbox').nth(1).waitFor();
    });
    await button('Показать обязательство').click();
    await now.window.page.getByRole('dialog').getByRole('button', { name: 'Показать обязательство' }).click();
    const hall = () => now.window.page.getByRole('textbox', { name: 'Что назвал зал' });
    await hall().waitFor();
    await now.window.page.getByText('Кто участвует и под каким кодом').click();
    await codes().getByRole('listitem').nth(29).waitFor();
    expect(await flaws(now.window.page)).toEqual([]);
    await shots(now.desk, 'draw-committed', async (page) => {
      await page.goto(new URL(evening.path, page.url()).href);
      await page.locator('details').first().waitFor();
    });

    now = await pullThePlug(evening, now);
    await hall().fill(' 4  2 6');
    await now.window.page.getByText('Запишется так: 4 2 6').waitFor();
    await button('Ввести').click();
    await button('Раскрыть секрет').waitFor();

    now = await pullThePlug(evening, now);
    await button('Раскрыть секрет').click();
    await button('Вручить').first().waitFor();

    now = await pullThePlug(evening, now);
    const winners = () =>
      now.window.page.locator('li', { has: now.window.page.getByRole('button', { name: 'Нет в зале' }) });
    await winners().first().waitFor();
    const [absent = ''] = await winners().first().locator('strong').allInnerTexts();
    await button('Нет в зале').first().click();
    await now.window.page.getByText(`Не вышли: ${absent}`).waitFor();
    const code = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await winners().nth(1).innerText())?.[0] ?? '';
    await now.window.page.getByRole('textbox', { name: 'Карточка или код победителя' }).fill(code);
    await now.window.page.keyboard.press('Enter');
    await now.window.page.getByText('Вручён', { exact: true }).waitFor();
    expect(await flaws(now.window.page)).toEqual([]);
    await shots(now.desk, 'draw-opened', async (page) => {
      await page.goto(new URL(evening.path, page.url()).href);
      await page.locator('details').first().waitFor();
    });
    await button('Вручить').click();
    await button('Ещё один розыгрыш').waitFor();

    const [saved] = await Promise.all([
      now.window.page.waitForEvent('download'),
      button('Протокол, JSON').click(),
    ]);
    const [verifier] = await Promise.all([
      now.window.page.waitForEvent('download'),
      now.window.page.getByRole('link', { name: 'Страница для проверки' }).click(),
    ]);
    const protocol = readFileSync(await saved.path(), 'utf8');
    expect(saved.suggestedFilename()).toMatch(/^draw-[0-9A-Z]{4}-1\.json$/);
    expect(protocol).not.toContain('Гость');
    const home = await (await sharedBrowser()).newContext({ offline: true, locale: 'ru' });
    const page = await patient(home).newPage();
    const saveAs = `${evening.dataFolder}/${verifier.suggestedFilename()}`;
    await verifier.saveAs(saveAs);
    await page.goto(pathToFileURL(saveAs).href);
    await page.locator('#text').fill(protocol);
    await page.locator('#go').click();
    await page.locator('#verdict[data-verdict=agree]').waitFor();
    await home.close();
    await now.window.close();
    expect(await now.desk.stop()).toBe(0);
  },
);
