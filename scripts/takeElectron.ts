/**
 * Runs after `npm install`: takes Electron's binary where it can be had. It never fails and never waits long, because
 * Orda runs without Electron as well, in the window of an installed browser.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OVERALL_LIMIT = 90_000;
const CONNECT_LIMIT = 5_000;

const folder = fileURLToPath(new URL('../node_modules/electron', import.meta.url));
const say = (sentence: string): void => console.log(`Electron: ${sentence}`);

const isPresent = (): boolean => {
  try {
    return existsSync(join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8').trim()));
  } catch {
    return false;
  }
};

const proxied = ['HTTPS_PROXY', 'https_proxy', 'npm_config_https_proxy', 'npm_config_proxy'].some(
  (name) => (process.env[name] ?? '') !== '',
);

const sourceHost = (): URL => {
  const mirror = process.env['ELECTRON_MIRROR'] ?? process.env['npm_config_electron_mirror'];
  try {
    return new URL(mirror ?? 'https://github.com');
  } catch {
    return new URL('https://github.com');
  }
};

/** A quick question before the long one: does the host that serves the binary answer at all? */
const answers = (url: URL): Promise<boolean> =>
  new Promise((resolve) => {
    const port = url.port === '' ? (url.protocol === 'http:' ? 80 : 443) : Number(url.port);
    const socket = connect({ host: url.hostname, port });
    const settle = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(CONNECT_LIMIT, () => settle(false));
    socket.on('connect', () => settle(true));
    socket.on('error', () => settle(false));
    // A resolver that never answers holds the socket before its own timeout starts.
    setTimeout(() => settle(false), CONNECT_LIMIT).unref();
  });

const install = (): Promise<void> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [join(folder, 'install.js')], {
      stdio: 'ignore',
      windowsHide: true,
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), OVERALL_LIMIT - CONNECT_LIMIT);
    const finish = (): void => {
      clearTimeout(timer);
      resolve();
    };
    child.on('error', finish);
    child.on('close', finish);
  });

const take = async (): Promise<string> => {
  const otherwise = 'Orda will open in the window of a browser; `npx install-electron` takes it later.';
  if (!existsSync(join(folder, 'install.js'))) return 'not among the installed packages.';
  if (isPresent()) return 'present.';
  if ((process.env['CI'] ?? '') !== '' || process.env['ORDA_SKIP_ELECTRON'] === '1')
    return 'left out as asked.';
  if (!proxied && !(await answers(sourceHost()))) return `its host cannot be reached. ${otherwise}`;
  await install();
  return isPresent() ? 'installed.' : `could not be downloaded. ${otherwise}`;
};

say(await take().catch((error: unknown) => `could not be taken (${String(error)}).`));
process.exit(0);
