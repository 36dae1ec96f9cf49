/**
 * From the desk's QR to a linked phone: a real desk, a real relay, the fake Bot API with a member who scans; the card and the page of who
 * cannot be reached follow, and slips are printed for the others.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { startRelay } from '../relay/relay.ts';
import { startFakeBotApi } from '../telegram/fakeBotApi.ts';
import { call } from './call.ts';
import { shots, test } from './desk.ts';

const keepShot = async (page: Page, name: string): Promise<void> => {
  const folder = process.env['ORDA_SHOTS'];
  if (folder === undefined || folder === '') return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
};

const PEOPLE = [
  ['Ахметова', 'Айдана', 'ИС-21', 'aidana@example.org'],
  ['Сейтқали', 'Нұрлан', 'ИС-21', 'nurlan@example.org'],
  ['Ким', 'Виктория', 'ИС-22', null],
  ['Оспанов', 'Тимур', 'ИС-22', null],
  ['Байжанова', 'Гүлнар', null, null],
] as const;

test('a phone is linked by the QR of the desk, and the others get slips', async ({ desk, window }) => {
  const fake = await startFakeBotApi();
  const relay = await startRelay({
    env: { ORDA_TELEGRAM_TOKEN: fake.token, ORDA_TELEGRAM_API: fake.url },
  });
  const { page } = window;
  await call(page, 'setup.startOwn', {
    name: 'IT-клуб «Дала»',
    language: 'ru',
    currency: 'KZT',
    timeZone: 'Asia/Almaty',
    owner: 'Айгерим',
  });
  const ids: string[] = [];
  for (const [family_name, given_name, study_group, email] of PEOPLE)
    ids.push(
      (await call<{ id: string }>(page, 'people.add', { family_name, given_name, study_group, email })).id,
    );
  const [aidana = '', , , timur = '', gulnar = ''] = ids;
  const origin = new URL(page.url()).origin;

  await page.goto(`${origin}/reach`);
  await page.getByText('Сообщения уходят с ретранслятора').waitFor();
  await call(page, 'links.connectRelay', { address: relay.url, code: relay.code });
  await expect
    .poll(async () => {
      await call(page, 'links.syncNow', {});
      return (await call<{ bot: string | null }>(page, 'reach.ofPerson', { personId: aidana })).bot;
    })
    .toBe('orda_test_bot');

  await page.goto(`${origin}/people/${aidana}`);
  const phone = page.getByRole('region', { name: 'Как связаться' });
  await phone.getByText('Телефон ещё не привязан').waitFor();
  await phone.getByRole('button', { name: 'QR для телефона' }).click();
  await phone.getByRole('img', { name: 'QR-код' }).waitFor();
  const code = await phone.locator('code').innerText();
  expect(code).toMatch(/^\w{4}-\w{4}-\w{4}$/);
  await phone.scrollIntoViewIfNeeded();
  await keepShot(page, 'reach-card-ru');
  await call(page, 'links.syncNow', {});
  const member = fake.member(7, { firstName: 'Айдана' });
  member.start(code.replaceAll('-', ''));
  await member.waitFor('Готово: этот чат теперь ваш, Ахметова Айдана.');
  await call(page, 'links.syncNow', {});
  await phone.getByText(/Telegram\s*с /).waitFor();

  // The card's own e-mail: opened, outdated after a change, renewed, closed.
  await phone.getByText('закрыто для ретранслятора').waitFor();
  await phone.getByRole('button', { name: 'Писать на почту' }).click();
  await phone.getByText(/открыто с /).waitFor();
  await call(page, 'people.edit', { id: aidana, patch: { email: 'a.akhmetova@example.org' } });
  await phone.getByText('Ретранслятор пока пишет на aidana@example.org.').waitFor();
  await shots(desk, 'reach-email', async (shown) => {
    await shown.goto(`${origin}/people/${aidana}`);
    await shown
      .getByText(/ aidana@example\.org/)
      .first()
      .waitFor();
    await shown
      .getByRole('region', { name: /How to reach them|Как связаться|Қалай хабарласуға болады/ })
      .evaluate((region) => region.scrollIntoView({ block: 'start' }));
  });
  await phone.getByRole('button', { name: 'Писать на новый' }).click();
  await phone.getByText(/открыто с /).waitFor();
  await phone.getByRole('button', { name: 'Закрыть: a.akhmetova@example.org' }).click();
  await phone.getByText('закрыто для ретранслятора').waitFor();

  await call(page, 'reach.linkGuardian', { guardianId: gulnar, childId: timur });
  const parent = fake.member(8, { firstName: 'Гүлнар' });
  const { code: parents } = await call<{ code: string }>(page, 'reach.makeCode', {
    personId: gulnar,
    purpose: 'self',
  });
  await call(page, 'links.syncNow', {});
  parent.start(parents.replaceAll('-', ''));
  await parent.waitFor('Готово: этот чат теперь ваш');
  await call(page, 'links.syncNow', {});

  await page.goto(`${origin}/reach`);
  await page.getByText('Можно написать: 3 из 5 человек').waitFor();
  const unreached = page.getByRole('link', { name: /Сейтқали|Ким/ });
  expect(await unreached.allInnerTexts()).toEqual(['Ким Виктория', 'Сейтқали Нұрлан']);
  await page.getByRole('button', { name: /ИС-21/ }).click();
  await expect.poll(() => unreached.allInnerTexts()).toEqual(['Сейтқали Нұрлан']);
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Напечатать листочки с QR' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^Листочки с кодами.*\.pdf$/);
  await page.getByRole('button', { name: /Все/ }).click();
  await shots(desk, 'reach', async (shown) => {
    await shown.goto(`${origin}/reach`);
    await shown.getByRole('link', { name: 'Сейтқали Нұрлан' }).waitFor();
    await shown.getByText(/^SMS: .*0/).waitFor();
  });
  const folder = process.env['ORDA_SHOTS'];
  if (folder !== undefined && folder !== '') await download.saveAs(join(folder, 'slips.pdf'));
  // For all who have one and cannot be reached otherwise, and taken back in one step.
  await page.getByRole('button', { name: 'Открыть ещё у 1' }).click();
  await page.getByText('Открыто у 1 человека').waitFor();
  await page.getByText('Можно написать: 4 из 5 человек').waitFor();
  await page.getByRole('button', { name: 'Отменить' }).click();
  await page.getByText('Можно написать: 3 из 5 человек').waitFor();
  await page.goto(`${origin}/people`);
  await page.getByRole('checkbox').first().click();
  await page.getByRole('button', { name: 'Почта и SMS' }).click();
  await page.getByText('Почта: открыта у 0').waitFor();
  await keepShot(page, 'reach-many-ru');
  // Whose way was closed by hand is not opened along with the others.
  await page.getByRole('button', { name: 'Открыть ещё у 1' }).click();
  await page.getByText('Открыто у 1 человека').waitFor();
  expect(desk.output()).not.toContain(fake.token);
  await relay.stop();
  await fake.close();
});
