/** A real browser for the tests: the one that is asked for, the system's, or the one that comes inside a package. */
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser, type BrowserContext } from 'playwright-core';

const NAMES = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

const isRunnable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const systemBrowser = (): string | undefined => {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), ...PLACES].find(
    isRunnable,
  );
};

/** The package unpacks its own libraries where it believes to run on a bare Amazon Linux; a bare Debian needs the same. */
const packagedBrowser = async (): Promise<string> => {
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs22.x';
  const { default: packaged } = await import('@sparticuz/chromium');
  return packaged.executablePath();
};

/** The path of the browser that the tests run; ORDA_BROWSER=package asks for the one inside the package. */
const findBrowser = async (): Promise<string> => {
  const asked = process.env['ORDA_BROWSER'];
  if (asked === 'package') return packagedBrowser();
  if (asked !== undefined && asked !== '') {
    if (!existsSync(asked)) throw new Error(`ORDA_BROWSER names no file: ${asked}`);
    return asked;
  }
  return systemBrowser() ?? packagedBrowser();
};

let running: Promise<Browser> | undefined;

/** A browser of its own; every name but this machine's own addresses is unknown to it. */
export const launchBrowser = async (more: readonly string[] = []): Promise<Browser> =>
  chromium.launch({
    executablePath: await findBrowser(),
    headless: true,
    // Without a locale of UTF-8 the browser keeps no Russian letter in the name of a downloaded file.
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--font-render-hinting=none',
      // 127.0.0.2 stands for the laptop's address in the hall's network.
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE 127.0.0.2',
      ...more,
    ],
  });

/** One browser for a test file. */
export const sharedBrowser = (): Promise<Browser> => {
  running ??= launchBrowser();
  return running;
};

/** Milliseconds for which a page may keep a test waiting: a busy machine draws one in many seconds, and the test has its own limit. */
const PATIENCE = 90_000;

/** Makes a context wait as long as a busy machine needs, instead of the 30 seconds that are usual. */
export const patient = (context: BrowserContext): BrowserContext => {
  context.setDefaultTimeout(PATIENCE);
  return context;
};

/** Ends the browser of this test file. */
export const closeBrowser = async (): Promise<void> => {
  const browser = await running;
  running = undefined;
  await browser?.close();
};
