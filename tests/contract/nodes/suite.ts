/**
 * What every database must do that a log is served from: the rules S1–S10 and L1–L6 of docs/sync.md as far as the serving side goes,
 * `record()`, and the same outcome as SQLite has.
 */
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { defineTable, factId, record, recordAll, recordNew } from '../../../src-core/store/index.ts';
import type { DomainStore, LocalWriter, Migration } from '../../../src-core/store/index.ts';
import { takeTogether } from '../../../src-core/sync/engines.ts';
import { applyChanges, MOST_AHEAD_MS } from '../../../src-core/sync/index.ts';
import type { SentChange } from '../../../src-core/sync/index.ts';
import {
  act,
  cardTable,
  entryTable,
  markTable,
  NOON,
  openNode,
} from '../../../src-core/sync/nodes.test-support.ts';
import type { Node } from '../../../src-core/sync/nodes.test-support.ts';
import { pack } from '../../../src-core/sync/pack.ts';
import { PROTOCOL } from '../../../src-core/sync/protocol.ts';
import { play, step } from '../../../src-core/sync/story.test-support.ts';
import { forged, linkTo } from './messages.ts';
import { idsIn, keptBy, stateOf } from './served.ts';
import type { Opener, Served } from './served.ts';
import { openSqlite } from './sqliteOpener.ts';

const open: { close(): unknown }[] = [];
const laptop = (): Node => kept(openNode());
function kept<T extends { close(): unknown }>(one: T): T {
  open.push(one);
  return one;
}

const RUNS = { numRuns: 12, seed: 20_261_128 };

/** A function of the domain that knows nothing of the database that it runs on. */
async function rename(store: DomainStore, id: string, title: string): Promise<string | null> {
  const { value } = await store.write({ actor: 'someone', action: 'cards.rename' }, async (tx) => {
    const card = await tx
      .read<{ card: { readonly id: string; readonly title: string } }>()
      .selectFrom('card')
      .select('title')
      .where('id', '=', id)
      .executeTakeFirst();
    await record(tx, cardTable, id, { title });
    return card?.title ?? null;
  });
  return value;
}

type AnyTables = {
  readonly card: { id: string; title: string; clocks: string; seq: number };
  readonly change: { patch: string };
  readonly action: { id: string };
};

/** The suite; `make` gives each test an empty database. */
export function nodeContract(make: () => Promise<Opener>): void {
  let opener: Opener;
  let reference: Served;
  let besides: Opener;
  beforeEach(async () => {
    opener = await make();
    besides = openSqlite();
    reference = await besides.open();
  });
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close();
    await reference.close();
    await besides.drop();
    await opener.drop();
  });
  const relay = async (): Promise<Served> => kept(await opener.open());

  test('S3 S4 S5 S7 whatever comes in whatever order ends up as on SQLite: rows, log, conflicts, what is kept aside', async () => {
    const tested = await relay();
    const steps = fc.array(step, { minLength: 10, maxLength: 40, size: 'max' });
    await fc.assert(
      fc.asyncProperty(steps, fc.array(fc.nat(), { minLength: 2, maxLength: 4 }), async (story, cuts) => {
        const all = [openNode(), openNode(), openNode()];
        await play(all, story);
        for (const [index, cut] of cuts.entries())
          for (const one of all) {
            const { changes, actions } = one.log();
            const turned = changes.toSorted((a, b) => (a.hlc < b.hlc === (index % 2 === 0) ? 1 : -1));
            const part = turned.filter((_, at) => (at + cut) % 3 > 0);
            const batch = { changes: part, actions };
            expect(await tested.receive(batch)).toEqual(await reference.receive(batch));
          }
        for (const one of all) one.close();
        expect(await stateOf(tested)).toEqual(await stateOf(reference));
      }),
      RUNS,
    );
  }, 120_000);

  test('S1 a change keeps its id, laptop, actor, transaction and base, and its action comes along', async () => {
    const [a, r] = [laptop(), await relay()];
    await act(a, { do: 'write', card: 1, column: 'body', value: 1 });
    await act(a, { do: 'write', card: 1, column: 'body', value: 2 });
    await r.receive(a.log());
    expect(
      await r.rows(
        `SELECT hlc, tx, node, actor, table_name, row_id, kind, patch, base, schema FROM change ORDER BY seq`,
      ),
    ).toEqual(a.log().changes);
    const sorted = (actions: readonly { id: string }[]) => actions.toSorted((x, y) => (x.id < y.id ? -1 : 1));
    expect(sorted(await r.rows(`SELECT * FROM action WHERE name <> 'sync.receive'`))).toEqual(
      sorted(a.log().actions),
    );
  });

  test.each([
    ['words of SQL as a table', { table_name: `card'; DROP TABLE card; --` }, 'foreign'],
    ['the log itself as a table', { table_name: 'change' }, 'foreign'],
    ['words of SQL as a column', { patch: `{"title":"x","body = '' --":"x"}` }, 'foreign'],
    ['__proto__ as a column', { patch: '{"title":"x","__proto__":"y"}' }, 'foreign'],
    ['the columns of the store', { patch: '{"title":"x","seq":1,"clocks":"x"}' }, 'foreign'],
    ['a number where there is text', { patch: '{"title":1}' }, 'invalid'],
    ['no JSON', { patch: '{\0' }, 'invalid'],
    ['an update that does not say what it replaces', { kind: 'update', base: '{}' }, 'invalid'],
    ['a table of tomorrow', { table_name: 'tomorrow', schema: 99 }, 'newer'],
    [
      'an update without its row',
      { kind: 'update', base: '{"title":"0mtim7pc0-0000-abcdefgh"}' },
      'rowMissing',
    ],
  ] as const)('S2 %s is kept aside, and the rest goes on', async (_, over, reason) => {
    const [a, r] = [laptop(), await relay()];
    await act(a, { do: 'write', card: 1, column: 'body', value: 1 });
    const { changes, actions } = a.log();
    const result = await r.receive({ changes: [...forged(over).changes, ...changes], actions });
    expect(result).toEqual({ applied: changes.length, known: 0, kept: { [reason]: 1 } });
    expect(await keptBy(r)).toEqual([reason]);
  });

  test('S2 texts that PostgreSQL cannot hold do no harm, and the log has them to the letter', async () => {
    const r = await relay();
    const patch = JSON.stringify({ title: 'a\0b', body: 'half \ud83d of one' });
    await r.receive(forged({ row_id: 'odd', patch }));
    expect(await r.rows(`SELECT patch FROM change WHERE row_id = 'odd'`)).toEqual([{ patch }]);
    expect(await r.rows(`SELECT id FROM card`)).toEqual([{ id: 'odd' }]);
    const refused = await r.receive(forged({ row_id: 'nul\0' }));
    expect(refused).toEqual({ applied: 0, known: 0, kept: { invalid: 1 } });
  });

  test('S7 an update waits for its row, a newer table for the update, both without loss', async () => {
    const [a, r] = [laptop(), await relay()];
    await act(a, { do: 'write', card: 1, column: 'body', value: 1 });
    await act(a, { do: 'write', card: 1, column: 'body', value: 2 });
    const { changes, actions } = a.log();
    await r.receive({ changes: changes.slice(1), actions });
    expect(await keptBy(r)).toEqual(['rowMissing']);
    await r.receive({ changes: changes.slice(0, 1), actions });
    expect([await keptBy(r), await r.rows('SELECT body FROM card')]).toEqual([[], [{ body: 'v2' }]]);
    const later = { table_name: 'extra', row_id: 'e', patch: '{"name":"x"}', schema: 8 };
    await r.receive(forged(later));
    expect(await keptBy(r)).toEqual(['newer']);
    await r.close();
    const extra = defineTable({ name: 'extra', columns: { name: z.string() }, relay: { name: 'open' } });
    const newer: Migration = {
      id: 8,
      name: 'extra',
      up: [
        'CREATE TABLE extra (id TEXT PRIMARY KEY, name TEXT NOT NULL, deleted_at TEXT, clocks TEXT NOT NULL, seq INTEGER NOT NULL)',
      ],
    };
    const updated = kept(await opener.open({ tables: [extra], migrations: [newer] }));
    await updated.receive({ changes: [], actions: [] });
    expect([await keptBy(updated), await updated.rows('SELECT name FROM extra')]).toEqual([
      [],
      [{ name: 'x' }],
    ]);
  });

  test('S7 rows that take what belongs to others are kept aside, each alone, and tried again when somebody asks', async () => {
    const [a, b, r] = [laptop(), laptop(), await relay()];
    for (let thing = 0; thing < 40; thing += 1) {
      await act(a, { do: 'mark', thing }, () => `a${thing}`);
      if (thing % 10 === 3) await act(b, { do: 'mark', thing }, () => `b${thing}`);
      else await act(b, { do: 'write', card: thing, column: 'body', value: thing });
    }
    await r.receive(a.log());
    const result = await r.receive(b.log());
    expect(result).toEqual({ applied: b.log().changes.length - 4, known: 0, kept: { clash: 4 } });
    expect((await r.rows('SELECT id FROM mark')).length).toBe(40);
    await r.store.write({ actor: 'x', action: 'x' }, (tx) => record(tx, markTable, 'a3', { thing: 'other' }));
    expect(await r.retry()).toMatchObject({ applied: 1, kept: { clash: 3 } });
    expect(await keptBy(r)).toEqual(['clash', 'clash', 'clash']);
  });

  test('S7 S10 two under one name are found out, and what is written once stays', async () => {
    const r = await relay();
    const batch = forged({ row_id: 'twin' });
    await r.receive(batch);
    const [first] = batch.changes;
    expect(
      await r.receive({ changes: [{ ...(first as SentChange), patch: '{"title":"y"}' }], actions: [] }),
    ).toMatchObject({
      kept: { twin: 1 },
    });
    await r.receive(forged({ table_name: 'entry', row_id: 'e', patch: '{"amount":5}' }));
    const change = {
      table_name: 'entry',
      row_id: 'e',
      kind: 'update',
      patch: '{"amount":1}',
      base: '{"amount":"x"}',
    };
    expect(await r.receive(forged(change))).toMatchObject({ kept: { insertOnly: 1 } });
    expect(await r.rows('SELECT amount FROM entry')).toEqual([{ amount: 5 }]);
    await expect(
      r.store.write({ actor: 'x', action: 'x' }, (tx) => record(tx, entryTable, 'e', { amount: 6 })),
    ).rejects.toThrow('insert-only');
  });

  test('S8 what is written after receiving sorts after it; what is too far ahead waits', async () => {
    const [a, r] = [laptop(), await relay()];
    a.setNow(NOON + 3 * 3_600_000);
    await act(a, { do: 'write', card: 1, column: 'body', value: 1 });
    await r.receive(a.log());
    await rename(r.store, factId('card', '1'), 'later');
    const [newest] = (await idsIn(r)).slice(-1);
    expect(newest?.endsWith(r.store.node)).toBe(true);
    a.setNow(NOON + MOST_AHEAD_MS + 60_000);
    await act(a, { do: 'entry', amount: 1 });
    await r.receive(a.log());
    expect(await keptBy(r)).toEqual(['clockAhead']);
    r.setNow(NOON + 120_000);
    await r.receive({ changes: [], actions: [] });
    expect(await keptBy(r)).toEqual([]);
  });

  test('S9 a receiving that breaks off leaves nothing behind, and the next one does it all', async () => {
    const [a, r] = [laptop(), await relay()];
    for (let card = 0; card < 5; card += 1) await act(a, { do: 'write', card, column: 'body', value: card });
    const before = await stateOf(r);
    const heard: unknown[] = [];
    r.store.onCommit((commit) => heard.push([...commit.tables]));
    const broken = takeTogether(r.store, { actor: 'x', action: 'x' }, async (tx) => {
      await applyChanges(r.store, tx, a.log());
      throw new Error('the plug was pulled');
    });
    await expect(broken).rejects.toThrow('plug');
    expect([await stateOf(r), heard]).toEqual([before, []]);
    expect(await r.receive(a.log())).toMatchObject({ applied: a.log().changes.length });
    expect(heard).toEqual([['card']]);
    expect(await r.receive(a.log())).toMatchObject({ applied: 0, known: a.log().changes.length });
  });

  test('S9 of writes that share a commit one that throws takes back itself alone', async () => {
    const r = await relay();
    const write = (id: string, isBad = false) =>
      takeTogether(r.store, { actor: 'x', action: 'x' }, async (tx) => {
        await recordNew(tx, cardTable, id, { title: id });
        if (isBad) throw new Error('no');
      });
    await Promise.allSettled([write('a'), write('b', true), write('c')]);
    expect(await r.rows('SELECT id FROM card ORDER BY id')).toEqual([{ id: 'a' }, { id: 'c' }]);
    expect(await r.rows('SELECT count(*) AS n FROM change')).toEqual([{ n: 2 }]);
  });

  test('one function of the domain runs on this database as on SQLite: clocks, bases, what changed', async () => {
    const tested = await relay();
    const outcomes: unknown[][] = [];
    for (const { store, rows } of [tested, reference]) {
      const seen = [
        await rename(store, 'c', 'one'),
        await rename(store, 'c', 'two'),
        await rename(store, 'c', 'two'),
      ];
      const all = await store.write({ actor: 'someone', action: 'cards.many' }, (tx) =>
        recordAll(tx, cardTable, [
          { id: 'c', patch: { body: 'b' } },
          { id: 'd', patch: { title: 'new' } },
          { id: 'd', patch: { stars: 3 } },
          { id: 'c', patch: { body: 'b' } },
        ]),
      );
      const lines = await rows<SentChange>('SELECT * FROM change ORDER BY seq');
      const nameless = JSON.stringify([seen, all.value, lines, await rows('SELECT * FROM card ORDER BY id')]);
      outcomes.push(JSON.parse(nameless.replaceAll(store.node, 'nnnnnnnn')) as unknown[]);
    }
    expect(outcomes[0]).toEqual(outcomes[1]);
    expect(outcomes[0]?.slice(0, 2)).toEqual([[null, 'one', 'two'], 3]);
  });

  test('nobody writes but record(), and the log only grows', async () => {
    const r = await relay();
    await rename(r.store, 'c', 'one');
    const refused = async (work: (local: LocalWriter<AnyTables>) => Promise<unknown>, why: string) => {
      const tried = r.store.write({ actor: 'x', action: 'x' }, (tx) => work(tx.local<AnyTables>()));
      await expect(tried).rejects.toThrow(why);
    };
    await refused((local) => local.updateTable('card').set({ title: 'x' }).execute(), 'record() only');
    await refused((local) => local.deleteFrom('card').execute(), 'record() only');
    const row = { id: 'z', title: 'x', clocks: '', seq: 99 };
    await refused((local) => local.insertInto('card').values(row).execute(), 'record() only');
    await refused((local) => local.updateTable('change').set({ patch: '{}' }).execute(), 'only grows');
    await refused((local) => local.deleteFrom('action').execute(), 'only grows');
    expect(await r.rows('SELECT title FROM card')).toEqual([{ title: 'one' }]);
  });

  test('L2 L3 L5 laptops and a relay over a bad network hold the same', async () => {
    const [a, b, r] = [laptop(), laptop(), await relay()];
    let sent = 0;
    const badly = <T>(message: T, at: 'there' | 'back'): T => {
      sent += 1;
      if (sent % 5 === 0) throw new Error(`no way ${at}`);
      return message;
    };
    for (let turn = 0; turn < 6; turn += 1) {
      await act(a, { do: 'write', card: turn, column: 'body', value: turn });
      await act(b, { do: 'mark', thing: turn });
      await rename(r.store, `own ${turn}`, 'of the relay');
      for (const one of [a, b])
        await linkTo(one, r, badly)
          .round()
          .catch(() => undefined);
    }
    await linkTo(a, r).round();
    expect(await linkTo(b, r).round()).toMatchObject({ outcome: 'same' });
    expect(await linkTo(a, r).round()).toMatchObject({ outcome: 'same' });
    expect(await linkTo(a, r).round()).toMatchObject({ sent: 0, got: 0, outcome: 'same' });
    expect(a.state()).toEqual(b.state());
    expect(
      a
        .log()
        .changes.map(({ hlc }) => hlc)
        .toSorted(),
    ).toEqual(await idsIn(r));
  });

  test('L4 whoever knows another log, or a line that is not here, begins anew', async () => {
    const [a, r] = [laptop(), await relay()];
    await act(a, { do: 'mark', thing: 1 });
    await linkTo(a, r).round();
    const hub = await r.hub();
    const ask = {
      protocol: PROTOCOL,
      node: a.store.node,
      packed: pack({ changes: [], actions: [] }),
      isLast: true,
      isRetry: false,
      nowMs: 0,
    };
    const epoch =
      (await r.rows<{ value: string }>(`SELECT value FROM meta WHERE key = 'epoch'`))[0]?.value ?? '';
    const head = { seq: 1, hlc: (await idsIn(r))[0] };
    expect(await hub.answer({ ...ask, known: { epoch: 'another', head }, cursor: 1 })).toEqual({
      kind: 'reset',
      epoch,
    });
    expect(
      await hub.answer({ ...ask, known: { epoch, head: { seq: 7, hlc: head.hlc } }, cursor: 1 }),
    ).toEqual({ kind: 'reset', epoch });
    expect(await hub.answer({ ...ask, known: { epoch, head }, cursor: 1 })).toMatchObject({ kind: 'taken' });
    const again = await (await r.hub()).answer({ ...ask, known: { epoch, head }, cursor: 1 });
    expect(again).toMatchObject({ kind: 'taken', epoch });
  });

  test('L6 whatever is no request is refused, and changes nothing', async () => {
    const r = await relay();
    const hub = await r.hub();
    for (const bad of [null, 7, 'x', [], {}, { protocol: 99 }])
      expect(await hub.answer(bad)).toMatchObject({ kind: 'refused' });
    expect(await idsIn(r)).toEqual([]);
  });

  test('a batch of 5,000 changes is taken in and given out as it came', async () => {
    const [a, b, r] = [laptop(), laptop(), await relay()];
    await a.store.write({ actor: 'x', action: 'import' }, async (tx) => {
      for (let n = 0; n < 5_100; n += 1) {
        if (n % 3 === 0) await record(tx, entryTable, `e${n}`, { amount: n });
        else await record(tx, cardTable, `c${n % 1700}`, { title: `t ${n}`, stars: n });
      }
    });
    const there = await linkTo(a, r).round();
    expect(there).toMatchObject({ sent: 5_100, outcome: 'same' });
    expect(await linkTo(b, r).round()).toMatchObject({ got: 5_100, outcome: 'same' });
    expect(a.state()).toEqual(b.state());
    expect(await r.rows('SELECT count(*) AS n FROM change')).toEqual([{ n: 5_100 }]);
    // One span of lines for each message, joined.
    expect(await r.rows('SELECT node, first_seq, last_seq FROM sync_origin')).toEqual([
      { node: a.store.node, first_seq: 1, last_seq: 5_100 },
    ]);
  });
}
