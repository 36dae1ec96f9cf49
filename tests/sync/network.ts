import { createLink } from '../../src-core/sync/link.ts';
import type { Round } from '../../src-core/sync/link.ts';
import { compress, decompress } from '../../src-core/sync/pack.ts';
import type { Store } from '../../src-core/store/index.ts';
import { mortal, newFuse, PlugPulled } from './mortal.ts';
import { restart, showTime } from './world.ts';
import type { Site, World } from './world.ts';

/** What becomes of one message and its answer. */
export const FATES = [
  'well',
  'lostThere',
  'lostBack',
  'doubled',
  // Held back by the network; it comes when nobody thinks of it any more, after later messages.
  'late',
  'serverDiesBeforeCommit',
  'serverDiesAfterCommit',
  'callerDiesBeforeCommit',
  'callerDiesAfterCommit',
] as const;
export type Fate = (typeof FATES)[number];

const LONGEST = 50_000_000;

/** As bytes on a wire: what arrives shares nothing with what was sent. */
const carried = (message: unknown): unknown => decompress(compress(message), LONGEST);

export type RoundOptions = {
  /** The fates of the messages, in turn; those after the last go well. */
  readonly fates?: readonly Fate[];
  readonly isRetry?: boolean;
  /** Done while each message is under way. */
  readonly meanwhile?: () => Promise<void>;
  /** The store as the calling side sees it. */
  readonly storeOf?: (store: Store, mortalStore: Store) => Store;
};

/** One round; out: what came of it, or undefined where it broke off. Whoever died in it has been started again. */
export async function round(
  world: World,
  from: Site,
  to: Site,
  { fates = [], isRetry = false, meanwhile, storeOf = (_, store) => store }: RoundOptions = {},
): Promise<Round | undefined> {
  for (const site of [from, to]) showTime(world, site);
  const fuse = newFuse();
  const ownStore = from.node.store;
  let at = 0;
  const link = createLink({
    store: storeOf(ownStore, mortal(ownStore, fuse)),
    peer: world.relays.includes(to) ? 'relay' : to.name,
    send: async (message) => {
      const fate = fates[at] ?? 'well';
      at += 1;
      await meanwhile?.();
      if (fate === 'callerDiesBeforeCommit') fuse.blows = 'beforeCommit';
      if (fate === 'callerDiesAfterCommit') fuse.blows = 'afterCommit';
      return send(world, to, message, fate);
    },
  });
  try {
    return await link.round({ isRetry });
  } catch (error) {
    if (!(error instanceof PlugPulled) && !(error instanceof NoWay)) throw error;
    if (fuse.blows !== 'never') await restart(from);
    if (to.fuse.blows !== 'never') await restart(to);
    return undefined;
  }
}

class NoWay extends Error {}

async function send(world: World, to: Site, message: unknown, fate: Fate): Promise<unknown> {
  if (fate === 'lostThere') throw new NoWay('lost on the way there');
  if (fate === 'late') {
    world.late.push({ to, message: carried(message) });
    throw new NoWay('still on its way');
  }
  if (fate === 'serverDiesBeforeCommit') to.fuse.blows = 'beforeCommit';
  if (fate === 'serverDiesAfterCommit') to.fuse.blows = 'afterCommit';
  const answer = carried(await to.hub.answer(carried(message)));
  // A message that brings nothing writes nothing; its server dies all the same.
  if (to.fuse.blows !== 'never') throw new PlugPulled();
  if (fate === 'lostBack') throw new NoWay('lost on the way back');
  return fate === 'doubled' ? carried(await to.hub.answer(carried(message))) : answer;
}

/** What the network had held back arrives after all; nobody hears the answers. */
export async function deliverLate(world: World): Promise<void> {
  for (const { to, message } of world.late.splice(0)) await to.hub.answer(message);
}
