/** The desk as a process: it starts, opens in a real browser without asking anything of the network, and cannot be started twice over one folder. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { expect } from 'vitest';
import {
  electronBinary,
  newDataFolder,
  openDesk,
  openElectronDesk,
  shots,
  startDesk,
  test,
  type DeskWindow,
} from './desk.ts';

const firstScreen = async ({ page }: Pick<DeskWindow, 'page'>): Promise<string> => {
  await page.getByRole('heading').first().waitFor();
  return page.getByRole('heading').first().innerText();
};

test('a first start shows its first screen, and asks nothing of the network', async ({ desk, window }) => {
  expect(await firstScreen(window)).not.toBe('');
  expect(await window.page.title()).toContain('Orda');
  expect(window.page.url()).not.toContain('key=');
  expect(desk.output()).toMatch(/^Orda: http:\/\/127\.0\.0\.1:\d+\/\?key=\S+$/m);
  await shots(desk, 'first-screen', async (page) => {
    await firstScreen({ page });
  });
});

test('a window without the key is told how to open Orda', async ({ desk }) => {
  const { origin } = new URL(desk.url);
  const stranger = await openDesk({ url: `${origin}/` }, { expected: /403/ });
  expect(await stranger.page.locator('h1').first().innerText()).toBe(
    'Эта страница открывается только из Orda',
  );
  await stranger.close();
});

test('a second start hands out the first one’s address and ends', async ({ desk }) => {
  const second = await startDesk({ dataFolder: desk.dataFolder });
  expect(await second.ended()).toBe(0);
  expect(new URL(second.url).port).toBe(new URL(desk.url).port);
  const window = await openDesk(second);
  expect(await firstScreen(window)).not.toBe('');
  await window.close();
});

test('after kill -9 the next start opens the same data', async () => {
  const killed = await startDesk();
  await killed.kill9();
  const next = await startDesk({ dataFolder: killed.dataFolder });
  const window = await openDesk(next);
  expect(await firstScreen(window)).not.toBe('');
  await window.close();
  expect(await next.stop()).toBe(0);
});

test('the desk stops in order when it is asked to', async ({ desk }) => {
  expect(await desk.stop()).toBe(0);
  await expect(fetch(desk.url)).rejects.toThrow('fetch failed');
});

test('data of a newer program is shown as such, and left alone', async () => {
  const dataFolder = newDataFolder();
  const db = new Database(join(dataFolder, 'orda.db'));
  db.pragma('user_version = 9999');
  db.close();
  const desk = await startDesk({ dataFolder });
  const window = await openDesk(desk, { expected: /503/ });
  expect(await window.page.locator('h1').allInnerTexts()).toEqual([
    'Данные созданы более новой версией Orda',
    'Деректер Orda бағдарламасының жаңарақ нұсқасында жасалған',
    'This data was made by a newer version of Orda',
  ]);
  await window.close();
  await desk.stop();
});

test('a damaged file is shown as such, with the backups at hand', async () => {
  const dataFolder = newDataFolder();
  writeFileSync(join(dataFolder, 'orda.db'), 'not a database at all, '.repeat(400));
  const desk = await startDesk({ dataFolder });
  const window = await openDesk(desk, { expected: /503/ });
  expect(await window.page.locator('h1').first().innerText()).toBe(
    'Файл с данными повреждён или не читается',
  );
  await window.close();
  await desk.stop();
});

test('a wrong option is told in words', () => {
  const program = fileURLToPath(new URL('../../src-main/start.ts', import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, [program, '--prot', '1'], { encoding: 'utf8' });
  expect(status).toBe(2);
  expect(stderr).toContain('--no-window');
});

test('a port that is taken is told in words, and the data is free again', async ({ desk }) => {
  const dataFolder = newDataFolder();
  const { port } = new URL(desk.url);
  await expect(startDesk({ dataFolder, args: ['--port', port] })).rejects.toThrow(`port ${port} is taken`);
  const next = await startDesk({ dataFolder });
  expect(await next.stop()).toBe(0);
});

test('Electron shows the same desk', async ({ skip }) => {
  if (electronBinary() === undefined) {
    skip('no Electron binary');
    return;
  }
  const window = await openElectronDesk(newDataFolder());
  expect(await firstScreen(window)).not.toBe('');
  await window.close();
});
