/** `npm run build`: the screens into dist/renderer, the programs for Electron into dist/main. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundleMain } from './bundle.ts';
import { buildRenderer } from './freshness.ts';
import { root } from './run.ts';

const { code, output } = await buildRenderer({ force: true });
if (output !== '') console.log(output);
if (code !== 0) process.exit(code);
const programs = join(root, 'dist', 'main');
rmSync(programs, { recursive: true, force: true });
await bundleMain(programs);
console.log('Built dist/renderer and dist/main.');
