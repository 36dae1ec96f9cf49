/** Promises of the house itself: nothing is left half-tested, what the documents tell can be run, the scripts tell the truth. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { problemsOf } from '../../scripts/catalogues.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const manifest = z
  .object({ scripts: z.record(z.string(), z.string()), dependencies: z.record(z.string(), z.string()) })
  .parse(JSON.parse(read('package.json')));

const sources = [
  'scripts',
  'src-core',
  'src-main',
  'src-relay',
  'src-renderer',
  'migrations',
  'tests',
].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length)),
);

describe('sources', () => {
  test('no test runs alone, and none is skipped without a reason', () => {
    const alone = /\b(?:test|it|describe|suite|bench)(?:\.\w+)*\.only\b/;
    const mute = /\b(?:test|it|describe)\.(?:skip|todo)\(|\b(?:ctx|context|task)?\.?skip\(\)/;
    const guilty = sources
      .filter((path) => path.endsWith('.test.ts') && !path.endsWith('house.test.ts'))
      .filter((path) => alone.test(read(path)) || mute.test(read(path)));
    expect(guilty).toEqual([]);
  });

  test('no file is longer than 400 lines, but for texts in three languages', () => {
    expect(
      sources.filter((path) => !/\.(?:test|texts)\./.test(path) && read(path).split('\n').length > 401),
    ).toEqual([]);
  });

  test('no folder is a drawer for everything', () => {
    expect(sources.filter((path) => /\/(?:utils?|helpers?|common|misc|lib)\//.test(path))).toEqual([]);
  });
});

describe('documents', () => {
  const documents = ['README.md', 'CONTRIBUTING.md', 'ARCHITECTURE.md', 'SECURITY.md'].filter((name) =>
    existsSync(join(root, name)),
  );

  test.each(documents)('every npm command in %s exists', (name) => {
    const commands = [...read(name).matchAll(/npm (?:run ([\w:-]+)|(start|test|ci|install)\b)/g)];
    const missing = commands
      .map(([, run, plain]) => run ?? plain ?? '')
      .filter(
        (command) => command !== 'ci' && command !== 'install' && manifest.scripts[command] === undefined,
      );
    expect(missing).toEqual([]);
  });

  test.each(documents)('every file that %s links to is there', (name) => {
    const links = [...read(name).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(
      ([, path = '']) => path,
    );
    expect(links.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  test('every script of package.json is a file that exists', () => {
    const files = Object.values(manifest.scripts).flatMap((line) =>
      [...line.matchAll(/[\w/.-]+\.ts\b/g)].map(([file]) => file),
    );
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  test('the checks of a clean machine can be run', () => {
    expect(statSync(join(root, '.ci', 'run')).mode & 0o111).not.toBe(0);
  });
});

test('every system has its icon', () => {
  const ico = readFileSync(join(root, 'assets/icons/icon.ico'));
  expect([ico.readUInt16LE(2), ico.readUInt16LE(4)]).toEqual([1, 7]);
  const icns = readFileSync(join(root, 'assets/icons/icon.icns'));
  expect(icns.toString('latin1', 0, 4)).toBe('icns');
  expect(icns.readUInt32BE(4)).toBe(icns.length);
  for (const size of [16, 32, 48, 64, 128, 256, 512, 1024]) {
    const png = readFileSync(join(root, `assets/icons/png/${size}x${size}.png`));
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
  }
});

describe('the check of the catalogues', () => {
  const sound = { en: { a: 'Hello {{name}}' }, ru: { a: 'Привет, {{name}}' }, kk: { a: 'Сәлем, {{name}}' } };

  test('is content with a sound catalogue, plurals and all', () => {
    const plural = {
      en: { rows: { one: '{{count}} row', other: '{{count}} rows' } },
      ru: { rows: { one: '{{count}} строка', few: '{{count}} строки', many: '{{count}} строк' } },
      kk: { rows: { other: '{{count}} жол' } },
    };
    expect([...problemsOf('t', sound), ...problemsOf('t', plural)]).toEqual([]);
  });

  test.each([
    ['a missing text', { ...sound, kk: {} }, 't: a (kk): the text is missing'],
    ['an empty text', { ...sound, ru: { a: ' ' } }, 't: a (ru): the text is empty'],
    ['a lost parameter', { ...sound, kk: { a: 'Сәлем' } }, 't: a: the languages take different parameters'],
    [
      'a Latin letter in a Kazakh word',
      { ...sound, kk: { a: 'Сәлeм, {{name}}' } },
      'mixes Latin and Cyrillic',
    ],
  ])('finds %s', (_, catalogue, sentence) => {
    expect(problemsOf('t', catalogue).join('\n')).toContain(sentence);
  });
});

type Ended = { readonly code: number; readonly output: string };

const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      [...args],
      { cwd: root, env: { ...process.env, ...env } },
      (error, stdout, stderr) =>
        resolve({
          code: typeof error?.code === 'number' ? error.code : error === null ? 0 : 1,
          output: stdout + stderr,
        }),
    );
  });

describe('taking Electron after an install', () => {
  const take = (env: Readonly<Record<string, string>>): Promise<Ended> =>
    run([join(root, 'scripts', 'takeElectron.ts')], { CI: '', ORDA_SKIP_ELECTRON: '', ...env });

  test('never fails where its host cannot be reached', async () => {
    const { code, output } = await take({
      ELECTRON_MIRROR: 'http://127.0.0.1:1/',
      ELECTRON_OVERRIDE_DIST_PATH: '',
    });
    expect(code).toBe(0);
    expect(output.trim().split('\n')).toHaveLength(1);
    expect(output).toMatch(/^Electron: (present|its host cannot be reached)/);
  });

  test('never fails where the host has no such file', async () => {
    const server = createServer((_request, response) => response.writeHead(404).end()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { code, output } = await take({ ELECTRON_MIRROR: `http://127.0.0.1:${port}/`, HTTPS_PROXY: '' });
    server.close();
    expect(code).toBe(0);
    expect(output).toMatch(/^Electron: (present|could not be downloaded)/);
  });

  test('is left out where that is asked for', async () => {
    expect(await take({ ORDA_SKIP_ELECTRON: '1' })).toEqual({
      code: 0,
      output: expect.stringMatching(/^Electron: (present|left out as asked)\.\n$/),
    });
  });
});

describe('the counts of a test run', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'orda-counts-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('are true: failures, broken files and skips with their reasons', async () => {
    const vitest = join(root, 'node_modules', 'vitest');
    const imports = `import { expect, test } from ${JSON.stringify(join(vitest, 'dist', 'index.js'))};`;
    writeFileSync(
      join(folder, 'a.test.mjs'),
      `${imports}
      test('good', () => {});
      test('bad', () => { expect(1).toBe(2); });
      test('left out', (context) => context.skip('no such machine'));`,
    );
    writeFileSync(join(folder, 'vitest.config.mjs'), 'export default {};');
    writeFileSync(join(folder, 'b.test.mjs'), 'this is not a program');
    const counts = join(folder, 'counts.json');
    const reporter = `--reporter=${join(root, 'scripts', 'countsReporter.ts')}`;
    const { code } = await run([join(vitest, 'vitest.mjs'), 'run', '--root', folder, reporter], {
      ORDA_COUNTS: counts,
    });
    expect(code).toBe(1);
    expect(JSON.parse(readFileSync(counts, 'utf8'))).toEqual({
      passed: 1,
      failed: 2,
      skipped: [{ name: 'a.test.mjs › left out', reason: 'no such machine' }],
    });
  });
});
