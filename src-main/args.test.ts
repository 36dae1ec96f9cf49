import { expect, test } from 'vitest';
import { readArgs } from './args.ts';
import { dataFolder } from './dataFolder.ts';

test('without words the desk opens a window on a free port', () => {
  expect(readArgs([])).toEqual({ window: true, port: 0, data: undefined, demo: false, help: false });
});

test('all words are read', () => {
  expect(readArgs(['--no-window', '--port', '4780', '--data', 'my data', '--demo'])).toEqual({
    window: false,
    port: 4780,
    data: 'my data',
    demo: true,
    help: false,
  });
});

test.each([
  [['--prot', '1']],
  [['--port', 'x']],
  [['--port', '70000']],
  [['--port', '-1']],
  [['folder']],
  [['--data']],
])('%j is refused in words', (argv) => {
  expect(readArgs(argv)).toHaveProperty('problem');
});

test.each([
  ['linux', {}, '/home/aliya/.local/share/orda'],
  ['linux', { XDG_DATA_HOME: '/data' }, '/data/orda'],
  ['darwin', {}, '/home/aliya/Library/Application Support/Orda'],
  ['linux', { ORDA_DATA: '/usb/orda' }, '/usb/orda'],
] as const)('on %s with %j the data lives in %s', (platform, env, folder) => {
  expect(dataFolder(undefined, { platform, env, home: '/home/aliya' })).toBe(folder);
});

test('on Windows the data lives in APPDATA', () => {
  const env = { APPDATA: 'C:\\Users\\Алия\\AppData\\Roaming' };
  const home = 'C:\\Users\\Алия';
  expect(dataFolder(undefined, { platform: 'win32', env, home })).toBe(
    'C:\\Users\\Алия\\AppData\\Roaming\\Orda',
  );
  expect(dataFolder(undefined, { platform: 'win32', env: {}, home })).toBe(
    'C:\\Users\\Алия\\AppData\\Roaming\\Orda',
  );
});

test('an asked folder comes before the environment', () => {
  const machine = { platform: 'linux', env: { ORDA_DATA: '/usb' }, home: '/home/a' } as const;
  expect(dataFolder('/here', machine)).toBe('/here');
});
