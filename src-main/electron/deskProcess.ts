/** The desk's own process as the window sees it: start it, ask it, end it in order. */
import { fileURLToPath } from 'node:url';
import { safeStorage, utilityProcess } from 'electron';
import type { FromService, ToService } from './messages.ts';

export type DeskProcess = {
  /** Ends the desk and waits for it; after five seconds it is ended anyway. */
  readonly stop: () => Promise<void>;
  /** Asks for an address that opens the desk once; it comes to `onReady`. */
  readonly askUrl: () => void;
};

type DeskProcessOptions = {
  readonly folder: string;
  readonly port: number;
  readonly demo: boolean;
  readonly onReady: (url: string) => void;
  readonly onRaise: () => void;
  /** The process ended without being asked to. */
  readonly onGone: (reason: string) => void;
};

const PATIENCE = 5_000;

/** Starts the desk in a process of its own. */
export const startDeskProcess = (options: DeskProcessOptions): DeskProcess => {
  const program = fileURLToPath(new URL('./service.js', import.meta.url));
  const args = [options.folder, String(options.port), options.demo ? 'demo' : ''];
  const child = utilityProcess.fork(program, args, { serviceName: 'Orda desk', stdio: 'inherit' });
  let isStopping = false;
  let isEnded = false;
  const ended = new Promise<void>((resolve) => {
    child.on('exit', (code) => {
      isEnded = true;
      resolve();
      if (!isStopping) options.onGone(`the desk's process ended with ${code}`);
    });
  });
  child.on('message', (message: FromService) => {
    if (message.kind === 'ready') options.onReady(message.url);
    if (message.kind === 'raise') options.onRaise();
    if (message.kind === 'failed') {
      isStopping = true;
      options.onGone(message.reason);
    }
    if (message.kind === 'close' || message.kind === 'open')
      tell({ kind: 'keychain', id: message.id, text: keychainAnswer(message.kind, message.text) });
  });
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process has no origin
  const tell = (message: ToService): void => child.postMessage(message);
  return {
    askUrl: () => tell('newUrl'),
    stop: async () => {
      if (isEnded) return;
      isStopping = true;
      tell('stop');
      const timer = setTimeout(() => child.kill(), PATIENCE);
      await ended;
      clearTimeout(timer);
    },
  };
};

/** What the system's keychain makes of a text, in base64; null where there is no keychain, or where it was closed by another. */
const keychainAnswer = (kind: 'close' | 'open', text: string): string | null => {
  // A Linux without a keyring offers a fixed password, which keeps nothing: the file's own rights do more.
  const isThere =
    safeStorage.isEncryptionAvailable() &&
    (process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text');
  if (!isThere) return null;
  try {
    return kind === 'close'
      ? safeStorage.encryptString(text).toString('base64')
      : safeStorage.decryptString(Buffer.from(text, 'base64'));
  } catch {
    return null;
  }
};
