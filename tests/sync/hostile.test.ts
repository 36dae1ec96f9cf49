/** S2 S7 S8 L6: whatever is sent through a hub, or answered by one, is taken or kept aside with a reason. Never a crash, never a bad row. */
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { act, NOON, openNode } from '../../src-core/sync/nodes.test-support.ts';
import type { Node } from '../../src-core/sync/nodes.test-support.ts';
import { openHub } from '../../src-core/sync/hub.ts';
import type { Hub } from '../../src-core/sync/hub.ts';
import { createLink } from '../../src-core/sync/link.ts';
import { compress, decompress, pack } from '../../src-core/sync/pack.ts';
import { PROTOCOL } from '../../src-core/sync/protocol.ts';
import { factId } from '../../src-core/store/index.ts';
import type { SentChange } from '../../src-core/sync/index.ts';

let relay: Node;
let hub: Hub;
let desk: Node;
beforeEach(async () => {
  [relay, desk] = [openNode(), openNode()];
  hub = await openHub(relay.store);
});
afterEach(() => {
  relay.close();
  desk.close();
});

const clock = (ms: number, counter: number, node: string): string =>
  `${ms.toString(36).padStart(9, '0')}-${counter.toString(36).padStart(4, '0')}-${node}`;

let count = 0;
/** A change as a program of ours would write it, but for what is given. */
const forged = (over: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => {
  const hlc = clock(NOON, (count += 1), 'attacker');
  return {
    hlc,
    tx: hlc,
    node: 'attacker',
    actor: 'stranger',
    table_name: 'card',
    row_id: factId('card', `forged ${count}`),
    kind: 'insert',
    patch: '{"title":"x"}',
    base: null,
    schema: 7,
    ...over,
  };
};

const request = (odd: readonly unknown[], over: Readonly<Record<string, unknown>> = {}) => ({
  protocol: PROTOCOL,
  node: 'attacker',
  known: null,
  cursor: 0,
  packed: { ...pack({ changes: [], actions: [] }), odd },
  isLast: true,
  isRetry: false,
  nowMs: NOON,
  ...over,
});

/** Sends it as bytes, as a stranger with a token would. */
const sendTo = (message: unknown) => hub.answer(decompress(compress(message), 50_000_000));

/** Every row of a node fits its table, stands in the log, and the file is whole. */
function isSound(node: Node): void {
  const { store } = node;
  for (const table of store.tables.values())
    for (const row of store.localRows<Record<string, string | number | null>>(
      `SELECT * FROM ${table.name}`,
    )) {
      const own = Object.fromEntries(table.columnNames.map((column) => [column, row[column] ?? null]));
      expect(table.checkRow(own)).toEqual(own);
    }
  expect(store.localRows('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  const rowless = `SELECT hlc FROM change WHERE table_name NOT IN ('card', 'mark', 'entry', 'settlement')`;
  expect(store.localRows(rowless)).toEqual([]);
}

/** After whatever was sent: a good change is taken, and a fresh laptop gets the same as the relay has. */
async function goesOn(): Promise<void> {
  await act(desk, { do: 'write', card: 9, column: 'body', value: 9 });
  const round = await createLink({
    store: desk.store,
    peer: 'relay',
    send: (message) => hub.answer(message),
  }).round();
  // What waits for its time is tried again, and counted again, with whatever comes.
  expect(Object.keys(round.keptThere).filter((reason) => reason !== 'clockAhead')).toEqual([]);
  expect(desk.state()).toEqual(relay.state());
  for (const node of [relay, desk]) isSound(node);
}

const HUGE = 'x'.repeat(1_000_000);
const text = (value: unknown): string => JSON.stringify(value);

test.each<[name: string, over: Readonly<Record<string, unknown>>, reason: string]>([
  ['words of SQL as a table', { table_name: `card"; DROP TABLE card; --` }, 'foreign'],
  ['words of SQL as a column', { patch: text({ title: 'x', 'body" = (SELECT 1) --': 'x' }) }, 'foreign'],
  ['a word of SQL alone as a table', { table_name: 'select' }, 'foreign'],
  ['words of SQL as a row', { row_id: `' OR 1=1; --` }, 'taken'],
  ['__proto__ as a table', { table_name: '__proto__' }, 'foreign'],
  ['constructor as a table', { table_name: 'constructor' }, 'foreign'],
  ['__proto__ as a column', { patch: '{"title":"x","__proto__":{"admin":true}}' }, 'foreign'],
  ['constructor as a column', { patch: '{"title":"x","constructor":"y"}' }, 'foreign'],
  ['toString as a column', { patch: '{"title":"x","toString":"y"}' }, 'foreign'],
  ['__proto__ as a row', { row_id: '__proto__' }, 'taken'],
  ['a cell of a megabyte where there is room for fifty letters', { patch: text({ title: HUGE }) }, 'invalid'],
  ['a cell of a megabyte where there is room', { patch: text({ title: 'x', body: HUGE }) }, 'taken'],
  ['a number where there is text', { patch: '{"title":1}' }, 'invalid'],
  ['a truth where there is text', { patch: '{"title":true}' }, 'invalid'],
  ['half a number where there are whole ones', { patch: '{"title":"x","stars":0.5}' }, 'invalid'],
  ['a number too large to be exact', { patch: '{"title":"x","stars":9007199254740993}' }, 'invalid'],
  ['a number without end', { patch: '{"title":"x","stars":1e999}' }, 'invalid'],
  ['a list where there is text', { patch: '{"title":["x"]}' }, 'invalid'],
  ['the log as a table', { table_name: 'change' }, 'foreign'],
  ['the cursors as a table', { table_name: 'sync_peer' }, 'foreign'],
  ['SQLite’s own table', { table_name: 'sqlite_master' }, 'foreign'],
  ['a table that follows', { table_name: 'card_title' }, 'foreign'],
  ['the columns of the store', { patch: '{"title":"x","id":"y","seq":1,"clocks":"z"}' }, 'foreign'],
  ['a table of a newer program', { table_name: 'hologram', schema: 99 }, 'newer'],
  ['a schema beyond all', { table_name: 'hologram', schema: Number.MAX_SAFE_INTEGER }, 'newer'],
  ['half of a pair of letters', { patch: '{"title":"\\ud800"}' }, 'taken'],
  ['a letter that ends texts in C', { patch: '{"title":"a\\u0000b"}' }, 'taken'],
  ['a row with a letter that ends texts in C', { row_id: 'a\u0000b' }, 'taken'],
  [
    'a change of a row that is nowhere',
    { kind: 'update', base: text({ title: clock(1, 1, 'attacker') }) },
    'rowMissing',
  ],
  ['a change that names no base', { kind: 'update', base: '{}' }, 'invalid'],
  ['a base that is no clock', { kind: 'update', base: '{"title":"yesterday"}' }, 'rowMissing'],
  [
    'a change of money',
    { table_name: 'entry', kind: 'update', patch: '{"amount":1}', base: '{"amount":"x"}' },
    'insertOnly',
  ],
  ['JSON that ends too early', { patch: '{"title":' }, 'invalid'],
])('%s', async (_, over, reason) => {
  const answer = await sendTo(request([forged(over)]));
  expect(answer).toMatchObject({ kind: 'taken', kept: reason === 'taken' ? {} : { [reason]: 1 } });
  await goesOn();
});

test('a clock two days ahead waits, and drags no other clock along', async () => {
  const hlc = clock(NOON + 48 * 3_600_000, 1, 'attacker');
  expect(await sendTo(request([forged({ hlc, tx: hlc })]))).toMatchObject({ kept: { clockAhead: 1 } });
  await goesOn();
  const latest = clock(NOON + 24 * 3_600_000, 0, '');
  expect(relay.log().changes.every((change) => change.hlc < latest)).toBe(true);
});

test.each<[name: string, change: unknown]>([
  ['a clock after the end of time', forged({ hlc: 'zzzzzzzzz-zzzz-attacker' })],
  ['a clock with a laptop that is not the sender of it', forged({ node: 'somebody' })],
  ['a laptop of no name', forged({ node: '' })],
  ['a laptop with a name like a path', forged({ node: '../../..' })],
  ['no row', forged({ row_id: '' })],
  ['a row that is a number', forged({ row_id: 7 })],
  ['a row longer than any', forged({ row_id: HUGE })],
  ['a kind that is none', forged({ kind: 'delete' })],
  ['a schema that is none', forged({ schema: 1.5 })],
  ['a change within a change', { change: forged() }],
  ['an object that says what it is', { __proto__: null, hlc: { toString: 'x' } }],
])('%s has not the form of a change, or is kept aside', async (_, change) => {
  const answer = await sendTo(request([change]));
  expect(answer).toMatchObject({ kind: 'taken' });
  expect(relay.log().changes).toEqual([]);
  await goesOn();
});

test('two laptops under one name: the second writing of an id is kept aside and the first stays', async () => {
  const first = forged();
  await sendTo(request([first]));
  const answer = await sendTo(request([{ ...first, patch: '{"title":"another"}' }]));
  expect(answer).toMatchObject({ kept: { twin: 1 } });
  expect(relay.store.localRows('SELECT title FROM card')).toEqual([{ title: 'x' }]);
  await goesOn();
});

test('L5 what somebody writes under another laptop’s name is not silent: that laptop is told that the logs differ', async () => {
  await act(desk, { do: 'mark', thing: 1 });
  const link = createLink({ store: desk.store, peer: 'relay', send: (message) => hub.answer(message) });
  await link.round();
  const hlc = clock(NOON + 1, 1, desk.store.node);
  await sendTo(request([forged({ hlc, tx: hlc, node: desk.store.node })], { node: desk.store.node }));
  expect(await link.round()).toMatchObject({ outcome: 'differs' });
});

const noise = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    '__proto__',
    'constructor',
    `'; DROP TABLE card; --`,
    '\ud800',
    '\u0000',
    '',
    'card',
    'entry',
  ),
  fc.double(),
  fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(Number),
  fc.constantFrom(null, true, [], {}),
  fc.jsonValue({ maxDepth: 2 }),
);
const cells = fc.dictionary(
  fc.constantFrom('title', 'body', 'stars', 'amount', 'thing', 'at', '__proto__', 'x'),
  noise,
  {
    maxKeys: 4,
  },
);
const mutation = fc.record(
  {
    hlc: fc.oneof(
      noise,
      fc.nat().map((ms) => clock(NOON - ms, 1, 'attacker')),
    ),
    tx: noise,
    node: noise,
    actor: noise,
    table_name: fc.oneof(noise, fc.constantFrom('card', 'mark', 'entry', 'settlement')),
    row_id: noise,
    kind: fc.oneof(noise, fc.constantFrom('insert', 'update')),
    patch: fc.oneof(noise, cells.map(text)),
    base: fc.oneof(noise, cells.map(text)),
    schema: fc.oneof(noise, fc.integer()),
  },
  { requiredKeys: [] },
);

test(
  'any change with any fields made up is taken or kept, and the rest goes on',
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(mutation, { minLength: 1, maxLength: 20, size: 'max' }),
        async (mutations) => {
          const answer = await sendTo(request(mutations.map((over) => forged(over))));
          expect(answer.kind).toBe('taken');
          isSound(relay);
        },
      ),
      { numRuns: Number(process.env['ORDA_SYNC_RUNS'] ?? 60) },
    );
    await goesOn();
  },
);

test('a hub that answers with made-up changes harms no laptop', { timeout: 120_000 }, async () => {
  await act(desk, { do: 'mark', thing: 1 });
  await fc.assert(
    fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 10 }), async (mutations) => {
      const link = createLink({
        store: desk.store,
        peer: 'impostor',
        send: async (message) => {
          const answer = await hub.answer(message);
          if (answer.kind !== 'taken') return answer;
          const odd = mutations.map((over) => forged(over)) as unknown as readonly SentChange[];
          return decompress(compress({ ...answer, packed: { ...answer.packed, odd } }), 50_000_000);
        },
      });
      await link.round();
      isSound(desk);
    }),
    { numRuns: 30 },
  );
  expect(desk.store.localRows('SELECT thing FROM mark WHERE thing = ?', '1')).toHaveLength(1);
});
