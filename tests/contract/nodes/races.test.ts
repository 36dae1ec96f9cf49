/** Holds: several relay processes on one PostgreSQL write one log, whose numbers are in the order of the commits; whoever dies takes nothing along. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DatabaseAwayError, openPostgres, record } from '../../../src-core/store/index.ts';
import type { PostgresStore } from '../../../src-core/store/index.ts';
import { openHub } from '../../../src-core/sync/index.ts';
import { createLink } from '../../../src-core/sync/link.ts';
import { act, cardTable, nodeSteps, openNode } from '../../../src-core/sync/nodes.test-support.ts';
import { findPrograms, startCluster } from './cluster.ts';
import type { Cluster } from './cluster.ts';
import { servedTables } from './served.ts';

const programs = findPrograms();
const title =
  'reason' in programs
    ? `several processes (skipped: ${programs.reason})`
    : 'several processes on one PostgreSQL';
const CHILD = fileURLToPath(new URL('writer.child.ts', import.meta.url));

type Line = { readonly seq: number; readonly hlc: string; readonly tx: string };

/** A process that writes; what it said was confirmed. */
function startWriter(url: string, name: string) {
  const child = spawn(process.execPath, [CHILD, url, name], { stdio: ['ignore', 'pipe', 'inherit'] });
  const said: string[] = [];
  const hearers = new Set<() => void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    said.push(line);
    for (const hear of hearers) hear();
  });
  return {
    confirmed: () => said.slice(1),
    /** Waits until it has said so many lines. */
    until: (count: number) =>
      new Promise<void>((resolve) => {
        const hear = (): void => {
          if (said.length < count) return;
          hearers.delete(hear);
          resolve();
        };
        hearers.add(hear);
        hear();
      }),
    async kill() {
      const ended = once(child, 'close');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

describe.skipIf('reason' in programs)(title, () => {
  let cluster: Cluster;
  let url: string;
  const opened: PostgresStore[] = [];
  const open = async (server = url): Promise<PostgresStore> => {
    const store = await openPostgres({ server, tables: servedTables, migrations: nodeSteps });
    opened.push(store);
    return store;
  };
  beforeAll(async () => {
    if ('folder' in programs) cluster = await startCluster(programs.folder);
  }, 120_000);
  afterAll(() => cluster.stop());
  beforeEach(async () => {
    url = await cluster.database();
    return async () => {
      for (const store of opened.splice(0)) await store.close();
    };
  });
  const logOf = (store: PostgresStore) => store.ask<Line>('SELECT seq, hlc, tx FROM change ORDER BY seq');
  const add = (store: PostgresStore, id: string) =>
    store.write({ actor: 'x', action: 'x' }, (tx) => record(tx, cardTable, id, { title: id }));

  test('L2 while many write at once, a reader with a cursor misses no line, and every laptop ends up with the same', async () => {
    const [first, second] = [await open(), await open()];
    expect(first.node).toBe(second.node);
    const hubs = [await openHub(first), await openHub(second)];
    const writer = startWriter(url, 'child');
    const laptops = Array.from({ length: 4 }, () => openNode());
    for (const own of laptops) own.setNow(Date.now());
    const links = laptops.map((own, at) =>
      createLink({
        store: own.store,
        peer: 'relay',
        // Each message may come to another process, as behind one address.
        send: async (message) => hubs[(at + message.cursor) % 2]?.answer(message),
      }),
    );
    const read: Line[] = [];
    let isReading = true;
    const reading = async (): Promise<void> => {
      while (isReading)
        read.push(
          ...(await second.ask<Line>(
            'SELECT seq, hlc, tx FROM change WHERE seq > $1 ORDER BY seq LIMIT 50',
            read.at(-1)?.seq ?? 0,
          )),
        );
    };
    const reader = reading();
    await writer.until(2);
    for (let turn = 0; turn < 8; turn += 1)
      await Promise.all([
        ...laptops.map(async (own, at) => {
          await act(own, { do: 'mark', thing: turn * 10 + at });
          await act(own, { do: 'write', card: turn, column: 'stars', value: at });
          await links[at]?.round();
        }),
        add(first, `first ${turn}`),
        add(second, `second ${turn}`),
      ]);
    await writer.kill();
    for (const link of links) await link.round();
    for (const link of links) expect(await link.round()).toMatchObject({ outcome: 'same' });
    const log = await logOf(first);
    while (read.length < log.length) await new Promise((resolve) => setImmediate(resolve));
    isReading = false;
    await reader;
    expect(read).toEqual(log);
    expect(log.map(({ seq }) => seq)).toEqual(log.map((_, at) => at + 1));
    const ids = log.map(({ hlc }) => hlc).toSorted();
    for (const own of laptops) {
      expect(
        own
          .log()
          .changes.map(({ hlc }) => hlc)
          .toSorted(),
      ).toEqual(ids);
      expect(own.state()).toEqual(laptops[0]?.state());
      own.close();
    }
  }, 120_000);

  test('what a process had confirmed when it was killed is there, what it had not is whole or not at all', async () => {
    const store = await open();
    const confirmed: string[] = [];
    for (let round = 0; round < 4; round += 1) {
      const writer = startWriter(url, `child ${round}`);
      await writer.until(2 + round * 3);
      await writer.kill();
      confirmed.push(...writer.confirmed());
      // Whoever holds the lock of a dead process lets it go: the others go on.
      await add(store, `after ${round}`);
    }
    const log = await logOf(store);
    const byTx = Map.groupBy(log, ({ tx }) => tx);
    for (const tx of confirmed) expect(byTx.get(tx)?.length).toBe(40);
    expect(new Set(Array.from(byTx.values(), ({ length }) => length))).toEqual(new Set([40, 1]));
    const rows = await store.ask<{ n: number }>('SELECT count(*) AS n FROM card');
    expect(rows).toEqual([{ n: log.length }]);
    expect(log.map(({ seq }) => seq)).toEqual(log.map((_, at) => at + 1));
    const actions = await store.ask<{ id: string }>('SELECT id FROM action');
    expect(new Set(actions.map(({ id }) => id))).toEqual(new Set(byTx.keys()));
  }, 120_000);

  test('every process hears of every commit once, also after its listening connection was lost', async () => {
    const [first, second] = [await open(), await open()];
    const heard: string[][] = [[], []];
    const waiting = new Set<() => void>();
    for (const [at, store] of [first, second].entries())
      store.onCommit(({ tx, tables }) => {
        heard[at]?.push(`${tx === '' ? 'gap' : tx} ${[...tables].toSorted().join()}`);
        for (const wake of waiting) wake();
      });
    const until = (isSo: () => boolean) =>
      new Promise<void>((resolve) => {
        const wake = (): void => {
          if (!isSo()) return;
          waiting.delete(wake);
          resolve();
        };
        waiting.add(wake);
        wake();
      });
    const { tx } = await add(first, 'one');
    await until(() => heard[1]?.length === 1);
    expect(heard).toEqual([[`${tx} card`], [`${tx} card`]]);
    await cluster.ask(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'`);
    await until(() => heard.every((one) => one.some((line) => line.startsWith('gap'))));
    const again = await add(second, 'two');
    await until(() => heard[0]?.includes(`${again.tx} card`) === true);
    expect(heard[1]).toContain(`${again.tx} card`);
  }, 60_000);

  test('a connection that is lost in a transaction ends that write alone, in words, and nothing of it stays', async () => {
    const store = await open();
    const cut = store.write({ actor: 'x', action: 'x' }, async (tx) => {
      await record(tx, cardTable, 'cut', { title: 'cut' });
      await cluster.ask(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle in transaction'`,
      );
      await record(tx, cardTable, 'cut 2', { title: 'cut' });
    });
    await expect(cut).rejects.toThrow(DatabaseAwayError);
    await Promise.all([add(store, 'a'), add(store, 'b')]);
    expect(await store.ask('SELECT id FROM card ORDER BY id')).toEqual([{ id: 'a' }, { id: 'b' }]);
    await expect(open('postgres://nobody@127.0.0.1:1/none')).rejects.toThrow(DatabaseAwayError);
  }, 60_000);

  test('S11 L4 a copy of the database is another node with another log, and the original stays itself', async () => {
    const store = await open();
    await openHub(store);
    await add(store, 'one');
    const { node } = store;
    const epochs = () => cluster.ask(`SELECT value FROM meta WHERE key = 'epoch'`, url);
    const [epoch] = await epochs();
    await store.close();
    opened.length = 0;
    await cluster.ask(`CREATE DATABASE copied TEMPLATE ${new URL(url).pathname.slice(1)}`);
    const copied = await open(url.replace(/orda_\d+/, 'copied'));
    await openHub(copied);
    expect(copied.node).not.toBe(node);
    expect(await copied.ask(`SELECT value FROM meta WHERE key = 'epoch'`)).not.toEqual([epoch]);
    expect((await open()).node).toBe(node);
    expect(await epochs()).toEqual([epoch]);
  }, 60_000);

  test('a write that others were in the way of is done again, and stands once', async () => {
    const store = await open();
    let tries = 0;
    await store.write({ actor: 'x', action: 'x' }, async (tx) => {
      tries += 1;
      await record(tx, cardTable, 'one', { title: 'one' });
      // What PostgreSQL says of two transactions that wait for each other.
      if (tries < 3) await tx.connection.query(`DO $$ BEGIN RAISE deadlock_detected; END $$`);
    });
    expect(tries).toBe(3);
    expect((await logOf(store)).length).toBe(1);
  });
});
