/** Laptops with real databases and sockets on the loopback, and a relay for them. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrations } from '../../migrations/index.ts';
import { createCaller, readOwner, startOwn, type DeskContext } from '../../src-core/access/index.ts';
import { deskRouter } from '../../src-core/api.ts';
import { noteDecision, openAdmission } from '../../src-core/laptops/index.ts';
import { addPerson } from '../../src-core/people/index.ts';
import { openStore, type Store, type TableDef } from '../../src-core/store/index.ts';
import { createSyncService, openHub, openKept, partsOf, relayTables } from '../../src-core/sync/index.ts';
import { allTables } from '../../src-core/tables.ts';
import { listen, type Listening } from '../listen.ts';
import { createLinks, type HostLinks } from './links.ts';

const callerOf = createCaller(deskRouter);

export type LinkedDesk = {
  readonly folder: string;
  readonly store: Store;
  readonly links: HostLinks;
  /** The procedures as whoever sits here calls them. */
  readonly api: () => Promise<ReturnType<typeof callerOf>>;
  readonly add: (name: string) => Promise<string>;
  /** All that people see: the rows of all synced tables with their clocks. */
  readonly rows: () => unknown;
  readonly names: () => readonly string[];
  readonly errors: readonly unknown[];
  /** Ends it without a word to anybody, as far as one process can. */
  readonly close: () => Promise<void>;
};

const folders = new Set<string>();
const openOnes = new Set<() => Promise<void>>();

/** Ends all that a test has opened. */
export const closeAll = async (): Promise<void> => {
  await Promise.all([...openOnes].map((close) => close()));
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  folders.clear();
};

const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'orda-links-'));
  folders.add(folder);
  return folder;
};

const openOn = (folder: string, tables: readonly TableDef[], skewMs: number): Store =>
  openStore({
    path: join(folder, 'orda.db'),
    tables,
    migrations,
    now: () => Date.now() + skewMs,
  });

const rowsOf = (store: Store): unknown =>
  [...store.tables.keys()].map((name) => [
    name,
    store
      .localRows<Record<string, unknown>>(`SELECT * FROM ${name} ORDER BY id`)
      .map((row) => ({ ...row, seq: null })),
  ]);

type DeskOptions = {
  readonly folder?: string;
  /** Milliseconds by which this laptop's clock is wrong. */
  readonly skewMs?: number;
  /** Who sits here; a laptop without anybody has not been started. */
  readonly owner?: string;
};

const unused = (): never => {
  throw new Error('not part of this test');
};

export const openLinkedDesk = async ({
  folder = newFolder(),
  skewMs = 0,
  owner,
}: DeskOptions = {}): Promise<LinkedDesk> => {
  const store = openOn(folder, allTables, skewMs);
  if (owner !== undefined)
    await startOwn(store, {
      name: 'Білім ордасы',
      language: 'ru',
      currency: 'KZT',
      timeZone: 'Asia/Almaty',
      owner,
    });
  const errors: unknown[] = [];
  const links = createLinks({ isLoopbackShown: true, onError: (error) => errors.push(error) });
  await links.resume(store);
  const close = async (): Promise<void> => {
    if (!openOnes.delete(close)) return;
    await links.pause();
    store.close();
  };
  openOnes.add(close);
  const contextNow = async (): Promise<DeskContext> => ({
    store,
    actor: await readOwner(store),
    now: () => store.now(),
    jobs: { start: unused, get: unused, cancel: unused, ended: unused, onChange: unused },
    files: { uploaded: unused, offer: unused, temporary: unused },
    backups: {
      list: unused,
      make: async () => ({ path: '', name: '', at: '', bytes: 0, reason: 'import' }),
      restore: unused,
      secondFolder: () => null,
      setSecondFolder: unused,
    },
    spaces: { current: () => 'own', openDemo: unused, removeDemo: unused },
    doors: { addresses: () => [], state: () => null, open: unused, close: unused },
    eventFiles: { state: () => null, keep: unused, stop: unused },
    links,
  });
  return {
    folder,
    store,
    links,
    errors,
    api: async () => callerOf(await contextNow()),
    add: async (family_name) =>
      (
        await store.write({ actor: 'test', action: 'people.add' }, (tx) =>
          addPerson(tx, { family_name, given_name: 'Айгерім' }),
        )
      ).value,
    rows: () => rowsOf(store),
    names: () =>
      store
        .localRows<{ family_name: string }>('SELECT family_name FROM person ORDER BY family_name')
        .map((row) => row.family_name),
    close,
  };
};

/** The same desk opened again, as after a crash or in the evening. */
export const reopen = async (desk: LinkedDesk, options: DeskOptions = {}): Promise<LinkedDesk> => {
  await desk.close();
  return openLinkedDesk({ ...options, folder: desk.folder });
};

/** A copy of a closed desk's folder, as somebody with a USB stick makes it. */
export const copyOf = (desk: LinkedDesk): string => {
  const folder = newFolder();
  cpSync(desk.folder, folder, { recursive: true });
  return folder;
};

export type TestRelay = {
  readonly address: string;
  readonly store: Store;
  readonly code: string;
  readonly names: () => readonly string[];
  /** Ends it; `start` goes on with the same data at the same address. */
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
};

/** A relay as its host makes it, on SQLite: the service, the tables by which a relay judges, an operator's code. */
export const openRelay = async (): Promise<TestRelay> => {
  const folder = newFolder();
  const code = 'the-code-of-the-operator';
  let store = openOn(folder, relayTables(allTables), 0);
  let listening: Listening | undefined;
  let port = 0;
  const begin = async (): Promise<void> => {
    const service = createSyncService({
      ...partsOf(store),
      hub: await openHub(store),
      admission: openAdmission(store, { takeCode: async (typed) => typed === code }),
      kept: openKept(store, noteDecision),
    });
    const serving = await listen({ port, fetch: (request) => service.handle(request, '127.0.0.1') });
    listening = {
      ...serving,
      close: async () => {
        service.stop();
        await serving.close();
      },
    };
    ({ port } = serving);
  };
  const stop = async (): Promise<void> => {
    if (!openOnes.delete(stop)) return;
    await listening?.close();
    store.close();
  };
  const start = async (): Promise<void> => {
    openOnes.add(stop);
    await begin();
  };
  await start();
  return {
    address: `http://127.0.0.1:${port}`,
    get store() {
      return store;
    },
    code,
    names: () =>
      store
        .localRows<{ family_name: string }>('SELECT family_name FROM person ORDER BY 1')
        .map((row) => row.family_name),
    stop,
    start: async () => {
      store = openOn(folder, relayTables(allTables), 0);
      await start();
    },
  };
};
