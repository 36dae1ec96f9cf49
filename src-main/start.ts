/** `npm start`: opens the desk on this machine and shows it in the best window there is. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readArgs, USAGE } from './args.ts';
import { dataFolder } from './dataFolder.ts';
import { openWindow } from './window/open.ts';

/** better-sqlite3 is built against Node-API 10; an older Node ends without a word when it loads it. */
const NODE_API = 10;

const onError = (error: unknown): void =>
  console.error(error instanceof Error ? error.message : String(error));

const leave = (code: number, sentence: string): never => {
  console.error(`Orda: ${sentence}`);
  process.exit(code);
};

const sentenceOf = (error: unknown, port: number): string => {
  if (!(error instanceof Error)) return String(error);
  const isTaken = 'code' in error && error.code === 'EADDRINUSE';
  return isTaken
    ? `port ${port} is taken by another program; leave --port out to get a free one.`
    : error.message;
};

const args = readArgs(process.argv.slice(2));
if ('problem' in args) leave(2, `${args.problem}\n\n${USAGE}`);
else if (args.help) console.log(USAGE);
else await start(args);

async function start({
  window,
  port,
  data,
  demo,
}: Exclude<typeof args, { readonly problem: string }>): Promise<void> {
  if (Number(process.versions['napi'] ?? '0') < NODE_API) {
    leave(
      1,
      `Node ${process.versions.node} is too old. Run \`npm install\`, then \`npm start\`: it brings its own Node.`,
    );
  }
  const machine = { platform: process.platform, env: process.env, home: homedir() };
  const folder = dataFolder(data, machine);
  // Loaded only now, after the question above: it brings better-sqlite3 with it.
  const { runDesk } = await import('./run.ts');
  const desk = await runDesk({
    folder,
    port,
    demo,
    now: Date.now,
    screensFolder: fileURLToPath(new URL('../dist/renderer', import.meta.url)),
    raise: () => false,
    onError,
  }).catch((error: unknown) => leave(1, sentenceOf(error, port)));
  // One call that went wrong must not end the desk for everybody at the table.
  process.on('unhandledRejection', onError);

  const isRoot = process.getuid?.() === 0;
  const show = async (url: string): Promise<void> => {
    if (!window) return;
    const shown = await openWindow({ url, machine, isRoot, profile: join(folder, 'window') });
    if (shown === 'nothing') console.log('Orda: no browser was found to open; open the address above.');
  };

  if (desk.kind === 'attached') {
    if (desk.first === undefined)
      leave(1, 'another Orda has this data open, but does not answer. Close it and try again.');
    else {
      console.log(`Orda: ${desk.first.url}`);
      if (!desk.first.isShown) await show(desk.first.url);
    }
    return;
  }
  let isLeaving = false;
  const stop = (): void => {
    if (isLeaving) process.exit(1);
    isLeaving = true;
    desk.close().then(
      () => process.exit(0),
      (error: unknown) => leave(1, String(error)),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  if (process.platform === 'win32') process.on('SIGBREAK', stop);
  else process.on('SIGHUP', stop);
  console.log(`Orda: ${desk.url}`);
  await show(desk.newUrl());
}
