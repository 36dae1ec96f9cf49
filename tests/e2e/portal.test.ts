/** A member's phone: a whole visit, and everything that goes wrong with phones. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AnswersTables } from '../../src-core/answers/index.ts';
import type { EventsTables } from '../../src-core/events/index.ts';
import { linkBot, linkGuardian } from '../../src-core/reach/index.ts';
import type { ReachTables } from '../../src-core/reach/index.ts';
import { initDataOf } from '../portal/world.ts';
import { closeBrowser } from './browser.ts';
import { EVENT_CODE, keepsShell, openPhonePage, openPortalClub } from './portal.ts';
import type { OpenPhone, PortalClub } from './portal.ts';

const intent = { actor: 'test', action: 'test' };
/** What a browser says by itself of a relay that does not answer, or that says no. */
const CUT = /Failed to load resource|ERR_CONNECTION|401|409|403/;

let club: PortalClub;
let phones: OpenPhone[] = [];
beforeEach(async () => {
  club = await openPortalClub();
});
afterEach(async () => {
  for (const phone of phones) await phone.close();
  phones = [];
  await club.close();
});
afterAll(closeBrowser);

const open = async (path: string, expected: RegExp = /^$/): Promise<Page> => {
  const phone = await openPhonePage(club.url, path, { expected });
  phones.push(phone);
  return phone.page;
};
const signIn = async (expected?: RegExp): Promise<Page> => {
  const page = await open(`/me?code=${await club.makeCode(club.person)}`, expected);
  await page.locator('.tabs').waitFor();
  return page;
};
const card = (page: Page, id: string) => page.locator(`#${id}`);
const say = (page: Page, id: string, answer: string) =>
  card(page, id).getByRole('button', { name: answer, exact: true });
const answers = async (eventId: string): Promise<readonly string[]> =>
  (
    await club.store
      .read<AnswersTables>()
      .selectFrom('rsvp_answer')
      .where('event_id', '=', eventId)
      .where('person_id', '=', club.person)
      .select('answer')
      .orderBy('at')
      .execute()
  ).map(({ answer }) => answer);
describe('a visit', () => {
  test('by the code on a slip: answers, checks in, gives feedback, chooses what others see, and leaves nothing', async () => {
    const page = await signIn();
    expect(page.url()).toBe(`${club.url}/me`);
    await say(page, 'meetup', 'Пойду').click();
    await card(page, 'meetup').getByText('Место за вами').waitFor();
    expect(await answers('meetup')).toEqual(['going']);
    await say(page, 'full', 'Пойду').click();
    await card(page, 'full').getByText('В листе ожидания, номер 1').waitFor();

    await card(page, 'now').getByRole('link', { name: 'Отметиться' }).click();
    await page.getByLabel('Код мероприятия').fill(EVENT_CODE.toUpperCase());
    await page.getByRole('button', { name: 'Я здесь' }).click();
    await page.getByText('Вы отмечены. Хорошего дня!').waitFor();
    await page.goBack();
    await card(page, 'now').getByText('Вы отмечены').waitFor();

    await page.getByRole('link', { name: /Как прошёл митап/ }).click();
    await page.getByRole('button', { name: 'Отправить' }).click();
    await page.getByText('Ответьте, пожалуйста, на этот вопрос').waitFor();
    await page.getByRole('button', { name: '5', exact: true }).click();
    await page.getByRole('button', { name: 'Отправить' }).click();
    await page.getByText('Спасибо! Ответы приняты.').waitFor();

    await page.getByRole('link', { name: 'Профиль', exact: true }).click();
    await page.getByRole('link', { name: 'Что видят другие' }).click();
    await page.getByLabel('Учебная группа').check();
    await page.locator('.seen').getByText('ИС-21-2').waitFor();
    await page.getByLabel('Имя', { exact: true }).uncheck();
    await expect.poll(() => page.locator('.seen').getByText('Сейітова').count()).toBe(0);
    await page.goBack();
    await page.getByRole('button', { name: 'Выйти' }).click();
    await page.getByRole('heading', { name: 'Вход' }).waitFor();
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  });

  test('chooses by which ways messages come, how many, and none at all', async () => {
    await club.store.write(intent, (tx) => linkBot(tx, { personId: club.person, chatId: '77' }));
    const contacts = async () =>
      (
        await club.store
          .read<ReachTables>()
          .selectFrom('contact')
          .where('person_id', '=', club.person)
          .orderBy('position')
          .select(['kind', 'stopped_at'])
          .execute()
      ).map(({ kind, stopped_at: stopped }) => (stopped === null ? kind : `no ${kind}`));
    const page = await signIn();
    await page.getByRole('link', { name: 'Профиль', exact: true }).click();
    await page.getByRole('link', { name: 'Сообщения мне' }).click();
    await page.getByRole('button', { name: 'Эта страница: поднять выше' }).click();
    await expect.poll(contacts).toEqual(['page', 'bot']);
    await page.getByRole('checkbox', { name: 'Telegram' }).uncheck();
    await expect.poll(contacts).toEqual(['page', 'no bot']);
    await page.getByLabel('Не больше в день').selectOption('2');
    await expect
      .poll(() =>
        club.store
          .read<ReachTables>()
          .selectFrom('member_profile')
          .where('person_id', '=', club.person)
          .select('most_a_day')
          .executeTakeFirst(),
      )
      .toEqual({ most_a_day: 2 });
    await page.getByRole('button', { name: 'Не присылать сообщений' }).click();
    await page.getByText('Сообщений вы не получаете.').waitFor();
    await expect.poll(contacts).toEqual(['no page', 'no bot']);
    await page.getByRole('button', { name: 'Снова получать сообщения' }).click();
    await expect.poll(contacts).toEqual(['page', 'bot']);
  });

  test('a freed place is offered, kept for a while, and taken with one press', async () => {
    const page = await signIn();
    await say(page, 'full', 'Пойду').click();
    await card(page, 'full').getByText('В листе ожидания').waitFor();
    const { answer } = await import('../../src-core/members/index.ts');
    const [other = ''] = club.others;
    await answer(club.store, {
      personId: other,
      eventId: 'full',
      answer: 'notGoing',
      source: 'bot',
      key: 'x',
    });
    await page.reload();
    await card(page, 'full').getByText('Для вас есть место').waitFor();
    await page.getByRole('button', { name: 'Беру место' }).click();
    await card(page, 'full').getByText('Место за вами').waitFor();
    expect(await card(page, 'full').getByText('Для вас есть место').count()).toBe(0);
  });

  test('of a parent: the page goes over to a child and answers for it', async () => {
    const [child = ''] = club.others;
    await club.store.write(intent, (tx) => linkGuardian(tx, club.person, child));
    const page = await signIn();
    await page.getByRole('link', { name: 'Профиль', exact: true }).click();
    await page.getByLabel('Сейітова1 Айжан').check();
    await page.locator('.whose').getByText('Сейітова1 Айжан').waitFor();
    await page.getByRole('link', { name: 'Мероприятия', exact: true }).click();
    await say(page, 'meetup', 'Возможно').click();
    await expect
      .poll(() =>
        club.store
          .read<AnswersTables>()
          .selectFrom('rsvp_answer')
          .where('event_id', '=', 'meetup')
          .select(['person_id', 'answer'])
          .execute(),
      )
      .toEqual([{ person_id: child, answer: 'maybe' }]);
  });

  test('from Telegram: no code, its colours, and nothing of it in the address', async () => {
    await club.store.write(intent, (tx) => linkBot(tx, { personId: club.person, chatId: '77' }));
    const fragment = new URLSearchParams({
      tgWebAppData: initDataOf(77, Date.now()),
      tgWebAppThemeParams: JSON.stringify({ bg_color: '#17212b', text_color: '#f5f5f5' }),
    });
    const page = await open(`/me#${fragment.toString()}`, /401/);
    await page.locator('.tabs').waitFor();
    expect(page.url()).toBe(`${club.url}/me`);
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toBe(
      'rgb(23, 33, 43)',
    );
  });
});

describe('without a connection', () => {
  test('the page opens, shows the last state, takes an answer, and sends it once when there is one', async () => {
    const page = await signIn(CUT);
    await keepsShell(page);
    await club.cut();
    await page.reload();
    await page.getByText('Нет интернета.').waitFor();
    await say(page, 'meetup', 'Пойду').click();
    await card(page, 'meetup').getByText('Будет отправлено').waitFor();
    await page.getByText('1 ответ ждёт отправки').waitFor();
    await page.getByRole('link', { name: 'Мой QR' }).click();
    await page.getByRole('img', { name: 'Мой QR' }).waitFor();
    // The phone is put away, and looked at again at home.
    await page.goto(`${club.url}/me`);
    await card(page, 'meetup').getByText('Будет отправлено').waitFor();
    await club.mend();
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await card(page, 'meetup').getByText('Место за вами').waitFor();
    expect(await page.getByText('Нет интернета.').count()).toBe(0);
    expect(await answers('meetup')).toEqual(['going']);
  });

  test('two tabs show the same and send it once', async () => {
    const page = await signIn(CUT);
    const second = await page.context().newPage();
    await second.goto(`${club.url}/me`);
    await say(second, 'meetup', 'Пойду').waitFor();
    await club.cut();
    await say(page, 'meetup', 'Пойду').click();
    await card(page, 'meetup').getByText('Будет отправлено').waitFor();
    await card(second, 'meetup').getByText('Будет отправлено').waitFor();
    await club.mend();
    await Promise.all([page, second].map((tab) => tab.evaluate(() => dispatchEvent(new Event('online')))));
    for (const tab of [page, second]) await card(tab, 'meetup').getByText('Место за вами').waitFor();
    expect(await answers('meetup')).toEqual(['going']);
  });

  test('an answer whose confirmation was lost on the way is not given twice', async () => {
    const page = await signIn(CUT);
    let lost = 0;
    await page.route('**/me/api/answer', async (route) => {
      await route.fetch();
      lost += 1;
      await (lost === 1 ? route.abort() : route.fallback());
    });
    await say(page, 'meetup', 'Пойду').click();
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await card(page, 'meetup').getByText('Место за вами').waitFor();
    expect(lost).toBeGreaterThan(1);
    expect(await answers('meetup')).toEqual(['going']);
  });
});

describe('a phone', () => {
  test('that is pressed twice says it once', async () => {
    const page = await signIn();
    await say(page, 'meetup', 'Пойду').dblclick();
    await page.evaluate(() => {
      const button = document.querySelector<HTMLButtonElement>('#meetup [data-value="maybe"]');
      button?.click();
      button?.click();
    });
    await expect.poll(() => answers('meetup')).toEqual(['going', 'maybe']);
    await card(page, 'meetup').getByText('Осталось 30 мест').waitFor();
    expect(await answers('meetup')).toEqual(['going', 'maybe']);
  });

  test('on a slow line shows the press at once', async () => {
    const page = await signIn();
    let go = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      go = resolve;
    });
    await page.route('**/me/api/answer', async (route) => {
      await held;
      await route.fallback();
    });
    await say(page, 'meetup', 'Пойду').click();
    await expect.poll(() => say(page, 'meetup', 'Пойду').getAttribute('aria-pressed')).toBe('true');
    await card(page, 'meetup').getByText('Будет отправлено').waitFor();
    go();
    await card(page, 'meetup').getByText('Место за вами').waitFor();
  });

  test('whose session has ended reads on, keeps its answer, and sends it after the next sign-in', async () => {
    const page = await signIn(CUT);
    await club.store.write(intent, (tx) =>
      tx.local<{ member_session: { token_hash: string } }>().deleteFrom('member_session').execute(),
    );
    await say(page, 'meetup', 'Не пойду').click();
    await page.getByText('Вход истёк.').waitFor();
    await page.getByRole('link', { name: 'Войти' }).click();
    await page.getByLabel('Код').fill('zzzz-zzzz-zzzz');
    await page.getByRole('button', { name: 'Войти' }).click();
    await page.getByText('Такого кода нет.').waitFor();
    await page.getByLabel('Код').fill(await club.makeCode(club.person));
    await page.getByRole('button', { name: 'Войти' }).click();
    await expect.poll(() => answers('meetup')).toEqual(['notGoing']);
    await card(page, 'meetup').waitFor();
  });

  test('that somebody else signs in at shows and sends nothing of the one before', async () => {
    const page = await signIn(CUT);
    await club.cut();
    await say(page, 'meetup', 'Пойду').click();
    await card(page, 'meetup').getByText('Будет отправлено').waitFor();
    await club.mend();
    const [other = ''] = club.others;
    await page.goto(`${club.url}/me?code=${await club.makeCode(other)}`);
    await page.getByRole('link', { name: 'Профиль', exact: true }).click();
    await page.getByRole('heading', { name: 'Сейітова1 Айжан' }).waitFor();
    const kept = await page.evaluate(() => JSON.stringify(Object.entries(localStorage)));
    expect(kept).not.toContain(club.person);
    expect(await answers('meetup')).toEqual([]);
  });
});

test('an update of the program replaces the page that the phone keeps', async () => {
  const built = fileURLToPath(new URL('../../dist/portal', import.meta.url));
  const pageFolder = mkdtempSync(join(tmpdir(), 'orda-page-'));
  cpSync(built, pageFolder, { recursive: true });
  await club.close();
  club = await openPortalClub({ pageFolder });
  const page = await signIn(CUT);
  await keepsShell(page);
  expect(await page.title()).toBe('Orda');
  const rewrite = (name: string, from: RegExp, to: string): void =>
    writeFileSync(join(pageFolder, name), readFileSync(join(pageFolder, name), 'utf8').replace(from, to));
  rewrite('index.html', /<title>Orda</, '<title>Orda 2<');
  rewrite('sw.js', /[0-9a-f]{16}/, '0123456789abcdef');
  await club.cut();
  await club.mend();
  await page.reload();
  await expect.poll(() => page.title()).toBe('Orda 2');
  await club.cut();
  await page.reload();
  await page.getByText('Нет интернета.').waitFor();
  expect(await page.title()).toBe('Orda 2');
  rmSync(pageFolder, { recursive: true });
});

test('somebody who came by the code is counted once in the database', async () => {
  const page = await signIn();
  await page.goto(`${club.url}/me?at=${EVENT_CODE}`);
  await page.getByRole('button', { name: 'Я здесь' }).dblclick();
  await card(page, 'now').getByText('Вы отмечены').waitFor();
  const marks = await club.store
    .read<EventsTables>()
    .selectFrom('check_in')
    .where('event_id', '=', 'now')
    .select('source')
    .execute();
  expect(marks).toEqual([{ source: 'page' }]);
});
