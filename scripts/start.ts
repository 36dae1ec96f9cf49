/**
 * `npm start`: builds the screens where they are older than their sources, then opens the desk: in Electron where its
 * binary is present, otherwise in the best window that src-main/start.ts finds.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { findElectron } from '../src-main/window/find.ts';
import { buildRenderer, isRendererFresh } from './freshness.ts';
import { childEnvironment, root } from './run.ts';

const argv = process.argv.slice(2);

const hasScreen =
  process.platform !== 'linux' ||
  (process.env['DISPLAY'] ?? '') !== '' ||
  (process.env['WAYLAND_DISPLAY'] ?? '') !== '';

/** Milliseconds within which an Electron that cannot run on this machine (a library is missing) has given up. */
const FIRST_MOMENTS = 10_000;

/** Runs Electron to its end; false where it could not start at all. */
const runElectron = async (binary: string): Promise<boolean> => {
  const { bundleMain } = await import('./bundle.ts');
  await bundleMain(join(root, 'dist', 'main'));
  const started = performance.now();
  return new Promise((resolve) => {
    const isRoot = process.getuid?.() === 0;
    const child = spawn(binary, [...(isRoot ? ['--no-sandbox'] : []), root, ...argv], {
      stdio: 'inherit',
      env: childEnvironment(),
    });
    const pass = (signal: NodeJS.Signals): void => void child.kill(signal);
    process.on('SIGINT', pass);
    process.on('SIGTERM', pass);
    const give = (isDone: boolean): void => {
      process.off('SIGINT', pass);
      process.off('SIGTERM', pass);
      resolve(isDone);
    };
    child.on('error', () => give(false));
    child.on('exit', (code) => give(code === 0 || performance.now() - started > FIRST_MOMENTS));
  });
};

if (!isRendererFresh()) {
  console.log('Orda: building the screens…');
  const { code, output } = await buildRenderer();
  if (code !== 0) {
    console.error(output);
    process.exit(code);
  }
}
const electron =
  hasScreen && !argv.includes('--no-window') && !argv.includes('--help')
    ? findElectron(join(root, 'node_modules', 'electron'))
    : undefined;
const isDone = electron !== undefined && (await runElectron(electron));
if (!isDone) await import(new URL('../src-main/start.ts', import.meta.url).href);
