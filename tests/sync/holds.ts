import { expect } from 'vitest';
import { deliverLate, round } from './network.ts';
import type { RoundOptions } from './network.ts';
import { hasOf, hlcsOf, showTime } from './world.ts';
import type { Site, World } from './world.ts';

type PeerLine = {
  readonly node: string | null;
  readonly epoch: string | null;
  readonly head_seq: number | null;
  readonly head_hlc: string | null;
  readonly pulled: number;
  readonly pushed: number;
};

/**
 * L2 at any moment, also after every death: no cursor is ahead of what has really arrived. Whoever believes to have the other's
 * lines up to a number has each of them, and whoever believes to have told has been heard.
 */
export function cursorsHold(world: World): void {
  const sites = [...world.desks, ...world.relays];
  for (const site of sites)
    for (const line of site.node.store.localRows<PeerLine>('SELECT * FROM sync_peer')) {
      const other = sites.find(({ node }) => node.store.node === line.node);
      if (other && isSameLog(other, line)) cursorHolds(site, other, line);
    }
}

/** A log that was exchanged for another has another name or another line there; what was known of it counts no more (L4). */
function isSameLog({ node: { store } }: Site, line: PeerLine): boolean {
  const [epoch] = store.localRows<{ value: string }>(`SELECT value FROM meta WHERE key = 'epoch'`);
  if (epoch?.value !== line.epoch) return false;
  if (line.head_seq === null) return true;
  const [head] = store.localRows<{ hlc: string }>('SELECT hlc FROM change WHERE seq = ?', line.head_seq);
  return head?.hlc === line.head_hlc;
}

function cursorHolds(site: Site, other: Site, { pulled, pushed }: PeerLine): void {
  const upTo = 'SELECT hlc FROM change WHERE seq <= ?';
  const [here, there] = [hasOf(site.node.store), hasOf(other.node.store)];
  const unheard = other.node.store
    .localRows<{ hlc: string }>(upTo, pulled)
    .filter(({ hlc }) => !here.has(hlc));
  const untold = site.node.store
    .localRows<{ hlc: string }>(upTo, pushed)
    .filter(({ hlc }) => !there.has(hlc));
  const places = `${site.name} with ${other.name}`;
  expect({ places, unheard, untold }, 'a cursor is ahead of what has arrived').toEqual({
    places,
    unheard: [],
    untold: [],
  });
}

/** After these sweeps everybody has heard everything: the first brings it to the relays, the second brings it back. */
const SWEEPS = 3;
const DAYS_LATER_MS = 10 * 24 * 3_600_000;

/**
 * The network is whole again, all clocks have been set right and have overtaken the wrong ones: everybody talks with every relay until
 * nothing is new. Out: nothing. Throws where somebody still has something to say after the sweeps that suffice.
 */
export async function meet(world: World, options: Pick<RoundOptions, 'storeOf'> = {}): Promise<void> {
  await deliverLate(world);
  world.passedMs += DAYS_LATER_MS;
  for (const site of [...world.desks, ...world.relays]) {
    site.wrongBy = 0;
    showTime(world, site);
  }
  for (let sweep = 0; sweep < SWEEPS; sweep += 1)
    for (const relay of world.relays)
      for (const desk of world.desks) await round(world, desk, relay, { ...options, isRetry: true });
  for (const relay of world.relays)
    for (const desk of world.desks)
      expect(await round(world, desk, relay, options), 'somebody still has something to say').toMatchObject(
        // Copies of one relay are one relay to a desk: whenever it meets the other one, it begins from line one (L4).
        world.relays.length > 1 ? { got: 0, outcome: 'same' } : { sent: 0, got: 0, outcome: 'same' },
      );
}

/** That everybody has the same, that it is all that was ever confirmed and nothing else, and that the money is right. */
export function allIsThere(world: World, paidAt: (node: Site['node']) => number): void {
  const sites = [...world.desks, ...world.relays];
  const [first] = sites;
  const state = first?.node.state();
  for (const { name, node } of sites) {
    const { store } = node;
    const log = hlcsOf(store);
    const found = {
      name,
      lost: [...world.confirmed].filter((hlc) => !log.has(hlc)),
      unknown: [...log].filter((hlc) => !world.confirmed.has(hlc)),
      twice: store.localRows('SELECT hlc FROM change GROUP BY hlc HAVING COUNT(*) > 1'),
      kept: store.localRows('SELECT hlc, reason FROM quarantine'),
    };
    expect(found, 'the log is not what was confirmed').toEqual({
      name,
      lost: [],
      unknown: [],
      twice: [],
      kept: [],
    });
    expect(paidAt(node), 'the money is wrong').toBe(world.paid);
    expect(node.state(), 'somebody sees something else').toEqual(state);
    const living = store.localRows('SELECT id, title FROM card WHERE deleted_at IS NULL ORDER BY id');
    expect(
      store.localRows('SELECT id, title FROM card_title ORDER BY id'),
      'the search is out of step',
    ).toEqual(living);
  }
}
