/** Holds: whoever cancels joining is as before, at whatever moment it was; and the words stay good, or it is said that they are not. */
import { afterEach, expect, test } from 'vitest';
import { addPerson } from '../../src-core/people/index.ts';
import { openBadWay, type BadWay } from './badWay.test-support.ts';
import { closeAll, openLinkedDesk, openRelay, type LinkedDesk } from './desks.test-support.ts';

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
const NOBODY = { links: [], lan: null, hasKey: false };

/** An owner's laptop at a relay, with words for one more, and a way there that can be told to hold an answer back. */
const invited = async () => {
  const relay = await openRelay();
  const first = await openLinkedDesk({ owner: 'Айгерим' });
  await first.add('Ахметов');
  const api = await first.api();
  await api.links.connectRelay({ address: relay.address, code: relay.code });
  const { phrase } = await api.laptops.invite({ role: 'volunteer' });
  return { relay, first, phrase, way: await badWay(relay.address) };
};

const joining = async (desk: LinkedDesk, address: string, phrase: string) =>
  (await desk.api()).laptops.join({ address, phrase, owner });
/** What a joining ends with: `joined`, or the code of the failure. */
const endOf = (joined: Promise<unknown>): Promise<string> =>
  joined.then(
    () => 'joined',
    (error: unknown) => (error instanceof Error ? error.message : ''),
  );
const cancel = async (desk: LinkedDesk): Promise<string> =>
  (await (await desk.api()).laptops.cancelJoin()).outcome;

/** As a laptop that has never been started. */
const isUntouched = (desk: LinkedDesk): void => {
  expect(desk.links.state()).toEqual(NOBODY);
  expect(desk.names()).toEqual([]);
  expect(desk.store.localRows('SELECT id FROM account WHERE deleted_at IS NULL')).toEqual([]);
  expect(desk.store.localRows('SELECT id FROM laptop')).toEqual([]);
};

/** A laptop that cancelled while the answer to its words was on the way; nothing of it is left there. */
const cancelledBeforeTheAnswer = async (way: BadWay, phrase: string): Promise<LinkedDesk> => {
  const desk = await openLinkedDesk();
  const answer = way.hold();
  const ended = endOf(joining(desk, way.address, phrase));
  await answer.asked;
  const outcome = cancel(desk);
  answer.go();
  expect(await outcome).toBe('free');
  expect(await ended).toBe('JOIN_CANCELLED');
  isUntouched(desk);
  return desk;
};

test('cancelled while the words are on their way: the words are good for another laptop', async () => {
  const { first, phrase, way } = await invited();
  const desk = await cancelledBeforeTheAnswer(way, phrase);
  await first.links.syncNow();
  expect((await (await first.api()).laptops.list()).laptops).toHaveLength(1);

  const another = await openLinkedDesk();
  await joining(another, way.address, phrase);
  expect(another.names()).toEqual(['Ахметов']);
  // The one that cancelled has nothing that would let it in.
  await expect(joining(desk, way.address, phrase)).rejects.toThrow('INVITATION_USED');
});

test('cancelled after it was let in and before anything came: account, key and link are gone, and the same words work again', async () => {
  const { relay, phrase, way } = await invited();
  const desk = await openLinkedDesk();
  const ended = endOf(joining(desk, way.address, phrase));
  // Its first message reaches nobody.
  const first = way.hold({ skip: 1, isLost: true });
  await first.asked;
  expect(desk.links.state()).toMatchObject({ links: [{ id: 'relay' }], hasKey: true });
  const outcome = cancel(desk);
  first.go();
  expect(await outcome).toBe('free');
  expect(await ended).toBe('JOIN_CANCELLED');
  isUntouched(desk);
  expect(relay.store.localRows('SELECT id FROM laptop WHERE deleted_at IS NULL')).toHaveLength(1);
  await joining(desk, relay.address, phrase);
  expect(desk.names()).toEqual(['Ахметов']);
  expect(
    desk.store.localRows('SELECT role FROM account WHERE deleted_at IS NULL AND name = ?', 'Бекзат'),
  ).toEqual([{ role: 'volunteer' }]);
});

test('cancelled when the other side has heard of it: nothing is left here, and the words are said to be used up', async () => {
  const { phrase, way } = await invited();
  const desk = await openLinkedDesk();
  const ended = endOf(joining(desk, way.address, phrase));
  const first = way.hold({ skip: 1 });
  await first.answered;
  const outcome = cancel(desk);
  expect(await outcome).toBe('used');
  first.go();
  expect(await ended).toBe('JOIN_CANCELLED');
  isUntouched(desk);
  await expect(joining(await openLinkedDesk(), way.address, phrase)).rejects.toThrow('INVITATION_USED');
});

test('cancelled while nobody answers: nothing is left here, and this laptop may use the words once more', async () => {
  const { relay, phrase, way } = await invited();
  const desk = await openLinkedDesk();
  const answer = way.hold({ isLost: true });
  const ended = endOf(joining(desk, way.address, phrase));
  await answer.asked;
  const outcome = cancel(desk);
  answer.go();
  expect(await outcome).toBe('unknown');
  expect(await ended).toBe('JOIN_CANCELLED');
  isUntouched(desk);
  await joining(desk, relay.address, phrase);
  expect(desk.names()).toEqual(['Ахметов']);
});

test('cancelled when a part has come already: that stays, and the laptop belongs to the organisation', async () => {
  const { first, phrase, way } = await invited();
  // More than one message carries.
  await first.store.write({ actor: 'test', action: 'people.add' }, async (tx) => {
    for (let at = 0; at < 1500; at += 1)
      await addPerson(tx, { family_name: `Гость ${at}`, given_name: 'Айгерім' });
  });
  await first.links.syncNow();
  const desk = await openLinkedDesk();
  const second = way.hold({ skip: 2 });
  const joined = joining(desk, way.address, phrase);
  await second.asked;
  expect(await cancel(desk)).toBe('joined');
  expect(await joined).toEqual({ role: 'volunteer' });
  second.go();
  await expect.poll(() => desk.names().length, { timeout: 15_000 }).toBe(1501);
});

test('cancelled over the network of the hall: the laptop that let it in forgets it', async () => {
  const first = await openLinkedDesk({ owner: 'Айгерим' });
  const api = await first.api();
  const lan = await api.links.openLan({ address: '127.0.0.1' });
  const { phrase } = await api.laptops.invite({ role: 'organizer' });
  const way = await badWay(lan.url);
  await cancelledBeforeTheAnswer(way, phrase);
  expect((await api.laptops.list()).laptops).toHaveLength(1);
});
