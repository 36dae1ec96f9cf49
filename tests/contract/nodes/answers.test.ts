/** Holds: members answer, wait for places and mark themselves on PostgreSQL as on SQLite, also where several relay processes serve them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrations } from '../../../migrations/index.ts';
import { readQueues, takenPlaces } from '../../../src-core/answers/index.ts';
import {
  acceptOffer,
  answer,
  event,
  ownProfile,
  profileOf,
  registerForCourse,
  saveProfile,
  turnOffers,
  upcoming,
  visits,
} from '../../../src-core/members/index.ts';
import { FRIDAY_FIVE, HOUR, openClub } from '../../../src-core/members/members.test-support.ts';
import { openPostgres } from '../../../src-core/store/index.ts';
import type { PostgresServer, PostgresStore } from '../../../src-core/store/index.ts';
import { relayTables } from '../../../src-core/sync/index.ts';
import { allTables } from '../../../src-core/tables.ts';
import { findPrograms, startCluster } from './cluster.ts';
import type { Cluster } from './cluster.ts';
import { openLite, pgliteServer } from './pgliteServer.ts';

const schema = { tables: relayTables(allTables), migrations };

function membersOn(make: () => Promise<string | PostgresServer>, processes: number): void {
  test('fifty people press at once for ten places: ten have one, the others wait in their order, and nobody twice', async () => {
    let nowMs = FRIDAY_FIVE;
    const now = (): number => nowMs;
    const server = await make();
    const stores: PostgresStore[] = [];
    for (let n = 0; n < processes; n += 1) stores.push(await openPostgres({ server, ...schema, now }));
    const [store, ...others] = stores;
    if (store === undefined) throw new Error('no store');
    const club = await openClub(store, { now, setNow: (ms) => void (nowMs = ms) });
    const people = await club.addPeople(50);
    const eventId = await club.addEvent({ capacity: 10 });
    const through = (n: number) => stores[n % stores.length] ?? store;
    const press = (personId: string, key: string) => ({ personId, eventId, source: 'bot', key }) as const;
    // Each press is delivered twice, to whichever process is asked.
    await Promise.all(
      people.flatMap((personId, n) =>
        [0, 1].map((again) => answer(through(n + again), { ...press(personId, 'go'), answer: 'going' })),
      ),
    );
    const seen = await Promise.all(people.map((personId) => event(store, personId, eventId, now())));
    expect(seen.filter((one) => one?.hasPlace === true)).toHaveLength(10);
    const queue = await readQueues(store, [eventId]);
    expect(queue.map(({ joinedAt }) => joinedAt)).toEqual(
      [...new Set(queue.map(({ joinedAt }) => joinedAt))].toSorted(),
    );
    expect(queue).toHaveLength(40);

    const having = people.filter((_, n) => seen[n]?.hasPlace === true);
    await Promise.all(
      having
        .slice(0, 3)
        .map((personId, n) => answer(through(n), { ...press(personId, 'no'), answer: 'notGoing' })),
    );
    const offered = (await readQueues(store, [eventId])).filter(({ offerUntilMs }) => offerUntilMs !== null);
    expect(offered.map(({ personId }) => personId)).toEqual(
      queue.slice(0, 3).map(({ personId }) => personId),
    );
    // All who wait try to take what is held for three.
    const tried = await Promise.allSettled(
      queue.map(({ personId }, n) => acceptOffer(through(n), press(personId, 'take'))),
    );
    expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    expect((await takenPlaces(store, [eventId])).get(eventId)).toBe(10);
    nowMs += 3 * HOUR;
    expect(await turnOffers(store, nowMs)).toBe(0);
    await Promise.all(others.map((one) => one.close()));

    const [own = '', viewer = ''] = people;
    expect(await upcoming(store, own, nowMs)).toHaveLength(1);
    await saveProfile(store, own, { shows: ['name', 'visits'] });
    expect(await profileOf(store, viewer, { personId: own })).toEqual({ name: 'Сейітова0 Айжан', visits: 0 });
    expect((await ownProfile(store, own)).shows).toEqual(['name', 'visits']);
    expect(await visits(store, own)).toEqual([]);
    await expect(
      registerForCourse(store, { personId: own, courseId: 'none', source: 'page', key: 'c' }),
    ).rejects.toMatchObject({ code: 'COURSE_NOT_FOUND' });
    await store.close();
  }, 120_000);
}

describe('PGlite', () => {
  let lite: Awaited<ReturnType<typeof openLite>>;
  beforeAll(async () => {
    lite = await openLite();
  }, 120_000);
  afterAll(() => lite.close());
  membersOn(async () => pgliteServer(lite), 1);
});

const programs = findPrograms();
const why = 'reason' in programs ? ` (skipped: ${programs.reason})` : '';
describe.skipIf('reason' in programs)(`PostgreSQL${why}`, () => {
  let cluster: Cluster;
  beforeAll(async () => {
    if ('folder' in programs) cluster = await startCluster(programs.folder);
  }, 120_000);
  afterAll(() => cluster.stop());
  membersOn(() => cluster.database(), 2);
});
