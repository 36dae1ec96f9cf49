import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { findAppBrowser, findDefaultOpener, type Machine } from './find.ts';

export type Shown = 'app window' | 'default browser' | 'nothing';

type Command = { readonly shown: Shown; readonly program: string; readonly args: readonly string[] };

type OpenOptions = {
  readonly url: string;
  readonly machine: Machine;
  /** A profile of the app window's own, so that the user's extensions and tabs stay out of it. */
  readonly profile: string;
  readonly isRoot: boolean;
};

/** Which program opens the address on this machine, and how; nothing where there is none or no screen to show it on. */
export const windowCommand = ({ url, machine, profile, isRoot }: OpenOptions): Command | undefined => {
  const { platform, env } = machine;
  const isHeadless =
    platform === 'linux' && (env['DISPLAY'] ?? '') === '' && (env['WAYLAND_DISPLAY'] ?? '') === '';
  if (isHeadless) return undefined;
  const browser = findAppBrowser(machine);
  if (browser !== undefined) {
    const args = [
      `--app=${url}`,
      `--user-data-dir=${profile}`,
      '--no-first-run',
      '--no-default-browser-check',
      '--disable-background-networking',
      '--disable-sync',
      '--disable-features=Translate',
      '--window-size=1280,800',
      // Chrome refuses to start as root with its sandbox; a root desktop is a test machine or a kiosk.
      ...(isRoot ? ['--no-sandbox'] : []),
    ];
    return { shown: 'app window', program: browser, args };
  }
  const opener = findDefaultOpener(machine);
  const [program, ...before] = opener ?? [];
  return program === undefined ? undefined : { shown: 'default browser', program, args: [...before, url] };
};

/** Opens the address and says in what; never fails, the address is printed anyway. */
export const openWindow = (options: OpenOptions): Promise<Shown> =>
  new Promise((resolve) => {
    const command = windowCommand(options);
    if (command === undefined) return resolve('nothing');
    mkdirSync(options.profile, { recursive: true, mode: 0o700 });
    const child = spawn(command.program, command.args, {
      detached: true,
      stdio: 'ignore',
      windowsHide: true,
    });
    child.once('error', () => resolve('nothing'));
    child.once('spawn', () => {
      child.unref();
      resolve(command.shown);
    });
  });
