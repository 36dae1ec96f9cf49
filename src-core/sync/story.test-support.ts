import fc from 'fast-check';
import { factId } from '../store/index.ts';
import { readConflicts, settleConflict } from './conflicts.ts';
import { act, NOON, openNode } from './nodes.test-support.ts';
import type { Deed, Node } from './nodes.test-support.ts';
import type { Applied } from './apply.ts';
import type { Batch } from './wire.ts';

/** How a node works; the broken variants are to be caught. */
export type Manner = {
  readonly receive: (node: Node, batch: Batch) => Promise<Applied>;
  readonly markId: (thing: string) => string;
};
export const RIGHT: Manner = {
  receive: (node, batch) => node.receive(batch),
  markId: (thing) => factId('mark', thing),
};

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

export type Step =
  | { readonly kind: 'act'; readonly at: number; readonly deed: Deed; readonly skew: number }
  | {
      readonly kind: 'send';
      readonly from: number;
      readonly to: number;
      readonly part: number;
      readonly seed: number;
    }
  | { readonly kind: 'settle'; readonly at: number; readonly pick: number };

const NODES = 3;
const which = fc.integer({ min: 0, max: NODES - 1 });
export const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('act' as const),
      at: which,
      deed,
      // Minutes by which this laptop's clock is wrong at that moment.
      skew: fc.integer({ min: -90, max: 90 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('send' as const),
      from: which,
      to: which,
      // The part of the log that gets through, in tenths.
      part: fc.integer({ min: 1, max: 10 }),
      seed: fc.nat(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('settle' as const), at: which, pick: fc.nat(9) }) },
);

/** In another order, doubled in part: as a bad network would. */
function scrambled<T>(items: readonly T[], seed: number): readonly T[] {
  const keyed = items.map((item, index) => ({ item, key: Math.imul(index + 1, 2_654_435_761 ^ seed) >>> 0 }));
  const shuffled = keyed.toSorted((a, b) => a.key - b.key).map(({ item }) => item);
  return [...shuffled, ...shuffled.slice(0, seed % 5)];
}

function partOf({ changes, actions }: Batch, part: number, seed: number): Batch {
  const mixed = scrambled(changes, seed);
  return { changes: mixed.slice(0, Math.ceil((mixed.length * part) / 10)), actions };
}

/** Plays what people and a bad network do. */
export async function play(
  all: readonly Node[],
  steps: readonly Step[],
  manner: Manner = RIGHT,
): Promise<void> {
  for (const [index, one] of steps.entries()) {
    if (one.kind === 'send') {
      const [from, to] = [all[one.from], all[one.to]];
      if (from && to && from !== to) await manner.receive(to, partOf(from.log(), one.part, one.seed));
      continue;
    }
    const node = all[one.at];
    if (!node) continue;
    if (one.kind === 'act') {
      node.setNow(NOON + index * 1000 + one.skew * 60_000);
      await act(node, one.deed, manner.markId);
      continue;
    }
    const open = readConflicts(node.store, node.store.tables);
    const conflict = open[one.pick % Math.max(open.length, 1)];
    if (!conflict) continue;
    const other = conflict.values.at(-1)?.hlc ?? '';
    const choice =
      one.pick % 2 === 0 ? ({ kind: 'keep' } as const) : ({ kind: 'other', hlc: other } as const);
    await node.store.write({ actor: 'someone', action: 'settle' }, (tx) =>
      settleConflict(tx, node.store.tables, { ...conflict, choice }),
    );
  }
}

/** Everybody hears everything, in an order of their own; out: the states. */
export async function meet(
  all: readonly Node[],
  seed: number,
  manner: Manner = RIGHT,
): Promise<readonly unknown[]> {
  const logs = all.map((node) => node.log());
  const batch = {
    changes: logs.flatMap(({ changes }) => changes),
    actions: logs.flatMap(({ actions }) => actions),
  };
  for (const [index, node] of all.entries())
    await manner.receive(node, { ...batch, changes: scrambled(batch.changes, seed + index * 7919) });
  return all.map((node) => node.state());
}

/** Plays a story on fresh nodes and lets them meet; out: their states. */
export async function statesAfter(steps: readonly Step[], seed: number, manner: Manner = RIGHT) {
  const all = Array.from({ length: NODES }, () => openNode());
  try {
    await play(all, steps, manner);
    return await meet(all, seed, manner);
  } finally {
    for (const node of all) node.close();
  }
}
