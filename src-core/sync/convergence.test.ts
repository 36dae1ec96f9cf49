/** Several nodes on real files: whatever they did and however the changes reached them, they end up the same (docs/sync.md). */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Cell } from '../store/index.ts';
import { applyChanges } from './apply.ts';
import { openNode } from './nodes.test-support.ts';
import type { Node } from './nodes.test-support.ts';
import { meet, play, RIGHT, statesAfter, step } from './story.test-support.ts';
import type { Manner, Step } from './story.test-support.ts';
import type { Batch } from './wire.ts';

const RUNS = { numRuns: 40, seed: 20_260_901 };
const story = (longest: number) =>
  fc.tuple(fc.array(step, { minLength: Math.floor(longest / 2), maxLength: longest, size: 'max' }), fc.nat());

const allAlike = (manner: Manner) =>
  fc.asyncProperty(story(90), async ([steps, seed]) => {
    const states = await statesAfter(steps, seed, manner);
    for (const state of states) expect(state).toEqual(states[0]);
  });

test('S3 S5 nodes that did anything and heard parts of it in any order end up the same, with the same conflicts', async () => {
  await expect(fc.assert(allAlike(RIGHT), RUNS)).resolves.toBeUndefined();
}, 120_000);

test('S4 what is applied twice, or in another order, changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(story(25), async ([steps, seed]) => {
      const all = [openNode(), openNode(), openNode()];
      await play(all, steps);
      const [before] = await meet(all, seed);
      const [after] = await meet(all, seed + 1);
      for (const node of all) node.close();
      expect(after).toEqual(before);
    }),
    { ...RUNS, numRuns: 15 },
  );
}, 120_000);

/** Receives, and pulls the plug at the change of that number; out: whether it came to that. */
async function receiveUntil(node: Node, batch: Batch, number: number): Promise<boolean> {
  const receiving = node.store.write({ actor: 'sync', action: 'sync.receive' }, async (tx) => {
    const receiveAll: typeof tx.receiveAll = (changes) => {
      if (number >= changes.length) return tx.receiveAll(changes);
      tx.receiveAll(changes.slice(0, number));
      throw new Error('the plug was pulled');
    };
    // A transaction keeps its id behind a getter, so the fuse is put before it, not into a copy.
    return applyChanges(node.store, Object.assign(Object.create(tx) as typeof tx, { receiveAll }), batch);
  });
  return receiving.then(
    () => false,
    () => true,
  );
}

test('S9 a receiving that breaks off at any change leaves nothing behind, and the next one does it all', async () => {
  await fc.assert(
    fc.asyncProperty(story(25), fc.nat(), async ([steps, seed], at) => {
      const leftovers: (readonly [before: unknown, after: unknown])[] = [];
      const cutOff: Manner = {
        ...RIGHT,
        receive: async (node, batch) => {
          const before = node.state();
          const isCut = await receiveUntil(node, batch, at % (batch.changes.length + 1));
          if (isCut) leftovers.push([before, node.state()]);
          return node.receive(batch);
        },
      };
      const states = await statesAfter(steps, seed, cutOff);
      for (const state of states) expect(state).toEqual(states[0]);
      for (const [before, after] of leftovers) expect(after).toEqual(before);
    }),
    { ...RUNS, numRuns: 12 },
  );
}, 120_000);

/** Nodes that take what comes last instead of what was written last. */
const byArrival: Manner = {
  ...RIGHT,
  receive: async (node, { changes }) => {
    const { value } = await node.store.write({ actor: 'sync', action: 'sync.receive' }, async (tx) => {
      for (const change of changes) {
        if (tx.engine.all('SELECT 1 FROM change WHERE hlc = ?', change.hlc).length > 0) continue;
        const table = node.store.tables.get(change.table_name);
        if (!table) continue;
        const rows = tx.engine.rows(table);
        const before = rows.get(change.row_id);
        if (before === undefined && change.kind === 'update') continue;
        const seq = tx.receive(change);
        const patch = JSON.parse(change.patch) as Record<string, Cell>;
        if (before === undefined) rows.insert(change.row_id, patch, change.hlc, seq);
        else rows.update(change.row_id, patch, change.hlc, seq);
      }
      return { applied: changes.length, known: 0, kept: {} };
    });
    return value;
  },
};

const randomIds: Manner = { ...RIGHT, markId: () => randomUUID() };

/** Nodes that hear only of what has been written since, so that a change which came late is never heard. */
const byTime: Manner = {
  ...RIGHT,
  receive: (node, { changes, actions }) => {
    const [last] = node.store.localRows<{ hlc: string | null }>('SELECT max(hlc) AS hlc FROM change');
    return node.receive({ changes: changes.filter(({ hlc }) => hlc > (last?.hlc ?? '')), actions });
  },
};

test.each([
  ['S3 order of arrival instead of the clock', byArrival],
  ['S10 a random id for a fact with a natural key', randomIds],
  ['S4 leaving out what looks old', byTime],
])(
  'the stories above catch a broken engine: %s',
  async (_, manner) => {
    await expect(fc.assert(allAlike(manner), { ...RUNS, endOnFailure: true })).rejects.toThrow(
      'Property failed',
    );
  },
  120_000,
);

test('the stories above make conflicts, and settle them', async () => {
  const made = await Promise.all(
    fc.sample(story(90), { numRuns: 30, seed: RUNS.seed }).map(async ([steps, seed]: [Step[], number]) => {
      const [state] = (await statesAfter(steps, seed)) as {
        rows: { table: string }[];
        conflicts: unknown[];
      }[];
      return [
        state?.conflicts.length ?? 0,
        state?.rows.filter(({ table }) => table === 'settlement').length ?? 0,
      ];
    }),
  );
  const sum = (at: 0 | 1): number => made.reduce((total, pair) => total + (pair[at] ?? 0), 0);
  expect(sum(0)).toBeGreaterThan(20);
  expect(sum(1)).toBeGreaterThan(5);
}, 120_000);
