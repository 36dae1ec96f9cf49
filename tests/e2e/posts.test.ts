/**
 * An event announced in a channel from its page, with a real relay and the fake Bot API: the channel is added by its link, the post
 * appears as it was shown, follows its event, says at the desk how it stands there, fails in a sentence, and is taken down.
 */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { startRelay } from '../relay/relay.ts';
import { startFakeBotApi } from '../telegram/fakeBotApi.ts';
import { flaws } from './axe.ts';
import { call } from './call.ts';
import { openDesk, test } from './desk.ts';

const settle = async (page: Page): Promise<string> => {
  await call(page, 'setup.startOwn', {
    name: 'IT-клуб «Дала»',
    language: 'ru',
    currency: 'KZT',
    timeZone: 'Asia/Almaty',
    owner: 'Айгерим',
  });
  const fields = {
    title: 'Митап о Rust',
    club_id: null,
    place: 'Ауд. 305',
    starts_at: '2031-03-07T18:00',
    ends_at: '2031-03-07T20:00',
    capacity: null,
    registration: 'open',
    note: null,
  };
  return (await call<{ id: string }>(page, 'events.create', { fields })).id;
};

test(
  'an event is announced in a channel, followed there, and taken down',
  { timeout: 240_000 },
  async ({ desk }) => {
    // The second name of a channel that is there is refused.
    const window = await openDesk(desk, { expected: /409 \(Conflict\)/ });
    const { page } = window;
    const fake = await startFakeBotApi();
    fake.group(-100500, 'orda_club');
    const relay = await startRelay({
      env: { ORDA_TELEGRAM_TOKEN: fake.token, ORDA_TELEGRAM_API: fake.url },
    });
    const eventId = await settle(page);
    const origin = new URL(page.url()).origin;
    await call(page, 'links.connectRelay', { address: relay.url, code: relay.code });

    await page.goto(`${origin}/events/${eventId}/messages`);
    await page.getByText('Об этом мероприятии пока не объявлено ни в одном канале.').waitFor();
    await page.getByRole('button', { name: 'Опубликовать в канале' }).click();
    const dialog = page.getByRole('dialog', { name: 'Новая запись' });
    // With no channel yet one is added in the same dialog, by the link as it is copied from Telegram.
    const chat = dialog.getByRole('textbox', { name: 'Имя или ссылка канала' });
    await chat.fill('клуб');
    await dialog.getByRole('button', { name: 'Добавить' }).click();
    await dialog.getByText(/^Имя вроде @it_club/).waitFor();
    await chat.fill('https://t.me/orda_club');
    await dialog.getByRole('textbox', { name: 'Как называть здесь' }).fill('Канал клуба');
    await dialog.getByRole('button', { name: 'Добавить' }).click();
    const preview = dialog.getByRole('figure', { name: 'Как будет выглядеть' });
    await preview.getByText('Митап о Rust').waitFor();
    const shown = await preview.getByRole('paragraph').innerText();
    expect(shown).toBe('Митап о Rust\nпятница, 7 марта, 18:00\nАуд. 305');
    expect(await flaws(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Опубликовать' }).click();

    const post = page.getByRole('list', { name: 'В каналах' }).getByRole('listitem');
    const synced = async (): Promise<string> => {
      await call(page, 'links.syncNow', {});
      return post.innerText();
    };
    await expect.poll(synced).toMatch(/Опубликована \d\d\.\d\d\.\d{4}/);
    const stands = () => fake.messages('@orda_club').map(({ text }) => text);
    expect(stands()).toEqual([shown]);

    await call(page, 'events.edit', { id: eventId, patch: { place: 'Актовый зал' } });
    await post.getByText('Актовый зал').waitFor();
    await expect.poll(synced).toMatch(/изменена \d\d\.\d\d\.\d{4}/);
    expect(stands()).toEqual(['Митап о Rust\nпятница, 7 марта, 18:00\nАктовый зал']);

    await post.getByRole('button', { name: 'Изменить' }).click();
    const change = page.getByRole('dialog', { name: 'Изменить запись' });
    await change.getByText('Свой текст').click();
    await change.getByRole('textbox', { name: 'Текст записи' }).fill('Ждём вас: ');
    await change.getByRole('button', { name: 'Место' }).click();
    await change.getByRole('figure').getByText('Ждём вас: Актовый зал').waitFor();
    await change.getByRole('button', { name: 'Сохранить' }).click();
    await expect
      .poll(async () => {
        await call(page, 'links.syncNow', {});
        return stands();
      })
      .toEqual(['Ждём вас: Актовый зал']);

    await post.getByRole('button', { name: 'Снять' }).click();
    await expect.poll(synced).toMatch(/Снята/);
    expect(stands()).toEqual(['Запись снята.']);
    expect(fake.sends('@orda_club')).toBe(1);

    // A channel that the bot does not find is told of in a sentence, and nothing stays in the queue of one that was removed.
    await page.getByRole('link', { name: 'Каналы' }).click();
    await page.getByRole('textbox', { name: 'Имя или ссылка канала' }).fill('@ORDA_club');
    await page.getByRole('button', { name: 'Добавить' }).click();
    await page.getByText('Этот канал уже в списке: Канал клуба.').waitFor();
    await page.getByRole('textbox', { name: 'Имя или ссылка канала' }).fill('@nobody_here');
    await page.getByRole('button', { name: 'Добавить' }).click();
    await page.getByText('Канал добавлен: @nobody_here').waitFor();
    await page.getByRole('button', { name: 'Написать в канал' }).click();
    const own = page.getByRole('dialog', { name: 'Новая запись' });
    await own.getByRole('combobox', { name: 'Канал' }).click();
    await page.getByRole('option', { name: '@nobody_here' }).click();
    await own.getByRole('textbox', { name: 'Текст записи' }).fill('Всем привет');
    await own.getByRole('button', { name: 'Опубликовать' }).click();
    await expect
      .poll(async () => {
        await call(page, 'links.syncNow', {});
        return page.getByText('Такого канала Telegram не знает.').count();
      })
      .toBe(1);
    expect(await flaws(page)).toEqual([]);
    await page.getByRole('button', { name: 'Убрать канал «@nobody_here» из списка' }).click();
    await page.getByText(/^Канал убран из списка/).waitFor();
    await window.close();
    await relay.stop();
    await fake.close();
  },
);
