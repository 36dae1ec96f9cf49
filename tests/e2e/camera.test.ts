/**
 * The laptop's camera at the check-in desk, with a real browser and a false camera that shows what the test drew: two people
 * hold their cards up in turn, again and again, and each is marked once. Without a camera or a permission the screen says what to do.
 */
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterEach, expect } from 'vitest';
import { launchBrowser } from './browser.ts';
import { call } from './call.ts';
import { newDataFolder, openDesk, shots, test, type RunningDesk } from './desk.ts';
import { writeVideo } from './video.ts';

const browsers = new Set<Browser>();
const browserWith = async (...args: readonly string[]): Promise<Browser> => {
  const browser = await launchBrowser(args);
  browsers.add(browser);
  return browser;
};
afterEach(async () => {
  await Promise.all([...browsers].map((browser) => browser.close()));
  browsers.clear();
});

/** An event and two people with cards; out: the address of its check-in desk, and the texts of the cards. */
const settle = async (page: Page, desk: RunningDesk) => {
  await call(page, 'setup.startOwn', {
    name: 'IT-клуб',
    language: 'ru',
    currency: 'KZT',
    timeZone: 'Asia/Almaty',
    owner: 'Айгерим',
  });
  const codes: string[] = [];
  for (const [family_name, given_name] of [
    ['Сейтқали', 'Айгерім'],
    ['Оспанов', 'Данияр'],
  ]) {
    const { id } = await call<{ id: string }>(page, 'people.add', { family_name, given_name });
    codes.push((await call<{ code: string }>(page, 'people.newCode', { id })).code);
  }
  const { id: eventId } = await call<{ id: string }>(page, 'events.create', {
    from: { kind: 'template', templateId: 'preset:meetup', language: 'ru' },
  });
  const { origin } = new URL(desk.url);
  return { codes, eventId, address: `${origin}/events/${eventId}/door` };
};

/** The check-in desk is there and takes keys. */
const openedDoor = async (page: Page): Promise<void> => {
  await page.getByTestId('came').waitFor();
  const field = page.getByRole('combobox', { name: 'Имя, группа или карточка' });
  await expect.poll(() => field.evaluate((own) => own === document.activeElement)).toBe(true);
};

const FALSE_CAMERA = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

test('people who hold their cards before the camera are marked once each', async ({ desk, window }) => {
  const { codes, eventId, address } = await settle(window.page, desk);
  const video = join(newDataFolder(), 'table.y4m');
  writeVideo(video, [
    { text: codes[0] ?? '', seconds: 1.2 },
    { text: null, seconds: 0.3 },
    { text: codes[1] ?? '', seconds: 1.2 },
    { text: null, seconds: 0.3 },
  ]);
  const browser = await browserWith(...FALSE_CAMERA, `--use-file-for-fake-video-capture=${video}`);
  const own = await openDesk(desk, { browser });
  const { page } = own;
  const marks: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('checkIn.mark')) marks.push(request.postData() ?? '');
  });
  await page.goto(address);
  await openedDoor(page);
  await page.keyboard.press('F7');
  const picture = page.getByRole('region', { name: 'Камера' });
  await picture.getByText('Поднесите сюда QR карточки').waitFor();
  await expect.poll(() => page.getByTestId('came').innerText(), { timeout: 60_000 }).toBe('2');
  // Two more rounds of the video: the same cards again and again are no new arrivals.
  const seconds = (): Promise<number> =>
    picture.locator('video').evaluate((shown) => (shown instanceof HTMLVideoElement ? shown.currentTime : 0));
  const until = (await seconds()) + 6;
  await expect.poll(seconds, { timeout: 60_000 }).toBeGreaterThan(until);
  expect(marks).toHaveLength(2);
  const roster = await call<unknown>(page, 'checkIn.mark', {
    eventId,
    who: { scan: codes[0] },
    source: 'desk.scan',
  });
  expect(roster).toMatchObject({ verdict: 'already' });

  // The light of the camera goes out with the screen: the track is stopped, not only hidden.
  const track = await page.evaluateHandle(() => {
    const shown = document.querySelector('video')?.srcObject;
    return shown instanceof MediaStream ? shown.getVideoTracks()[0] : undefined;
  });
  expect(await track.evaluate((live) => live?.readyState)).toBe('live');
  await page.getByRole('button', { name: 'Выйти' }).click();
  await page.getByRole('navigation', { name: 'Разделы мероприятия' }).waitFor();
  await expect.poll(() => track.evaluate((stopped) => stopped?.readyState)).toBe('ended');
  await own.close();

  await shots({ ...desk }, 'camera', async (fresh) => {
    await fresh.goto(address);
    await fresh.getByTestId('came').waitFor();
    await fresh.keyboard.press('F7');
    await fresh.getByRole('alert').waitFor();
  });
});

test('a desk without a camera says so, and goes on by name', async ({ desk, window }) => {
  const { address } = await settle(window.page, desk);
  const { page } = window;
  await page.goto(address);
  await openedDoor(page);
  await page.keyboard.press('F7');
  await page.getByRole('alert').getByText('Камера не найдена').waitFor();
  await page.keyboard.type('сей', { delay: 70 });
  await page.getByRole('option', { name: /Сейтқали Айгерім/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByTestId('result').getByText('Отмечено').waitFor();
  await page.keyboard.press('F7');
  await expect.poll(() => page.getByRole('alert').count()).toBe(0);
});

test('a refused camera tells where it is allowed', async ({ desk, window, skip }) => {
  const { address } = await settle(window.page, desk);
  // A camera is there, and nobody says yes.
  const browser = await browserWith('--use-fake-device-for-media-stream', '--deny-permission-prompts');
  const own = await openDesk(desk, { browser });
  const answer = await own.page.evaluate(() =>
    navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => 'granted',
      (error: unknown) => String(Reflect.get(Object(error), 'name')),
    ),
  );
  if (answer === 'NotSupportedError') {
    await own.close();
    skip('this browser knows no permission to be refused');
  }
  await own.page.goto(address);
  await openedDoor(own.page);
  await own.page.keyboard.press('F7');
  await own.page.getByRole('alert').getByText('Камера не разрешена').waitFor();
  await own.close();
});
