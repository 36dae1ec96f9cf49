/** `npm run build`: the screens into dist/renderer and dist/portal, the programs for Electron into dist/main. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundleMain } from './bundle.ts';
import { buildPortal, buildRenderer } from './freshness.ts';
import { root } from './run.ts';

for (const build of [buildRenderer, buildPortal]) {
  const { code, output } = await build({ force: true });
  if (output !== '') console.log(output);
  if (code !== 0) process.exit(code);
}
const programs = join(root, 'dist', 'main');
rmSync(programs, { recursive: true, force: true });
await bundleMain(programs);
console.log('Built dist/renderer, dist/portal and dist/main.');
