/** S7: an older and a newer program side by side, through a hub, both ways: what the older one does not know waits whole, and all is the same after the update. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defineTable, factId, record } from '../../src-core/store/index.ts';
import type { Migration } from '../../src-core/store/index.ts';
import { openHub } from '../../src-core/sync/hub.ts';
import { createLink } from '../../src-core/sync/link.ts';
import { act, cardTable, openNode } from '../../src-core/sync/nodes.test-support.ts';
import type { Node, NodeOptions } from '../../src-core/sync/nodes.test-support.ts';

const COMMON = 'deleted_at TEXT, clocks TEXT NOT NULL, seq INTEGER NOT NULL)';
const badge = (colours: readonly [string, ...string[]]) =>
  defineTable({ name: 'badge', columns: { colour: z.enum(colours) }, relay: { colour: 'open' } });
const oldBadge = badge(['red']);
const newBadge = badge(['red', 'blue']);
const newCard = defineTable({
  name: 'card',
  columns: { ...cardTable.columns, place: z.string().nullable() },
  relay: { ...cardTable.relay, place: 'open' },
  ...(cardTable.afterAll ? { afterAll: cardTable.afterAll } : {}),
});
const drawer = defineTable({ name: 'drawer', columns: { label: z.string() }, relay: { label: 'open' } });

const badges: Migration = {
  id: 8,
  name: 'badges',
  up: [`CREATE TABLE badge (id TEXT PRIMARY KEY, colour TEXT NOT NULL, ${COMMON}`],
};
const drawers: Migration = {
  id: 9,
  name: 'drawers',
  up: [
    `CREATE TABLE drawer (id TEXT PRIMARY KEY, label TEXT NOT NULL, ${COMMON}`,
    'ALTER TABLE card ADD COLUMN place TEXT',
  ],
};
const OLD: NodeOptions['extra'] = { tables: [oldBadge], migrations: [badges] };
const NEW: NodeOptions['extra'] = { tables: [newCard, newBadge, drawer], migrations: [badges, drawers] };

let folder = '';
const open: Node[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orda-schemas-'));
});
afterEach(() => {
  for (const node of open.splice(0)) node.close();
  rmSync(folder, { recursive: true });
});
const node = (name: string, extra: NodeOptions['extra']): Node => {
  const made = openNode({ path: join(folder, `${name}.db`), ...(extra ? { extra } : {}) });
  open.push(made);
  return made;
};
/** The same file under the newer program. */
const updated = (name: string, old: Node): Node => {
  open.splice(open.indexOf(old), 1);
  old.close();
  return node(name, NEW);
};

const round = async (from: Node, to: Node) => {
  const hub = await openHub(to.store);
  return createLink({ store: from.store, peer: 'relay', send: (message) => hub.answer(message) }).round();
};

const reasons = ({ store }: Node): readonly string[] =>
  store
    .localRows<{ reason: string }>('SELECT reason FROM quarantine ORDER BY hlc')
    .map(({ reason }) => reason);

const card = factId('card', '1');
/** A new table, a new column, a new value of an old column, and between them what the older program knows. */
async function workOfNewer(newer: Node): Promise<void> {
  await act(newer, { do: 'write', card: 1, column: 'body', value: 1 });
  await newer.store.write({ actor: 'x', action: 'x' }, async (tx) => {
    await record(tx, drawer, 'd', { label: 'top' });
    await record(tx, newCard, card, { place: 'top' });
    await record(tx, newBadge, 'b', { colour: 'red' });
    await record(tx, newBadge, 'b', { colour: 'blue' });
  });
  await act(newer, { do: 'entry', amount: 3 });
}
/** Also over what the newer one wrote last. */
async function workOfOlder(older: Node): Promise<void> {
  await act(older, { do: 'write', card: 1, column: 'title', value: 2 });
  await act(older, { do: 'mark', thing: 1 });
}

test('a newer desk at an older relay: the relay keeps aside what it does not know and hands on the rest; all is there after the update', async () => {
  const [newer, older] = [node('newer', NEW), node('older', OLD)];
  const relay = node('relay', OLD);
  await workOfNewer(newer);
  expect(await round(newer, relay)).toMatchObject({ outcome: 'kept', keptThere: { newer: 3 } });
  await round(older, relay);
  expect(older.store.localRows('SELECT body FROM card')).toEqual([{ body: 'v1' }]);
  expect(older.store.localRows('SELECT colour FROM badge')).toEqual([{ colour: 'red' }]);
  await workOfOlder(older);
  await round(older, relay);
  await round(newer, relay);
  // The older one's work reaches the newer one meanwhile.
  expect(newer.store.localRows('SELECT title, place FROM card')).toEqual([{ title: 'v2', place: 'top' }]);
  expect(newer.store.localRows('SELECT thing FROM mark')).toEqual([{ thing: '1' }]);

  const [newRelay, caughtUp] = [updated('relay', relay), updated('older', older)];
  for (const desk of [newer, caughtUp, newer]) await round(desk, newRelay);
  expect([reasons(newRelay), reasons(caughtUp)]).toEqual([[], []]);
  expect(newRelay.state()).toEqual(newer.state());
  expect(caughtUp.state()).toEqual(newer.state());
  expect(await round(caughtUp, newRelay)).toMatchObject({ sent: 0, got: 0, outcome: 'same' });
});

test('an older desk at a newer relay: it keeps aside what it does not know, its own work goes on, and all is there after the update', async () => {
  const [newer, relay, older] = [node('newer', NEW), node('relay', NEW), node('older', OLD)];
  await workOfNewer(newer);
  expect(await round(newer, relay)).toMatchObject({ outcome: 'same' });
  expect(await round(older, relay)).toMatchObject({ outcome: 'kept' });
  expect(reasons(older)).toEqual(['newer', 'newer', 'newer']);
  await workOfOlder(older);
  // Nothing new comes for it to be tried again with; asking again and again makes neither copies nor losses.
  for (let time = 0; time < 3; time += 1) await round(older, relay);
  expect(reasons(older)).toEqual(['newer', 'newer', 'newer']);
  await round(newer, relay);
  expect(newer.store.localRows('SELECT title, place FROM card')).toEqual([{ title: 'v2', place: 'top' }]);

  const caughtUp = updated('older', older);
  await round(caughtUp, relay);
  expect(reasons(caughtUp)).toEqual([]);
  expect(caughtUp.state()).toEqual(newer.state());
  expect(await round(caughtUp, relay)).toMatchObject({ sent: 0, got: 0, outcome: 'same' });
});

test('a row whose making an older program could not read waits together with all that was written to it later', async () => {
  const [newer, relay, older] = [node('newer', NEW), node('relay', NEW), node('older', OLD)];
  await newer.store.write({ actor: 'x', action: 'x' }, (tx) => record(tx, newBadge, 'b', { colour: 'blue' }));
  await newer.store.write({ actor: 'x', action: 'x' }, (tx) => record(tx, newBadge, 'b', { colour: 'red' }));
  await round(newer, relay);
  await round(older, relay);
  expect([...reasons(older)].toSorted()).toEqual(['newer', 'rowMissing']);
  const caughtUp = updated('older', older);
  await round(caughtUp, relay);
  expect(reasons(caughtUp)).toEqual([]);
  expect(caughtUp.state()).toEqual(newer.state());
});
