/** Holds: a relay moves from SQLite to PostgreSQL and stays the same relay to every laptop. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  moveToPostgres,
  MovedDatabaseError,
  openPostgres,
  openStore,
} from '../../../src-core/store/index.ts';
import { openHub } from '../../../src-core/sync/index.ts';
import type { Hub, SyncStore } from '../../../src-core/sync/index.ts';
import { createLink } from '../../../src-core/sync/link.ts';
import { act, nodeSteps, openNode } from '../../../src-core/sync/nodes.test-support.ts';
import type { Node } from '../../../src-core/sync/nodes.test-support.ts';
import { findPrograms, startCluster } from './cluster.ts';
import type { Cluster } from './cluster.ts';
import { openLite, pgliteServer, wipeLite } from './pgliteServer.ts';
import { servedOver, servedTables, stateOf } from './served.ts';
import type { PostgresServer } from '../../../src-core/store/index.ts';

const schema = { tables: servedTables, migrations: nodeSteps };
const programs = findPrograms();
let folder: string;
const laptops: Node[] = [];
afterEach(() => {
  for (const one of laptops.splice(0)) one.close();
  rmSync(folder, { recursive: true, force: true });
});

const stateIn = async (store: SyncStore) => stateOf(await servedOver(() => store));
const roundOf = (own: Node, hub: Hub) =>
  createLink({ store: own.store, peer: 'relay', send: (message) => hub.answer(message) }).round();

/** A relay on SQLite with two laptops, something kept aside, and more than one message of lines. */
async function relayOnSqlite() {
  folder = mkdtempSync(join(tmpdir(), 'orda-move-'));
  const path = join(folder, 'relay.db');
  const relay = openStore({ path, ...schema, isRelay: true });
  const hub = await openHub(relay);
  const [a, b] = [openNode(), openNode()];
  laptops.push(a, b);
  for (let n = 0; n < 30; n += 1) {
    await act(a, { do: 'write', card: n, column: 'body', value: n });
    await act(a, { do: 'mark', thing: n }, (thing) => `a${thing}`);
    await act(b, { do: 'entry', amount: n });
  }
  await act(b, { do: 'mark', thing: 3 }, () => 'clashing');
  await roundOf(a, hub);
  await roundOf(b, hub);
  await act(a, { do: 'mark', thing: 77 });
  return { path, relay, a, b };
}

function moves(make: () => Promise<string | PostgresServer>): void {
  test('every laptop goes on with its cursor, nothing goes twice, and the file is not served again', async () => {
    const { path, relay, a, b } = await relayOnSqlite();
    const to = await make();
    await expect(moveToPostgres({ from: path, to, ...schema })).rejects.toMatchObject({ reason: 'inUse' });
    const [before, { node }] = [await stateIn(relay), relay];
    const counts = relay.localRows<{ n: number }>('SELECT count(*) AS n FROM change')[0]?.n;
    relay.close();

    const heard: (readonly [number, number])[] = [];
    const moved = await moveToPostgres({
      from: path,
      to,
      ...schema,
      onProgress: (done, total) => heard.push([done, total]),
    });
    expect([moved.get('change'), moved.get('quarantine')]).toEqual([counts, 1]);
    expect(heard.at(-1)?.[0]).toBe(heard.at(-1)?.[1]);
    expect(() => openStore({ path, ...schema, isRelay: true })).toThrow(MovedDatabaseError);
    const file = new Database(path, { readonly: true });
    expect(file.prepare('SELECT count(*) AS n FROM change').get()).toEqual({ n: counts });
    file.close();

    const store = await openPostgres({ server: to, ...schema });
    expect(store.node).toBe(node);
    expect(await stateIn(store)).toEqual(before);
    const hub = await openHub(store);
    expect(await roundOf(a, hub)).toMatchObject({ sent: 1, got: 30, outcome: 'same' });
    // What is kept aside is kept aside there too: a clash that both sides know of.
    expect(await roundOf(b, hub)).toMatchObject({ sent: 0, got: 1, outcome: 'kept' });
    expect(await roundOf(a, hub)).toMatchObject({ sent: 0, got: 0, outcome: 'same' });
    await store.close();
    await expect(moveToPostgres({ from: path, to, ...schema })).rejects.toMatchObject({ reason: 'notEmpty' });
  }, 120_000);

  test('where it cannot be done, the file is served as before', async () => {
    const { path, relay } = await relayOnSqlite();
    relay.close();
    const to = await make();
    const first = await openPostgres({ server: to, ...schema });
    await openHub(first);
    await first.close();
    await expect(moveToPostgres({ from: path, to, ...schema })).rejects.toMatchObject({ reason: 'notEmpty' });
    openStore({ path, ...schema, isRelay: true }).close();
  }, 120_000);
}

describe('to PGlite', () => {
  let lite: Awaited<ReturnType<typeof openLite>>;
  beforeAll(async () => {
    lite = await openLite();
  }, 120_000);
  afterAll(() => lite.close());
  moves(async () => {
    await wipeLite(lite);
    return pgliteServer(lite);
  });
});

const title = 'reason' in programs ? `to PostgreSQL (skipped: ${programs.reason})` : 'to PostgreSQL';
describe.skipIf('reason' in programs)(title, () => {
  let cluster: Cluster;
  beforeAll(async () => {
    if ('folder' in programs) cluster = await startCluster(programs.folder);
  }, 120_000);
  afterAll(() => cluster.stop());
  moves(() => cluster.database());
});
