/** The composition of the desk: lock, listener, database, procedures, screens. Electron and the plain start share it. */
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { LANGUAGES, type Language } from '../src-core/access/index.ts';
import { listBackups, NewerDatabaseError } from '../src-core/store/index.ts';
import { troublePage, type Trouble } from './access/pages.ts';
import { createApi } from './api.ts';
import { createDoors } from './door/doors.ts';
import { createParcels } from './files/parcels.ts';
import { createScreens } from './files/screens.ts';
import { openHouse, type House } from './house.ts';
import { createLinks } from './links/links.ts';
import type { Keychain } from './links/secrets.ts';
import { listen } from './listen.ts';
import { takeLock } from './lock.ts';
import { answerSecondStart, askFirst } from './secondStart.ts';
import { createDesk } from './server.ts';
import { backupFolderOf } from './space.ts';

export type RunOptions = {
  /** The folder of the data. */
  readonly folder: string;
  /** 0 takes a free port. */
  readonly port: number;
  /** The built screens. */
  readonly screensFolder: string;
  readonly demo: boolean;
  /** The wall clock, milliseconds. */
  readonly now: () => number;
  /** Brings this program's own window to the front and says whether it has one. */
  readonly raise: () => boolean;
  /** Where this system keeps secrets; absent where only the files' own rights do. */
  readonly keychain?: Keychain;
  readonly onError: (error: unknown) => void;
};

export type RunningDesk = {
  readonly kind: 'running';
  /** The address with the key of this run, to be printed. */
  readonly url: string;
  /** An address that opens the desk once, to be handed to another program. */
  readonly newUrl: () => string;
  readonly close: () => Promise<void>;
};

/** Another process has the data open. `url` opens it; absent where it does not answer. */
export type AttachedDesk = {
  readonly kind: 'attached';
  readonly first: { readonly url: string; readonly isShown: boolean } | undefined;
};

/** The language of this machine, where it is one of ours. */
const ownLanguage = (): Language =>
  LANGUAGES.find((language) => Intl.DateTimeFormat().resolvedOptions().locale.startsWith(language)) ?? 'ru';

/** Milliseconds that a second start waits for the first one to have started. */
const FIRST_START_PATIENCE = 30_000;

const random = (): string => randomBytes(24).toString('base64url');

const troubleOf = (error: unknown, database: string): Trouble => ({
  kind: error instanceof NewerDatabaseError ? 'newer' : 'damaged',
  file: database,
  backups: listBackups(backupFolderOf(database), database)
    .slice(0, 12)
    .map(({ path }) => path),
});

const troubleAnswer = (trouble: Trouble): Response =>
  new Response(troublePage(trouble), {
    status: 503,
    headers: { 'content-type': 'text/html; charset=utf-8' },
  });

/** Opens the database; what stands in its way becomes a screen, never the end of the program. */
const openOrExplain = async (
  options: Parameters<typeof openHouse>[0],
): Promise<{ readonly house: House } | { readonly trouble: Trouble }> => {
  try {
    return { house: await openHouse(options) };
  } catch (error) {
    options.onError(error);
    return { trouble: troubleOf(error, join(options.folder, 'orda.db')) };
  }
};

/** Until the database is open, a window that came early asks again each second. */
const stillStarting = async (_request: Request): Promise<Response> =>
  new Response('…\n', {
    status: 503,
    headers: { 'content-type': 'text/plain; charset=utf-8', refresh: '1' },
  });

/** Starts the desk over `folder`, or finds the one that already runs there. Throws where the port is taken. */
export const runDesk = async (options: RunOptions): Promise<RunningDesk | AttachedDesk> => {
  const { folder, now, onError } = options;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = takeLock(folder);
  if (lock === undefined) return { kind: 'attached', first: await askFirst(folder, FIRST_START_PATIENCE) };

  let answer = stillStarting;
  const listening = await listen({ port: options.port, fetch: (request) => answer(request) }).catch(
    (error: unknown) => {
      lock.release();
      throw error;
    },
  );
  const { port } = listening;
  const secrets = { key: random(), pass: random() };
  const token = random();
  const temporaryFolder = join(folder, 'temporary');
  const parcels = createParcels({ folder: temporaryFolder, random });
  const isLoopbackShown = process.env['ORDA_DOOR_LOOPBACK'] === '1';
  const doors = createDoors({
    settingsFile: join(folder, 'door.json'),
    now,
    isLoopbackShown,
    screensFolder: options.screensFolder,
    onError,
  });
  const opened = await openOrExplain({
    folder,
    temporaryFolder,
    files: parcels,
    doors,
    links: createLinks({ keychain: options.keychain, isLoopbackShown, onError }),
    now,
    random,
    fillDemo: async (store, language) => {
      // Loaded only where somebody wants to look around.
      const { fillDemo } = await import('../src-core/demo/index.ts');
      await fillDemo(store, { language, now: now() });
    },
    onError,
  });
  const house = 'house' in opened ? opened.house : undefined;
  const screens = createScreens(options.screensFolder);
  const desk = createDesk({
    port,
    secrets,
    random,
    now,
    parcels,
    onError,
    api:
      house === undefined
        ? async () => Response.json({ code: 'DATABASE_CLOSED', fields: {} }, { status: 503 })
        : createApi({ house, onError }),
    screens: 'trouble' in opened ? async () => troubleAnswer(opened.trouble) : screens,
  });
  if (options.demo) await house?.openDemo(ownLanguage()).catch(onError);
  if (house !== undefined) await doors.resume((await house.enter()).context.store).catch(onError);

  const address = `http://127.0.0.1:${port}/`;
  const newUrl = (): string => `${address}?key=${desk.mintKey()}`;
  const show = () => ({ isShown: options.raise(), url: newUrl() });
  answer = async (request) => answerSecondStart(request, token, show) ?? desk.fetch(request);
  lock.announce({ pid: process.pid, port, token });

  return {
    kind: 'running',
    url: `${address}?key=${secrets.key}`,
    newUrl,
    close: async () => {
      await listening.close();
      await house?.close();
      parcels.close();
      lock.release();
    },
  };
};
