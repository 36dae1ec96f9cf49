/** A member with the phone page in a real browser, 360 px wide: everything is done by what stands on the screen. */
import type { Page } from 'playwright-core';
import type { RsvpAnswer } from '../../../src-core/answers/index.ts';
import { keepShot, openPhonePage } from '../portal.ts';
import type { OpenPhone } from '../portal.ts';
import type { WeekClock } from './clock.ts';
import type { Member, MemberParts } from './members.ts';

const ANSWERS: Readonly<Record<RsvpAnswer, string>> = {
  going: 'Пойду',
  maybe: 'Возможно',
  notGoing: 'Не пойду',
};

/** A phone and its owner, who reads Russian. `close` fails where the page complained or asked for anything foreign. */
export const browserMember = (
  { eventId }: MemberParts,
  url: string,
  clock: WeekClock,
): Member & { readonly close: () => Promise<void> } => {
  let phone: OpenPhone | undefined;
  /** The page as it opens at this moment of the week. */
  const look = async (path: string): Promise<Page> => {
    // Before the sign-in the relay says 401, and the browser writes that down.
    phone ??= await openPhonePage(url, '/health', { expected: /401/ });
    const { page } = phone;
    await page.clock.setFixedTime(clock.now());
    // Another room of the page that is open already is not a page to be fetched.
    await page.goto('about:blank');
    const news = page.waitForResponse((response) => response.url().includes('/me/api/state'));
    await page.goto(url + path);
    await news;
    return page;
  };
  const card = (page: Page) => page.locator(`[id="${eventId()}"]`);
  return {
    link: async (code) => {
      const page = await look('/me');
      await page.getByLabel('Код').fill(code);
      await page.getByRole('button', { name: 'Войти' }).click();
      await page.getByRole('navigation', { name: 'Разделы' }).waitFor();
      await keepShot(page, 'week-phone-in');
    },
    says: async (answer) => {
      const page = await look('/me');
      await card(page).getByRole('button', { name: ANSWERS[answer], exact: true }).click();
      await card(page).getByText('Место за вами').waitFor();
      await keepShot(page, 'week-phone-answered');
    },
    takesPlace: async () => {
      const page = await look('/me');
      await page.getByRole('button', { name: 'Беру место' }).click();
      await card(page).getByText('Место за вами').waitFor();
      return true;
    },
    checksIn: async (code) => {
      const page = await look('/me');
      await card(page).getByRole('link', { name: 'Отметиться' }).click();
      await page.getByLabel('Код мероприятия').fill(code);
      await page.getByRole('button', { name: 'Я здесь' }).click();
      await page.getByText('Вы отмечены. Хорошего дня!').waitFor();
      await keepShot(page, 'week-phone-checked-in');
      return true;
    },
    givesFeedback: async (rating) => {
      const page = await look('/me#messages');
      await page.getByRole('link', { name: 'Ответить' }).click();
      await page
        .getByRole('button', { name: String(rating), exact: true })
        .first()
        .click();
      await keepShot(page, 'week-phone-feedback');
      await page.getByRole('button', { name: 'Отправить' }).click();
      await page.getByText('Спасибо! Ответы приняты.').waitFor();
    },
    written: async () => {
      const page = await look('/me#messages');
      await page.getByRole('heading', { name: 'Сообщения' }).waitFor();
      return page.locator('.message .text').allInnerTexts();
    },
    close: async () => phone?.close(),
  };
};
