/**
 * Every room of the phone page, in three languages and both lights, in Telegram's colours, with nothing in it and without a connection: nothing
 * is wider than the phone, and axe-core finds nothing wrong.
 */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { linkBot, linkGuardian } from '../../src-core/reach/index.ts';
import { initDataOf } from '../portal/world.ts';
import { flaws } from './axe.ts';
import { closeBrowser } from './browser.ts';
import { EVENT_CODE, keepShot, keepsShell, openPhonePage, openPortalClub, PHONE } from './portal.ts';
import type { PortalClub } from './portal.ts';

let club: PortalClub;
beforeEach(async () => {
  club = await openPortalClub();
});
afterEach(() => club.close());
afterAll(closeBrowser);

const ROOMS = [
  'events',
  `at/${EVENT_CODE}`,
  'code',
  'messages',
  'me',
  'settings',
  'check-in',
  'form/use',
  'form/none',
  'visits',
  'certificates',
  'shows',
  'look',
] as const;
/** What a browser says by itself of a form that is not there, or of a relay that does not answer. */
const EXPECTED = /404|401|ERR_CONNECTION/;

/** Goes into each room and looks at it. Out: what is wrong there. */
const walk = async (
  page: Page,
  name: string,
  rooms: readonly string[] = ROOMS,
): Promise<readonly unknown[]> => {
  const wrong: unknown[] = [];
  await page.locator('.tabs').waitFor();
  for (const room of rooms) {
    await page.evaluate((hash) => {
      location.hash = hash;
    }, room);
    await page.waitForFunction((hash) => location.hash === `#${hash}`, room);
    await page.locator('.room h1').waitFor();
    await page.waitForLoadState('networkidle');
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width !== PHONE.width) wrong.push([room, `${width} wide`]);
    wrong.push(...(await flaws(page)).map((flaw) => [room, flaw]));
    await keepShot(page, `me-${room.replace('/', '-')}-${name}`);
  }
  return wrong;
};

describe.each(['ru', 'kk', 'en'] as const)('in %s', (language) => {
  test.each(['light', 'dark'] as const)('%s: every room fits the phone and reads well', async (theme) => {
    const stranger = await openPhonePage(club.url, '/me/forms/use', { language, theme, expected: EXPECTED });
    await stranger.page.locator('.sign-in h1').waitFor();
    expect(await flaws(stranger.page)).toEqual([]);
    await keepShot(stranger.page, `me-sign-in-${language}-${theme}`);
    await stranger.close();

    const [child = ''] = club.others;
    await club.store.write({ actor: 'test', action: 'test' }, async (tx) => {
      await linkGuardian(tx, club.person, child);
      await linkBot(tx, { personId: club.person, chatId: '77' });
    });
    const code = await club.makeCode(club.person);
    const options = { language, theme, expected: EXPECTED };
    const { page, close } = await openPhonePage(club.url, `/me?code=${code}`, options);
    expect(await walk(page, `${language}-${theme}`)).toEqual([]);
    await close();
  });

  test('with nothing in it yet, and without a connection', async () => {
    const [fresh = ''] = await club.addPeople(1);
    await club.store.write({ actor: 'test', action: 'test' }, (tx) => linkGuardian(tx, club.person, fresh));
    club.setNow(Date.now() + 300 * 86_400_000);
    const options = { language, expected: EXPECTED };
    const { page, close } = await openPhonePage(club.url, `/me?code=${await club.makeCode(fresh)}`, options);
    expect(
      await walk(page, `${language}-empty`, ['events', 'messages', 'me', 'visits', 'certificates', 'shows']),
    ).toEqual([]);
    await keepsShell(page);
    await club.cut();
    await page.reload();
    await page.locator('.notices p').waitFor();
    expect(await walk(page, `${language}-offline`, ['events', 'at/zzzzzzz', 'form/none', 'look'])).toEqual(
      [],
    );
    await club.mend();
    await close();
  });
});

/** As the apps hand them over. */
const TELEGRAM = {
  day: {
    bg_color: '#ffffff',
    secondary_bg_color: '#efeff3',
    text_color: '#000000',
    hint_color: '#999999',
    link_color: '#2481cc',
    button_color: '#40a7e3',
    button_text_color: '#ffffff',
  },
  night: {
    bg_color: '#17212b',
    secondary_bg_color: '#232e3c',
    text_color: '#f5f5f5',
    hint_color: '#708499',
    link_color: '#6ab3f3',
    button_color: '#5288c1',
    button_text_color: '#ffffff',
  },
} as const;

// The phone's own light is the other one: Telegram's goes before it.
test.each([
  ['day', 'dark', 'kk'],
  ['night', 'light', 'ru'],
] as const)('inside Telegram by %s every room reads well', async (light, theme, language) => {
  await club.store.write({ actor: 'test', action: 'test' }, (tx) =>
    linkBot(tx, { personId: club.person, chatId: '77' }),
  );
  const fragment = new URLSearchParams({
    tgWebAppData: initDataOf(77, Date.now()),
    tgWebAppThemeParams: JSON.stringify(TELEGRAM[light]),
  });
  const options = { language, theme, expected: EXPECTED };
  const { page, close } = await openPhonePage(club.url, `/me#${fragment.toString()}`, options);
  expect(await walk(page, `telegram-${light}`)).toEqual([]);
  await close();
});
