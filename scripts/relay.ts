/** `npm run relay`: builds the phone page where it is older than its sources, then starts the relay, or does the errand asked for. */
import { buildPortal, isPortalFresh } from './freshness.ts';

if (!isPortalFresh()) {
  console.log('Orda relay: building the phone page…');
  const { code, output } = await buildPortal();
  if (code !== 0) {
    console.error(output);
    process.exit(code);
  }
}
await import(new URL('../src-relay/start.ts', import.meta.url).href);
