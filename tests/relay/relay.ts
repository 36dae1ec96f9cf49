/** A real relay process over a folder of its own, and laptops with the desk's own links. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { adoptAccount, startOwn } from '../../src-core/access/index.ts';
import type { Role } from '../../src-core/access/index.ts';
import { keepOwnLaptop } from '../../src-core/laptops/index.ts';
import { addPerson } from '../../src-core/people/index.ts';
import { openStore } from '../../src-core/store/index.ts';
import type { Store } from '../../src-core/store/index.ts';
import { allTables } from '../../src-core/tables.ts';
import { createLinks } from '../../src-main/links/links.ts';
import type { HostLinks } from '../../src-main/links/links.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const program = join(root, 'src-relay', 'start.ts');

const endings = new Set<() => Promise<void> | void>();
const folders = new Set<string>();

/** A folder that goes away after the tests of this file. */
export const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'orda-relay-'));
  folders.add(folder);
  return folder;
};

export type RelayProcess = {
  readonly url: string;
  readonly folder: string;
  /** The code of the first laptop; empty where there are laptops. */
  readonly code: string;
  /** All that was printed so far. */
  readonly output: () => string;
  /** Ends it in order; out: its exit code. */
  readonly stop: () => Promise<number | null>;
  readonly kill9: () => Promise<void>;
};

type StartOptions = {
  readonly folder?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The port of an earlier start; 0 takes a free one. */
  readonly port?: number;
};

const run = (args: readonly string[], env: Readonly<Record<string, string>>) =>
  spawn(process.execPath, [program, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ORDA_DATABASE_URL: '', ...env },
  });

/** Starts a relay and waits until it listens. */
export const startRelay = async ({
  folder = newFolder(),
  env = {},
  port: askedPort = 0,
}: StartOptions = {}): Promise<RelayProcess> => {
  const child = run(['--data', folder, '--port', String(askedPort)], env);
  let output = '';
  const ended = once(child, 'close');
  await new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      if (/"msg":"started"/.test(output) && /Orda relay: http/.test(output)) resolve();
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('close', (code) =>
      reject(new Error(`the relay ended with ${code} before it was ready:\n${output}`)),
    );
  });
  // The code is printed right after the address.
  const port = /"port":(\d+),"msg":"started"/.exec(output)?.[1] ?? '';
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await ended;
    endings.delete(kill9);
    return child.exitCode;
  };
  const kill9 = async (): Promise<void> => {
    await end('SIGKILL');
  };
  endings.add(kill9);
  return {
    url: `http://127.0.0.1:${port}`,
    folder,
    get code() {
      return /one day: (\S+)/.exec(output)?.[1] ?? '';
    },
    output: () => output,
    stop: () => end('SIGTERM'),
    kill9,
  };
};

export type Errand = { readonly code: number | null; readonly output: string };

/** Runs one of the relay's errands to its end. */
export const runErrand = async (
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Errand> => {
  const child = run(args, env);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  await once(child, 'close');
  return { code: child.exitCode, output };
};

export type Laptop = {
  readonly store: Store;
  readonly links: HostLinks;
  /** Rounds until this laptop and the relay hold the same. Throws where a round ends with a problem. */
  readonly settle: () => Promise<void>;
  readonly addPerson: (name: string, more?: Readonly<Record<string, string>>) => Promise<string>;
  /** Everybody's family name, sorted. */
  readonly names: () => readonly string[];
  readonly close: () => Promise<void>;
};

/** A laptop over a folder, with links that go nowhere yet. */
const openLaptop = async (folder = newFolder()): Promise<Laptop> => {
  const store = openStore({ path: join(folder, 'orda.db'), tables: allTables, migrations });
  const errors: unknown[] = [];
  const links = createLinks({ isLoopbackShown: true, onError: (error) => errors.push(error) });
  await links.resume(store);
  const close = async (): Promise<void> => {
    endings.delete(close);
    await links.pause();
    store.close();
  };
  endings.add(close);
  return {
    store,
    links,
    settle: async () => {
      await links.syncNow('relay');
      const state = links.state().links.find(({ id }) => id === 'relay');
      if (state === undefined || state.problem !== null || state.unsent > 0 || state.isDiffering)
        throw new Error(`not settled: ${JSON.stringify({ state, errors: errors.map(String) })}`);
    },
    addPerson: async (name, more = {}) =>
      (
        await store.write({ actor: 'test', action: 'people.add' }, (tx) =>
          addPerson(tx, { family_name: name, given_name: 'Айдана', ...more }),
        )
      ).value,
    names: () =>
      store
        .localRows<{ family_name: string }>(
          'SELECT family_name FROM person WHERE deleted_at IS NULL ORDER BY 1',
        )
        .map(({ family_name }) => family_name),
    close,
  };
};

/** The organisation's first laptop, connected to the relay by the code that it printed. */
export const openFirst = async (relay: RelayProcess): Promise<Laptop> => {
  const laptop = await openOwned();
  await laptop.links.connectRelay({ store: laptop.store, address: relay.url, code: relay.code });
  await laptop.settle();
  return laptop;
};

/** A laptop with an organisation of its own that is connected to nothing yet. */
export const openOwned = async (): Promise<Laptop> => {
  const laptop = await openLaptop();
  await startOwn(laptop.store, {
    name: 'IT-клуб',
    language: 'ru',
    currency: 'KZT',
    timeZone: 'Asia/Almaty',
    owner: 'Айгерім',
  });
  return laptop;
};

/** Another laptop, joined by an invitation of one that is there. */
export const openNext = async (host: Laptop, role: Role = 'organizer'): Promise<Laptop> => {
  const { phrase, addresses } = await host.links.invite({ store: host.store, role, actor: 'test' });
  const laptop = await openLaptop();
  const { store, links } = laptop;
  const intent = { actor: 'test', action: 'laptops.join' };
  const name = 'Данияр';
  await links.join({
    store,
    address: addresses[0] ?? '',
    phrase,
    onPaired: async (as) => {
      await store.write(intent, (tx) => adoptAccount(tx, { name, language: 'ru' }, as));
    },
    onCancelled: () => Promise.resolve(),
  });
  await store.write(intent, (tx) => keepOwnLaptop(tx, store.node, { name, role }));
  await laptop.settle();
  return laptop;
};

afterAll(async () => {
  for (const end of endings) await end();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
