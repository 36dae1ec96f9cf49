/**
 * Holds, whatever people and a desk do at once: the places of an event are never given twice, the queue keeps its order, and no place is
 * left lying while somebody waits for it.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isOffered, readQueues, takenPlaces } from '../answers/index.ts';
import { acceptOffer, answer, declineOffer, event, turnOffers } from './index.ts';
import { FRIDAY_FIVE, HOUR, openRelayClub } from './members.test-support.ts';

const PEOPLE = 9;
let club: Awaited<ReturnType<typeof openRelayClub>>;
let people: readonly string[] = [];
beforeAll(async () => {
  club = await openRelayClub();
  people = await club.addPeople(PEOPLE);
});
afterAll(() => club.close());

const who = fc.nat(PEOPLE - 1);
const act = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('going' as const), who }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('notGoing' as const, 'maybe' as const), who }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('accept' as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('decline' as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('desk' as const, 'deskRemoves' as const), who }) },
  { weight: 1, arbitrary: fc.constant({ do: 'turn' as const, who: 0 }) },
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;
/** What happens at once, and how many minutes pass before. */
const moment = fc.record({ minutes: fc.constantFrom(0, 1, 45, 130), acts: fc.array(act, { maxLength: 6 }) });

let presses = 0;
async function doAct(eventId: string, capacity: number, { do: what, who: index }: Act): Promise<void> {
  const personId = people[index] ?? '';
  presses += 1;
  const press = { personId, eventId, source: 'page', key: `press-${presses}` } as const;
  if (what === 'turn') await turnOffers(club.store, club.now());
  else if (what === 'accept') await acceptOffer(club.store, press);
  else if (what === 'decline') await declineOffer(club.store, press);
  else if (what === 'deskRemoves') await club.unregisterAtDesk(eventId, personId);
  else if (what !== 'desk') await answer(club.store, { ...press, answer: what });
  // A desk that keeps to the limit; it knows nothing of what is held.
  else if ((await taken(eventId)) < capacity) await club.registerAtDesk(eventId, personId);
}

const taken = async (eventId: string) => (await takenPlaces(club.store, [eventId])).get(eventId) ?? 0;

test('places are given once, in order, and at once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.array(moment, { maxLength: 12 }),
      async (capacity, story) => {
        club.setNow(FRIDAY_FIVE);
        const eventId = await club.addEvent({ capacity });
        for (const { minutes, acts } of story) {
          club.setNow(club.now() + (minutes * HOUR) / 60);
          // What a desk does is done before: it looks, and then writes, while the members' presses come all at once.
          for (const one of acts.filter(({ do: what }) => what.startsWith('desk')))
            await doAct(eventId, capacity, one);
          const waitedBefore = (await readQueues(club.store, [eventId])).filter(
            ({ offerUntilMs }) => offerUntilMs === null,
          );
          const done = await Promise.allSettled(
            acts
              .filter(({ do: what }) => !what.startsWith('desk'))
              .map((one) => doAct(eventId, capacity, one)),
          );
          const refusals = done.flatMap((one) => (one.status === 'rejected' ? [one.reason as Error] : []));
          expect(refusals.filter(({ message }) => message !== 'OFFER_OVER')).toEqual([]);
          await turnOffers(club.store, club.now());

          const queue = await readQueues(club.store, [eventId]);
          const held = queue.map((one) => isOffered(one, club.now()));
          const full = (await taken(eventId)) + held.filter(Boolean).length;
          expect(full, 'given or held').toBeLessThanOrEqual(capacity);
          expect(held, 'offers go to the head of the queue').toEqual(
            held.toSorted((a, b) => Number(b) - Number(a)),
          );
          expect(held.includes(false) && full < capacity, 'a place lies idle while somebody waits').toBe(
            false,
          );
          const order = waitedBefore.map(({ personId }) => personId);
          const still = queue.map(({ personId }) => personId).filter((id) => order.includes(id));
          const stayed = order.filter(
            (id) => still.includes(id) && !acts.some(({ who: n }) => people[n] === id),
          );
          expect(
            still.filter((id) => stayed.includes(id)),
            'the queue keeps its order',
          ).toEqual(stayed);
          const places = await Promise.all(people.map((id) => event(club.store, id, eventId, club.now())));
          for (const one of places) expect(one?.hasPlace === true && one.waitlist !== null).toBe(false);
        }
      },
    ),
    { numRuns: 40 },
  );
}, 120_000);
