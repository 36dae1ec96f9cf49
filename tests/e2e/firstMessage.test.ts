/**
 * docs/telegram.md, "Ten minutes", word by word: a fresh relay with a token, a fresh laptop, one's own card, the QR, Start, and the first message.
 * Nothing is hurried along: the laptop and the relay find to each other by themselves.
 */
import { expect } from 'vitest';
import { startRelay } from '../relay/relay.ts';
import { startFakeBotApi } from '../telegram/fakeBotApi.ts';
import { call } from './call.ts';
import { test } from './desk.ts';

test('from a token to the first message', async ({ desk, window: { page } }) => {
  const fake = await startFakeBotApi();
  const relay = await startRelay({
    env: { ORDA_TELEGRAM_TOKEN: fake.token, ORDA_TELEGRAM_API: fake.url },
  });
  await call(page, 'setup.startOwn', {
    name: 'IT-клуб «Дала»',
    language: 'ru',
    currency: 'KZT',
    timeZone: 'Asia/Almaty',
    owner: 'Айгерим',
  });
  await call(page, 'links.connectRelay', { address: relay.url, code: relay.code });
  const { origin } = new URL(page.url());

  // One's own card.
  await page.goto(`${origin}/people/new`);
  await page.getByRole('textbox', { name: 'Имя', exact: true }).fill('Айгерим');
  await page.keyboard.press('Enter');
  await page.getByRole('gridcell', { name: 'Айгерим', exact: true }).click();
  await page.waitForURL(/\/people\/(?!new)[^/]+$/);
  const phone = page.getByRole('region', { name: 'Как связаться' });
  await phone.getByRole('button', { name: 'QR для телефона' }).click();
  await phone.getByRole('button', { name: 'Скопировать ссылку Telegram' }).waitFor();
  const code = (await phone.locator('code').innerText()).replaceAll('-', '');

  // The phone: scan, Start. Whoever is faster than the laptop's round is told so, and tries again.
  const me = fake.member(7, { firstName: 'Айгерим' });
  me.start(code);
  const said = (): string => me.sees().at(-1)?.text ?? '';
  await expect
    .poll(
      () => {
        if (said().includes('Такого кода нет')) me.start(code);
        return said();
      },
      { timeout: 60_000, interval: 2_000 },
    )
    .toContain('Готово: этот чат теперь ваш, Айгерим.');
  await phone.getByText(/Telegram\s*с /).waitFor();

  // The first message: chosen in the list, written, sent.
  await page.goto(`${origin}/people`);
  await page.getByRole('checkbox').first().click();
  await page.getByRole('button', { name: 'Написать', exact: true }).click();
  await page.getByRole('textbox', { name: 'Текст: Русский' }).fill('Привет из Орды, {name}!');
  // Whatever the hour at which this is tried.
  await page.getByRole('checkbox', { name: 'Срочно' }).check();
  await page.getByRole('button', { name: 'Отправить 1 человеку' }).click();
  await me.waitFor('Привет из Орды, Айгерим!', 60_000);
  expect(desk.output()).not.toContain(fake.token);
  await relay.stop();
  await fake.close();
});
