/**
 * A real desk process over a folder of its own, and a real browser window on it. The window can reach nothing but the
 * desk: a request to any other place is refused, written down, and fails the test that made it.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, test as plainTest } from 'vitest';
import { closeBrowser, patient, sharedBrowser } from './browser.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const ownProgram = join(root, 'src-main', 'start.ts');

export type Language = 'ru' | 'kk' | 'en';

export type RunningDesk = {
  /** The printed address, with its key. */
  readonly url: string;
  readonly dataFolder: string;
  readonly pid: number;
  /** All that the process has printed so far. */
  readonly output: () => string;
  /** Waits until the process has ended by itself and gives its exit code. */
  readonly ended: () => Promise<number | null>;
  /** Ends the process in order and gives its exit code. */
  readonly stop: () => Promise<number | null>;
  /** Ends it as a pulled plug would. */
  readonly kill9: () => Promise<void>;
};

const started = new Set<RunningDesk>();
const folders = new Set<string>();

/** A data folder that goes away after the tests of this file. */
export const newDataFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'orda-e2e-'));
  folders.add(folder);
  return folder;
};

type StartOptions = {
  readonly dataFolder?: string;
  readonly args?: readonly string[];
  /** The desk's program, or one that starts it otherwise. */
  readonly program?: string;
};

/** Runs one start to its end or to the moment it prints its address. */
export const startDesk = async ({
  dataFolder = newDataFolder(),
  args = [],
  program = ownProgram,
}: StartOptions = {}): Promise<RunningDesk> => {
  const child = spawn(process.execPath, [program, '--no-window', '--data', dataFolder, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ended = once(child, 'close');
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const found = /Orda: (http:\S+)/.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('error', reject);
    child.on('close', (code) =>
      reject(new Error(`the desk ended with ${code} before it was ready:\n${output}`)),
    );
  });
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    started.delete(desk);
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await ended;
    return child.exitCode;
  };
  const desk: RunningDesk = {
    url,
    dataFolder,
    pid: child.pid ?? 0,
    output: () => output,
    ended: async () => {
      await ended;
      return child.exitCode;
    },
    stop: () => end('SIGTERM'),
    kill9: async () => {
      await end('SIGKILL');
    },
  };
  started.add(desk);
  return desk;
};

export type DeskWindow = {
  readonly page: Page;
  /** Requests that went elsewhere than to the desk. */
  readonly foreign: readonly string[];
  /** What the page complained about: console errors, uncaught errors, breaches of the content policy. */
  readonly complaints: readonly string[];
  /** Closes the window; throws where it asked for anything foreign or complained. */
  readonly close: () => Promise<void>;
};

export type WindowOptions = {
  readonly language?: Language;
  readonly theme?: 'light' | 'dark';
  readonly size?: { readonly width: number; readonly height: number };
  /** Complaints that the test expects, such as an answer it provokes. */
  readonly expected?: RegExp;
  /** Where the window's clock stands, milliseconds; the machine's own where it is left out. */
  readonly atMs?: number;
  /** Another browser than the test file's shared one. */
  readonly browser?: Browser;
};

const isOwn = (address: string, origin: string): boolean =>
  address.startsWith(`${origin}/`) || address.startsWith('data:') || address.startsWith('blob:');

const watch = async (
  context: BrowserContext,
  page: Page,
  origin: string,
  expected?: RegExp,
): Promise<DeskWindow> => {
  patient(context);
  const foreign: string[] = [];
  const complaints: string[] = [];
  const complain = (text: string): void => {
    if (expected?.test(text) !== true) complaints.push(text);
  };
  context.on('request', (request) => {
    if (!isOwn(request.url(), origin)) foreign.push(request.url());
  });
  await context.route(
    (address) => !isOwn(address.href, origin),
    (route) => route.abort(),
  );
  page.on('console', (message) => {
    if (message.type() === 'error') complain(message.text());
  });
  page.on('pageerror', (error) => complain(error.stack ?? error.message));
  return {
    page,
    foreign,
    complaints,
    close: async () => {
      await context.close();
      if (foreign.length > 0) throw new Error(`the page left the machine:\n${foreign.join('\n')}`);
      if (complaints.length > 0) throw new Error(`the page complained:\n${complaints.join('\n')}`);
    },
  };
};

/** A fresh browser window with the desk open in it. */
export const openDesk = async (
  desk: Pick<RunningDesk, 'url'>,
  options: WindowOptions = {},
): Promise<DeskWindow> => {
  const { language = 'ru', theme = 'light', size = { width: 1280, height: 800 }, expected } = options;
  const { origin } = new URL(desk.url);
  const browser = options.browser ?? (await sharedBrowser());
  const context = await browser.newContext({
    viewport: size,
    locale: language === 'en' ? 'en-GB' : language,
    timezoneId: 'Asia/Almaty',
    colorScheme: theme,
    reducedMotion: 'reduce',
    acceptDownloads: true,
  });
  const page = await context.newPage();
  const window = await watch(context, page, origin, expected);
  if (options.atMs !== undefined) await page.clock.setFixedTime(options.atMs);
  await page.goto(desk.url);
  return window;
};

const electronFolder = join(root, 'node_modules', 'electron');

/** Electron's binary, where the machine could download it. */
export const electronBinary = (): string | undefined => {
  const pathFile = join(electronFolder, 'path.txt');
  if (!existsSync(pathFile)) return undefined;
  const binary = join(electronFolder, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(binary) ? binary : undefined;
};

/** The desk in Electron's own window, over a folder of its own; ask `electronBinary()` first. */
export const openElectronDesk = async (dataFolder: string, expected?: RegExp): Promise<DeskWindow> => {
  const executablePath = electronBinary();
  if (executablePath === undefined) throw new Error('no Electron binary');
  const isRoot = process.getuid?.() === 0;
  const application = await _electron.launch({
    executablePath,
    args: [...(isRoot ? ['--no-sandbox'] : []), root, '--data', dataFolder],
  });
  const page = await application.firstWindow();
  await page.waitForURL(/^http:\/\/127\.0\.0\.1:\d+\//);
  const window = await watch(application.context(), page, new URL(page.url()).origin, expected);
  return {
    ...window,
    close: async () => {
      await application.close();
      if (window.foreign.length > 0)
        throw new Error(`the page left the machine:\n${window.foreign.join('\n')}`);
    },
  };
};

const SIZES = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];
const LANGUAGES: readonly Language[] = ['ru', 'kk', 'en'];

/**
 * Pictures of one screen in both sizes and themes and all languages, into the folder ORDA_SHOTS; nothing where it is
 * not set. `show` brings a fresh window to the screen.
 */
export const shots = async (
  desk: Pick<RunningDesk, 'url'>,
  name: string,
  show: (page: Page) => Promise<void>,
): Promise<void> => {
  const folder = process.env['ORDA_SHOTS'];
  if (folder === undefined || folder === '') return;
  mkdirSync(folder, { recursive: true });
  for (const language of LANGUAGES) {
    for (const theme of ['light', 'dark'] as const) {
      const window = await openDesk(desk, { language, theme });
      // The choice of a window is a cookie; it holds whatever language the organisation has.
      const { origin } = new URL(desk.url);
      await window.page.context().addCookies([{ name: 'orda_language', value: language, url: origin }]);
      await window.page.reload();
      await show(window.page);
      for (const size of SIZES) {
        await window.page.setViewportSize(size);
        await window.page.screenshot({
          path: join(folder, `${name}-${language}-${theme}-${size.width}.png`),
        });
      }
      await window.close();
    }
  }
};

/** A test with a desk and a window of its own; both end with the test, and the window's complaints fail it. */
export const test = plainTest.extend<{ desk: RunningDesk; window: DeskWindow }>({
  // oxlint-disable-next-line no-empty-pattern -- Vitest reads from the pattern that this fixture needs no other
  desk: async ({}, provide) => {
    const desk = await startDesk();
    await provide(desk);
    await desk.stop();
  },
  window: async ({ desk }, provide) => {
    const window = await openDesk(desk);
    await provide(window);
    await window.close();
  },
});

afterAll(async () => {
  await closeBrowser();
  await Promise.all([...started].map((desk) => desk.kill9()));
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
