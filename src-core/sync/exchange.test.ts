/** Holds the rules L1–L6 of docs/sync.md: two logs become one over messages that get lost, doubled and cut. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { z } from 'zod';
import { afterEach, expect, test } from 'vitest';
import type { Action } from '../store/index.ts';
import { openHub } from './hub.ts';
import type { Hub } from './hub.ts';
import { createLink, waitingFor } from './link.ts';
import { act, openNode } from './nodes.test-support.ts';
import type { Node } from './nodes.test-support.ts';
import { compress, decompress, pack, packedShape } from './pack.ts';
import { answerShape, PROTOCOL, requestShape } from './protocol.ts';
import { play, step } from './story.test-support.ts';
import { unpack } from './unpack.ts';
import type { SentChange } from './wire.ts';

const open: Node[] = [];
afterEach(() => {
  for (const node of open.splice(0)) node.close();
});
const node = (path?: string): Node => {
  const made = openNode(path === undefined ? {} : { path });
  open.push(made);
  return made;
};

/** Over the wire as it is: bytes there, bytes back. */
const linkTo = (own: Node, hub: Hub, peer = 'relay') =>
  createLink({
    store: own.store,
    peer,
    send: async (message) => {
      const there = decompress(compress(message), 50_000_000);
      return decompress(compress(await hub.answer(there)), 50_000_000);
    },
  });

const hlcs = (of: Node): readonly string[] =>
  of
    .log()
    .changes.map(({ hlc }) => hlc)
    .toSorted();

test('L1 what is packed comes back to the letter', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 30 }), async (steps) => {
      const all = [openNode(), openNode(), openNode()];
      await play(all, steps);
      for (const one of all) {
        const log = one.log();
        const back = unpack(packedShape.parse(decompress(compress(pack(log)), 1e7)));
        const byClock = (changes: readonly unknown[]) =>
          (changes as readonly SentChange[]).toSorted((a, b) => (a.hlc < b.hlc ? -1 : 1));
        expect(byClock(back?.changes ?? [])).toEqual(byClock(log.changes));
        const byId = (actions: readonly unknown[]) =>
          (actions as readonly Action[]).toSorted((a, b) => (a.id < b.id ? -1 : 1));
        expect(byId(back?.actions ?? [])).toEqual(byId(log.actions));
        one.close();
      }
    }),
    { numRuns: 30 },
  );
});

test('L2 two laptops and a relay hold the same after one round each and one more', async () => {
  const [a, b, relay] = [node(), node(), node()];
  const hub = await openHub(relay.store);
  const [fromA, fromB] = [linkTo(a, hub), linkTo(b, hub)];
  for (let card = 0; card < 40; card += 1) {
    await act(a, { do: 'write', card, column: 'body', value: card });
    await act(b, { do: 'mark', thing: card });
  }
  expect(waitingFor(a.store, 'relay')).toBe(hlcs(a).length);
  const first = await fromA.round();
  expect(first).toMatchObject({ sent: hlcs(a).length, outcome: 'same', keptThere: {} });
  expect(await fromB.round()).toMatchObject({ got: first.sent, outcome: 'same' });
  expect(await fromA.round()).toMatchObject({ sent: 0, got: 40, outcome: 'same' });
  expect(hlcs(a)).toEqual(hlcs(b));
  expect(a.state()).toEqual(b.state());
  expect(waitingFor(a.store, 'relay')).toBe(0);
  // Nobody is sent what they have.
  expect(await fromA.round()).toMatchObject({ sent: 0, got: 0, outcome: 'same' });
});

type Fate = 'well' | 'lostThere' | 'lostBack' | 'doubled';

/** A bad network: each message has its fate. */
const badLink = (own: Node, hub: Hub, fates: readonly Fate[]) => {
  let at = 0;
  return createLink({
    store: own.store,
    peer: 'relay',
    send: async (message) => {
      const fate = fates[at % fates.length];
      at += 1;
      if (fate === 'lostThere') throw new Error('no way there');
      const answer = await hub.answer(message);
      if (fate === 'lostBack') throw new Error('no way back');
      return fate === 'doubled' ? hub.answer(message) : answer;
    },
  });
};

test('L3 requests and answers that are lost or doubled lose and double nothing', async () => {
  const fate = fc.constantFrom<Fate>('well', 'lostThere', 'lostBack', 'doubled');
  const steps = fc.array(step, { minLength: 1, maxLength: 25 });
  await fc.assert(
    fc.asyncProperty(
      steps,
      steps,
      fc.array(fate, { minLength: 1, maxLength: 8 }),
      async (first, later, fates) => {
        const [a, b, relay] = [node(), node(), node()];
        const hub = await openHub(relay.store);
        const all = [a, b];
        const links = all.map((one) => badLink(one, hub, fates));
        for (const part of [first, later]) {
          await play([a, b, relay], part);
          for (const link of links) await link.round().catch(() => undefined);
        }
        for (const _ of all) for (const one of all) await linkTo(one, hub).round();
        expect(a.state()).toEqual(relay.state());
        expect(b.state()).toEqual(relay.state());
        expect(hlcs(a)).toEqual(hlcs(relay));
      },
    ),
    { numRuns: 25 },
  );
});

test('L3 what is written while a round runs goes with it', async () => {
  const [a, relay] = [node(), node()];
  const hub = await openHub(relay.store);
  let written = 0;
  const link = createLink({
    store: a.store,
    peer: 'relay',
    send: async (message) => {
      if (written < 3) await act(a, { do: 'mark', thing: (written += 1) });
      return hub.answer(message);
    },
  });
  await act(a, { do: 'entry', amount: 1 });
  expect(await link.round()).toMatchObject({ sent: 4, outcome: 'same' });
});

/** A copy of a node's file as it is now, as a backup or a cloned server would have it. */
const copyOf = (from: Node, folder: string): Node => {
  const path = join(folder, `copy-${open.length}.db`);
  const file = new Database(from.store.path);
  file.exec(`VACUUM INTO '${path}'`);
  file.close();
  return node(path);
};

test('L2 a laptop that dies while it takes an answer in has neither the changes nor the cursor', async () => {
  const [a, b, relay] = [node(), node(), node()];
  const hub = await openHub(relay.store);
  await act(a, { do: 'mark', thing: 1 });
  await linkTo(a, hub).round();
  const dying = createLink({
    store: {
      ...b.store,
      write: (intent, work) =>
        b.store.write(intent, async (tx) => {
          await work(tx);
          throw new Error('the plug was pulled');
        }),
    },
    peer: 'relay',
    send: (message) => hub.answer(message),
  });
  await expect(dying.round()).rejects.toThrow('plug');
  expect(b.store.localRows('SELECT * FROM sync_peer')).toEqual([]);
  expect(hlcs(b)).toEqual([]);
  expect(await linkTo(b, hub).round()).toMatchObject({ got: 1, outcome: 'same' });
});

test('L4 a relay that was wiped, restored from yesterday or cloned gets everything again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'orda-relay-'));
  const [a, b, relay] = [node(), node(), node()];
  const rounds = async (hub: Hub) => {
    const done = [];
    for (const one of [a, b, a]) done.push(await linkTo(one, hub).round());
    return done.map(({ outcome }) => outcome);
  };
  await act(a, { do: 'mark', thing: 1 });
  const hub = await openHub(relay.store);
  await rounds(hub);
  const yesterday = copyOf(relay, folder);
  await act(a, { do: 'mark', thing: 2 });
  await act(b, { do: 'mark', thing: 3 });
  await rounds(hub);
  const clone = copyOf(relay, folder);

  const restored = await openHub(yesterday.store);
  await act(b, { do: 'mark', thing: 4 });
  expect(await rounds(restored)).toEqual(['same', 'same', 'same']);
  expect(yesterday.state()).toEqual(a.state());

  const wiped = node();
  expect(await rounds(await openHub(wiped.store))).toEqual(['same', 'same', 'same']);
  expect(wiped.state()).toEqual(a.state());

  // Two relays from one file, the laptops going from one to the other.
  const second = await openHub(clone.store);
  await linkTo(a, second).round();
  await act(a, { do: 'mark', thing: 5 });
  await linkTo(a, restored).round();
  await act(b, { do: 'mark', thing: 6 });
  await linkTo(b, second).round();
  for (const both of [second, restored, second, restored])
    expect(await rounds(both)).toEqual(['same', 'same', 'same']);
  expect([clone.state(), yesterday.state(), b.state()]).toEqual([a.state(), a.state(), a.state()]);
  rmSync(folder, { recursive: true });
});

test('L4 a laptop that was restored from yesterday gets back what it had told the relay', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'orda-relay-'));
  const [a, relay] = [node(), node()];
  const hub = await openHub(relay.store);
  await act(a, { do: 'mark', thing: 1 });
  await linkTo(a, hub).round();
  const yesterday = copyOf(a, folder);
  await act(a, { do: 'mark', thing: 2 });
  await linkTo(a, hub).round();
  expect(await linkTo(yesterday, hub).round()).toMatchObject({ got: 1, outcome: 'same' });
  expect(yesterday.state()).toEqual(a.state());
  rmSync(folder, { recursive: true });
});

test('L5 the sums find a change that one side has lost, and the next try brings it', async () => {
  const [a, b, relay] = [node(), node(), node()];
  const hub = await openHub(relay.store);
  await act(a, { do: 'mark', thing: 1 });
  await linkTo(a, hub).round();
  await linkTo(b, hub).round();
  await act(a, { do: 'mark', thing: 2 });
  await linkTo(a, hub).round();
  // Somebody believes to have it all: the cursor is ahead of what arrived.
  const file = new Database(b.store.path);
  file.exec(`UPDATE sync_peer SET pulled = (SELECT head_seq FROM sync_peer)`);
  file.close();
  const link = createLink({
    store: b.store,
    peer: 'relay',
    send: async (message) => hub.answer(message),
  });
  expect(await link.round()).toMatchObject({ outcome: 'same' });
  expect(b.state()).toEqual(relay.state());
});

test('L6 the shapes of the messages have not changed without a new number', () => {
  const shapes = JSON.stringify([requestShape, answerShape].map((shape) => z.toJSONSchema(shape)));
  const hash = createHash('sha256').update(shapes).digest('hex').slice(0, 16);
  expect([PROTOCOL, hash]).toEqual([1, '3c92f74fe168f026']);
});

test('L6 a caller says so where the other side speaks otherwise', async () => {
  const a = node();
  const link = createLink({
    store: a.store,
    peer: 'relay',
    send: () => Promise.resolve({ kind: 'refused', reason: 'protocol', protocol: 99 }),
  });
  await expect(link.round()).rejects.toMatchObject({ code: 'OTHER_PROTOCOL' });
});

test('L6 whatever is no request is refused with a reason, and changes nothing', async () => {
  const [a, relay] = [node(), node()];
  await act(a, { do: 'mark', thing: 1 });
  const hub = await openHub(relay.store);
  const before = hlcs(relay);
  const good = {
    protocol: PROTOCOL,
    node: a.store.node,
    known: null,
    cursor: 0,
    packed: pack(a.log()),
    isLast: true,
    isRetry: false,
    nowMs: 0,
  };
  expect(await hub.answer({ ...good, protocol: 99 })).toMatchObject({ kind: 'refused', reason: 'protocol' });
  for (const bad of [
    null,
    7,
    'x',
    [],
    {},
    { ...good, cursor: -1 },
    { ...good, packed: {} },
    { ...good, node: '../x' },
  ])
    expect(await hub.answer(bad)).toMatchObject({ kind: 'refused' });
  const [group] = good.packed.groups;
  const broken = { ...good.packed, groups: [{ ...group, columns: ['a', 'b'], values: [[1]] }] };
  expect(await hub.answer({ ...good, packed: broken })).toMatchObject({
    kind: 'refused',
    reason: 'malformed',
  });
  expect(hlcs(relay)).toEqual(before);
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), async (noise) => {
      const words = [JSON.stringify(noise)];
      const answer = await hub.answer({ ...good, packed: { ...good.packed, words, odd: [noise] } });
      expect(['taken', 'refused']).toContain(answer.kind);
    }),
    { numRuns: 100 },
  );
});
