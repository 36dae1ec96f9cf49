/**
 * Holds: laptops that were let in become one, over a relay and without one, whatever the network between them does; and whoever was shut out
 * is told so. Everything is real but the relay's own process, whose service runs here.
 */
import { isDeepStrictEqual } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import { openBadWay, type BadWay, type Fault } from './badWay.test-support.ts';
import {
  closeAll,
  copyOf,
  openLinkedDesk,
  openRelay,
  reopen,
  type LinkedDesk,
  type TestRelay,
} from './desks.test-support.ts';

const SOON = { timeout: 15_000, interval: 20 };
const ways: BadWay[] = [];
afterEach(async () => {
  await closeAll();
  for (const way of ways.splice(0)) way.close();
});
const badWay = async (target: string): Promise<BadWay> => {
  const way = await openBadWay(target);
  ways.push(way);
  return way;
};

const owner = { name: 'Бекзат', language: 'ru' } as const;

/** Two laptops at one relay: the first has connected it, the second came by invitation. */
const twoAtRelay = async (): Promise<{ relay: TestRelay; first: LinkedDesk; second: LinkedDesk }> => {
  const relay = await openRelay();
  const first = await openLinkedDesk({ owner: 'Айгерим' });
  await first.add('Ахметов');
  await (await first.api()).links.connectRelay({ address: relay.address, code: relay.code });
  const second = await openLinkedDesk();
  await invite(first, second);
  return { relay, first, second };
};

const invite = async (
  from: LinkedDesk,
  to: LinkedDesk,
  address?: string,
  role: 'admin' | 'organizer' = 'organizer',
): Promise<void> => {
  const { phrase, addresses } = await (await from.api()).laptops.invite({ role });
  await (await to.api()).laptops.join({ address: address ?? addresses[0] ?? '', phrase, owner });
};

const problemOf = (desk: LinkedDesk, at = 0) => desk.links.state().links[at]?.problem;
/** The same rows everywhere at one moment. */
const areSame = async (...desks: readonly LinkedDesk[]): Promise<void> => {
  const [first, ...others] = desks;
  for (const other of others) {
    await expect
      .poll(() => isDeepStrictEqual(other.rows(), first?.rows()), SOON)
      .toBe(true)
      .catch(() => expect(other.rows()).toEqual(first?.rows()));
  }
};

test('two laptops at a relay: what one writes is at the other within a second or two, and the same on both', async () => {
  const { relay, first, second } = await twoAtRelay();
  expect(second.names()).toEqual(['Ахметов']);
  await areSame(first, second);
  const sinceMs = performance.now();
  await first.add('Оспанов');
  await expect.poll(() => second.names(), SOON).toContain('Оспанов');
  expect(performance.now() - sinceMs).toBeLessThan(2500);
  await second.add('Ким');
  await expect.poll(() => first.names(), SOON).toEqual(['Ахметов', 'Ким', 'Оспанов']);
  await areSame(first, second);
  await expect.poll(() => relay.names(), SOON).toHaveLength(3);
  await expect.poll(() => first.links.state().links[0]?.unsent, SOON).toBe(0);
  expect(first.links.state().links[0]).toMatchObject({ id: 'relay', problem: null, isDiffering: false });
  expect([...first.errors, ...second.errors]).toEqual([]);
});

test('with the relay away both go on; when it is back, they are the same within seconds', async () => {
  const { relay, first, second } = await twoAtRelay();
  await relay.stop();
  await first.add('Оспанов');
  await second.add('Ким');
  await expect.poll(() => problemOf(first), SOON).toBe('unreachable');
  await expect.poll(() => first.links.state().links[0]?.unsent, SOON).toBeGreaterThan(0);
  expect(first.links.state().links[0]?.problemSinceMs).toBeTypeOf('number');
  await relay.start();
  await expect.poll(() => first.names(), SOON).toEqual(['Ахметов', 'Ким', 'Оспанов']);
  await areSame(first, second);
  await expect.poll(() => problemOf(first), SOON).toBeNull();
});

test('two laptops without internet sync on their own network, and nobody there sees a name or a token', async () => {
  const first = await openLinkedDesk({ owner: 'Айгерим' });
  await first.add('Сейтқали');
  const lan = await (await first.api()).links.openLan({ address: '127.0.0.1' });
  const second = await openLinkedDesk();
  await invite(first, second, lan.url);
  expect(second.names()).toEqual(['Сейтқали']);
  await second.add('Ким');
  await expect.poll(() => first.names(), SOON).toEqual(['Ким', 'Сейтқали']);
  await first.add('Оспанов');
  await expect.poll(() => second.names(), SOON).toHaveLength(3);
  await areSame(first, second);
  expect(second.links.state().links).toMatchObject([{ id: first.store.node, kind: 'laptop', problem: null }]);
});

test('what came over the network of the hall goes on to the relay, and back comes what the relay has', async () => {
  const relay = await openRelay();
  const home = await openLinkedDesk({ owner: 'Айгерим' });
  await (await home.api()).links.connectRelay({ address: relay.address, code: relay.code });
  const door = await openLinkedDesk();
  await invite(home, door, relay.address, 'admin');
  const lan = await (await door.api()).links.openLan({ address: '127.0.0.1' });
  // Without internet: it knows the laptop at the other door alone.
  const offline = await openLinkedDesk();
  await invite(door, offline, lan.url);
  await offline.add('Ким');
  await expect.poll(() => home.names(), SOON).toContain('Ким');
  await home.add('Оспанов');
  await expect.poll(() => offline.names(), SOON).toContain('Оспанов');
  await areSame(home, door, offline);
});

test('a laptop of the organisation needs no invitation to sync with another one near', async () => {
  const { first, second } = await twoAtRelay();
  const lan = await (await first.api()).links.openLan({ address: '127.0.0.1' });
  await (await second.api()).laptops.join({ address: lan.url, phrase: 'nobody needs any', owner: null });
  expect(
    second.links
      .state()
      .links.map(({ kind }) => kind)
      .toSorted(),
  ).toEqual(['laptop', 'relay']);
  await second.links.forget('relay');
  await second.add('Ким');
  await expect.poll(() => first.names(), SOON).toContain('Ким');
});

test.each<Fault>(['lost', 'answerLost', 'cut', 'doubled', 'slow', 'garbage'])(
  'L3: three messages that the network made %s do no harm',
  async (fault) => {
    const relay = await openRelay();
    const way = await badWay(relay.address);
    const first = await openLinkedDesk({ owner: 'Айгерим' });
    await (await first.api()).links.connectRelay({ address: way.address, code: relay.code });
    const second = await openLinkedDesk();
    await invite(first, second, relay.address);
    for (const name of ['Ахметов', 'Ким', 'Оспанов']) {
      way.faults.push(fault);
      await Promise.all([first.add(name), second.add(`${name}а`)]);
      await first.links.syncNow();
    }
    await first.links.syncNow();
    await expect.poll(() => second.names(), SOON).toHaveLength(6);
    await areSame(first, second);
    await expect.poll(() => problemOf(first), SOON).toBeNull();
    expect(first.links.state().links[0]?.isDiffering).toBe(false);
  },
);

test('the other laptop dies in the middle of a round and both are the same when it is back', async () => {
  const first = await openLinkedDesk({ owner: 'Айгерим' });
  const lan = await (await first.api()).links.openLan({ address: '127.0.0.1' });
  const second = await openLinkedDesk();
  await invite(first, second, lan.url);
  for (let at = 0; at < 300; at += 1) await first.add(`Гость ${at}`);
  const running = second.links.syncNow();
  const again = await reopen(first);
  await running;
  await second.add('Ким');
  await expect.poll(() => again.names(), SOON).toHaveLength(301);
  await areSame(again, second);
});

test('a laptop ends and starts: its links and its listener go on by themselves', async () => {
  const first = await openLinkedDesk({ owner: 'Айгерим' });
  const lan = await (await first.api()).links.openLan({ address: '127.0.0.1' });
  const second = await openLinkedDesk();
  await invite(first, second, lan.url);
  const [again, other] = [await reopen(first), await reopen(second)];
  expect(again.links.state().lan).toEqual(lan);
  await other.add('Ким');
  await expect.poll(() => again.names(), SOON).toContain('Ким');
});

test('a laptop that is known over a relay alone is told to have been seen, though its clock is wrong', async () => {
  const relay = await openRelay();
  const first = await openLinkedDesk({ owner: 'Айгерим' });
  await (await first.api()).links.connectRelay({ address: relay.address, code: relay.code });
  const second = await openLinkedDesk({ skewMs: 7_200_000 });
  await invite(first, second);
  // A start asks anew; then the relay has heard of the other one.
  const again = await reopen(first);
  const seen = async () =>
    (await (await again.api()).laptops.list()).laptops.find(({ isOwn }) => !isOwn)?.lastSeenMs ?? 0;
  await expect.poll(async () => Math.abs((await seen()) - Date.now()) < 60_000, SOON).toBe(true);
  expect(again.errors).toEqual([]);
});

test('P6: a laptop that was shut out while it was offline is told so, and what it wrote waits at the relay for people', async () => {
  const { relay, first, second } = await twoAtRelay();
  await areSame(first, second);
  const apart = await reopenWithout(second, relay);
  await apart.add('Ким');
  await apart.close();
  await relay.start();
  const { laptops } = await (await first.api()).laptops.list();
  const other = laptops.find(({ isOwn }) => !isOwn);
  await (await first.api()).laptops.revoke({ id: other?.id ?? '' });
  await first.links.syncNow();
  await expect.poll(() => first.links.state().links[0]?.unsent, SOON).toBe(0);
  const offline = await reopen(apart);
  await expect.poll(() => problemOf(offline), SOON).toBe('revoked');
  expect(first.names()).not.toContain('Ким');
  const kept = await (await first.api()).links.kept({ id: 'relay' });
  expect(kept).toMatchObject([{ reason: 'revoked', table: 'person', count: 1 }]);
  await (
    await first.api()
  ).links.decideKept({
    id: 'relay',
    node: kept[0]?.node ?? '',
    decision: 'accept',
  });
  await expect.poll(() => first.names(), SOON).toContain('Ким');
});

test('P7: what a removed laptop brought over the network of the hall is decided at the laptop that keeps it', async () => {
  const first = await openLinkedDesk({ owner: 'Айгерим' });
  const api = await first.api();
  const lan = await api.links.openLan({ address: '127.0.0.1' });
  const [second, third] = [await openLinkedDesk(), await openLinkedDesk()];
  await invite(first, second, lan.url);
  await invite(first, third, lan.url);
  await areSame(first, second, third);
  // They are away, hear nothing, and write.
  await api.links.closeLan();
  for (const { isOwn, id } of (await api.laptops.list()).laptops)
    if (!isOwn) await api.laptops.revoke({ id });
  await second.add('Ким');
  await third.add('Чужой');
  await api.links.openLan({ address: '127.0.0.1' });
  await Promise.all([second.links.syncNow(), third.links.syncNow()]);
  await expect.poll(() => [problemOf(second), problemOf(third)], SOON).toEqual(['revoked', 'revoked']);
  expect(first.names()).toEqual([]);
  const kept = await api.links.kept({});
  const people = kept.filter(({ reason, table }) => reason === 'revoked' && table === 'person');
  expect(people.map(({ node }) => node).toSorted()).toEqual([second.store.node, third.store.node].toSorted());
  await api.links.decideKept({ node: second.store.node, decision: 'accept' });
  await api.links.decideKept({ node: third.store.node, decision: 'drop' });
  expect(first.names()).toEqual(['Ким']);
  expect(await api.links.kept({})).toEqual([]);
  const decided = first.store.localRows(
    'SELECT decision, actor FROM laptop JOIN action ON action.at = laptop.decided_at WHERE decision IS NOT NULL ORDER BY 1',
  );
  const [{ id: actor } = { id: '' }] = first.store.localRows<{ id: string }>(
    'SELECT id FROM account WHERE role = ?',
    'owner',
  );
  expect(decided).toEqual([
    { decision: 'accept', actor },
    { decision: 'drop', actor },
  ]);
});

/** The relay goes away, and the laptop is closed and opened without it. */
const reopenWithout = async (desk: LinkedDesk, relay: TestRelay): Promise<LinkedDesk> => {
  await relay.stop();
  return reopen(desk);
};

test('S11: a copied folder is another laptop that is still let in, and nothing is written under one name by two', async () => {
  const { first, second } = await twoAtRelay();
  await areSame(first, second);
  await second.close();
  const copy = await openLinkedDesk({ folder: copyOf(second) });
  const original = await reopen(second);
  expect(copy.store.node).not.toBe(original.store.node);
  await Promise.all([copy.add('Копия'), original.add('Оригинал')]);
  await expect.poll(() => first.names(), SOON).toEqual(['Ахметов', 'Копия', 'Оригинал']);
  await areSame(first, copy, original);
});

test('S8: a clock that is an hour ahead changes nothing but what the status says', async () => {
  const relay = await openRelay();
  const first = await openLinkedDesk({ owner: 'Айгерим', skewMs: 3_600_000 });
  await (await first.api()).links.connectRelay({ address: relay.address, code: relay.code });
  const second = await openLinkedDesk();
  await invite(first, second);
  await first.add('Ким');
  await expect.poll(() => second.names(), SOON).toContain('Ким');
  await areSame(first, second);
  const { aheadMs } = first.links.state().links[0] ?? {};
  expect(Math.abs((aheadMs ?? 0) + 3_600_000)).toBeLessThan(10_000);
});

test('what is no relay, speaks another protocol or has another code is said, and nothing is kept of it', async () => {
  const relay = await openRelay();
  const desk = await openLinkedDesk({ owner: 'Айгерим' });
  const api = await desk.api();
  await expect(api.links.connectRelay({ address: relay.address, code: 'wrong' })).rejects.toThrow(
    'RELAY_CODE_WRONG',
  );
  const way = await badWay(relay.address);
  way.isCut = true;
  await expect(api.links.connectRelay({ address: way.address, code: relay.code })).rejects.toThrow(
    'RELAY_UNREACHABLE',
  );
  way.isCut = false;
  way.faults.push('garbage');
  await expect(api.links.connectRelay({ address: way.address, code: relay.code })).rejects.toThrow(
    'NOT_A_RELAY',
  );
  await expect(api.links.connectRelay({ address: 'ftp://x', code: relay.code })).rejects.toThrow(
    'RELAY_UNREACHABLE',
  );
  await expect(api.laptops.invite({ role: 'organizer' })).rejects.toThrow('NO_WAY_IN');
  expect(desk.links.state()).toEqual({ links: [], lan: null, hasKey: false });
});

test('P3: a wrong phrase, a used one and a place where nobody is are told apart', async () => {
  const { first, second } = await twoAtRelay();
  const { phrase, addresses } = await (await first.api()).laptops.invite({ role: 'organizer' });
  const address = addresses[0] ?? '';
  const third = await openLinkedDesk();
  const join = async (what: { address: string; phrase: string }) =>
    (await third.api()).laptops.join({ ...what, owner });
  await expect(join({ address, phrase: 'quite another phrase than that' })).rejects.toThrow(
    'INVITATION_UNKNOWN',
  );
  await expect(join({ address: 'http://127.0.0.1:9', phrase })).rejects.toThrow('JOIN_UNREACHABLE');
  expect(third.links.state().links).toEqual([]);
  await join({ address, phrase: phrase.toUpperCase().replaceAll(' ', '-') });
  const fourth = await openLinkedDesk();
  await expect((await fourth.api()).laptops.join({ address, phrase, owner })).rejects.toThrow(
    'INVITATION_USED',
  );
  await areSame(first, second, third);
});

test('a change of database takes the links with it and brings them back', async () => {
  const { first, second } = await twoAtRelay();
  await first.links.pause();
  expect(first.links.state()).toEqual({ links: [], lan: null, hasKey: false });
  await first.add('Ким');
  await first.links.resume(first.store);
  await expect.poll(() => second.names(), SOON).toContain('Ким');
});
