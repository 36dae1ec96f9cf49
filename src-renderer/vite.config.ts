import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build, defineConfig, type Plugin } from 'vite';
import manifest from '../package.json' with { type: 'json' };

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Only what every screen needs is in the first chunks; each feature's screens load when they are first opened. */
const CHUNKS = [
  { name: 'react', test: /node_modules\/(react|react-dom|scheduler|wouter)\// },
  { name: 'data', test: /node_modules\/(@trpc|@tanstack\/(query|react-query))/ },
];

/**
 * The scripts of the volunteers' page, which the door hands out and not the desk: each one file without imports, in a
 * language that an old tablet's browser reads.
 */
const TABLET_SCRIPTS = ['tablet', 'qr'] as const;
const ENTRIES = { tablet: 'tablet/main.ts', qr: 'tablet/qr.ts' } as const;

const tabletScripts: Plugin = {
  name: 'tablet-scripts',
  apply: 'build',
  async generateBundle() {
    for (const name of TABLET_SCRIPTS) {
      const built = await build({
        configFile: false,
        logLevel: 'warn',
        build: {
          write: false,
          target: 'es2015',
          lib: { entry: here(ENTRIES[name]), formats: ['iife'], name: `orda_${name}` },
        },
      });
      const [output] = [built].flat();
      const chunk = output !== undefined && 'output' in output ? output.output[0] : undefined;
      if (chunk === undefined) throw new Error(`no script came of ${ENTRIES[name]}`);
      this.emitFile({ type: 'asset', fileName: `tablet/${name}.js`, source: chunk.code });
    }
  },
};

export default defineConfig({
  root: here('.'),
  publicDir: false,
  define: { ORDA_VERSION: JSON.stringify(manifest.version) },
  plugins: [react(), tabletScripts],
  build: {
    outDir: here('../dist/renderer'),
    emptyOutDir: true,
    target: 'chrome120',
    // The policy forbids inline scripts and data: scripts; fonts and small pictures stay files too.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { desk: here('desk/index.html'), stage: here('stage/index.html') },
      output: { codeSplitting: { groups: CHUNKS } },
    },
  },
});
