/**
 * The packages cannot be built without each platform's tools, so their description is proved instead: its shape by the
 * builder's own schema, its files by the builder's own matching, its programs by bundling them.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { builtinModules, createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { bundleMain } from '../../scripts/bundle.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const builder = createRequire(createRequire(import.meta.url).resolve('electron-builder/package.json'));
const description: unknown = parse(read('electron-builder.yml'));

const patterns = z.object({ files: z.array(z.string()) });
const shape = z.looseObject({
  files: z.array(z.string()),
  asar: z.boolean(),
  npmRebuild: z.boolean(),
  electronFuses: z.record(z.string(), z.boolean()),
  win: patterns.extend({
    target: z.array(z.object({ target: z.string(), arch: z.array(z.string()) })),
    icon: z.string(),
  }),
  mac: patterns.extend({
    target: z.array(z.object({ target: z.string(), arch: z.array(z.string()) })),
    icon: z.string(),
  }),
  linux: patterns.extend({
    target: z.array(z.object({ target: z.string(), arch: z.array(z.string()) })),
    icon: z.string(),
  }),
});
const config = shape.parse(description);

describe('electron-builder.yml', () => {
  const schema: Record<string, unknown> = JSON.parse(
    readFileSync(join(dirname(builder.resolve('app-builder-lib/package.json')), 'scheme.json'), 'utf8'),
  );
  const check = new Ajv({ allErrors: true, strict: false }).compile(schema);

  test('is what the builder’s own schema asks for', () => {
    check(description);
    expect(check.errors ?? []).toEqual([]);
  });

  test('the schema would notice a word it does not know', () => {
    expect(check({ ...config, electronFusess: {} })).toBe(false);
  });

  test('makes the five packages without compiling anything', () => {
    const targets = ([system, { target }]: readonly [
      string,
      { readonly target: readonly { readonly target: string }[] },
    ]) => target.map((each) => `${system} ${each.target}`);
    expect(
      Object.entries({ win: config.win, mac: config.mac, linux: config.linux }).flatMap(targets),
    ).toEqual(['win nsis', 'mac dmg', 'mac zip', 'linux AppImage', 'linux deb']);
    expect(config.npmRebuild).toBe(false);
  });

  test('blows the fuses that would let another program run inside', () => {
    expect(config.asar).toBe(true);
    expect(config.electronFuses).toMatchObject({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
    });
  });
});

type Filter = (
  path: string,
  stat: { readonly moduleFullFilePath: string; readonly isDirectory: () => boolean },
) => boolean;
type Matcher = { readonly patterns: readonly string[]; readonly createFilter: () => Filter };
type Expander = (pattern: string) => string;
const matching: {
  readonly getNodeModuleFileMatcher: (
    from: string,
    to: string,
    expand: Expander,
    platform: { readonly files: readonly string[] },
    packager: unknown,
  ) => Matcher;
  readonly FileMatcher: new (
    from: string,
    to: string,
    expand: Expander,
    patterns: readonly string[],
  ) => Matcher;
} = builder('app-builder-lib/out/fileMatcher');

const SQLITE = 'node_modules/better-sqlite3';

/** The files of better-sqlite3 that a package of the target gets, as the builder itself decides. */
const keptOf = (system: 'win' | 'mac' | 'linux', arch: string): readonly string[] => {
  const expand: Expander = (pattern) => pattern.replaceAll('${arch}', arch);
  const packager = { config, debugLogger: { isEnabled: false } };
  const all = matching.getNodeModuleFileMatcher(root, '/app', expand, config[system], packager);
  const filter = new matching.FileMatcher(
    join(root, SQLITE),
    `/app/${SQLITE}`,
    expand,
    all.patterns,
  ).createFilter();
  return readdirSync(join(root, SQLITE), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(`${join(root, SQLITE)}/`.length))
    .filter((path) =>
      filter(join(root, SQLITE, path), { moduleFullFilePath: `${SQLITE}/${path}`, isDirectory: () => false }),
    );
};

test.each([
  ['win', 'x64', 'win32-x64.node'],
  ['win', 'arm64', 'win32-arm64.node'],
  ['mac', 'x64', 'darwin-x64.node'],
  ['mac', 'arm64', 'darwin-arm64.node'],
  ['linux', 'x64', 'linux-x64.node'],
  ['linux', 'arm64', 'linux-arm64.node'],
] as const)('a package for %s %s keeps %s and no other binary', (system, arch, binary) => {
  const kept = keptOf(system, arch);
  expect(kept.filter((path) => path.endsWith('.node'))).toEqual([`prebuilds/${binary}`]);
  expect(kept).toContain('lib/index.js');
  expect(kept.filter((path) => /^(deps|src)\//.test(path))).toEqual([]);
});

describe('the programs of a package', () => {
  // Inside the repository, where the packages that stay packages are found.
  mkdirSync(join(root, 'dist'), { recursive: true });
  const folder = mkdtempSync(join(root, 'dist', 'bundle-'));
  beforeAll(() => bundleMain(folder), 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const manifest = z
    .object({ main: z.string(), dependencies: z.record(z.string(), z.string()) })
    .parse(JSON.parse(read('package.json')));

  test('are the entry of package.json, the desk’s process, its threads, and a preload that a sandbox can load', () => {
    expect(manifest.main).toBe('dist/main/electron.js');
    expect(readdirSync(folder)).toEqual(
      expect.arrayContaining(['electron.js', 'service.js', 'job.worker.js', 'preload.cjs']),
    );
    expect(readFileSync(join(folder, 'preload.cjs'), 'utf8')).toContain('require("electron")');
  });

  test('name no TypeScript file, and find every thread’s program', () => {
    for (const name of readdirSync(folder)) {
      const code = readFileSync(join(folder, name), 'utf8');
      const named = [...code.matchAll(/new URL\(['"`]\.\/([\w.]+)['"`]/g)].map((match) => match[1]);
      for (const file of named.filter((each) => each?.includes('.worker')))
        expect(readdirSync(folder)).toContain(file);
    }
  });

  test('serve the desk and do its long work, as Electron would run them', async () => {
    const data = mkdtempSync(join(tmpdir(), 'orda-packed-'));
    // Electron gives its utility process a port to the window; the rest is plain Node.
    const asElectron = `
      process.argv.push(${JSON.stringify(data)}, '0', '');
      process.parentPort = { postMessage: () => undefined, on: () => undefined };
      await import(${JSON.stringify(pathToFileURL(join(folder, 'service.js')).href)});`;
    const program = join(data, 'asElectron.mjs');
    writeFileSync(program, asElectron);
    const child = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(async () => {
      child.kill('SIGKILL');
      if (child.exitCode === null) await once(child, 'exit');
      rmSync(data, { recursive: true, force: true });
    });
    const [line]: readonly unknown[] = await once(child.stdout, 'data');
    const url = new URL(/Orda: (\S+)/.exec(String(line))?.[1] ?? '');
    const first = await fetch(url, { redirect: 'manual' });
    const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? '';
    const headers = { cookie, origin: url.origin, 'content-type': 'application/json' };
    const made = await fetch(`${url.origin}/api/backups.make`, { method: 'POST', headers });
    expect(await made.json()).toMatchObject({ result: { data: { reason: 'manual' } } });
  });

  test('need only packages that are packed with them', () => {
    const inside = new Set([...Object.keys(manifest.dependencies), 'electron', ...builtinModules]);
    const needed = readdirSync(folder).flatMap((name) =>
      [
        ...readFileSync(join(folder, name), 'utf8').matchAll(
          /(?:\bfrom |\bimport |\bimport\(|\brequire\()["']((?:node:)?@?[a-z][\w./-]*)["']/g,
        ),
      ].map(([, module = '']) => module.replace(/^node:/, '').replace(/^((?:@[^/]+\/)?[^/]+).*$/, '$1')),
    );
    expect([...new Set(needed)].filter((name) => !inside.has(name))).toEqual([]);
  });
});
