/** L4 S11: relays that are wiped, restored or cloned; laptops that are restored from a backup or copied with their folder; an edit while a round runs. */
import { cpSync, mkdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { backupDatabase, restoreBackup } from '../../src-core/store/index.ts';
import { openHub } from '../../src-core/sync/hub.ts';
import { createLink } from '../../src-core/sync/link.ts';
import { act, NOON, openNode } from '../../src-core/sync/nodes.test-support.ts';
import { allIsThere, cursorsHold, meet } from './holds.ts';
import { round } from './network.ts';
import { RIGHT } from './stories.ts';
import { beginWorld, endWorld, hlcsOf, openSite, replaceFile, snapshot } from './world.ts';
import type { Site, World } from './world.ts';

let world: World;
let a: Site;
let b: Site;
let relay: Site;
beforeEach(async () => {
  world = await beginWorld(2);
  const [first, second] = world.desks;
  const [hub] = world.relays;
  if (!first || !second || !hub) throw new Error('a world has desks and a relay');
  [a, b, relay] = [first, second, hub];
});
afterEach(() => endWorld(world));

/** A mark at a desk, and what stands in the log by now is confirmed. */
async function mark(site: Site, thing: number): Promise<void> {
  await act(site.node, { do: 'mark', thing });
  await act(site.node, { do: 'entry', amount: thing });
  world.paid += thing;
  for (const hlc of hlcsOf(site.node.store)) world.confirmed.add(hlc);
}
const allEndsWell = async (): Promise<void> => {
  cursorsHold(world);
  await meet(world);
  allIsThere(world, RIGHT.paidAt);
};

test('L4 a relay that was wiped gets everything from whoever calls', async () => {
  await mark(a, 1);
  await mark(b, 2);
  for (const desk of [a, b, a]) await round(world, desk, relay);
  await replaceFile(world, relay, world.emptyFile);
  await mark(a, 3);
  // Each brings what the other had told it, too: one alone would do.
  expect(await round(world, a, relay)).toMatchObject({ sent: 6, outcome: 'same' });
  await allEndsWell();
});

test('L4 a relay restored from yesterday: what it forgot comes back, also what a third had written', async () => {
  await mark(a, 1);
  await round(world, a, relay);
  const yesterday = snapshot(world, relay);
  await mark(b, 2);
  await round(world, b, relay);
  await round(world, a, relay);
  await replaceFile(world, relay, yesterday);
  // Only the laptop that had merely heard of it calls.
  await round(world, a, relay);
  expect(relay.node.store.localRows('SELECT thing FROM mark ORDER BY thing')).toEqual([
    { thing: '1' },
    { thing: '2' },
  ]);
  await allEndsWell();
});

test('L4 two copies of a relay serve: whoever goes from one to the other carries what is missing', async () => {
  await mark(a, 1);
  await round(world, a, relay);
  const clone = await openSite(world.folder, 'clone', snapshot(world, relay));
  world.relays.push(clone);
  await mark(a, 2);
  await mark(b, 3);
  await round(world, a, relay);
  await round(world, b, clone);
  // As many lines on both, and other ones: the number of a line is no proof, the line is.
  expect(hlcsOf(clone.node.store).size).toBe(hlcsOf(relay.node.store).size);
  await round(world, a, clone);
  await round(world, b, relay);
  await allEndsWell();
});

test('S11 L4 a laptop restored from a backup has a new name and gets back what it had told', async () => {
  await mark(a, 1);
  const folder = join(dirname(a.path), 'backups');
  const file = new Database(a.path);
  const backup = backupDatabase(file, folder, 'manual', NOON);
  file.close();
  await mark(a, 2);
  await round(world, a, relay);
  const before = a.node.store.node;
  a.node.close();
  restoreBackup(backup.path, a.path, NOON);
  a.node = openNode({ path: a.path });
  a.hub = await openHub(a.node.store);
  expect(a.node.store.node).not.toBe(before);
  expect(await round(world, a, relay)).toMatchObject({ got: 2, outcome: 'same' });
  await mark(a, 3);
  await allEndsWell();
});

test('S11 a folder copied whole to a second laptop: two names, and both go on', async () => {
  await mark(a, 1);
  await round(world, a, relay);
  a.node.close();
  const there = join(world.folder, 'copied');
  mkdirSync(there);
  for (const ending of ['', '.node'])
    cpSync(`${a.path}${ending}`, join(there, `${basename(a.path)}${ending}`));
  a.node = openNode({ path: a.path });
  a.hub = await openHub(a.node.store);
  const copy = await openSite(world.folder, 'copy', world.emptyFile);
  copy.node.close();
  copy.path = join(there, basename(a.path));
  copy.node = openNode({ path: copy.path });
  copy.hub = await openHub(copy.node.store);
  expect(copy.node.store.node).not.toBe(a.node.store.node);
  (world.desks as Site[]).push(copy);
  await mark(copy, 2);
  await mark(a, 3);
  await round(world, copy, relay);
  await allEndsWell();
});

test('L3 what a person writes while a round runs, at any of its moments, goes along or with the next', async () => {
  for (let card = 0; card < 20; card += 1)
    await act(b.node, { do: 'write', card, column: 'body', value: card });
  await round(world, b, relay);
  // A person who does not wait: each write is asked for as soon as the last one is confirmed.
  const writing = (async () => {
    for (let n = 0; n < 60; n += 1)
      await act(a.node, { do: 'write', card: n % 20, column: 'stars', value: n });
  })();
  const link = createLink({
    store: a.node.store,
    peer: 'relay',
    send: (message) => relay.hub.answer(message),
  });
  const during = await link.round();
  await writing;
  expect(during.got).toBe(hlcsOf(b.node.store).size);
  await link.round();
  for (const { node } of [a, b, relay]) for (const hlc of hlcsOf(node.store)) world.confirmed.add(hlc);
  await allEndsWell();
});
