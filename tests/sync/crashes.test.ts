/** L2 L3 S9: a process that dies at any step of a round, on either side, has done no harm. Every step there is, is tried. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { act } from '../../src-core/sync/nodes.test-support.ts';
import { openHub } from '../../src-core/sync/hub.ts';
import { createLink } from '../../src-core/sync/link.ts';
import { allIsThere, cursorsHold, meet } from './holds.ts';
import { countingSteps, PlugPulled } from './mortal.ts';
import type { StepCount } from './mortal.ts';
import { RIGHT } from './stories.ts';
import { beginWorld, endWorld, hlcsOf, restart } from './world.ts';
import type { Site, World } from './world.ts';

let world: World;
let desk: Site;
let other: Site;
let relay: Site;
beforeEach(async () => {
  await begin();
});
afterEach(() => endWorld(world));

/** Both sides have news for each other: new rows, changed ones, a fact that both noted, a conflict, money. */
async function begin(): Promise<void> {
  world = await beginWorld(2);
  const [first, second] = world.desks;
  const [hub] = world.relays;
  if (!first || !second || !hub) throw new Error('a world has desks and a relay');
  [desk, other, relay] = [first, second, hub];
  for (const [site, value] of [
    [desk, 1],
    [other, 2],
  ] as const) {
    await act(site.node, { do: 'write', card: 1, column: 'body', value });
    await act(site.node, { do: 'write', card: 1, column: 'title', value });
    await act(site.node, { do: 'mark', thing: 1 });
    await act(site.node, { do: 'entry', amount: value });
    world.paid += value;
  }
  for (const { node } of world.desks) for (const hlc of hlcsOf(node.store)) world.confirmed.add(hlc);
  const hub2 = await openHub(relay.node.store);
  const link = createLink({
    store: other.node.store,
    peer: 'relay',
    send: (message) => hub2.answer(message),
  });
  await link.round();
}

/** One round of the desk in which a side dies at that step; out: whether it came to that. */
async function roundUntil(diesAt: number, side: 'caller' | 'server'): Promise<boolean> {
  const count: StepCount = { passed: 0, diesAt };
  const dying = (site: Site, isIt: boolean) =>
    isIt ? countingSteps(site.node.store, count) : site.node.store;
  const hub = await openHub(dying(relay, side === 'server'));
  const link = createLink({
    store: dying(desk, side === 'caller'),
    peer: 'relay',
    send: (message) => hub.answer(message),
  });
  try {
    await link.round();
    return false;
  } catch (error) {
    if (!(error instanceof PlugPulled)) throw error;
    return true;
  }
}

test.each(['caller', 'server'] as const)(
  'the %s dies at any step, and nothing is lost or doubled',
  { timeout: 240_000 },
  async (side) => {
    let died = 0;
    for (let step = 1; ; step += 1) {
      if (!(await roundUntil(step, side))) break;
      died += 1;
      cursorsHold(world);
      await restart(side === 'caller' ? desk : relay);
      cursorsHold(world);
      await meet(world);
      allIsThere(world, RIGHT.paidAt);
      endWorld(world);
      await begin();
    }
    // Both transactions, each with its statements and its commit.
    expect(died).toBeGreaterThan(20);
  },
);
