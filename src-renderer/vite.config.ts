import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import manifest from '../package.json' with { type: 'json' };

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Only what every screen needs is in the first chunks; each feature's screens load when they are first opened. */
const CHUNKS = [
  { name: 'react', test: /node_modules\/(react|react-dom|scheduler|wouter)\// },
  { name: 'data', test: /node_modules\/(@trpc|@tanstack\/(query|react-query))/ },
];

export default defineConfig({
  root: here('.'),
  publicDir: false,
  define: { ORDA_VERSION: JSON.stringify(manifest.version) },
  plugins: [react()],
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
