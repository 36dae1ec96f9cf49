/** Holds: what many laptops bring at once comes to the same, for each and in all, as one after the other. */
import { afterEach, expect, test } from 'vitest';
import { record } from '../store/index.ts';
import type { TableDef } from '../store/index.ts';
import type { Push } from './receive.ts';
import { receive } from './receive.ts';
import { cardTable, entryTable, markTable, openNode } from './nodes.test-support.ts';
import type { Node } from './nodes.test-support.ts';
import { createTaking } from './taking.ts';
import type { Batch } from './wire.ts';

const open: Node[] = [];
afterEach(() => {
  for (const node of open.splice(0)) node.close();
});
const node = (): Node => {
  const made = openNode();
  open.push(made);
  return made;
};

const put = ({ store }: Node, table: TableDef, id: string, patch: object) =>
  store.write({ actor: 'someone', action: 'put' }, (tx) => record(tx, table, id, patch));

async function oneByOne(hub: Node, pushes: readonly Push[]) {
  const intent = { actor: 'sync', action: 'sync.receive' };
  const outcomes = [];
  for (const { from, batch } of pushes)
    outcomes.push((await hub.store.write(intent, (tx) => receive(hub.store, tx, from, batch))).value);
  return outcomes;
}

/** Which lines of the log each node is said to have brought, by their ids. */
const broughtAt = ({ store }: Node): readonly unknown[] =>
  store.localRows(`SELECT origin.node, change.hlc FROM sync_origin AS origin
    JOIN change ON change.seq BETWEEN origin.first_seq AND origin.last_seq ORDER BY 1, 2`);

/** A first push, so that the others wait together behind it. */
async function atOnce(hub: Node, first: Push, pushes: readonly Push[]) {
  const take = createTaking(hub.store);
  const [, ...outcomes] = await Promise.all([first, ...pushes].map(take));
  return outcomes;
}

async function manyPushes(): Promise<{ readonly first: Push; readonly pushes: readonly Push[] }> {
  const [opener, a, b, c, d] = [node(), node(), node(), node(), node()];
  await put(opener, cardTable, 'shared', { title: 'one' });
  const shared = opener.log();
  await a.receive(shared);
  await b.receive(shared);
  // Two change the same cell, two claim the same thing, one sends what is no change, one what has no row.
  await put(a, cardTable, 'shared', { title: 'by a' });
  await put(b, cardTable, 'shared', { title: 'by b' });
  await put(a, markTable, 'mark-a', { thing: 'x', at: 'now' });
  await put(c, markTable, 'mark-c', { thing: 'x', at: 'now' });
  await put(d, entryTable, 'entry-d', { amount: 5 });
  const broken = { changes: [...d.log().changes, { hlc: 'no' }], actions: d.log().actions };
  const orphan: Batch = {
    changes: b
      .log()
      .changes.slice(1)
      .map((change) => ({ ...change, row_id: 'nowhere' })),
    actions: [],
  };
  const from = (sender: Node, batch: Push['batch'] = sender.log()): Push => ({
    from: sender.store.node,
    batch,
  });
  return {
    first: from(opener),
    pushes: [from(a), from(b), from(c), from(d, broken), from(b, orphan), from(c), from(d)],
  };
}

test('each is told what came of its own, and all comes to the same', async () => {
  const { first, pushes } = await manyPushes();
  const [together, apart] = [node(), node()];
  const outcomes = await atOnce(together, first, pushes);
  const [, ...expected] = await oneByOne(apart, [first, ...pushes]);
  expect(outcomes).toEqual(expected);
  expect(together.state()).toEqual(apart.state());
  expect(broughtAt(together)).toEqual(broughtAt(apart));
});

test('where the shared transaction fails, what one brings fails for it alone', async () => {
  const hub = node();
  const good = [node(), node()];
  for (const [at, one] of good.entries()) await put(one, entryTable, `entry-${at}`, { amount: at });
  const bad = {
    from: 'badnode0',
    batch: {
      get changes(): readonly unknown[] {
        throw new Error('unreadable');
      },
      actions: [],
    },
  };
  const [one, two] = good.map(({ store, log }): Push => ({ from: store.node, batch: log() }));
  const first = { from: 'firstone', batch: { changes: [], actions: [] } };
  const take = createTaking(hub.store);
  const settled = await Promise.allSettled([first, one ?? first, bad, two ?? first].map(take));
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  expect(
    hub
      .log()
      .changes.map(({ row_id }) => row_id)
      .toSorted(),
  ).toEqual(['entry-0', 'entry-1']);
});
