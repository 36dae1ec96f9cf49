/** The phone page where the phone is against it: nothing may be kept, the clock is wrong, an address is broken, a build changes under a pen. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, expect, test } from 'vitest';
import type { AnswersTables } from '../../src-core/answers/index.ts';
import { formUseTable } from '../../src-core/forms/index.ts';
import { record } from '../../src-core/store/index.ts';
import { closeBrowser } from './browser.ts';
import { keepsShell, openPhonePage, openPortalClub } from './portal.ts';
import type { OpenPhone, PortalClub } from './portal.ts';

const EXPECTED = /Failed to load resource|ERR_CONNECTION/;
const DAY = 86_400_000;

let club: PortalClub;
let phone: OpenPhone | undefined;
afterEach(async () => {
  await phone?.close();
  await club.close();
});
afterAll(closeBrowser);

type Start = { readonly before?: (page: Page) => Promise<unknown>; readonly pageFolder?: string };

const signIn = async ({ before, pageFolder }: Start = {}): Promise<Page> => {
  club = await openPortalClub(pageFolder === undefined ? {} : { pageFolder });
  phone = await openPhonePage(club.url, '/robots.txt', { expected: EXPECTED });
  const { page } = phone;
  await before?.(page);
  await page.goto(`${club.url}/me?code=${await club.makeCode(club.person)}`);
  await page.locator('.tabs').waitFor();
  return page;
};
const say = (page: Page, id: string, answer: string) =>
  page.locator(`#${id}`).getByRole('button', { name: answer, exact: true });
const answers = async (eventId: string): Promise<readonly string[]> =>
  (
    await club.store
      .read<AnswersTables>()
      .selectFrom('rsvp_answer')
      .where('event_id', '=', eventId)
      .where('person_id', '=', club.person)
      .select('answer')
      .execute()
  ).map(({ answer }) => answer);

test('a phone that lets nothing be kept answers all the same, also what was pressed without a connection', async () => {
  const page = await signIn({
    before: (fresh) =>
      fresh.addInitScript(() => {
        Object.defineProperty(globalThis, 'localStorage', {
          get: () => {
            throw new DOMException('denied', 'SecurityError');
          },
        });
        Object.defineProperty(navigator, 'serviceWorker', { value: undefined });
      }),
  });
  await say(page, 'meetup', 'Пойду').click();
  await page.locator('#meetup').getByText('Место за вами').waitFor();
  await club.cut();
  await say(page, 'full', 'Пойду').click();
  await page.locator('#full').getByText('Будет отправлено').waitFor();
  await club.mend();
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await page.locator('#full').getByText('В листе ожидания, номер 1').waitFor();
  expect([await answers('meetup'), await answers('full')]).toEqual([['going'], ['going']]);
  await page.getByRole('link', { name: 'Профиль', exact: true }).click();
  await page.getByRole('button', { name: 'Выйти' }).click();
  await page.getByRole('heading', { name: 'Вход' }).waitFor();
});

test.each([
  ['a year ahead', 365 * DAY],
  ['a month behind', -30 * DAY],
])('a phone whose clock is %s tells the events by the relay’s', async (_, off) => {
  const page = await signIn({
    before: async (fresh) => {
      await fresh.clock.install({ time: Date.now() + off });
    },
  });
  await page.locator('#now').getByText('идёт сейчас').waitFor();
  await say(page, 'meetup', 'Пойду').click();
  await page.locator('#meetup').getByText('Место за вами').waitFor();
  // What is kept is told by the relay's clock, too, before it has answered.
  await page.reload();
  await page.locator('#now').getByText('идёт сейчас').waitFor();
  expect(await answers('meetup')).toEqual(['going']);
});

test.each(['#form/%', '#at/%E0%A4%A', '#nowhere', '#/////'])(
  'a broken address %s is the first room',
  async (hash) => {
    const page = await signIn();
    await page.goto(`${club.url}/me${hash}`);
    await page.reload();
    await page.locator('.room h1').waitFor();
    expect(await page.locator('.tabs [aria-current=page]').count()).toBe(1);
  },
);

test('a form that was closed while it was written keeps what stands in it, and says so', async () => {
  const page = await signIn();
  await page.getByRole('link', { name: /Как прошёл митап/ }).click();
  await page.getByRole('button', { name: '5', exact: true }).click();
  await page.locator('textarea').first().fill('Всё было хорошо');
  await club.store.write({ actor: 'test', action: 'test' }, (tx) =>
    record(tx, formUseTable, 'use', { closes_at: tx.at }),
  );
  await page.getByRole('button', { name: 'Отправить' }).click();
  await page.getByText('Эта анкета закрыта.').waitFor();
  expect(await page.locator('textarea').first().inputValue()).toBe('Всё было хорошо');
  expect(await page.getByText('Спасибо!').count()).toBe(0);
});

test('a new build does not take a form from under the pen; the next opening has it', async () => {
  const built = fileURLToPath(new URL('../../dist/portal', import.meta.url));
  const pageFolder = mkdtempSync(join(tmpdir(), 'orda-page-'));
  cpSync(built, pageFolder, { recursive: true });
  const page = await signIn({ pageFolder });
  await keepsShell(page);
  await page.getByRole('link', { name: /Как прошёл митап/ }).click();
  await page.locator('textarea').first().fill('Я ещё пишу');
  const rewrite = (name: string, from: RegExp, to: string): void =>
    writeFileSync(join(pageFolder, name), readFileSync(join(pageFolder, name), 'utf8').replace(from, to));
  rewrite('index.html', /<title>Orda</, '<title>Orda 2<');
  rewrite('sw.js', /[0-9a-f]{16}/, '0123456789abcdef');
  await club.cut();
  await club.mend();
  await page.evaluate(async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    navigator.serviceWorker.addEventListener('controllerchange', () => resolve(), { once: true });
    await (await navigator.serviceWorker.ready).update();
    await promise;
  });
  expect(await page.locator('textarea').first().inputValue()).toBe('Я ещё пишу');
  expect(await page.title()).toBe('Orda');
  await page.reload();
  expect(await page.title()).toBe('Orda 2');
  rmSync(pageFolder, { recursive: true });
});
