import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrations } from '../../migrations/index.ts';
import { leavePlace, takePlace } from '../answers/index.ts';
import { ORGANISATION_ID, organisationTable } from '../access/index.ts';
import { eventTable } from '../events/index.ts';
import type { EventRow } from '../events/index.ts';
import { codeOf, personTable } from '../people/index.ts';
import { openStore, record } from '../store/index.ts';
import type { DomainStore } from '../store/index.ts';
import { relayTables } from '../sync/index.ts';
import { allTables } from '../tables.ts';

/** Friday 4 September 2026, 17:00 in Almaty. */
export const FRIDAY_FIVE: number = Date.UTC(2026, 8, 4, 12);
export const HOUR = 3_600_000;
const INTENT = { actor: 'test', action: 'test.fill' };

/** What a story about members needs of the database below it, whichever that is. */
export type Club = {
  readonly store: DomainStore;
  readonly setNow: (ms: number) => void;
  readonly now: () => number;
  readonly addPeople: (count: number, patch?: PersonFields) => Promise<readonly string[]>;
  /** An event on Friday a week ahead, 18:00 to 20:00, with what the test changes; out: its id. */
  readonly addEvent: (fields?: Partial<EventFields>) => Promise<string>;
  /** What a desk does: a place without any question. */
  readonly registerAtDesk: (eventId: string, ...personIds: readonly string[]) => Promise<void>;
  readonly unregisterAtDesk: (eventId: string, personId: string) => Promise<void>;
};

type PersonFields = Partial<Record<'study_group' | 'telegram', string>> & {
  readonly kind?: 'student' | 'pupil';
};
type EventFields = Pick<
  EventRow,
  'title' | 'starts_at' | 'ends_at' | 'capacity' | 'cancelled_at' | 'template_id' | 'registration'
>;

/** Fills a store that is there already with an organisation in Almaty. */
export async function openClub(
  store: DomainStore,
  clock: { readonly now: () => number; readonly setNow: (ms: number) => void },
): Promise<Club> {
  await store.write(INTENT, (tx) =>
    record(tx, organisationTable, ORGANISATION_ID, {
      name: 'Білім ордасы',
      language: 'ru',
      currency: 'KZT',
      time_zone: 'Asia/Almaty',
    }),
  );
  return {
    store,
    ...clock,
    addPeople: async (count, patch = {}) =>
      (
        await store.write(INTENT, async (tx) => {
          const ids: string[] = [];
          for (let n = 0; n < count; n += 1) {
            const id = tx.newId();
            await record(tx, personTable, id, {
              family_name: `Сейітова${n}`,
              given_name: 'Айжан',
              kind: 'student',
              status: 'active',
              ...patch,
              code: codeOf(id),
            });
            ids.push(id);
          }
          return ids;
        })
      ).value,
    addEvent: async (fields = {}) =>
      (
        await store.write(INTENT, async (tx) => {
          const id = tx.newId();
          await record(tx, eventTable, id, {
            title: 'Митап',
            starts_at: '2026-09-11T18:00',
            ends_at: '2026-09-11T20:00',
            registration: 'open',
            ...fields,
          });
          return id;
        })
      ).value,
    registerAtDesk: async (eventId, ...personIds) => {
      await store.write(INTENT, async (tx) => {
        for (const personId of personIds) await takePlace(tx, { eventId, personId, source: 'desk' });
      });
    },
    unregisterAtDesk: async (eventId, personId) => {
      await store.write(INTENT, (tx) => leavePlace(tx, eventId, personId));
    },
  };
}

/** A club in a relay's own file, with a clock that the test turns. */
export async function openRelayClub(): Promise<Club & { readonly close: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'orda-members-'));
  let nowMs = FRIDAY_FIVE;
  const now = (): number => nowMs;
  const store = openStore({
    path: join(folder, 'relay.db'),
    tables: relayTables(allTables),
    migrations,
    isRelay: true,
    now,
  });
  const club = await openClub(store, { now, setNow: (ms) => void (nowMs = ms) });
  return {
    ...club,
    close() {
      store.close();
      rmSync(folder, { recursive: true });
    },
  };
}
