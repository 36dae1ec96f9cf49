/**
 * The page that anybody replays a draw with, opened from a file in a real browser with no network at all: it agrees with a
 * real protocol, says where a tampered one differs, finds an entrant by code, in three languages.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeBrowser, patient, sharedBrowser } from './browser.ts';

type Draw = {
  readonly protocol: {
    readonly prizes: readonly string[];
    readonly entrants: readonly string[];
    readonly [field: string]: unknown;
  };
  readonly order: readonly string[];
};

const page = new URL('../../assets/verify.html', import.meta.url).href;
const vectors = JSON.parse(
  readFileSync(new URL('../../docs/draw.vectors.json', import.meta.url), 'utf8'),
) as { readonly draws: readonly Draw[] };
const draw = vectors.draws[1];
const folder = mkdtempSync(join(tmpdir(), 'orda-verifier-'));
const pictures = process.env['ORDA_SHOTS'];

const withPage = async (
  language: string,
  work: (page: Page) => Promise<void>,
  size = { width: 1000, height: 900 },
): Promise<void> => {
  const context = await (
    await sharedBrowser()
  ).newContext({ locale: language, offline: true, viewport: size });
  patient(context);
  const asked: string[] = [];
  context.on('request', (request) => asked.push(request.url()));
  const complaints: string[] = [];
  const shown = await context.newPage();
  shown.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  shown.on('pageerror', (error) => complaints.push(error.message));
  await shown.goto(page);
  await work(shown);
  await context.close();
  expect(asked).toEqual([page]);
  expect(complaints).toEqual([]);
};

const choose = async (shown: Page, protocol: unknown): Promise<string | null> => {
  const path = join(folder, 'draw.json');
  writeFileSync(path, JSON.stringify(protocol));
  await shown.locator('#file').setInputFiles([]);
  await shown.locator('#file').setInputFiles(path);
  await shown.locator('#verdict').waitFor();
  return shown.locator('#verdict').getAttribute('data-verdict');
};

const picture = async (shown: Page, name: string): Promise<void> => {
  if (pictures !== undefined) await shown.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
};

beforeAll(() => sharedBrowser());
afterAll(async () => {
  await closeBrowser();
  rmSync(folder, { recursive: true });
});

test.each([
  ['ru', 'Сходится', 'НЕ сходится'],
  ['kk', 'Сәйкес келеді', 'Сәйкес КЕЛМЕЙДІ'],
  ['en', 'It agrees', 'It does NOT agree'],
])('in %s it says of a true protocol «%s», of a tampered one «%s» and where', async (language, yes, no) => {
  await withPage(language, async (shown) => {
    expect(await choose(shown, draw?.protocol)).toBe('agree');
    expect(await shown.locator('#verdict').innerText()).toContain(yes);
    await picture(shown, `verifier-${language}`);
    const prizes = ['Ноутбук', ...(draw?.protocol.prizes.slice(1) ?? [])];
    await shown.locator('#text').fill(JSON.stringify({ ...draw?.protocol, prizes }));
    await shown.locator('#go').click();
    await shown.locator('#verdict[data-verdict=differs]').waitFor();
    expect(await shown.locator('#verdict').innerText()).toContain(no);
    const wrong = await shown
      .locator('li.no')
      .evaluateAll((all) => all.map((one) => one.getAttribute('data-check')));
    expect(wrong).toContain('commitment');
    await picture(shown, `verifier-differs-${language}`);
  });
});

test('an entrant finds himself by his code, typed as he likes', async () => {
  await withPage('en', async (shown) => {
    await choose(shown, draw?.protocol);
    const found = async (code: string): Promise<string> => {
      await shown.locator('#code').fill(code);
      return shown.locator('#found').innerText();
    };
    const [first = '', second = ''] = draw?.order ?? [];
    expect(await found(first.toLowerCase())).toContain(`Your prize: ${draw?.protocol.prizes[0]}`);
    expect(await found(second.replace(/.{4}/g, '$& '))).toContain('the prize went on');
    expect(await found('0000-0000-0000')).toContain('not on the list');
  });
});

test('a phone 360 pixels wide shows everything without sideways scrolling', async () => {
  await withPage(
    'kk',
    async (shown) => {
      await choose(shown, draw?.protocol);
      expect(await shown.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
      await picture(shown, 'verifier-360');
    },
    { width: 360, height: 740 },
  );
});

test('a file dropped on the page is read, and a foreign one is refused in words', async () => {
  await withPage('ru', async (shown) => {
    const drop = (text: string) =>
      shown.evaluate((content) => {
        const data = new DataTransfer();
        data.items.add(new File([content], 'draw.json', { type: 'application/json' }));
        document.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }));
      }, text);
    const says = () => shown.locator('#verdict').innerText();
    for (const foreign of ['{"format":"something else"}', 'not json']) {
      await drop(JSON.stringify(draw?.protocol));
      await shown.locator('#verdict[data-verdict=agree]').waitFor();
      await drop(foreign);
      // A dropped file is read in its own time.
      await expect.poll(says).toContain('Это не протокол розыгрыша Orda');
    }
  });
});

test('its path is one file', () => {
  expect(readFileSync(fileURLToPath(page)).length).toBeLessThan(40_000);
});
