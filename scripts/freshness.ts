import { readdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { root, runNode, type Outcome } from './run.ts';

const newest = (path: string, matters: (name: string) => boolean): number => {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  if (!stat.isDirectory()) return matters(path) ? stat.mtimeMs : 0;
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name), matters)), 0);
};

type Screens = {
  /** What Vite builds them by. */
  readonly config: string;
  /** A file of the build, whose time is that of the build. */
  readonly built: string;
  /** Folders of their own sources; the core's rules and texts belong to all. */
  readonly sources: readonly string[];
};

const DESK: Screens = {
  config: 'src-renderer/vite.config.ts',
  built: join(root, 'dist', 'renderer', 'desk', 'index.html'),
  sources: ['src-renderer'],
};

const PORTAL: Screens = {
  config: 'src-renderer/portal/vite.config.ts',
  built: join(root, 'dist', 'portal', 'index.html'),
  sources: ['src-renderer/portal', 'src-renderer/i18n', 'assets/icons'],
};

const isFresh = ({ built, sources }: Screens): boolean => {
  const made = statSync(built, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const source = Math.max(
    ...sources.map((folder) => newest(join(root, folder), (name) => !name.endsWith('.test.ts'))),
    ...['src-core', 'src-relay'].map((folder) =>
      newest(join(root, folder), (name) => /\.(rules|texts)\.ts$/.test(name)),
    ),
    newest(join(root, 'package-lock.json'), () => true),
  );
  return made > 0 && made >= source;
};

/** Whether the built screens of the desk are at least as new as everything they are made from. */
export const isRendererFresh = (): boolean => isFresh(DESK);
/** As `isRendererFresh`, of the phone page. */
export const isPortalFresh = (): boolean => isFresh(PORTAL);

const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');

const build = async ({ config, built }: Screens): Promise<Outcome> => {
  const started = new Date();
  const outcome = await runNode([vite, 'build', '--config', config, '--logLevel', 'warn']);
  // A source saved while the build ran is newer than the build: its start is what counts.
  if (outcome.code === 0) utimesSync(built, started, started);
  return outcome;
};

type BuildOptions = { readonly force?: boolean };
const NOTHING_TO_DO: Outcome = { code: 0, output: '', seconds: 0 };

/** Builds the desk's screens into dist/renderer when something they are made from is newer. */
export const buildRenderer = async ({ force = false }: BuildOptions = {}): Promise<Outcome> =>
  !force && isRendererFresh() ? NOTHING_TO_DO : build(DESK);

/** As `buildRenderer`, the phone page into dist/portal. */
export const buildPortal = async ({ force = false }: BuildOptions = {}): Promise<Outcome> =>
  !force && isPortalFresh() ? NOTHING_TO_DO : build(PORTAL);
