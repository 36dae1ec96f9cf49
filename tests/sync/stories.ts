import fc from 'fast-check';
import { readConflicts, settleConflict } from '../../src-core/sync/index.ts';
import { act } from '../../src-core/sync/nodes.test-support.ts';
import type { Deed, Node } from '../../src-core/sync/nodes.test-support.ts';
import { factId, undo } from '../../src-core/store/index.ts';
import type { Store } from '../../src-core/store/index.ts';
import { PlugPulled } from './mortal.ts';
import { deliverLate, FATES, round } from './network.ts';
import type { Fate, RoundOptions } from './network.ts';
import { beginWorld, endWorld, hlcsOf, openSite, replaceFile, restart, showTime, snapshot } from './world.ts';
import type { Site, World } from './world.ts';
import { allIsThere, cursorsHold, meet } from './holds.ts';

/** How sites work; the broken variants are to be caught. */
export type Manner = {
  /** The id of a mark: of the fact, or of whoever notes it. */
  readonly markId: (node: Node, thing: string) => string;
  readonly pay: (node: Node, amount: number) => Promise<void>;
  readonly paidAt: (node: Node) => number;
  readonly storeOf: NonNullable<RoundOptions['storeOf']>;
};

export const RIGHT: Manner = {
  markId: (_, thing) => factId('mark', thing),
  pay: (node, amount) => act(node, { do: 'entry', amount }),
  paidAt: (node) =>
    node.store.localRows<{ paid: number | null }>('SELECT SUM(amount) AS paid FROM entry')[0]?.paid ?? 0,
  storeOf: (_, store) => store,
};

type Who = { readonly at: number };
export type Step =
  /** A person does something at a desk, which may die before or after it is committed. */
  | (Who & { readonly kind: 'act'; readonly deed: Deed; readonly dies: 'no' | 'before' | 'after' })
  | (Who & { readonly kind: 'settle'; readonly pick: number })
  | (Who & { readonly kind: 'undo'; readonly back: number })
  /** `to`: a relay where it is no desk's number, else that desk over the LAN. */
  | (Who & { readonly kind: 'round'; readonly to: number; readonly fates: readonly Fate[] })
  /** Several rounds at once and somebody who goes on writing; what is under way meets in real awaits. */
  | { readonly kind: 'together'; readonly pairs: readonly (readonly [number, number])[]; readonly deed: Deed }
  /** From now on this site's clock is wrong by that many minutes; a number that is no desk's means the relay. */
  | (Who & { readonly kind: 'clock'; readonly minutes: number })
  | { readonly kind: 'pass'; readonly minutes: number }
  | { readonly kind: 'arrive' }
  | (Who & { readonly kind: 'restart' })
  | Disaster;

/** What happens to the relay's disk. */
export type Disaster =
  | { readonly kind: 'backup' }
  | { readonly kind: 'restore'; readonly pick: number }
  | { readonly kind: 'clone' }
  | { readonly kind: 'wipe' };

const small = fc.integer({ min: 0, max: 2 });
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({
    do: fc.constant('write' as const),
    card: small,
    column: fc.constantFrom('title' as const, 'body' as const, 'stars' as const),
    value: small,
  }),
  fc.record({ do: fc.constant('delete' as const), card: small }),
  fc.record({ do: fc.constant('mark' as const), thing: small }),
  fc.record({ do: fc.constant('annul' as const), thing: small }),
  fc.record({ do: fc.constant('entry' as const), amount: fc.integer({ min: -5, max: 5 }) }),
);

/** Half of them go well: with fewer, nothing ever comes through. */
const fate = fc.oneof(
  { weight: 8, arbitrary: fc.constant<Fate>('well') },
  { weight: 8, arbitrary: fc.constantFrom(...FATES) },
);
const fates = fc.array(fate, { maxLength: 4 });
const at = fc.nat(5);
const other = fc.nat(7);

const usual = [
  {
    weight: 10,
    arbitrary: fc.record({
      kind: fc.constant('act' as const),
      at,
      deed,
      dies: fc.oneof(
        { weight: 8, arbitrary: fc.constant('no' as const) },
        { weight: 1, arbitrary: fc.constantFrom('before' as const, 'after' as const) },
      ),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('settle' as const), at, pick: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('undo' as const), at, back: fc.nat(5) }) },
  { weight: 7, arbitrary: fc.record({ kind: fc.constant('round' as const), at, to: other, fates }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('together' as const),
      pairs: fc.array(fc.tuple(at, other), { minLength: 2, maxLength: 3 }),
      deed,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('clock' as const),
      at: fc.nat(6),
      // Up to half a day wrong each way; a few by more than a change may be ahead.
      minutes: fc.oneof(
        { weight: 6, arbitrary: fc.integer({ min: -720, max: 720 }) },
        { weight: 1, arbitrary: fc.integer({ min: -4000, max: 4000 }) },
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('pass' as const), minutes: fc.integer({ min: 1, max: 300 }) }),
  },
  { weight: 1, arbitrary: fc.constant<Step>({ kind: 'arrive' }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const), at: fc.nat(6) }) },
];
const disasters = [
  { weight: 2, arbitrary: fc.constant<Step>({ kind: 'backup' }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('restore' as const), pick: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.constant<Step>({ kind: 'clone' }) },
  { weight: 1, arbitrary: fc.constant<Step>({ kind: 'wipe' }) },
];

export type Story = { readonly desks: number; readonly steps: readonly Step[] };

const story = (steps: fc.Arbitrary<Step>, longest: number): fc.Arbitrary<Story> =>
  fc.record({
    desks: fc.integer({ min: 2, max: 5 }),
    steps: fc.array(steps, { minLength: Math.floor(longest / 4), maxLength: longest, size: 'max' }),
  });

/** What people, laptops and networks do. */
export const stories = (longest: number): fc.Arbitrary<Story> => story(fc.oneof(...usual), longest);
/** The same with relays that are wiped, restored and cloned. */
export const disasterStories = (longest: number): fc.Arbitrary<Story> =>
  story(fc.oneof(...usual, ...disasters), longest);

/** Plays a story. After every step the cursors are held against what is really there. Throws where they are wrong. */
async function play(world: World, steps: readonly Step[], manner: Manner = RIGHT): Promise<void> {
  for (const step of steps) {
    world.passedMs += 1000;
    await playStep(world, step, manner);
    noteConfirmed(world);
    cursorsHold(world);
  }
}

/** Plays a story in a fresh world and lets everybody meet. Throws where anything is not as it must be. */
export async function endsWell({ desks, steps }: Story, manner: Manner = RIGHT): Promise<void> {
  const world = await beginWorld(desks);
  try {
    await play(world, steps, manner);
    await meet(world, manner);
    allIsThere(world, manner.paidAt);
  } finally {
    endWorld(world);
  }
}

async function playStep(world: World, step: Step, manner: Manner): Promise<void> {
  switch (step.kind) {
    case 'act':
      return actAt(world, deskOf(world, step.at), step.deed, step.dies, manner);
    case 'settle':
      return settle(world, deskOf(world, step.at), step.pick);
    case 'undo':
      return undoAt(world, deskOf(world, step.at), step.back);
    case 'round': {
      const [from, to] = [deskOf(world, step.at), siteOf(world, step.to)];
      if (from !== to) await round(world, from, to, { fates: step.fates, storeOf: manner.storeOf });
      return undefined;
    }
    case 'together':
      return together(world, step.pairs, step.deed, manner);
    case 'clock':
      siteOf(world, step.at).wrongBy = step.minutes * 60_000;
      return undefined;
    case 'pass':
      world.passedMs += step.minutes * 60_000;
      return undefined;
    case 'arrive':
      return deliverLate(world);
    case 'restart':
      return restart(siteOf(world, step.at));
    case 'backup':
    case 'restore':
    case 'clone':
    case 'wipe':
      return strike(world, step);
  }
}

const deskOf = ({ desks }: World, number: number): Site => {
  const site = desks[number % desks.length];
  if (!site) throw new Error('a world has desks');
  return site;
};

/** Numbers beyond the desks' mean the relays. */
const siteOf = (world: World, number: number): Site =>
  number < world.desks.length
    ? deskOf(world, number)
    : (world.relays[number % world.relays.length] ?? deskOf(world, 0));

async function actAt(
  world: World,
  site: Site,
  what: Deed,
  dies: 'no' | 'before' | 'after',
  manner: Manner,
): Promise<void> {
  showTime(world, site);
  if (dies === 'before') {
    await dyingAct(site, what, manner);
    return restart(site);
  }
  await doIt(site.node, what, manner);
  if (what.do === 'entry') world.paid += what.amount;
  if (dies === 'after') await restart(site);
  return undefined;
}

const doIt = (node: Node, what: Deed, manner: Manner): Promise<void> =>
  what.do === 'entry'
    ? manner.pay(node, what.amount)
    : act(node, what, (thing) => manner.markId(node, thing));

/** Does the work, and dies before the commit. */
async function dyingAct({ node }: Site, what: Deed, manner: Manner): Promise<void> {
  const write: Store['write'] = (intent, work) =>
    node.store.write(intent, async (tx) => {
      await work(tx);
      throw new PlugPulled();
    });
  await doIt({ ...node, store: { ...node.store, write } }, what, manner).catch((error: unknown) => {
    if (!(error instanceof PlugPulled)) throw error;
  });
}

async function settle(world: World, site: Site, pick: number): Promise<void> {
  showTime(world, site);
  const { store } = site.node;
  const open = readConflicts(store, store.tables);
  const conflict = open[pick % Math.max(open.length, 1)];
  if (!conflict) return;
  const otherHlc = conflict.values.at(-1)?.hlc ?? '';
  const choice = pick % 2 === 0 ? ({ kind: 'keep' } as const) : ({ kind: 'other', hlc: otherHlc } as const);
  await store.write({ actor: 'someone', action: 'settle' }, (tx) =>
    settleConflict(tx, store.tables, { ...conflict, choice }),
  );
}

/** Takes back one of the last transactions that this desk knows, its own or another's. */
async function undoAt(world: World, site: Site, back: number): Promise<void> {
  showTime(world, site);
  const { store } = site.node;
  const [line] = store.localRows<{ tx: string }>(
    `SELECT tx FROM change WHERE table_name IN ('card', 'mark') ORDER BY seq DESC LIMIT 1 OFFSET ?`,
    back,
  );
  if (line) await undo(store, 'someone', line.tx);
}

async function together(
  world: World,
  pairs: readonly (readonly [number, number])[],
  what: Deed,
  manner: Manner,
): Promise<void> {
  // A desk has one round at a time with the same other side.
  const running = new Map(
    pairs.map(([a, b]) => [`${deskOf(world, a).name} ${siteOf(world, b).name}`, [a, b]]),
  );
  const writing = async (site: Site): Promise<void> => {
    await doIt(site.node, what, manner);
    if (what.do === 'entry') world.paid += what.amount;
  };
  await Promise.all(
    [...running.values()].map(async ([a = 0, b = 0]) => {
      const [from, to] = [deskOf(world, a), siteOf(world, b)];
      if (from === to) return;
      let left = 2;
      await round(world, from, to, {
        storeOf: manner.storeOf,
        meanwhile: async () => {
          if ((left -= 1) >= 0) await writing(left === 0 ? to : from);
        },
      });
    }),
  );
}

async function strike(world: World, step: Disaster): Promise<void> {
  const [relay] = world.relays;
  if (!relay) return;
  switch (step.kind) {
    case 'backup':
      world.yesterdays.push(snapshot(world, relay));
      return;
    case 'restore': {
      const file = world.yesterdays[step.pick % Math.max(world.yesterdays.length, 1)];
      if (file !== undefined) await replaceFile(world, relay, file);
      return;
    }
    case 'clone':
      if (world.relays.length < 3)
        world.relays.push(await openSite(world.folder, 'clone', snapshot(world, relay)));
      return;
    case 'wipe': {
      await replaceFile(world, relay, world.emptyFile);
    }
  }
}

/** Whatever is in a desk's log has been confirmed to somebody, or came from a log where it had been. */
function noteConfirmed(world: World): void {
  for (const { node } of [...world.desks, ...world.relays])
    for (const hlc of hlcsOf(node.store)) world.confirmed.add(hlc);
}
