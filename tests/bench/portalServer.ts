/** A process with a club behind the phone page, a bare handler and its own memory beside it; says its port and the phones' cookies. */
import { writeSync } from 'node:fs';
import { serve } from '@hono/node-server';
import { codeOf, personTable } from '../../src-core/people/index.ts';
import { checkInId, checkInTable, eventTable, registrationTable } from '../../src-core/events/index.ts';
import { linkPage } from '../../src-core/reach/index.ts';
import { factId, record } from '../../src-core/store/index.ts';
import { ORGANISATION_ID, organisationTable } from '../../src-core/access/index.ts';
import { openDatabase } from '../../src-relay/database/open.ts';
import { createLog } from '../../src-relay/log.ts';
import { portalOver } from '../../src-relay/portal/portal.ts';
import { createServer } from '../../src-relay/server.ts';
import { plainParts } from '../relay/plainParts.ts';

const [, , folder = '', phones = '0'] = process.argv;
/** What is ahead of a club, and how many have a place at each. */
const EVENTS = 30;
const PLACES = 40;
const VISITS = 20;

const database = await openDatabase(
  { folder, databaseUrl: undefined },
  { now: Date.now, onTaken: () => undefined, onError: (error) => console.error(error) },
);
const { store } = database;
const intent = { actor: 'bench', action: 'bench' };
await store.write(intent, async (tx) => {
  const at = tx.at;
  await record(tx, organisationTable, ORGANISATION_ID, {
    name: 'IT-клуб «Дала»',
    language: 'ru',
    currency: 'KZT',
    time_zone: 'Asia/Almaty',
  });
  const day = (n: number): string => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10);
  for (let n = -VISITS; n < EVENTS; n += 1)
    await record(tx, eventTable, `event-${n}`, {
      title: `Митап ${n}: как устроены базы данных`,
      place: 'Главный корпус, ауд. 301',
      starts_at: `${day(n < 0 ? n : n + 1)}T18:30`,
      ends_at: `${day(n < 0 ? n : n + 1)}T20:00`,
      registration: 'open',
      capacity: 100,
    });
  for (let n = 0; n < Number(phones); n += 1) {
    const id = `person-${n}`;
    await record(tx, personTable, id, {
      family_name: 'Сейітова',
      given_name: `Айжан ${n}`,
      kind: 'student',
      status: 'active',
      code: codeOf(id),
    });
    await linkPage(tx, id);
    for (let e = -VISITS; e < 0; e += 1)
      await record(tx, checkInTable, checkInId(`event-${e}`, id), {
        event_id: `event-${e}`,
        person_id: id,
        at,
        source: 'phone',
      });
  }
  for (let e = 0; e < EVENTS; e += 1)
    for (let n = 0; n < Math.min(PLACES, Number(phones)); n += 1)
      await record(tx, registrationTable, factId('registration', `event-${e}`, `person-${n}`), {
        event_id: `event-${e}`,
        person_id: `person-${n}`,
        source: 'page',
        at,
      });
});

const log = createLog('silent');
const portal = portalOver({ store, now: Date.now, botToken: undefined, log });
const cookies: string[] = [];
for (let n = 0; n < Number(phones); n += 1)
  cookies.push(`orda_me=${await portal.sessions.begin(`person-${n}`)}`);
const relay = createServer({
  ...plainParts(log),
  sync: async () => new Response(null, { status: 404 }),
  pages: { reading: database.reading, now: Date.now },
  portal,
});
/** The answer that the bare handler gives: a state, packed once. */
let bare = new Uint8Array();
serve(
  {
    hostname: '127.0.0.1',
    port: 0,
    overrideGlobalObjects: false,
    fetch: async (asked) => {
      const { url, method, headers } = asked;
      const body = method === 'GET' ? undefined : await asked.arrayBuffer();
      if (new URL(url).pathname === '/bare')
        return new Response(bare, {
          headers: { 'content-type': 'application/json', 'content-encoding': 'br' },
        });
      if (new URL(url).pathname === '/memory') {
        // What is left after the collector is what is held.
        globalThis.gc?.();
        return Response.json(process.memoryUsage());
      }
      const answer = await relay(new Request(url, { method, headers, body }), { peer: '127.0.0.1' });
      if (bare.length > 0 || !url.includes('/state')) return answer;
      bare = new Uint8Array(await answer.clone().arrayBuffer());
      return answer;
    },
  },
  ({ port }) => writeSync(1, `${JSON.stringify({ port, cookies })}\n`),
);
