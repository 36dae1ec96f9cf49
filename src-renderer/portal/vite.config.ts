/** The phone page into dist/portal: one script, one style, and a service worker that knows the files of its build. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, defineConfig, type Plugin } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const ICONS = [
  { name: 'icon-192.png', size: 192, source: 'png/192x192.png' },
  { name: 'icon-512.png', size: 512, source: 'png/512x512.png' },
  { name: 'icon-mask.png', size: 512, source: 'png/mask-512x512.png', purpose: 'maskable' },
] as const;

const appManifest = {
  id: '/me',
  name: 'Orda',
  short_name: 'Orda',
  start_url: '/me',
  scope: '/me',
  display: 'standalone',
  background_color: '#fbf8f3',
  theme_color: '#1a737a',
  icons: ICONS.map(({ name, size, ...more }) => ({
    src: `/me/${name}`,
    sizes: `${size}x${size}`,
    type: 'image/png',
    ...('purpose' in more ? { purpose: more.purpose } : {}),
  })),
};

/** The worker's script, with the files that it keeps and a version that follows from what is in them. */
const workerScript = async (files: ReadonlyMap<string, string | Uint8Array>): Promise<string> => {
  const digest = createHash('sha256');
  for (const [name, source] of files) digest.update(name).update(source);
  const shell = { version: digest.digest('hex').slice(0, 16), files: [...files.keys()] };
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    define: { ORDA_SHELL: JSON.stringify(shell) },
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: here('worker/sw.ts'), formats: ['iife'], name: 'orda_sw' },
    },
  });
  const [output] = [built].flat();
  const chunk = output !== undefined && 'output' in output ? output.output[0] : undefined;
  if (chunk === undefined) throw new Error('no script came of worker/sw.ts');
  return chunk.code;
};

const installable: Plugin = {
  name: 'installable',
  apply: 'build',
  enforce: 'post',
  async generateBundle(_, bundle) {
    const manifest = JSON.stringify(appManifest);
    const icons = ICONS.map(({ name, source }) => ({
      name,
      source: readFileSync(here(`../../assets/icons/${source}`)),
    }));
    const files = new Map<string, string | Uint8Array>([['/me/app.webmanifest', manifest]]);
    for (const file of Object.values(bundle)) {
      const path = file.fileName === 'index.html' ? '/me' : `/me/${file.fileName}`;
      files.set(path, file.type === 'chunk' ? file.code : file.source);
    }
    // The large icons are the system's, once, when somebody installs the page.
    const [small] = icons;
    if (small !== undefined) files.set(`/me/${small.name}`, small.source);
    this.emitFile({ type: 'asset', fileName: 'app.webmanifest', source: manifest });
    for (const { name, source } of icons) this.emitFile({ type: 'asset', fileName: name, source });
    this.emitFile({ type: 'asset', fileName: 'sw.js', source: await workerScript(files) });
  },
};

export default defineConfig({
  root: here('.'),
  base: '/me/',
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [installable],
  build: {
    outDir: here('../../dist/portal'),
    emptyOutDir: true,
    // A phone of 2021 reads it.
    target: ['chrome90', 'safari15'],
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
