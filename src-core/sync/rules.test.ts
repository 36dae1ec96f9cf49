/** The rules of docs/sync.md one by one. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { z } from 'zod';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { defineTable, factId, historyOfRow, record, undo } from '../store/index.ts';
import type { Migration } from '../store/index.ts';
import { MOST_AHEAD_MS, retryKept } from './apply.ts';
import { readConflicts, settleConflict } from './conflicts.ts';
import { act, cardTable, entryTable, markTable, NOON, openNode } from './nodes.test-support.ts';
import type { Node } from './nodes.test-support.ts';
import type { Batch, SentChange } from './wire.ts';

let a: Node;
let b: Node;
beforeEach(() => {
  a = openNode();
  b = openNode();
});
afterEach(() => {
  a.close();
  b.close();
});

const card = factId('card', '1');
const write = (node: Node, column: 'title' | 'body' | 'stars', value: number) =>
  act(node, { do: 'write', card: 1, column, value });
const bodyAt = (node: Node) =>
  node.store.localRows<{ body: string | null }>('SELECT body FROM card WHERE id = ?', card)[0]?.body;
const kept = (node: Node) =>
  node.store
    .localRows<{ reason: string }>('SELECT reason FROM quarantine ORDER BY hlc')
    .map(({ reason }) => reason);
const conflictsAt = (node: Node) => readConflicts(node.store, node.store.tables);

/** A change that no program of ours would write. */
const forged = (over: Partial<Record<keyof SentChange, unknown>> = {}): Batch => {
  const hlc = `0mtim7pc0-${(++forgedCount).toString(36).padStart(4, '0')}-abcdefgh`;
  const change = {
    hlc,
    tx: hlc,
    node: 'abcdefgh',
    actor: 'stranger',
    table_name: 'card',
    row_id: `forged-${forgedCount}`,
    kind: 'insert',
    patch: '{"title":"x"}',
    base: null,
    schema: 7,
    ...over,
  };
  return { changes: [change as SentChange], actions: [] };
};
let forgedCount = 0;

test('S1 a received change keeps its id, laptop, actor, transaction and base', async () => {
  await write(a, 'body', 1);
  await write(a, 'body', 2);
  await b.receive(a.log());
  expect(b.log().changes).toEqual(a.log().changes);
  expect(await historyOfRow(b.store, 'card', card)).toEqual(await historyOfRow(a.store, 'card', card));
});

test('S1 what came from another laptop can be taken back here', async () => {
  await write(a, 'body', 1);
  await write(a, 'body', 2);
  await b.receive(a.log());
  const last = a.log().changes.at(-1);
  await undo(b.store, 'someone', last?.tx ?? '');
  await a.receive(b.log());
  expect([bodyAt(a), bodyAt(b), conflictsAt(a)]).toEqual(['v1', 'v1', []]);
});

describe('S2 what comes from outside is judged before it is used', () => {
  test.each([
    ['words of SQL as a table', { table_name: `card'; DROP TABLE card; --` }, 'foreign'],
    ['the log itself as a table', { table_name: 'change' }, 'foreign'],
    ['a local table', { table_name: 'card_title' }, 'foreign'],
    ['words of SQL as a column', { patch: `{"title":"x","body = '' --":"x"}` }, 'foreign'],
    ['__proto__ as a column', { patch: '{"title":"x","__proto__":"y"}' }, 'foreign'],
    ['__proto__ as a table', { table_name: '__proto__' }, 'foreign'],
    ['the columns of the store', { patch: '{"title":"x","seq":1,"clocks":"x"}' }, 'foreign'],
    ['a number where there is text', { patch: '{"title":1}' }, 'invalid'],
    ['an object where there is text', { patch: '{"title":{"a":1}}' }, 'invalid'],
    ['a cell of a megabyte', { patch: JSON.stringify({ title: 'x'.repeat(1_000_000) }) }, 'invalid'],
    ['a list instead of cells', { patch: '[1]' }, 'invalid'],
    ['no JSON', { patch: '{' }, 'invalid'],
    ['an update that does not say what it replaces', { kind: 'update', base: '{}' }, 'invalid'],
    ['a row without what it must have', { patch: '{}' }, 'invalid'],
  ] as const)('%s is kept aside, and the rest goes on', async (_, over, reason) => {
    await write(a, 'body', 1);
    const { changes, actions } = a.log();
    const result = await b.receive({ changes: [...forged(over).changes, ...changes], actions });
    expect(result).toEqual({ applied: changes.length, known: 0, kept: { [reason]: 1 } });
    expect(kept(b)).toEqual([reason]);
    expect(bodyAt(b)).toBe('v1');
  });

  test.each([
    ['nothing', null],
    ['a number', 7],
    ['a clock that is none', { ...forged().changes[0], hlc: 'tomorrow' }],
    ['a clock of another laptop', { ...forged().changes[0], node: 'zzzzzzzz' }],
    ['an insert with a base', { ...forged().changes[0], base: '{}' }],
    ['no schema', { ...forged().changes[0], schema: 1.5 }],
  ])('%s is no change and is left out', async (_, sent) => {
    const result = await b.receive({ changes: [sent as SentChange], actions: [] });
    expect(result).toEqual({ applied: 0, known: 0, kept: { invalid: 1 } });
    expect(b.log().changes).toEqual([]);
  });
});

test('S3 a cell keeps the value with the highest clock, other cells keep theirs', async () => {
  await write(a, 'body', 0);
  await b.receive(a.log());
  a.setNow(NOON + 2000);
  b.setNow(NOON + 1000);
  await write(a, 'body', 2);
  await write(b, 'body', 1);
  await write(b, 'stars', 5);
  await a.receive(b.log());
  await b.receive(a.log());
  expect(a.state()).toEqual(b.state());
  expect(bodyAt(b)).toBe('v2');
});

describe('S5 two values over the same one are a conflict that everybody sees', () => {
  const disagree = async () => {
    await write(a, 'body', 0);
    await b.receive(a.log());
    await write(a, 'body', 1);
    b.setNow(NOON + 1000);
    await write(b, 'body', 2);
    await a.receive(b.log());
    await b.receive(a.log());
  };

  test('both values stand in it, with who and where, the standing one first', async () => {
    await disagree();
    expect(conflictsAt(a)).toEqual(conflictsAt(b));
    const [conflict] = conflictsAt(a);
    expect(conflict).toMatchObject({ table: 'card', row: card, column: 'body' });
    expect(conflict?.values.map(({ value, node }) => [value, node])).toEqual([
      ['v2', b.store.node],
      ['v1', a.store.node],
    ]);
  });

  test('the same value written twice is none', async () => {
    await write(a, 'body', 0);
    await b.receive(a.log());
    await write(a, 'body', 1);
    await write(b, 'body', 1);
    await a.receive(b.log());
    expect(conflictsAt(a)).toEqual([]);
  });

  test('the same fact noted by both is none; that one of them took it back is', async () => {
    await act(a, { do: 'mark', thing: 1 });
    b.setNow(NOON + 60_000);
    await act(b, { do: 'mark', thing: 1 });
    await a.receive(b.log());
    expect(conflictsAt(a)).toEqual([]);
    const c = openNode();
    await act(c, { do: 'mark', thing: 1 });
    await act(c, { do: 'annul', thing: 1 });
    await a.receive(c.log());
    expect(conflictsAt(a)).toMatchObject([{ table: 'mark', column: 'annulled_at' }]);
    c.close();
  });

  test('two that put a thing away at two moments agree', async () => {
    await write(a, 'body', 0);
    await b.receive(a.log());
    await act(a, { do: 'delete', card: 1 });
    b.setNow(NOON + 1000);
    await act(b, { do: 'delete', card: 1 });
    await a.receive(b.log());
    expect(conflictsAt(a)).toEqual([]);
  });

  test.each([
    ['keep', 'v2'],
    ['other', 'v1'],
    ['third', 'both'],
  ] as const)('S6 settled once (%s), it is settled everywhere', async (kind, outcome) => {
    await disagree();
    const [conflict] = conflictsAt(a);
    if (!conflict) throw new Error('no conflict');
    const other = conflict.values[1]?.hlc ?? '';
    const choices = {
      keep: { kind: 'keep' },
      other: { kind: 'other', hlc: other },
      third: { kind: 'third', value: 'both' },
    } as const;
    const settle = (node: Node) =>
      node.store.write({ actor: 'someone', action: 'settle' }, (tx) =>
        settleConflict(tx, node.store.tables, { ...conflict, choice: choices[kind] }),
      );
    expect((await settle(a)).value).toBe('settled');
    expect((await settle(a)).value).toBe('changed');
    await b.receive(a.log());
    expect([conflictsAt(a), conflictsAt(b), bodyAt(a), bodyAt(b)]).toEqual([[], [], outcome, outcome]);
  });

  test('S6 a third laptop that knew nothing of the settlement opens it again', async () => {
    const c = openNode();
    await write(a, 'body', 0);
    await c.receive(a.log());
    await disagree();
    const [conflict] = conflictsAt(a);
    if (!conflict) throw new Error('no conflict');
    await a.store.write({ actor: 'someone', action: 'settle' }, (tx) =>
      settleConflict(tx, a.store.tables, { ...conflict, choice: { kind: 'keep' } }),
    );
    c.setNow(NOON - 1000);
    await write(c, 'body', 7);
    await a.receive(c.log());
    expect(conflictsAt(a)[0]?.values.map(({ value }) => value)).toEqual(['v2', 'v7']);
    c.close();
  });
});

describe('S7 what cannot be applied is kept aside with its reason, and tried again', () => {
  test('an update that comes before its row waits for it', async () => {
    await write(a, 'body', 1);
    await write(a, 'body', 2);
    const { changes, actions } = a.log();
    await b.receive({ changes: changes.slice(1), actions });
    expect([kept(b), bodyAt(b)]).toEqual([['rowMissing'], undefined]);
    await b.receive({ changes: changes.slice(0, 1), actions });
    expect([kept(b), bodyAt(b)]).toEqual([[], 'v2']);
    expect(a.state()).toEqual(b.state());
  });

  test('a newer program’s tables and columns wait for the update, and nothing is lost by it', async () => {
    const newer: Migration = {
      id: 8,
      name: 'colours',
      up: [
        `ALTER TABLE card ADD COLUMN colour TEXT`,
        `CREATE TABLE extra (id TEXT PRIMARY KEY, name TEXT NOT NULL, deleted_at TEXT, clocks TEXT NOT NULL, seq INTEGER NOT NULL)`,
      ],
    };
    const extra = defineTable({
      name: 'extra',
      columns: { name: z.string() },
      relay: { name: 'open' },
    });
    const coloured = {
      ...defineTable({
        name: 'card',
        columns: { ...cardTable.columns, colour: z.string().nullable() },
        relay: { ...cardTable.relay, colour: 'open' },
      }),
      ...(cardTable.afterAll ? { afterAll: cardTable.afterAll } : {}),
    };
    const upgraded = { tables: [coloured, extra], migrations: [newer] };
    const c = openNode({ extra: upgraded });
    const folder = mkdtempSync(join(tmpdir(), 'orda-sync-'));
    const path = join(folder, 'orda.db');
    const old = openNode({ path });
    try {
      await write(c, 'body', 1);
      await old.receive(c.log());
      await c.store.write({ actor: 'x', action: 'x' }, async (tx) => {
        await record(tx, coloured, card, { colour: 'red' });
        await record(tx, extra, 'e', { name: 'new' });
      });
      await write(c, 'body', 2);
      await old.receive(c.log());
      expect([kept(old), bodyAt(old)]).toEqual([['newer', 'newer'], 'v2']);
      await write(old, 'stars', 4);
      await c.receive(old.log());
      old.store.close();
      const updated = openNode({ path, extra: upgraded });
      await updated.receive({ changes: [], actions: [] });
      expect(kept(updated)).toEqual([]);
      expect(updated.state()).toEqual(c.state());
      updated.store.close();
    } finally {
      c.close();
      rmSync(folder, { recursive: true });
    }
  });

  test('a row that takes what belongs to another is kept aside, and tried again when somebody asks', async () => {
    await act(a, { do: 'mark', thing: 1 }, () => 'one');
    await act(b, { do: 'mark', thing: 1 }, () => 'two');
    await write(a, 'body', 1);
    await b.receive(a.log());
    expect([kept(b), bodyAt(b)]).toEqual([['clash'], 'v1']);
    await b.store.write({ actor: 'x', action: 'x' }, (tx) =>
      record(tx, markTable, 'two', { thing: 'other' }),
    );
    await b.store.write({ actor: 'x', action: 'x' }, async (tx) => retryKept(b.store, tx));
    expect(kept(b)).toEqual([]);
  });

  test('two laptops that write under one name are found out', async () => {
    const batch = forged({ row_id: 'twin' });
    await b.receive(batch);
    const [first] = batch.changes;
    if (!first) throw new Error('no change');
    expect(await b.receive({ changes: [{ ...first, patch: '{"title":"y"}' }], actions: [] })).toMatchObject({
      kept: { twin: 1 },
    });
  });
});

describe('S8 clocks', () => {
  test('what is written after receiving sorts after what was received, however wrong this clock is', async () => {
    a.setNow(NOON + 3 * 3_600_000);
    await write(a, 'body', 1);
    await b.receive(a.log());
    await write(b, 'body', 2);
    await a.receive(b.log());
    expect([bodyAt(a), bodyAt(b), conflictsAt(a)]).toEqual(['v2', 'v2', []]);
  });

  test('a change from further ahead than a clock may be wrong waits until its time has come', async () => {
    a.setNow(NOON + MOST_AHEAD_MS + 60_000);
    await write(a, 'body', 1);
    await b.receive(a.log());
    expect(kept(b)).toEqual(['clockAhead', 'clockAhead'].slice(0, a.log().changes.length));
    await write(b, 'stars', 1);
    expect(b.log().changes.at(-1)?.hlc.slice(0, 9)).toBe(NOON.toString(36).padStart(9, '0'));
    b.setNow(NOON + 120_000);
    await b.receive({ changes: [], actions: [] });
    expect([kept(b), bodyAt(b)]).toEqual([[], 'v1']);
  });
});

describe('S9 receiving is one transaction without effects', () => {
  test('tables that follow are in step, and screens hear of the tables', async () => {
    await write(a, 'title', 3);
    const heard: string[][] = [];
    b.store.onCommit(({ tables }) => heard.push([...tables]));
    await b.receive(a.log());
    expect(b.store.localRows('SELECT title FROM card_title')).toEqual([{ title: 'v3' }]);
    expect(heard).toEqual([['card']]);
    await b.receive(a.log());
    expect(heard).toHaveLength(1);
  });

  test('nobody else may write: the guards stand', async () => {
    await write(a, 'body', 1);
    await b.receive(a.log());
    await expect(
      b.store.write({ actor: 'x', action: 'x' }, async (tx) => tx.engine.run(`UPDATE card SET body = 'x'`)),
    ).rejects.toThrow('record() only');
  });
});

describe('S10 facts that are written once', () => {
  test('are never changed by what is received', async () => {
    await act(a, { do: 'entry', amount: 5 });
    await b.receive(a.log());
    const [entry] = a.log().changes;
    const change = forged({
      table_name: 'entry',
      row_id: entry?.row_id,
      kind: 'update',
      patch: '{"amount":1}',
      base: JSON.stringify({ amount: entry?.hlc }),
    });
    expect(await b.receive(change)).toMatchObject({ kept: { insertOnly: 1 } });
    expect(b.state()).toEqual(a.state());
  });

  test('keep the first of two, and say that there were two', async () => {
    const first = (amount: number) => async (tx: Parameters<Parameters<Node['store']['write']>[1]>[0]) =>
      record(tx, entryTable, 'fact', { amount });
    await a.store.write({ actor: 'x', action: 'x' }, first(1));
    b.setNow(NOON + 1000);
    await b.store.write({ actor: 'x', action: 'x' }, first(2));
    await a.receive(b.log());
    await b.receive(a.log());
    expect(a.state()).toEqual(b.state());
    expect(b.store.localRows('SELECT amount FROM entry')).toEqual([{ amount: 1 }]);
    expect(conflictsAt(b)).toHaveLength(1);
  });
});
