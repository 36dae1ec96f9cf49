/** The organizer at the desk: what is done in its window, by the keys and buttons that stand there, and what the window's own calls tell. */
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { call } from '../call.ts';
import { openDesk, startDesk } from '../desk.ts';
import type { DeskWindow } from '../desk.ts';
import { BROADCAST } from './told.ts';
import { CAPACITY, CAST } from './cast.ts';
import type { WeekClock } from './clock.ts';

const program = fileURLToPath(new URL('../../../src-main/clockedDesk.test-support.ts', import.meta.url));

/** A laptop that was opened: its desk runs, and one window shows it. */
export type OpenLaptop = {
  readonly page: Page;
  readonly origin: string;
  /** Ends window and desk in order; fails where either complained. */
  readonly shut: () => Promise<void>;
};

/** Opens a laptop at this moment of the week. In: the folder of its data. */
export const openLaptop = async (
  dataFolder: string,
  clock: WeekClock,
  expected?: RegExp,
): Promise<OpenLaptop> => {
  const desk = await startDesk({ dataFolder, program, args: [`--ahead=${clock.aheadMs()}`] });
  const window: DeskWindow = await openDesk(desk, {
    atMs: clock.now(),
    ...(expected !== undefined && { expected }),
  });
  return {
    page: window.page,
    origin: new URL(desk.url).origin,
    shut: async () => {
      await window.close();
      expect(await desk.stop()).toBe(0);
      expect(desk.output()).not.toContain('Error');
    },
  };
};

type State = {
  readonly links: readonly {
    readonly id: string;
    readonly problem: string | null;
    readonly unsent: number;
    readonly isDiffering: boolean;
  }[];
};

/** A question of the window to its desk. */
export const ask = <Out>(page: Page, path: string, input?: unknown): Promise<Out> =>
  page.evaluate(
    async ({ to, asked }) => {
      const query = asked === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(asked))}`;
      const told = await (await fetch(`/api/${to}${query}`)).json();
      if (told.result === undefined) throw new Error(JSON.stringify(told));
      return told.result.data;
    },
    { to: path, asked: input },
  );

/** What stands between the laptop and the relay; null where nothing does. */
export const problemOf = async (page: Page): Promise<string | null | undefined> =>
  (await ask<State>(page, 'links.state')).links.find(({ id }) => id === 'relay')?.problem;

/** Waits until laptop and relay have the same. */
export const sync = async (page: Page): Promise<void> => {
  await expect
    .poll(
      async () => {
        await call(page, 'links.syncNow', {});
        const { links } = await ask<State>(page, 'links.state');
        return links.find(({ id }) => id === 'relay');
      },
      { timeout: 60_000 },
    )
    .toMatchObject({ problem: null, unsent: 0, isDiffering: false });
};

/** The organisation, the people of the cast, and the form that is asked after its events. Out: the people's ids. */
export const setUp = async (page: Page): Promise<readonly string[]> => {
  await call(page, 'setup.startOwn', {
    name: 'IT-клуб «Дала»',
    language: 'ru',
    currency: 'KZT',
    timeZone: 'Asia/Almaty',
    owner: 'Айгерим',
  });
  const ids: string[] = [];
  for (const { family_name, given_name, study_group, language } of CAST)
    ids.push(
      (await call<{ id: string }>(page, 'people.add', { family_name, given_name, study_group, language })).id,
    );
  await call(page, 'forms.copy', { from: 'preset:feedback', name: 'Отзыв' });
  return ids;
};

/** One-time codes for people, as their cards show them. */
export const makeCodes = async (page: Page, personIds: readonly string[]): Promise<readonly string[]> => {
  const codes: string[] = [];
  for (const personId of personIds)
    codes.push((await call<{ code: string }>(page, 'reach.makeCode', { personId, purpose: 'self' })).code);
  return codes;
};

/** Friday's meetup with all that it asks and tells, made in one dialog. Out: its id. */
export const makeMeetup = async ({ page, origin }: OpenLaptop, date: string): Promise<string> => {
  await page.goto(`${origin}/events/new?date=${date}`);
  const dialog = page.getByRole('dialog', { name: 'Новое мероприятие' });
  const part = (name: string) => dialog.getByRole('group', { name });
  await dialog.getByText('Что уйдёт само').waitFor();
  await dialog.getByRole('textbox', { name: 'Начало' }).fill('19:00');
  await dialog.getByRole('textbox', { name: 'Начало' }).press('Tab');
  await dialog.getByRole('textbox', { name: 'Место' }).fill('Коворкинг');
  await dialog.getByRole('textbox', { name: 'Вместимость' }).fill(String(CAPACITY));
  await part('Опрос: придёте?').getByRole('textbox', { name: 'За сколько дней' }).fill('4');
  await dialog.getByRole('switch', { name: 'Будет розыгрыш' }).click();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('heading', { name: /^Митап / }).waitFor();
  const [, eventId = ''] = /\/events\/([^/?#]+)/.exec(page.url()) ?? [];
  // Who leaves is noted at the exit, so that the funnel knows who stayed.
  await call(page, 'rooms.setCheckOut', { eventId, isOn: true });
  return eventId;
};

/** A message to everybody, written and sent on its way. */
export const broadcast = async ({ page, origin }: OpenLaptop): Promise<void> => {
  await page.goto(`${origin}/messages/new`);
  await page.getByRole('textbox', { name: 'Текст: Русский' }).fill(BROADCAST);
  await page.getByText('Учебные группы', { exact: true }).click();
  await page.getByRole('button', { name: /^Отправить \d+ / }).click();
  await page.waitForURL(/\/messages\/(?!new)[^/]+$/);
};

/** The code on the event's poster. */
export const codeOfEvent = async (page: Page, eventId: string): Promise<string> => {
  const asked = { kind: 'event', target: eventId };
  const { link } = await ask<{ link: { code: string } | null }>(page, 'shortLinks.ofTarget', asked);
  return link?.code ?? '';
};
