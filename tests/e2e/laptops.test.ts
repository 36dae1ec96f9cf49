/**
 * Two laptops of one organisation on the screens: the second one comes in by five words, both write, one value is written twice and
 * settled from the keyboard, and the one that is shut out is told so. Two desk processes, two folders, two browsers.
 */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { openBadWay } from '../../src-main/links/badWay.test-support.ts';
import { flaws } from './axe.ts';
import { call } from './call.ts';
import { openDesk, shots, startDesk, test, type RunningDesk } from './desk.ts';
import { startRelay } from '../relay/relay.ts';
import { HALL, picture, startOwn } from './hall.ts';

const JOIN = /Присоединиться к организации/;
const status = (page: Page) => page.getByTestId('sync-status');
const go = (page: Page, path: string) => page.goto(new URL(path, page.url()).href);

type Way = { readonly address: string; readonly phrase: string };

/** Shows the words for one more laptop; the dialog stays open. */
const invite = async (page: Page): Promise<Way> => {
  await go(page, '/laptops');
  await page.getByRole('button', { name: 'Пригласить ноутбук' }).click();
  await page.getByRole('button', { name: 'Показать слова' }).click();
  const words = page.getByRole('group', { name: 'Слова' });
  await words.waitFor();
  const address = (await page.getByRole('dialog').getByRole('definition').first().innerText()).trim();
  return { address, phrase: (await words.locator('span').allInnerTexts()).join(' ') };
};

/** Fills in what the first laptop shows, on the first start of another. */
const joinBy = async (page: Page, { address, phrase }: Way, name: string): Promise<void> => {
  await page.getByRole('button', { name: JOIN }).click();
  await page.getByLabel('Адрес').fill(address);
  await page.getByLabel('Пять слов').fill(phrase.toUpperCase().replaceAll(' ', '-'));
  await page.getByLabel('Ваше имя').fill(name);
  await page.getByLabel('Название этого ноутбука').fill('На входе');
  await page.getByRole('button', { name: 'Присоединиться', exact: true }).click();
};

const addPerson = async (page: Page): Promise<string> =>
  (
    await call<{ id: string }>(page, 'people.add', {
      family_name: 'Сейтқали',
      given_name: 'Мәди',
      study_group: 'ИС-22-1',
    })
  ).id;

test('nothing is shown of an exchange where no other laptop was ever met, but there is a way to begin', async ({
  desk,
  window,
}) => {
  await startOwn(window.page);
  await window.page.reload();
  await window.page.getByTestId('conditions').waitFor();
  expect(await status(window.page).count()).toBe(0);
  await go(window.page, '/settings');
  await window.page.getByRole('link', { name: 'Ноутбуки и связь' }).click();
  await window.page.getByText('Пока здесь только этот ноутбук', { exact: false }).waitFor();
  expect(await flaws(window.page)).toEqual([]);
  await shots(desk, 'laptops-alone', async (page) => {
    await go(page, '/laptops');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
  });
});

test('a second laptop comes in by five words, both write, and a value written twice is settled by a key', async ({
  desk: first,
  window: { page: here },
}) => {
  await startOwn(here);
  const person = await addPerson(here);
  await call(here, 'links.openLan', { address: HALL });
  const way = await invite(here);
  expect(way.phrase.split(' ')).toHaveLength(5);
  expect(await flaws(here)).toEqual([]);
  await picture(here, 'laptops-invite');

  const second = await startDesk();
  // A wrong phrase is refused; nothing else may be.
  const refused: string[] = [];
  const { page: there, close } = await openDesk(second, { expected: /403/ });
  there.on('response', (answer) => {
    if (answer.status() === 403) refused.push(new URL(answer.url()).pathname);
  });
  await shots(second, 'laptops-join', async (page) => {
    await page.getByRole('button').nth(-2).click();
    await page.locator('form').waitFor();
  });
  await joinBy(there, { ...way, phrase: 'bako bako bako bako bako' }, 'Бекзат');
  await there.getByText('Эти слова там ничего не открывают', { exact: false }).waitFor();
  await there.getByLabel('Пять слов').fill(way.phrase);
  expect(await flaws(there)).toEqual([]);
  // Cancelled while the other side is about to answer: it lets the laptop go again, and the same words are good.
  const slow = await openBadWay(way.address);
  const answer = slow.hold();
  await there.getByLabel('Адрес').fill(slow.address);
  await there.getByRole('button', { name: 'Присоединиться', exact: true }).click();
  await answer.answered;
  await there.getByRole('button', { name: 'Отмена' }).click();
  answer.go();
  await there.getByText('Слова ещё действуют', { exact: false }).waitFor();
  slow.close();
  await there.getByLabel('Адрес').fill(way.address);
  await there.getByRole('button', { name: 'Присоединиться', exact: true }).click();
  await there.getByText('Теперь этот ноутбук в организации').waitFor();
  await picture(there, 'laptops-joined');
  await there.getByRole('button', { name: 'Готово' }).click();
  await here.getByText('«На входе» присоединился').waitFor();
  await picture(here, 'laptops-invite-done');
  await here.getByRole('button', { name: 'Готово' }).click();
  await there.getByTestId('sync-status').getByText('Всё передано').waitFor();
  await go(there, '/laptops');
  await there.getByText('этот ноутбук', { exact: true }).waitFor();
  await there.getByText('Айгерим').first().waitFor();

  // Apart: each writes the same cell, and neither hears of the other.
  await call(here, 'links.closeLan', undefined);
  await call(here, 'people.edit', { id: person, patch: { phone: '+77010000001' } });
  await call(there, 'people.edit', { id: person, patch: { phone: '+77010000002' } });
  await status(there)
    .getByText(/ещё не передано.*недоступен/)
    .waitFor();
  await pictures(second, 'laptops-apart');
  await call(here, 'links.openLan', { address: HALL });
  await status(there).click();
  const panel = there.getByRole('dialog');
  await panel.getByRole('button', { name: /^Синхронизировать/ }).click();
  await status(there).getByText('1 расхождение').waitFor();
  // A file that the other side has refused is told where the link is.
  const desk = new Database(join(second.dataFolder, 'orda.db'));
  desk
    .prepare(
      `INSERT INTO blob_note (peer, sha256, way, reason, tries, noted_ms, next_ms)
       SELECT peer, ?, 'put', 'refused', 1, 0, 9e15 FROM sync_peer`,
    )
    .run('ab'.repeat(32));
  desk.close();
  await panel.getByRole('button', { name: /^Синхронизировать/ }).click();
  await panel.getByText('Не удалось передать 1 файл', { exact: false }).waitFor();
  await panel.getByRole('link', { name: 'Решить' }).click();
  await there.getByText('на этом ноутбуке', { exact: true }).waitFor();
  await there.getByText('на ноутбуке «Айгерим»').waitFor();
  expect(await flaws(there)).toEqual([]);
  await shots(second, 'laptops-conflicts', async (page) => {
    await go(page, '/conflicts');
    await page.locator('section h3').first().waitFor();
  });
  await there.keyboard.press('2');
  await there.getByText('Расхождений нет').waitFor();
  await status(here).getByText('Открыт для ноутбуков в сети').waitFor();
  expect(await there.evaluate(() => document.activeElement?.id)).toBe('content');

  // Shut out: the first laptop does it, the second is told, and loses nothing.
  await go(here, '/laptops');
  await here.getByRole('button', { name: 'Убрать доступ «На входе»' }).click();
  await here.getByText(/больше нет доступа/).waitFor();
  await here.getByRole('button', { name: 'Убранные: 1' }).click();
  expect(await flaws(here)).toEqual([]);
  await status(there).getByText('доступ этого ноутбука убран').waitFor();
  await pictures(first, 'laptops-list');
  await pictures(second, 'laptops-removed');
  expect(refused).toEqual(['/api/laptops.join', '/api/laptops.join']);
  await close();
  await second.stop();
}, 400_000);

/** The page of laptops and the panel behind the status, in every language and light. */
const pictures = async (desk: RunningDesk, name: string): Promise<void> => {
  await shots(desk, name, async (page) => {
    await go(page, '/laptops');
    await page.getByRole('heading', { level: 2 }).first().waitFor();
    await page.waitForLoadState('networkidle');
  });
  await shots(desk, `${name}-panel`, async (page) => {
    await status(page).click();
    await page.getByRole('dialog').waitFor();
  });
};

test('over a relay: connected by its code, told when it is gone, and what a removed laptop sent waits for the owner', async ({
  desk: first,
}) => {
  const relay = await startRelay();
  // A wrong code and an address where nobody is are refused.
  const { page: here, close } = await openDesk(first, { expected: /40[03]|50\d/ });
  await startOwn(here);
  await here.reload();
  await go(here, '/laptops');
  await here.getByLabel('Адрес ретранслятора').fill(relay.url);
  await here.getByLabel('Одноразовый код').fill('not-this-one');
  await here.getByRole('button', { name: 'Подключить' }).click();
  await here.getByText('Ретранслятор не принимает этот код', { exact: false }).waitFor();
  expect(await flaws(here)).toEqual([]);
  await here.getByLabel('Одноразовый код').fill(relay.code);
  await here.getByRole('button', { name: 'Подключить' }).click();
  await here.getByText('Ретранслятор подключён').waitFor();
  await status(here).getByText('Всё передано').waitFor();

  const way = await invite(here);
  expect(way.address).toBe(relay.url);
  const second = await startDesk();
  const { page: there, close: leave } = await openDesk(second);
  await joinBy(there, way, 'Бекзат');
  await there.getByText('Теперь этот ноутбук в организации').waitFor();
  await here.getByText('«На входе» присоединился').waitFor();
  await leave();
  await second.stop();
  await here.getByRole('button', { name: 'Готово' }).click();
  await here.getByRole('button', { name: 'Убрать доступ «На входе»' }).click();
  await here.getByText(/больше нет доступа/).waitFor();
  await status(here).getByText('Всё передано').waitFor();

  // It was away, and writes before it hears of it.
  const back = await startDesk({ dataFolder: second.dataFolder });
  const { page: again, close: leaveAgain } = await openDesk(back);
  await addPerson(again);
  await status(again)
    .getByText(/доступ этого ноутбука убран/)
    .waitFor();
  await status(again).click();
  await again.getByRole('button', { name: /^Синхронизировать/ }).click();
  const sent = here.getByText('Прислали убранные ноутбуки');
  const look = async (): Promise<boolean> => {
    await go(here, '/laptops');
    await here.getByLabel('Синхронизировать: Ретранслятор').waitFor();
    await here.waitForLoadState('networkidle');
    return sent.isVisible();
  };
  await expect.poll(look, { timeout: 30_000, interval: 500 }).toBe(true);
  expect(await flaws(here)).toEqual([]);
  await pictures(first, 'laptops-relay');
  await here.getByRole('button', { name: 'Принять присланное с «На входе»' }).click();
  await sent.waitFor({ state: 'detached' });
  await go(here, '/people');
  await here.getByText('Сейтқали Мәди').waitFor();

  await relay.kill9();
  await addPerson(here);
  await status(here)
    .getByText(/не передано, ретранслятор недоступен с \d\d:\d\d/)
    .waitFor();
  await Promise.all([close(), leaveAgain()]);
  await back.stop();
}, 300_000);
