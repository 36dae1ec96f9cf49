/** `npm run relay`: starts the relay, or does the one errand that it was asked for. */
import { homedir } from 'node:os';
import { readArgs, USAGE } from './args.ts';
import { readSettings, type RelaySettings } from './settings.ts';

/** better-sqlite3 is built against Node-API 10; an older Node ends without a word when it loads it. */
const NODE_API = 10;

const leave = (code: number, sentence: string): never => {
  console.error(`Orda relay: ${sentence}`);
  process.exit(code);
};
const say = (sentence: string): void => console.log(`Orda relay: ${sentence}`);

if (Number(process.versions['napi'] ?? '0') < NODE_API)
  leave(
    1,
    `Node ${process.versions.node} is too old; Node 24 is needed. \`npm install\` brings it for \`npm run relay\`.`,
  );
const args = readArgs(process.argv.slice(2));
if ('problem' in args) leave(2, `${args.problem}\n\n${USAGE}`);
else if (args.errand.kind === 'help') console.log(USAGE);
else {
  const settings = readSettings(args, { platform: process.platform, env: process.env, home: homedir() });
  if ('problem' in settings) leave(2, settings.problem);
  // Loaded only now, after the question above: it brings better-sqlite3 with it.
  else if (args.errand.kind === 'serve') await serve(settings);
  else {
    const { doErrand } = await import('./errands.ts');
    const { giveToOwner } = await import('./ownership.ts');
    const { sentenceOf } = await import('./sentences.ts');
    await doErrand(args.errand, settings, say)
      .finally(() => giveToOwner(settings.folder))
      .catch((error: unknown) => leave(1, sentenceOf(error, settings)));
  }
}

async function serve(settings: RelaySettings): Promise<void> {
  const { createLog } = await import('./log.ts');
  const { runRelay } = await import('./run.ts');
  const { sentenceOf } = await import('./sentences.ts');
  const log = createLog(settings.logLevel);
  const relay = await runRelay({ settings, log, now: Date.now }).catch((error: unknown) =>
    leave(1, sentenceOf(error, settings)),
  );
  // One request that went wrong must not end the relay for everybody.
  process.on('unhandledRejection', (error) => log.error('unhandled', error));
  let isLeaving = false;
  const stop = (): void => {
    if (isLeaving) process.exit(1);
    isLeaving = true;
    relay.close().then(
      () => process.exit(0),
      (error: unknown) => leave(1, sentenceOf(error, settings)),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  if (process.platform === 'win32') process.on('SIGBREAK', stop);
  const address = settings.publicUrl ?? relay.url;
  const place = relay.kind === 'postgres' ? 'on PostgreSQL' : `data in ${settings.folder}`;
  const welcome =
    relay.firstCode === null
      ? ''
      : `\nNo laptop is connected yet. On the first one open Settings, "Laptops", and enter this address and this code, good for one laptop and one day: ${relay.firstCode}`;
  say(`${address} (${place})${welcome}`);
}
