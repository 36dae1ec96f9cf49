/** What can show the desk on this machine, best first: Electron, a browser with app windows, any browser. */
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { posix, win32 } from 'node:path';

export type Machine = {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
};

const isRunnable = (path: string, platform: NodeJS.Platform): boolean => {
  try {
    accessSync(path, platform === 'win32' ? constants.F_OK : constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The first of the named programs in PATH, as a full path. */
const findInPath = (names: readonly string[], { platform, env }: Machine): string | undefined => {
  const path = platform === 'win32' ? win32 : posix;
  const folders = (env['PATH'] ?? env['Path'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  return names
    .flatMap((name) => folders.map((folder) => path.join(folder, name)))
    .find((program) => isRunnable(program, platform));
};

/** Electron's own binary, where its package has one; `packageFolder` is node_modules/electron. */
export const findElectron = (packageFolder: string): string | undefined => {
  try {
    const path = posix.join(
      packageFolder,
      'dist',
      readFileSync(posix.join(packageFolder, 'path.txt'), 'utf8').trim(),
    );
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
};

const LINUX = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
  'brave-browser',
];
const MAC = ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Brave Browser'];
const WINDOWS = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Chromium\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
];

/** An installed browser that can show an address as a window of its own (`--app=`). */
export const findAppBrowser = (machine: Machine): string | undefined => {
  const { platform, env, home } = machine;
  const asked = env['ORDA_BROWSER'];
  if (asked !== undefined && asked !== '') return isRunnable(asked, platform) ? asked : undefined;
  if (platform === 'win32') {
    return ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
      .flatMap((name) => env[name] ?? [])
      .flatMap((folder) => WINDOWS.map((path) => win32.join(folder, path)))
      .find((path) => isRunnable(path, platform));
  }
  if (platform === 'darwin') {
    return ['/Applications', posix.join(home, 'Applications')]
      .flatMap((folder) => MAC.map((name) => posix.join(folder, `${name}.app/Contents/MacOS/${name}`)))
      .find((path) => isRunnable(path, platform));
  }
  return findInPath(LINUX, machine);
};

/** The command that opens an address in the user's default browser. */
export const findDefaultOpener = (machine: Machine): readonly string[] | undefined => {
  if (machine.platform === 'win32') return ['rundll32.exe', 'url.dll,FileProtocolHandler'];
  if (machine.platform === 'darwin') return ['/usr/bin/open'];
  const opener = findInPath(['xdg-open', 'gio', 'sensible-browser', 'x-www-browser'], machine);
  if (opener === undefined) return undefined;
  return opener.endsWith('gio') ? [opener, 'open'] : [opener];
};
