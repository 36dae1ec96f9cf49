// The funnel of everything over 100,000 marks: invitations, answers, places and marks of 2,000 people at 50 events, against the bare counts of
// the same four tables in the same file, which tell no step from another.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrations } from '../../migrations/index.ts';
import { rsvpAnswerTable } from '../../src-core/answers/index.ts';
import {
  checkInId,
  checkInTable,
  eventTable,
  registrationId,
  registrationTable,
} from '../../src-core/events/index.ts';
import { readFunnel } from '../../src-core/funnel/funnel.store.ts';
import { deliveryTable, messageTable } from '../../src-core/messages/index.ts';
import { factId, openStore, recordAll } from '../../src-core/store/index.ts';
import type { Store } from '../../src-core/store/index.ts';
import { allTables } from '../../src-core/tables.ts';
import { median, type BenchRow } from './bench.ts';

const PEOPLE = 2000;
const EVENTS = 50;
const RUNS = 5;
const AT = '2026-03-04T13:00:00.000Z';

function* pairs(): Generator<{ readonly event_id: string; readonly person_id: string }> {
  for (let event = 0; event < EVENTS; event += 1)
    for (let person = 0; person < PEOPLE; person += 1)
      yield { event_id: `event-${event}`, person_id: `person-${person}` };
}

const eventIds = Array.from({ length: EVENTS }, (_, n) => `event-${n}`);

async function fill(store: Store): Promise<void> {
  await store.write({ actor: 'bench', action: 'bench.fill' }, async (tx) => {
    await recordAll(
      tx,
      eventTable,
      eventIds.map((id) => ({
        id,
        patch: {
          title: id,
          starts_at: '2026-03-04T18:00',
          ends_at: '2026-03-04T20:00',
          registration: 'list',
        },
      })),
    );
    await recordAll(
      tx,
      messageTable,
      eventIds.map((id) => ({
        id: `poll-${id}`,
        patch: { kind: 'poll', event_id: id, audience: '{}', texts: '{}', send_at: AT },
      })),
    );
    const all = [...pairs()];
    await recordAll(
      tx,
      deliveryTable,
      all.map(({ event_id, person_id }) => ({
        id: factId('delivery', event_id, person_id),
        patch: { message_id: `poll-${event_id}`, person_id, state: 'sent', channel: 'bot', at: AT },
      })),
    );
    await recordAll(
      tx,
      rsvpAnswerTable,
      all.map((pair) => ({
        id: factId('rsvp', pair.event_id, pair.person_id),
        patch: { ...pair, answer: 'going', at: AT, source: 'bot' },
      })),
    );
    await recordAll(
      tx,
      registrationTable,
      all.map((pair) => ({
        id: registrationId(pair.event_id, pair.person_id),
        patch: { ...pair, source: 'bot', at: AT },
      })),
    );
    await recordAll(
      tx,
      checkInTable,
      all.map((pair) => ({
        id: checkInId(pair.event_id, pair.person_id),
        patch: { ...pair, source: 'bot', at: AT },
      })),
    );
  });
}

const BARE = ['delivery', 'rsvp_answer', 'registration', 'check_in'].map(
  (table) => `SELECT count(*) AS n, count(person_id) AS m, min(deleted_at) AS gone FROM ${table}`,
);

async function timed(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

export async function funnelBench(): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'orda-funnel-bench-'));
  let ms = Date.UTC(2026, 2, 1);
  const store = openStore({
    path: join(folder, 'orda.db'),
    tables: allTables,
    migrations,
    now: () => (ms += 1),
  });
  try {
    await fill(store);
    const ours: number[] = [];
    const bare: number[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      ours.push(
        await timed(() => readFunnel(store, { kind: 'all', from: null, until: null }, '2026-04-01T12:00')),
      );
      bare.push(await timed(() => BARE.map((sql) => store.localRows(sql))));
    }
    const took = median(ours);
    return [
      {
        work: 'funnel of everything, 100,000 marks at 50 events',
        ours: `${Math.round(took)} ms`,
        reference: `${Math.round(median(bare))} ms`,
        referenceWas: 'bare counts of the same four tables',
        ratio: took / median(bare),
        aim: '≤ 1 s',
        ok: took <= 1000,
      },
    ];
  } finally {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
