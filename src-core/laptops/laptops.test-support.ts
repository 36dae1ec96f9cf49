import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrations } from '../../migrations/index.ts';
import { startOwn } from '../access/index.ts';
import { addPerson } from '../people/index.ts';
import { openStore } from '../store/index.ts';
import type { Store } from '../store/index.ts';
import {
  compress,
  createLink,
  createSealer,
  decompress,
  openHub,
  PROTOCOL,
  relayTables,
} from '../sync/index.ts';
import type { Hub, Link } from '../sync/index.ts';
import { allTables } from '../tables.ts';
import { keyOfPhrase, serveLaptops, unwrap } from './index.ts';

const NOON: number = Date.UTC(2026, 8, 1, 12);

/** One machine: its database, and its log over HTTP without a socket. */
export type Machine = {
  readonly store: Store;
  readonly hub: Hub;
  readonly path: string;
  /** Sends a request to this machine, from an address. */
  readonly ask: (path: string, init?: RequestInit, from?: string) => Promise<Response>;
  readonly stop: () => void;
  readonly later: (ms: number) => void;
  readonly close: () => void;
};

/** `codes`: an operator's, for a relay. `waitMs`: how long a wait for news lasts. */
export async function openMachine({
  isRelay = false,
  codes = [],
  waitMs = 25_000,
}: {
  readonly isRelay?: boolean;
  readonly codes?: readonly string[];
  readonly waitMs?: number;
} = {}): Promise<Machine> {
  const folder = mkdtempSync(join(tmpdir(), 'orda-laptop-'));
  const path = join(folder, 'orda.db');
  let nowMs = NOON;
  const store = openStore({
    path,
    tables: isRelay ? relayTables(allTables) : allTables,
    migrations: isRelay ? migrationsOfRelay() : migrations,
    now: () => nowMs,
  });
  const hub = await openHub(store);
  const left = new Set(codes);
  const service = serveLaptops({
    store,
    hub,
    waitMs,
    onError: (error) => {
      throw error;
    },
    ...(isRelay && { takeCode: async (code: string) => left.delete(code) }),
  });
  return {
    store,
    hub,
    path,
    ask: (where, init = {}, from = '10.0.0.1') =>
      service.handle(new Request(`http://relay${where}`, init), from),
    stop: service.stop,
    later: (ms) => {
      nowMs += ms;
    },
    close() {
      service.stop();
      store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** A relay keeps the texts of sealed numbers. */
function migrationsOfRelay() {
  const sealedNumbers = /^(\s*)(added|changed|same|skipped|kept) INTEGER/gm;
  return migrations.map((step) => ({
    ...step,
    up: step.up.map((sql) =>
      sql.includes('CREATE TABLE import_batch') ? sql.replaceAll(sealedNumbers, '$1$2 ANY') : sql,
    ),
  }));
}

export const json = (value: unknown): RequestInit => ({ method: 'POST', body: JSON.stringify(value) });
export const bearer = (token: string): RequestInit => ({ headers: { authorization: `Bearer ${token}` } });

/** What a machine answers, with its status. */
export async function told(answer: Promise<Response>): Promise<readonly [number, unknown]> {
  const { status, ...response } = await answer.then(async (one) => ({
    status: one.status,
    text: await one.text(),
  }));
  return [status, response.text === '' ? null : (JSON.parse(response.text) as unknown)];
}

/** Answers to `/claim` and `/pair`. */
export type LetIn = { readonly token: string; readonly wrappedKey: string; readonly role: string };
export const claim = async (at: Machine, by: Store, code: string) =>
  (await told(at.ask('/claim', json({ code, node: by.node }))))[1] as LetIn;
export const pair = async (at: Machine, by: Store, phrase: string) => {
  const { id } = await keyOfPhrase(phrase);
  return told(at.ask('/pair', json({ protocol: PROTOCOL, id, node: by.node })));
};

/** Pairs by a phrase; out: the token and the organisation's key. */
export async function joinBy(at: Machine, by: Store, phrase: string) {
  const [, answer] = await pair(at, by, phrase);
  const { token, wrappedKey, role } = answer as LetIn;
  return { token, role, key: unwrap(await keyOfPhrase(phrase), wrappedKey) };
}

/** A link over HTTP, as a desk has it to a relay, or, without a key, to a laptop; throws the code of a refusal. */
export function linkTo(at: Machine, own: Store, token: string, key?: Uint8Array): Link {
  return createLink({
    store: own,
    peer: 'relay',
    ...(key && { sealer: createSealer([key], own.tables) }),
    send: async (message) => {
      const answer = await at.ask('/sync', {
        ...bearer(token),
        method: 'POST',
        body: Buffer.from(compress(message)),
      });
      if (answer.status !== 200) throw new Error(((await answer.json()) as { readonly code: string }).code);
      return decompress(new Uint8Array(await answer.arrayBuffer()), 50_000_000);
    },
  });
}

export const begin = (store: Store) =>
  startOwn(store, {
    name: 'IT-клуб',
    language: 'ru',
    currency: 'KZT',
    timeZone: 'Asia/Almaty',
    owner: 'Айгерім',
  });

/** A person with something that the relay may only carry. */
export async function addGuest(store: Store, given: string, note: string): Promise<void> {
  await store.write({ actor: 'someone', action: 'people.add' }, (tx) =>
    addPerson(tx, { given_name: given, kind: 'guest', status: 'active', note }),
  );
}

export const namesAt = async (store: Store) =>
  store.localRows<{ given_name: string; note: string | null }>(
    'SELECT given_name, note FROM person ORDER BY given_name',
  );
