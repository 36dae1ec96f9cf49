/** Holds: the queue for an event's places, over a relay's real file. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readQueues } from '../answers/index.ts';
import { resolveAudience } from '../messages/index.ts';
import type { MessagesTables } from '../messages/index.ts';
import { acceptOffer, answer, declineOffer, event, leaveWaitlist, turnOffers } from './index.ts';
import type { MemberEvent } from './index.ts';
import { HOUR, openRelayClub } from './members.test-support.ts';

let club: Awaited<ReturnType<typeof openRelayClub>>;
let presses = 0;
beforeEach(async () => {
  club = await openRelayClub();
});
afterEach(() => club.close());

const press = (personId: string, eventId: string) => {
  presses += 1;
  return { personId, eventId, source: 'bot', key: `press-${presses}` } as const;
};
const go = (personId: string, eventId: string): Promise<MemberEvent> =>
  answer(club.store, { ...press(personId, eventId), answer: 'going' });
const stay = (personId: string, eventId: string): Promise<MemberEvent> =>
  answer(club.store, { ...press(personId, eventId), answer: 'notGoing' });
const seen = (personId: string, eventId: string) => event(club.store, personId, eventId, club.now());
const told = async () =>
  (
    await club.store.read<MessagesTables>().selectFrom('message').selectAll().orderBy('send_at').execute()
  ).map(({ kind, audience, expires_at, texts }) => ({
    kind,
    audience: JSON.parse(audience),
    expires_at,
    texts,
  }));

test('who comes too late waits in order; a freed place is offered to the first, for two hours, and told', async () => {
  const [a = '', b = '', c = '', d = ''] = await club.addPeople(4);
  const eventId = await club.addEvent({ capacity: 1 });
  await go(a, eventId);
  expect((await go(b, eventId)).waitlist).toEqual({ place: 1, offerUntil: null });
  expect((await go(c, eventId)).waitlist).toEqual({ place: 2, offerUntil: null });
  expect(await told()).toEqual([]);
  await stay(a, eventId);
  const until = new Date(club.now() + 2 * HOUR).toISOString();
  expect(await seen(b, eventId)).toMatchObject({
    hasPlace: false,
    waitlist: { place: 1, offerUntil: until },
    taken: 1,
  });
  expect(await told()).toMatchObject([
    { kind: 'offer', audience: { kind: 'persons', ids: [b] }, expires_at: until },
  ]);
  expect((await told())[0]?.texts).toContain('19:00 (04.09)');
  // Whoever comes anew, or back, stands at the end: the place that is held is not free.
  expect((await go(d, eventId)).waitlist?.place).toBe(2);
  expect((await go(a, eventId)).waitlist?.place).toBe(3);
  const offered = press(b, eventId);
  expect(await acceptOffer(club.store, offered)).toMatchObject({ hasPlace: true, waitlist: null, taken: 1 });
  // The same press, delivered once more.
  expect(await acceptOffer(club.store, offered)).toMatchObject({ hasPlace: true });
  await expect(acceptOffer(club.store, press(c, eventId))).rejects.toMatchObject({ code: 'OFFER_OVER' });
});

test('an offer that is declined or runs out goes to the next, and who let it pass is out of the queue', async () => {
  const [a = '', b = '', c = '', d = ''] = await club.addPeople(4);
  const eventId = await club.addEvent({ capacity: 1 });
  for (const one of [a, b, c, d]) await go(one, eventId);
  await stay(a, eventId);
  expect(await declineOffer(club.store, press(b, eventId))).toMatchObject({
    answer: 'notGoing',
    waitlist: null,
  });
  expect((await seen(c, eventId))?.waitlist?.offerUntil).not.toBeNull();
  expect(await turnOffers(club.store, club.now())).toBe(0);
  club.setNow(club.now() + 2 * HOUR);
  await expect(acceptOffer(club.store, press(c, eventId))).rejects.toMatchObject({ code: 'OFFER_OVER' });
  expect(await turnOffers(club.store, club.now())).toBe(2);
  expect((await seen(c, eventId))?.waitlist).toBeNull();
  expect((await seen(d, eventId))?.waitlist).toMatchObject({ place: 1, offerUntil: expect.any(String) });
  expect(await turnOffers(club.store, club.now())).toBe(0);
  await leaveWaitlist(club.store, press(d, eventId));
  expect(await readQueues(club.store, [eventId])).toEqual([]);
  expect((await go(c, eventId)).hasPlace).toBe(true);
});

test('who let an offered place pass is expected no more, though they once said that they come', async () => {
  const [a = '', b = '', c = ''] = await club.addPeople(3);
  const eventId = await club.addEvent({ capacity: 1 });
  for (const one of [a, b, c]) await go(one, eventId);
  await stay(a, eventId);
  club.setNow(club.now() + 2 * HOUR);
  await turnOffers(club.store, club.now());
  const expected = () => resolveAudience(club.store, { kind: 'event', eventId, who: 'expected' });
  expect(await expected()).toEqual([]);
  await acceptOffer(club.store, press(c, eventId));
  expect(await expected()).toEqual([c]);
});

test('a desk counts: who is registered there takes a place, and a place given back there is offered', async () => {
  const [a = '', b = '', c = ''] = await club.addPeople(3);
  const eventId = await club.addEvent({ capacity: 2 });
  await club.registerAtDesk(eventId, a, b);
  expect((await go(c, eventId)).waitlist?.place).toBe(1);
  await club.unregisterAtDesk(eventId, b);
  expect(await turnOffers(club.store, club.now())).toBe(1);
  expect((await seen(c, eventId))?.waitlist?.offerUntil).not.toBeNull();
  // Registered at the desk in spite of the queue: there is no place to hold any more, and nobody waits twice.
  await club.registerAtDesk(eventId, c);
  expect(await go(c, eventId)).toMatchObject({ hasPlace: true, waitlist: null, taken: 2 });
});

test('once the event has begun no place is offered, and a free one is whose press comes first', async () => {
  const [a = '', b = '', c = ''] = await club.addPeople(3);
  const eventId = await club.addEvent({ capacity: 1 });
  for (const one of [a, b]) await go(one, eventId);
  club.setNow(Date.UTC(2026, 8, 11, 13, 30));
  await stay(a, eventId);
  expect((await seen(b, eventId))?.waitlist).toEqual({ place: 1, offerUntil: null });
  expect((await go(c, eventId)).hasPlace).toBe(true);
});

const words = async (): Promise<readonly (readonly [string, unknown, string])[]> =>
  (await told())
    .filter(({ kind }) => kind === 'notice')
    .map(({ kind, audience, texts }) => [kind, audience.ids, JSON.parse(texts).ru.split('\n')[1] ?? '']);

test('who let an offer pass is told once that they are out of the queue; nobody is told once the event has begun', async () => {
  const [a = '', b = '', c = ''] = await club.addPeople(3);
  const eventId = await club.addEvent({ capacity: 1 });
  for (const one of [a, b, c]) await go(one, eventId);
  await stay(a, eventId);
  club.setNow(club.now() + 2 * HOUR);
  // Somebody else's press finds it first; the relay's own look afterwards says nothing again.
  await stay(a, eventId);
  await turnOffers(club.store, club.now());
  expect(await words()).toEqual([['notice', [b], expect.stringContaining('вы уже не в очереди')]]);
  // Back in the queue, offered again, passed again: that is another offer.
  await go(b, eventId);
  await stay(c, eventId);
  club.setNow(club.now() + 2 * HOUR);
  await turnOffers(club.store, club.now());
  expect((await words()).map(([, ids]) => ids)).toEqual([[b], [b]]);
  await go(a, eventId);
  await go(c, eventId);
  club.setNow(Date.UTC(2026, 8, 11, 12, 50));
  await stay(a, eventId);
  club.setNow(Date.UTC(2026, 8, 11, 13, 1));
  await turnOffers(club.store, club.now());
  expect(await words()).toHaveLength(2);
});

test('whose place a desk gave away is told where they stand in the queue', async () => {
  const [a = '', b = '', c = ''] = await club.addPeople(3);
  const eventId = await club.addEvent({ capacity: 1 });
  for (const one of [a, b]) await go(one, eventId);
  await stay(a, eventId);
  await club.registerAtDesk(eventId, c);
  await turnOffers(club.store, club.now());
  await turnOffers(club.store, club.now());
  expect(await words()).toEqual([['notice', [b], expect.stringContaining('снова в очереди, номер 1')]]);
});
