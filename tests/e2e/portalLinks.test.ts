/** Where addresses lead a member's phone: forms, events, and the code that is shown in the hall alone. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EventsTables } from '../../src-core/events/index.ts';
import { formUseTable } from '../../src-core/forms/index.ts';
import { shortLinkTable } from '../../src-core/shortLinks/index.ts';
import { record } from '../../src-core/store/index.ts';
import { closeBrowser } from './browser.ts';
import { EVENT_CODE, keepsShell, openPhonePage, openPortalClub } from './portal.ts';
import type { OpenPhone, PortalClub } from './portal.ts';

const HALL_CODE = 'kmnpqrs';
const FORM_CODE = 'mnpqrst';
const EXPECTED = /Failed to load resource|ERR_CONNECTION/;

let club: PortalClub;
let phones: OpenPhone[] = [];
beforeEach(async () => {
  club = await openPortalClub();
  await club.store.write({ actor: 'test', action: 'test' }, async (tx) => {
    const use = { form_id: 'form', version_id: 'version', is_anonymous: 0, opens_at: tx.at };
    await record(tx, formUseTable, 'named', use);
    await record(tx, formUseTable, 'over', { ...use, closes_at: tx.at });
    await record(tx, shortLinkTable, 'form', {
      code: FORM_CODE,
      kind: 'form',
      target: 'named',
      made_at: tx.at,
    });
  });
});
afterEach(async () => {
  for (const phone of phones) await phone.close();
  phones = [];
  await club.close();
});
afterAll(closeBrowser);

const open = async (path: string): Promise<Page> => {
  const phone = await openPhonePage(club.url, path, { expected: EXPECTED });
  phones.push(phone);
  return phone.page;
};
const signIn = async (path = `/me?code=`): Promise<Page> => {
  const page = await open(path + (await club.makeCode(club.person)));
  await page.locator('.tabs').waitFor();
  return page;
};
const typeCode = async (page: Page): Promise<void> => {
  await page.getByLabel('Код').fill(await club.makeCode(club.person));
  await page.getByRole('button', { name: 'Войти' }).click();
};
const marks = () =>
  club.store
    .read<EventsTables>()
    .selectFrom('check_in')
    .where('event_id', '=', 'now')
    .where('person_id', '=', club.person)
    .select('source')
    .execute();
const makeHallCode = () =>
  club.store.write({ actor: 'test', action: 'test' }, (tx) =>
    record(tx, shortLinkTable, 'hall', {
      code: HALL_CODE,
      kind: 'checkIn',
      target: 'now',
      made_at: tx.at,
    }),
  );

describe('a form’s address', () => {
  test('asks a stranger to sign in, then is that form; later the answers can be changed', async () => {
    const page = await open(`/${FORM_CODE}`);
    await page.getByText('Войдите, чтобы ответить на анкету.').waitFor();
    await typeCode(page);
    await page.getByRole('heading', { name: /Как прошёл митап/ }).waitFor();
    await page.getByRole('button', { name: '4', exact: true }).click();
    await page.getByRole('button', { name: 'Отправить' }).click();
    await page.getByText('Спасибо! Ответы приняты.').waitFor();
    await page.goto(`${club.url}/me/forms/named`);
    await page.getByText('Вы уже отвечали.').waitFor();
    await expect
      .poll(() => page.getByRole('button', { name: '4', exact: true }).getAttribute('aria-pressed'))
      .toBe('true');
  });

  test('of a nameless form that was answered says why it cannot be changed', async () => {
    const page = await signIn();
    await page.goto(`${club.url}/me/forms/use`);
    await page.getByText('Анонимно: кто ответил, не узнает никто').waitFor();
    await page.getByRole('button', { name: '5', exact: true }).click();
    await page.getByRole('button', { name: 'Отправить' }).click();
    await page.getByText('Спасибо! Ответы приняты.').waitFor();
    await page.goto(`${club.url}/me/forms/use`);
    await page.getByText('Ответы без имени, поэтому').waitFor();
    expect(await page.getByRole('button', { name: 'Отправить' }).count()).toBe(0);
  });

  test.each([
    ['over', 'Эта анкета закрыта.'],
    ['none', 'Этой анкеты больше нет.'],
  ])('of one that is %s is a sentence', async (use, sentence) => {
    const page = await signIn();
    await page.goto(`${club.url}/me/forms/${use}`);
    await page.getByText(sentence).waitFor();
    expect(await page.getByRole('button', { name: 'Отправить' }).count()).toBe(0);
  });

  test('opens without a connection, and is asked as soon as there is one', async () => {
    const page = await signIn();
    await keepsShell(page);
    await club.cut();
    await page.goto(`${club.url}/me/forms/named`);
    await page.getByText('Нет связи с сервером.').waitFor();
    await club.mend();
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await page.getByRole('heading', { name: /Как прошёл митап/ }).waitFor();
    expect(await page.getByText('Нет связи с сервером.').count()).toBe(0);
  });
});

describe('an event’s public address', () => {
  test('leads to its card, where it is answered', async () => {
    const page = await signIn();
    await page.goto(`${club.url}/${EVENT_CODE}`);
    await page.getByRole('link', { name: 'Ответить: приду или нет' }).click();
    await page.locator('#now').getByRole('button', { name: 'Возможно' }).click();
    await expect
      .poll(() => page.locator('#now').getByRole('button', { name: 'Возможно' }).getAttribute('aria-pressed'))
      .toBe('true');
    await page.getByRole('link', { name: 'Назад' }).click();
    await page.getByRole('heading', { name: 'Мероприятия' }).waitFor();
  });

  test('is kept in mind while somebody signs in', async () => {
    const page = await open(`/me?at=${EVENT_CODE}`);
    await page.getByText('Войдите, чтобы ответить, записаться или отметиться.').waitFor();
    await typeCode(page);
    await page.locator('#now').getByRole('button', { name: 'Пойду', exact: true }).waitFor();
    expect(await page.locator('.card').count()).toBe(1);
  });

  test('is come back to after a sign-in that had ended', async () => {
    const page = await signIn();
    await club.store.write({ actor: 'test', action: 'test' }, (tx) =>
      tx.local<{ member_session: { token_hash: string } }>().deleteFrom('member_session').execute(),
    );
    await page.goto(`${club.url}/me?at=${EVENT_CODE}`);
    await page.getByText('Вход истёк.').first().waitFor();
    await page.getByRole('link', { name: 'Войти' }).click();
    await typeCode(page);
    await page.locator('#now').getByRole('button', { name: 'Пойду', exact: true }).waitFor();
    expect(new URL(page.url()).hash).toBe(`#at/${EVENT_CODE}`);
  });

  test('that is nobody’s is a sentence', async () => {
    const page = await signIn();
    await page.goto(`${club.url}/me?at=zzzzzzz`);
    await page.getByText('Мероприятия с таким кодом нет.').waitFor();
    expect(await page.locator('.card').count()).toBe(0);
  });
});

describe('a code for the hall', () => {
  test('marks whoever scans it there; the public one then marks nobody', async () => {
    await makeHallCode();
    const page = await signIn();
    await page.goto(`${club.url}/me?at=${EVENT_CODE}`);
    await page.locator('#now').getByRole('link', { name: 'Отметиться' }).click();
    await page.getByLabel('Код мероприятия').fill(EVENT_CODE);
    await page.getByRole('button', { name: 'Я здесь' }).click();
    await page.getByText('Этот код с афиши или из ссылки.').waitFor();
    expect(await marks()).toEqual([]);
    await page.goto(`${club.url}/${HALL_CODE}`);
    await page.getByRole('button', { name: 'Я здесь' }).click();
    await page.locator('#now').getByText('Вы отмечены').waitFor();
    expect(await marks()).toEqual([{ source: 'page' }]);
  });

  test('without a connection is kept, and marks once when there is one', async () => {
    await makeHallCode();
    const page = await signIn();
    await keepsShell(page);
    await club.cut();
    await page.goto(`${club.url}/me?at=${HALL_CODE}`);
    await page.getByRole('button', { name: 'Я здесь' }).click();
    await page.getByText('Нет интернета: отметка уйдёт').waitFor();
    await club.mend();
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await page.locator('#now').getByText('Вы отмечены').waitFor();
    expect(await marks()).toEqual([{ source: 'page' }]);
  });
});
