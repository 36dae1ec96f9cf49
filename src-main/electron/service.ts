/** The desk in a process of its own beside the window: a screen that hangs never holds up a write. */
import { fileURLToPath } from 'node:url';
import type { Keychain } from '../links/secrets.ts';
import { runDesk } from '../run.ts';
import type { FromService, ToService } from './messages.ts';

const port = process.parentPort;
const say = (message: FromService): void => port.postMessage(message);

const [folder = '', askedPort = '0', demo = ''] = process.argv.slice(2);
const onError = (error: unknown): void => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
};

process.on('unhandledRejection', onError);

const asked = new Map<number, (text: string | undefined) => void>();
let questions = 0;
/** The keychain is asked for in the window's process and answers by message. */
const askKeychain = (kind: 'close' | 'open', text: string): Promise<string | undefined> =>
  new Promise((resolve) => {
    questions += 1;
    asked.set(questions, resolve);
    say({ kind, id: questions, text });
  });
const keychain: Keychain = {
  close: (text) => askKeychain('close', text),
  open: (closed) => askKeychain('open', closed),
};
port.on('message', ({ data }: { readonly data: ToService }) => {
  if (typeof data === 'string') return;
  asked.get(data.id)?.(data.text ?? undefined);
  asked.delete(data.id);
});

try {
  const desk = await runDesk({
    folder,
    port: Number(askedPort),
    demo: demo === 'demo',
    now: Date.now,
    screensFolder: fileURLToPath(new URL('../renderer', import.meta.url)),
    raise: () => {
      say({ kind: 'raise' });
      return true;
    },
    keychain,
    onError,
  });
  if (desk.kind === 'attached') {
    if (desk.first === undefined)
      say({ kind: 'failed', reason: 'another Orda holds this data and does not answer' });
    else say({ kind: 'ready', url: desk.first.url });
    port.on('message', ({ data }: { readonly data: ToService }) => {
      if (typeof data === 'string') process.exit(0);
    });
  } else {
    port.on('message', ({ data }: { readonly data: ToService }) => {
      if (data === 'newUrl') say({ kind: 'ready', url: desk.newUrl() });
      if (data === 'stop') desk.close().then(() => process.exit(0), onError);
    });
    process.stdout.write(`Orda: ${desk.url}\n`);
    say({ kind: 'ready', url: desk.newUrl() });
  }
} catch (error) {
  onError(error);
  say({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
}
