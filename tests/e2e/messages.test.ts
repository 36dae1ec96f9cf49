/**
 * Messages at a real desk in a real browser with no relay at all: composed with a preview that counts, sent once however often it is
 * pressed, cancelled and taken back, in two windows at once.
 */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { flaws } from './axe.ts';
import { call } from './call.ts';
import { openDesk, shots, test, type RunningDesk } from './desk.ts';

const GUESTS = [
  { family_name: 'Тұрғынбекова', given_name: 'Айгерім', study_group: 'ИС-21-1', language: 'kk' },
  { family_name: 'Әбдіров', given_name: 'Санжар', study_group: 'ИС-21-1' },
  {
    family_name: 'Құрманғазыұлы-Нұрмағамбетов',
    given_name: 'Мұхаммедсапарғали',
    study_group: 'ИС-22-2',
  },
];

/** An organisation and an event with three registered guests; out: addresses. */
const settle = async (page: Page, desk: RunningDesk) => {
  await call(page, 'setup.startOwn', {
    name: 'Білім ордасы',
    language: 'ru',
    currency: 'KZT',
    timeZone: 'Asia/Almaty',
    owner: 'Айгерим',
  });
  const { id: eventId } = await call<{ id: string }>(page, 'events.create', {
    from: { kind: 'template', templateId: 'preset:meetup', language: 'ru' },
  });
  const personIds: string[] = [];
  for (const guest of GUESTS) personIds.push((await call<{ id: string }>(page, 'people.add', guest)).id);
  await call(page, 'events.registered.add', { eventId, who: { kind: 'people', ids: personIds.slice(0, 2) } });
  return { origin: new URL(desk.url).origin, eventId };
};

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });

const compose = async (page: Page, origin: string, eventId: string, text: string): Promise<void> => {
  await page.goto(`${origin}/messages/new?event=${eventId}&who=expected`);
  await page.getByRole('textbox', { name: 'Текст: Русский' }).fill(text);
};

test(
  'a message is composed with no relay, counted before it leaves, sent once, and cancelled from another window',
  { timeout: 240_000 },
  async ({ desk }) => {
    const window = await openDesk(desk);
    const { page } = window;
    const { origin, eventId } = await settle(page, desk);

    await page.goto(`${origin}/messages`);
    await page.getByRole('heading', { name: 'Сообщения' }).waitFor();
    expect(await flaws(page)).toEqual([]);

    // Two are registered, nobody has a phone linked: the composer says so before anything leaves.
    await compose(page, origin, eventId, '{name}, ждём вас завтра');
    await page.getByText('2 человека', { exact: true }).waitFor();
    await page.getByText('2 человека недоступны').click();
    await page.getByText('нет ни привязанного телефона, ни почты, ни номера').first().waitFor();
    await page.getByRole('figure').getByText('Айгерім, ждём вас завтра').waitFor();
    await page.getByText(/Этот ноутбук ещё не связывался с ретранслятором/).waitFor();
    expect(await flaws(page)).toEqual([]);

    // Groups, too, are counted: of everybody one group is chosen.
    await page.getByText('Учебные группы', { exact: true }).click();
    await page.getByText('3 человека', { exact: true }).waitFor();
    await page.getByRole('combobox', { name: 'Группы' }).fill('ИС-22');
    await page.getByRole('option', { name: 'ИС-22-2' }).click();
    await page.getByText('1 человек', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('Мероприятие', { exact: true }).first().click();

    // Pressed twice in one breath it is one message.
    await button(page, 'Отправить 2 людям').dblclick();
    await page.waitForURL(/\/messages\/(?!new)[^/]+$/);
    await page.getByText('Сообщение сохранено и уйдёт, как только будет связь с ретранслятором').waitFor();
    await page.goto(`${origin}/messages`);
    await page.getByRole('listitem').filter({ hasText: '…, ждём вас завтра' }).waitFor();
    expect(await page.getByRole('listitem').filter({ hasText: 'ждём вас завтра' }).count()).toBe(1);

    // A second window sees it, and what is cancelled there is cancelled here.
    const other = await openDesk(desk);
    await other.page.goto(`${origin}/events/${eventId}/messages`);
    await other.page.getByRole('listitem').filter({ hasText: 'ждём вас завтра' }).waitFor();
    expect(await flaws(other.page)).toEqual([]);
    await other.page
      .getByRole('listitem')
      .filter({ hasText: 'ждём вас завтра' })
      .getByRole('button', { name: /^(Отменить сообщение|Остановить отправку)$/ })
      .click();
    await other.page.getByText('Сообщение отменено').waitFor();
    await page.getByRole('listitem').filter({ hasText: 'Отменено' }).waitFor();

    // A planned message gets another time, and the plan of sending is taken back with Ctrl+Z.
    await compose(page, origin, eventId, 'Не забудьте ноутбук');
    await page.getByText('В назначенное время').click();
    await button(page, 'Запланировать').click();
    await page.waitForURL(/\/messages\/(?!new)[^/]+$/);
    await button(page, 'Другое время').click();
    await page.getByRole('textbox', { name: 'Время' }).fill('23:30');
    await button(page, 'Перенести').click();
    await page.getByText(/Сообщение уйдёт .*23:30/).waitFor();
    await page.getByRole('grid').getByText('Ждёт').first().waitFor();
    expect(await flaws(page)).toEqual([]);
    await other.close();
    await window.close();

    await shots(desk, 'messages-composer', async (shown) => {
      await shown.goto(`${origin}/messages/new?event=${eventId}&who=expected`);
      await shown.getByRole('textbox').first().fill('{name}: {event}\n{date}, {time}');
      await shown.getByRole('figure').getByText('Айгерім').waitFor();
    });
    await shots(desk, 'messages', async (shown) => {
      await shown.goto(`${origin}/messages`);
      await shown.getByRole('listitem').first().waitFor();
    });
  },
);

test(
  'the rules of messages are saved, prices to the last minor unit',
  { timeout: 120_000 },
  async ({ desk, window: { page } }) => {
    const { origin } = await settle(page, desk);
    await page.goto(`${origin}/settings`);
    await page.getByRole('textbox', { name: 'Цена одной SMS, KZT' }).fill('15,5');
    await page.getByRole('checkbox', { name: 'SMS' }).check();
    await page
      .locator('form')
      .filter({ hasText: 'Тихие часы' })
      .getByRole('button', { name: 'Сохранить' })
      .click();
    await page.getByText('Правила сообщений сохранены').waitFor();
    await page.reload();
    expect(await page.getByRole('textbox', { name: 'Цена одной SMS, KZT' }).inputValue()).toBe('15.50');
    expect(await page.getByRole('checkbox', { name: 'SMS' }).isChecked()).toBe(true);
    expect(await flaws(page)).toEqual([]);
  },
);
