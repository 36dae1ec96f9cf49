/** Which window the desk gets on which machine, with programs that are only there to be found. */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findElectron, type Machine } from './find.ts';
import { openWindow, windowCommand } from './open.ts';

const url = 'http://127.0.0.1:4780/?key=word';
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orda-window-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const put = (path: string, lines = '#!/bin/sh\n'): string => {
  const file = join(folder, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, lines);
  chmodSync(file, 0o755);
  return file;
};

const machine = (platform: NodeJS.Platform, env: Machine['env'] = {}): Machine => ({
  platform,
  home: folder,
  env: { PATH: join(folder, 'bin'), DISPLAY: ':0', ...env },
});

const command = (on: Machine, isRoot = false) =>
  windowCommand({ url, machine: on, profile: join(folder, 'profile'), isRoot });

test('on Linux a browser in PATH shows an app window with a profile of its own', () => {
  const chromium = put('bin/chromium');
  const found = command(machine('linux'));
  expect(found).toMatchObject({ shown: 'app window', program: chromium });
  expect(found?.args).toContain(`--app=${url}`);
  expect(found?.args).toContain(`--user-data-dir=${join(folder, 'profile')}`);
  expect(found?.args).not.toContain('--no-sandbox');
  expect(command(machine('linux'), true)?.args).toContain('--no-sandbox');
});

test('Chrome comes before Chromium, and Chromium before the default browser', () => {
  put('bin/xdg-open');
  expect(command(machine('linux'))).toEqual({
    shown: 'default browser',
    program: join(folder, 'bin/xdg-open'),
    args: [url],
  });
  put('bin/chromium');
  expect(command(machine('linux'))?.program).toBe(join(folder, 'bin/chromium'));
  put('bin/google-chrome');
  expect(command(machine('linux'))?.program).toBe(join(folder, 'bin/google-chrome'));
});

test('the browser that ORDA_BROWSER names comes before all, and a wrong name leads to the default one', () => {
  put('bin/google-chrome');
  const own = put('own/browser');
  expect(command(machine('linux', { ORDA_BROWSER: own }))?.program).toBe(own);
  put('bin/xdg-open');
  expect(command(machine('linux', { ORDA_BROWSER: join(folder, 'none') }))?.shown).toBe('default browser');
});

test('a file that cannot be run is not taken for a browser', () => {
  chmodSync(put('bin/chromium'), 0o644);
  expect(command(machine('linux'))).toBeUndefined();
});

test('without a screen nothing is opened', () => {
  put('bin/chromium');
  expect(command(machine('linux', { DISPLAY: '', WAYLAND_DISPLAY: undefined }))).toBeUndefined();
  expect(command(machine('linux', { DISPLAY: '', WAYLAND_DISPLAY: 'wayland-0' }))?.shown).toBe('app window');
});

// A developer's Mac has browsers of its own; they come first.
test.skipIf(process.platform === 'darwin')(
  'on macOS a browser of the user’s own Applications is found',
  () => {
    const chrome = put('Applications/Google Chrome.app/Contents/MacOS/Google Chrome');
    const found = command(machine('darwin', { DISPLAY: undefined }));
    expect(found).toMatchObject({ shown: 'app window', program: chrome });
  },
);

test('on Windows the default browser opens without a shell that would read the address', () => {
  const found = command(machine('win32', { PROGRAMFILES: join(folder, 'none') }));
  expect(found).toEqual({
    shown: 'default browser',
    program: 'rundll32.exe',
    args: ['url.dll,FileProtocolHandler', url],
  });
});

test('Electron counts only when its binary is really there', () => {
  expect(findElectron(folder)).toBeUndefined();
  writeFileSync(join(folder, 'path.txt'), 'electron');
  expect(findElectron(folder)).toBeUndefined();
  const binary = put('dist/electron');
  expect(findElectron(folder)).toBe(binary);
});

test.skipIf(process.platform === 'win32')(
  'the window is opened with the address, and a missing program does no harm',
  async () => {
    const seen = join(folder, 'seen');
    put('bin/chromium', `#!/bin/sh\necho "$@" > ${seen}.part && mv ${seen}.part ${seen}\n`);
    const options = { url, profile: join(folder, 'profile'), isRoot: false };
    const env = { PATH: join(folder, 'bin'), DISPLAY: ':0' };
    expect(await openWindow({ ...options, machine: { platform: 'linux', home: folder, env } })).toBe(
      'app window',
    );
    const read = (): string => {
      try {
        return readFileSync(seen, 'utf8');
      } catch {
        return '';
      }
    };
    await expect.poll(read).toContain(`--app=${url}`);
    const nothing = { platform: 'linux', home: folder, env: { DISPLAY: ':0' } } as const;
    expect(await openWindow({ ...options, machine: nothing })).toBe('nothing');
  },
);
