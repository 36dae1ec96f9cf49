/** The funnel in a browser: figures of an event and of everything, and the people behind them, by keyboard as well. */
import { expect } from 'vitest';
import { call } from './call.ts';
import { shots, test } from './desk.ts';

test('a number of the funnel opens its people, and so do those who stayed away', async ({ desk, window }) => {
  const { page } = window;
  await call(page, 'setup.startOwn', {
    name: 'IT-клуб',
    language: 'ru',
    currency: 'KZT',
    timeZone: 'Asia/Almaty',
    owner: 'Айгерим',
  });
  const ids: string[] = [];
  for (const [family_name, given_name] of [
    ['Сейтқали', 'Айгерім'],
    ['Оспанов', 'Данияр'],
    ['Ким', 'Вера'],
  ])
    ids.push((await call<{ id: string }>(page, 'people.add', { family_name, given_name })).id);
  const { id: eventId } = await call<{ id: string }>(page, 'events.create', {
    fields: {
      title: 'Митап о Rust',
      club_id: null,
      place: null,
      starts_at: '2026-01-16T18:00',
      ends_at: '2026-01-16T20:00',
      capacity: null,
      registration: 'list',
      note: null,
    },
  });
  await call(page, 'events.registered.add', { eventId, who: { kind: 'people', ids } });
  for (const personId of ids.slice(0, 2))
    await call(page, 'checkIn.mark', { eventId, who: { personId }, source: 'desk.list' });

  const { origin } = new URL(desk.url);
  await page.goto(`${origin}/events/${eventId}/funnel`);
  await page.getByRole('button', { name: 'Пришли: 2' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Пришли: кто' });
  await dialog.getByRole('link', { name: 'Оспанов Данияр' }).waitFor();
  expect(await dialog.getByRole('link').allTextContents()).toEqual(['Оспанов Данияр', 'Сейтқали Айгерім']);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '1 не пришёл' }).click();
  await page.getByRole('dialog').getByRole('link', { name: 'Ким Вера' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByText('Пустых мест: 1 из 3').waitFor();

  await page.goto(`${origin}/events`);
  await page.getByRole('link', { name: 'Воронка' }).click();
  await page.getByRole('row', { name: /Митап о Rust/ }).waitFor();
  await shots(desk, 'funnel', async (shown) => {
    await shown.goto(`${origin}/funnel`);
    await shown.getByRole('row', { name: /Митап о Rust/ }).waitFor();
  });
});
