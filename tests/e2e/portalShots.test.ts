/** Every room of the phone page, in three languages and both lights: nothing is wider than the phone, and axe-core finds nothing wrong. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { flaws } from './axe.ts';
import { closeBrowser } from './browser.ts';
import { keepShot, openPhonePage, openPortalClub, PHONE } from './portal.ts';
import type { PortalClub } from './portal.ts';

let club: PortalClub;
beforeAll(async () => {
  club = await openPortalClub();
});
afterAll(async () => {
  await closeBrowser();
  await club.close();
});

const ROOMS = [
  'events',
  'code',
  'messages',
  'me',
  'check-in',
  'form/use',
  'visits',
  'certificates',
  'shows',
  'look',
] as const;

describe.each(['ru', 'kk', 'en'] as const)('in %s', (language) => {
  test.each(['light', 'dark'] as const)('%s: every room fits the phone and reads well', async (theme) => {
    const stranger = await openPhonePage(club.url, '/me', { language, theme, expected: /401/ });
    await stranger.page.locator('.sign-in h1').waitFor();
    expect(await flaws(stranger.page)).toEqual([]);
    await keepShot(stranger.page, `me-sign-in-${language}-${theme}`);
    await stranger.close();

    const code = await club.makeCode(club.person);
    const { page, close } = await openPhonePage(club.url, `/me?code=${code}`, { language, theme });
    await page.locator('.tabs').waitFor();
    for (const room of ROOMS) {
      await page.evaluate((hash) => {
        location.hash = hash;
      }, room);
      await page.locator('.room h1').waitFor();
      await page.waitForFunction((name) => location.hash === `#${name}`, room);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect([room, width]).toEqual([room, PHONE.width]);
      expect([room, await flaws(page)]).toEqual([room, []]);
      await keepShot(page, `me-${room.replace('/', '-')}-${language}-${theme}`);
    }
    await close();
  });
});
