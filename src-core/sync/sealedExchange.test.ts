/** Holds the rules R1–R5 of docs/sync.md over two laptops and a relay: it carries what it cannot read, and keeps the same log. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { factId, record } from '../store/index.ts';
import { openHub } from './hub.ts';
import type { Hub } from './hub.ts';
import { createLink } from './link.ts';
import { act, cardTable, openNode } from './nodes.test-support.ts';
import type { Node, NodeOptions } from './nodes.test-support.ts';
import { compress, decompress } from './pack.ts';
import { createSealer, newOrganisationKey } from './seal.ts';
import type { Sealer } from './seal.ts';
import { play, step } from './story.test-support.ts';

const open: Node[] = [];
afterEach(() => {
  for (const node of open.splice(0)) node.close();
});
const node = (options: NodeOptions = {}): Node => {
  const made = openNode(options);
  open.push(made);
  return made;
};
const key = newOrganisationKey();

/** Over the wire as it is; `spoil`: what somebody at the relay does to an answer. */
const linkTo = (own: Node, hub: Hub, sealer?: Sealer, spoil = (answer: string) => answer) =>
  createLink({
    store: own.store,
    peer: 'relay',
    ...(sealer && { sealer }),
    send: async (message) => {
      const there = decompress(compress(message), 50_000_000);
      const answer = decompress(compress(await hub.answer(there)), 50_000_000);
      return JSON.parse(spoil(JSON.stringify(answer)));
    },
  });
const sealerOf = (of: Node, ...keys: readonly [Uint8Array, ...Uint8Array[]]) =>
  createSealer(keys, of.store.tables);
const hlcs = (of: Node): readonly string[] =>
  of
    .log()
    .changes.map(({ hlc }) => hlc)
    .toSorted();
const byClock = (a: { hlc: string }, b: { hlc: string }) => (a.hlc < b.hlc ? -1 : 1);
const write = (at: Node, body: string) =>
  at.store.write({ actor: 'someone', action: 'write' }, (tx) =>
    record(tx, cardTable, factId('card', 'x'), { title: 'Карточка', body }),
  );
const bodyAt = (of: Node) =>
  of.store.localRows<{ body: string | null }>('SELECT body FROM card').map(({ body }) => body);
const keptAt = (of: Node) => of.store.localRows('SELECT reason, table_name FROM quarantine');

test('R5 laptops are the same after a relay that read nothing; its log has the same changes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
      const [a, b, relay] = [node(), node(), node({ isRelay: true })];
      const hub = await openHub(relay.store);
      // Laptops meet on their own too, as on a network without the relay.
      await play([a, b, node()], steps);
      const [fromA, fromB] = [linkTo(a, hub, sealerOf(a, key)), linkTo(b, hub, sealerOf(b, key))];
      for (const link of [fromA, fromB, fromA, fromB])
        expect(await link.round()).toMatchObject({ keptThere: {} });
      expect(await fromA.round()).toMatchObject({ sent: 0, got: 0, outcome: 'same' });
      expect(a.state()).toEqual(b.state());
      expect(hlcs(a)).toEqual(hlcs(relay));
      expect(a.log().changes.toSorted(byClock)).toEqual(b.log().changes.toSorted(byClock));
    }),
    { numRuns: 40 },
  );
});

test('R5 what is sealed is nowhere in the relay’s files', async () => {
  const [a, relay] = [node(), node({ isRelay: true })];
  const hub = await openHub(relay.store);
  await write(a, 'аллергия на орехи');
  await linkTo(a, hub, sealerOf(a, key)).round();
  const files = ['', '-wal'].map((end) => readFileSync(relay.store.path + end).toString('utf8')).join('');
  expect(files).toContain('Карточка');
  expect(files).not.toContain('аллергия');
});

test('R4 a relay that is sent a secret in the clear keeps it out of its rows, and says so', async () => {
  const [a, relay] = [node(), node({ isRelay: true })];
  await write(a, 'аллергия');
  expect(await linkTo(a, await openHub(relay.store)).round()).toMatchObject({ keptThere: { invalid: 1 } });
  expect(bodyAt(relay)).toEqual([]);
});

test('R6 what cannot be opened waits whole, stops nothing, and is there once the key is', async () => {
  const [a, b, relay] = [node(), node(), node({ isRelay: true })];
  const hub = await openHub(relay.store);
  await write(a, 'аллергия');
  await act(a, { do: 'mark', thing: 1 });
  await linkTo(a, hub, sealerOf(a, key)).round();
  const other = newOrganisationKey();
  expect(await linkTo(b, hub, sealerOf(b, other)).round()).toMatchObject({ got: 1, outcome: 'kept' });
  expect(keptAt(b)).toEqual([{ reason: 'locked', table_name: 'card' }]);
  // Asking again by the same key changes nothing, and the sealed text never becomes a value.
  expect(await linkTo(b, hub, sealerOf(b, other)).round({ isRetry: true })).toMatchObject({ got: 0 });
  expect(bodyAt(b)).toEqual([]);
  expect(await linkTo(b, hub, sealerOf(b, other, key)).round()).toMatchObject({ outcome: 'same' });
  expect(bodyAt(b)).toEqual(['аллергия']);
  expect(keptAt(b)).toEqual([]);
});

test('R6 what was locked comes by another way too, and waits no longer', async () => {
  const [a, b, relay] = [node(), node(), node({ isRelay: true })];
  const hub = await openHub(relay.store);
  await write(a, 'аллергия');
  await linkTo(a, hub, sealerOf(a, key)).round();
  await linkTo(b, hub, sealerOf(b, newOrganisationKey())).round();
  await b.receive(a.log());
  expect(keptAt(b)).toEqual([]);
  expect(bodyAt(b)).toEqual(['аллергия']);
});

test('R3 whoever touches a sealed text at the relay, or puts it elsewhere, reaches nobody', async () => {
  const [a, relay] = [node(), node({ isRelay: true })];
  const hub = await openHub(relay.store);
  await write(a, 'аллергия');
  await write(a, 'ничего');
  await linkTo(a, hub, sealerOf(a, key)).round();
  const spoils: readonly ((answer: string) => string)[] = [
    (answer) => answer.replace(/(~1[\w-]{8}\.)[\w-]{4}/, '$1AAAA'),
    (answer) => {
      const [first = '', second = ''] = answer.match(/~1[\w-]{8}\.[\w-]+/g) ?? [];
      return answer.replace(second, first);
    },
    (answer) => answer.replace(/"~1[\w-]{8}\.[\w-]+"/, '"здорова"'),
  ];
  for (const spoil of spoils) {
    const b = node();
    await linkTo(b, hub, sealerOf(b, key), spoil).round();
    expect(keptAt(b)).toContainEqual({ reason: 'locked', table_name: 'card' });
    for (const body of bodyAt(b)) expect(['аллергия', 'ничего']).toContain(body);
    // What was touched on its way is good the next time it comes.
    await b.receive(a.log());
    expect(bodyAt(b)).toEqual(['ничего']);
  }
});
