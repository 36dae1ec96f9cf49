import { readdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { root, runNode, type Outcome } from './run.ts';

const output = join(root, 'dist', 'renderer');

const newest = (path: string, matters: (name: string) => boolean): number => {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  if (!stat.isDirectory()) return matters(path) ? stat.mtimeMs : 0;
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name), matters)), 0);
};

/** Whether the built screens are at least as new as everything they are made from. */
export const isRendererFresh = (): boolean => {
  const built = statSync(join(output, 'desk', 'index.html'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const source = Math.max(
    newest(join(root, 'src-renderer'), (name) => !name.endsWith('.test.ts')),
    newest(join(root, 'src-core'), (name) => /\.(rules|texts)\.ts$/.test(name)),
    newest(join(root, 'package-lock.json'), () => true),
  );
  return built > 0 && built >= source;
};

/** Builds the screens into dist/renderer when something they are made from is newer. */
export const buildRenderer = async (options: { readonly force?: boolean } = {}): Promise<Outcome> => {
  if (options.force !== true && isRendererFresh()) return { code: 0, output: '', seconds: 0 };
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const started = new Date();
  const outcome = await runNode([
    vite,
    'build',
    '--config',
    'src-renderer/vite.config.ts',
    '--logLevel',
    'warn',
  ]);
  // A source saved while the build ran is newer than the build: its start is what counts.
  if (outcome.code === 0) utimesSync(join(output, 'desk', 'index.html'), started, started);
  return outcome;
};
