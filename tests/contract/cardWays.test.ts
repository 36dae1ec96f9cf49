/**
 * Holds: a card's e-mail and phone become ways that a relay can write to only where somebody opens them; who said no is not opened for along
 * with the others; and a card that changed afterwards says so.
 */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCaller } from '../../src-core/access/index.ts';
import { deskRouter } from '../../src-core/api.ts';
import { contactsOf, linkBot, noteStopped } from '../../src-core/reach/index.ts';
import { openPlainDesk } from './plainDesk.ts';
import type { PlainDesk } from './plainDesk.ts';

const callerOf = createCaller(deskRouter);
let desk: PlainDesk;
let call: ReturnType<typeof callerOf>;
beforeEach(async () => {
  desk = await openPlainDesk();
  call = callerOf(desk.contextOf('owner'));
});
afterEach(() => desk.close());

const add = async (given_name: string, more: { email?: string; phone?: string; study_group?: string } = {}) =>
  (await call.people.add({ given_name, ...more })).id;
const edit = (id: string, patch: { email?: string | null }) => call.people.edit({ id, patch });
const emailOf = async (personId: string) =>
  (await call.reach.ofPerson({ personId })).card.find(({ kind }) => kind === 'email');
const open = async (personId: string) =>
  ((await contactsOf(desk.contextOf('owner').store, [personId])).get(personId) ?? []).map(
    ({ kind, address }) => [kind, address],
  );
const everybody = { filter: { isUnreachedOnly: false } };

test('an e-mail is opened by one press, follows nobody by itself, is renewed by one press, and is closed again', async () => {
  const id = await add('Айдана', { email: 'aidana@example.org' });
  expect(await emailOf(id)).toEqual({
    kind: 'email',
    state: 'closed',
    onCard: 'aidana@example.org',
    opened: null,
  });
  expect(await open(id)).toEqual([]);
  await call.reach.openWay({ personId: id, kind: 'email' });
  expect(await open(id)).toEqual([['email', 'aidana@example.org']]);
  await edit(id, { email: 'new@example.org' });
  expect(await emailOf(id)).toMatchObject({ state: 'outdated', opened: 'aidana@example.org' });
  await call.reach.openWay({ personId: id, kind: 'email' });
  expect(await emailOf(id)).toMatchObject({ state: 'open', opened: 'new@example.org' });
  await edit(id, { email: null });
  expect(await emailOf(id)).toMatchObject({ state: 'gone', opened: 'new@example.org' });
  await call.reach.unlink({ personId: id, kind: 'email' });
  expect(await emailOf(id)).toMatchObject({ state: 'none', opened: null });
  await expect(call.reach.openWay({ personId: id, kind: 'email' })).rejects.toThrow('NO_ADDRESS_ON_CARD');
});

test('for many: those with an address, but nobody who stopped messages or whose way was closed by hand', async () => {
  const { store } = desk.contextOf('owner');
  const intent = { actor: 'test', action: 'test' };
  const plain = await add('Айдана', { email: 'a@example.org', study_group: 'ИС-21' });
  const other = await add('Берик', { email: 'b@example.org' });
  const stopped = await add('Вера', { email: 'c@example.org' });
  const closed = await add('Гүлнар', { email: 'd@example.org' });
  await add('Без почты', { phone: '+77010000001' });
  await store.write(intent, (tx) => linkBot(tx, { personId: stopped, chatId: '7' }));
  await store.write(intent, (tx) => noteStopped(tx, '7', true));
  await call.reach.openWay({ personId: closed, kind: 'email' });
  await call.reach.unlink({ personId: closed, kind: 'email' });

  expect(await call.reach.openable({ who: everybody })).toEqual({
    email: { open: 0, toOpen: 2 },
    sms: { open: 0, toOpen: 1 },
  });
  const inGroup = { filter: { group: 'ИС-21', isUnreachedOnly: true } };
  expect((await call.reach.openable({ who: inGroup })).email.toOpen).toBe(1);
  const { tx, opened } = await call.reach.openMany({ who: everybody, kind: 'email' });
  expect(opened).toBe(2);
  const reached = async () =>
    [...(await contactsOf(store, [plain, other, stopped, closed])).values()]
      .flat()
      .flatMap(({ kind, address }) => (kind === 'email' ? (address ?? []) : []))
      .toSorted((left, right) => left.localeCompare(right));
  expect(await reached()).toEqual(['a@example.org', 'b@example.org']);
  expect(await call.reach.openMany({ who: everybody, kind: 'email' })).toMatchObject({ opened: 0 });

  await call.journal.undo({ tx: tx ?? '' });
  expect(await reached()).toEqual([]);
  // Taken back is not closed by hand: it may be opened again.
  expect((await call.reach.openable({ who: everybody })).email).toEqual({ open: 0, toOpen: 2 });
  await call.reach.openMany({ who: { ids: [plain, stopped] }, kind: 'email' });
  expect(await reached()).toEqual(['a@example.org']);
  await edit(plain, { email: 'a2@example.org' });
  expect((await call.reach.openable({ who: everybody })).email).toEqual({ open: 0, toOpen: 2 });
});
