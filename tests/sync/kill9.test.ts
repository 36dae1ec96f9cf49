/**
 * L2 L3: `kill -9` of desks and relay at any moment, while they write and sync over loopback, loses nothing that was confirmed and doubles nothing.
 * Processes, signals, sockets and files are real. `ORDA_SYNC_KILLS` kills more often.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openHub } from '../../src-core/sync/hub.ts';
import { createLink } from '../../src-core/sync/link.ts';
import { openNode } from '../../src-core/sync/nodes.test-support.ts';
import type { Node } from '../../src-core/sync/nodes.test-support.ts';
import { chances } from './chances.ts';
import { hlcsOf } from './world.ts';

const CHILD = fileURLToPath(new URL('./kill9.child.ts', import.meta.url));
const SEED = 20_261_129;
const KILLS = Number(process.env['ORDA_SYNC_KILLS'] ?? 8);

type Running = { readonly process: ChildProcess; readonly lines: string[]; readonly ended: Promise<void> };

let folder = '';
const alive = new Set<ChildProcess>();
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orda-sync-kill-'));
});
afterEach(() => {
  for (const child of alive) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

/** Starts a child; out once it has said that it is ready. */
async function start(role: string, name: string, port = '0'): Promise<Running> {
  const child = spawn(process.execPath, [CHILD, role, join(folder, `${name}.db`), port], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  alive.add(child);
  const lines: string[] = [];
  let rest = '';
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const isReady = new Promise<void>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const parts = (rest + text).split('\n');
      rest = parts.pop() ?? '';
      lines.push(...parts);
      if (lines.length > 0) resolve();
    });
  });
  await Promise.race([isReady, ended]);
  return { process: child, lines, ended };
}

async function kill(one: Running): Promise<void> {
  one.process.kill('SIGKILL');
  await one.ended;
  alive.delete(one.process);
}

const said = (lines: readonly string[], word: string): readonly string[] =>
  lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));

test(
  `${KILLS} kills of desks and relay lose nothing confirmed and double nothing (seed ${SEED})`,
  { timeout: 3_600_000 },
  async () => {
    const chance = chances(SEED);
    const confirmed: string[] = [];
    const told: string[] = [];
    const note = ({ lines }: Running): void => {
      confirmed.push(...said(lines, 'wrote'));
      told.push(...said(lines, 'told'));
    };
    const names = ['first', 'second'] as const;
    let relay = await start('relay', 'relay');
    const [port = ''] = said(relay.lines, 'ready');
    const desks = new Map<string, Running>();
    for (const name of names) desks.set(name, await start('desk', name, port));

    for (let count = 0; count < KILLS; count += 1) {
      // A random moment is what is tried here; there is nothing to wait for.
      await wait(chance() * 400);
      const name = names[Math.floor(chance() * 3)];
      const victim = name === undefined ? undefined : desks.get(name);
      if (name === undefined || !victim) {
        await kill(relay);
        relay = await start('relay', 'relay', port);
        continue;
      }
      await kill(victim);
      note(victim);
      desks.set(name, await start('desk', name, port));
    }
    for (const running of desks.values()) {
      await kill(running);
      note(running);
    }
    await kill(relay);

    const relayNode = openNode({ path: join(folder, 'relay.db') });
    const reached = hlcsOf(relayNode.store);
    expect(told.filter((hlc) => !reached.has(hlc))).toEqual([]);
    const nodes = names.map((name) => openNode({ path: join(folder, `${name}.db`) }));
    const hub = await openHub(relayNode.store);
    const all = [relayNode, ...nodes];
    for (const node of all) node.setNow(Date.now());
    for (const node of [...nodes, ...nodes])
      await createLink({
        store: node.store,
        peer: 'relay',
        send: (message) => hub.answer(message),
      }).round();
    const entries = (node: Node) =>
      node.store.localRows('SELECT COUNT(*) AS rows, SUM(amount) AS paid FROM entry');
    for (const node of all) {
      const log = hlcsOf(node.store);
      expect(confirmed.filter((hlc) => !log.has(hlc))).toEqual([]);
      expect(node.store.localRows('SELECT hlc, reason FROM quarantine')).toEqual([]);
      expect(node.store.localRows('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
      expect(node.state()).toEqual(relayNode.state());
      expect(entries(node)).toEqual(entries(relayNode));
    }
    expect(confirmed.length).toBeGreaterThan(KILLS);
    for (const node of all) node.close();
  },
);
