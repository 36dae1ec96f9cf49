/** `npm start`: builds the screens where they are older than their sources, then opens the desk. */
import { isRendererFresh, buildRenderer } from './freshness.ts';

if (!isRendererFresh()) {
  console.log('Orda: building the screens…');
  const { code, output } = await buildRenderer();
  if (code !== 0) {
    console.error(output);
    process.exit(code);
  }
}
await import(new URL('../src-main/start.ts', import.meta.url).href);
