/** Bundles the desk for Electron: the window's process, the desk's process, its threads, and the preload. */
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build, type InlineConfig, type Plugin } from 'vite';
import { root } from './run.ts';

type Programs = Readonly<Record<string, string>>;

/** A thread names its program by a .ts file beside it; in the bundle all programs lie side by side as .js files. */
const threads: Plugin = {
  name: 'threads',
  transform: (code) =>
    code.includes('.worker.ts')
      ? {
          code: code.replaceAll(/new URL\((['"])(?:[^'"]*\/)?([\w.]+\.worker)\.ts\1/g, "new URL('./$2.js'"),
          map: null,
        }
      : undefined,
};

/** Every thread's program of the core and the desk, by its name in the bundle. */
const threadPrograms = (): Programs =>
  Object.fromEntries(
    ['src-core', 'src-main']
      .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile() && entry.name.endsWith('.worker.ts'))
      .map((entry) => [basename(entry.name, '.ts'), join(entry.parentPath, entry.name)]),
  );

const config = (input: Programs, format: 'es' | 'cjs', outDir: string): InlineConfig => ({
  configFile: false,
  root,
  logLevel: 'warn',
  plugins: [threads],
  publicDir: false,
  define: { ORDA_UPDATE_URL: JSON.stringify(process.env['ORDA_UPDATE_URL'] ?? '') },
  // Packages stay packages: some of them find their own files (fonts, the native part of SQLite) by their folder.
  ssr: { external: ['electron'] },
  build: {
    ssr: true,
    outDir,
    emptyOutDir: false,
    target: 'node24',
    minify: false,
    rolldownOptions: {
      input: { ...input },
      output: {
        format,
        entryFileNames: format === 'es' ? '[name].js' : '[name].cjs',
        // A thread's program is looked for beside the file that starts it: no folders.
        chunkFileNames: '[name]-[hash].js',
      },
    },
  },
});

/** Writes the programs into `outDir`. */
export const bundleMain = async (outDir: string): Promise<void> => {
  const shell = join(root, 'src-main', 'electron');
  const programs = {
    ...threadPrograms(),
    electron: join(shell, 'main.ts'),
    service: join(shell, 'service.ts'),
  };
  await build(config(programs, 'es', outDir));
  await build(config({ preload: join(shell, 'preload.ts') }, 'cjs', outDir));
};
