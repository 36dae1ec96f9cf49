/** A relay's store on whichever database, with a club in it, for tests of the outbox. */
import { migrations } from '../../../migrations/index.ts';
import { organisationTable } from '../../../src-core/access/index.ts';
import { checkInTable, eventTable, registrationTable } from '../../../src-core/events/index.ts';
import { rsvpAnswerTable } from '../../../src-core/answers/index.ts';
import {
  deliveryTable,
  messageSettingsTable,
  messageTable,
  noteInterrupted,
  noteOutcomes,
  takeBatch,
} from '../../../src-core/messages/index.ts';
import type {
  MessagesTables,
  Outgoing,
  OutboxTables,
  SendOutcome,
  Take,
} from '../../../src-core/messages/index.ts';
import { codeOf, personTable } from '../../../src-core/people/index.ts';
import {
  contactTable,
  guardianshipTable,
  memberProfileTable,
  type Channel,
} from '../../../src-core/reach/index.ts';
import { factId, record } from '../../../src-core/store/index.ts';
import type { DomainStore, Migration, PatchOf, TableDef } from '../../../src-core/store/index.ts';
import { relayTables } from '../../../src-core/sync/index.ts';
import { allTables } from '../../../src-core/tables.ts';

/** Friday noon in Almaty. */
export const NOON = Date.UTC(2026, 8, 4, 7);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const EVERY: readonly Channel[] = ['bot', 'page', 'email', 'sms'];

export type OpenStore<S extends DomainStore = DomainStore> = (parts: {
  readonly tables: readonly TableDef[];
  readonly migrations: readonly Migration[];
  readonly now: () => number;
}) => Promise<S>;

export type OutboxWorld = Awaited<ReturnType<typeof openWorld>>;

const ACT = { actor: 'test', action: 'test' };

/** In: how a store is opened. Its clock stands still until it is set. */
export async function openWorld<S extends DomainStore = DomainStore>(
  open: OpenStore<S>,
  tables: readonly TableDef[] = relayTables(allTables),
) {
  let nowMs = NOON;
  const store = await open({ tables, migrations, now: () => nowMs });
  const put = async <T extends TableDef>(table: T, id: string, patch: PatchOf<T>): Promise<string> => {
    await store.write(ACT, (tx) => record(tx, table, id, patch));
    return id;
  };
  await put(organisationTable, 'organisation', {
    name: 'IT-клуб',
    language: 'ru',
    currency: 'KZT',
    time_zone: 'Asia/Almaty',
  });
  return {
    store,
    put,
    now: () => nowMs,
    setNow: (ms: number) => {
      nowMs = ms;
    },
    pass: (ms: number) => {
      nowMs += ms;
    },
    rules: (patch: Partial<PatchOf<typeof messageSettingsTable>>) =>
      put(messageSettingsTable, 'message_settings', {
        channel_order: JSON.stringify(EVERY),
        fallback_minutes: 30,
        ...patch,
      }),
    person: async (
      id: string,
      ways: Readonly<Partial<Record<Channel, string | null>>> = {},
      more: Partial<PatchOf<typeof personTable>> = {},
    ) => {
      await put(personTable, id, {
        family_name: 'Ахметова',
        given_name: id,
        kind: 'student',
        status: 'active',
        code: codeOf(id),
        ...more,
      });
      for (const [kind, address] of Object.entries(ways))
        await put(contactTable, factId('contact', id, kind), {
          person_id: id,
          kind: kind as Channel,
          address,
          position: EVERY.indexOf(kind as Channel),
        });
    },
    guardian: (guardian: string, child: string) =>
      put(guardianshipTable, factId('guardianship', guardian, child), {
        guardian_id: guardian,
        child_id: child,
      }),
    profile: (id: string, patch: Partial<PatchOf<typeof memberProfileTable>>) =>
      put(memberProfileTable, factId('member_profile', id), { person_id: id, shows: '[]', ...patch }),
    event: (id: string, patch: Partial<PatchOf<typeof eventTable>> = {}) =>
      put(eventTable, id, {
        title: 'Митап',
        place: 'Ауд. 301',
        starts_at: '2026-09-11T18:00',
        ends_at: '2026-09-11T20:00',
        registration: 'open',
        ...patch,
      }),
    change: (event: string, patch: PatchOf<typeof eventTable>) => put(eventTable, event, patch),
    answer: (
      event: string,
      person: string,
      answer: 'going' | 'notGoing' | 'maybe',
      id = `${event}:${person}`,
    ) =>
      put(rsvpAnswerTable, id, {
        event_id: event,
        person_id: person,
        answer,
        at: new Date(nowMs).toISOString(),
        source: 'bot',
      }),
    registered: (event: string, person: string) =>
      put(registrationTable, factId('registration', event, person), {
        event_id: event,
        person_id: person,
        source: 'bot',
        at: new Date(nowMs).toISOString(),
      }),
    came: (event: string, person: string) =>
      put(checkInTable, factId('check_in', event, person), {
        event_id: event,
        person_id: person,
        at: new Date(nowMs).toISOString(),
        source: 'bot',
      }),
    message: (id: string, audience: unknown, patch: Partial<PatchOf<typeof messageTable>> = {}) =>
      put(messageTable, id, {
        kind: 'broadcast',
        audience: JSON.stringify(Array.isArray(audience) ? { kind: 'persons', ids: audience } : audience),
        texts: JSON.stringify({ ru: 'Привет, {name}!' }),
        send_at: new Date(nowMs).toISOString(),
        ...patch,
      }),
    again: (message: string, person: string) =>
      put(deliveryTable, factId('delivery', message, person), { again_at: new Date(nowMs).toISOString() }),
    take: async (over: Partial<Take> = {}): Promise<readonly Outgoing[]> =>
      (
        await store.write(ACT, (tx) =>
          takeBatch(tx, {
            nowMs,
            by: 'one',
            channel: 'bot',
            limit: 100,
            busy: [],
            senders: EVERY,
            ...over,
          }),
        )
      ).value,
    note: async (id: string, outcome: SendOutcome, by = 'one'): Promise<void> => {
      await store.write(ACT, (tx) => noteOutcomes(tx, [{ id, outcome }], by, nowMs, EVERY));
    },
    interrupt: async (by: string): Promise<number> =>
      (await store.write(ACT, (tx) => noteInterrupted(tx, by))).value,
    outbox: () => store.read<OutboxTables>().selectFrom('outbox').selectAll().orderBy('id').execute(),
    /** What became of a message, by person: `state channel reason`. */
    became: async (message: string): Promise<Readonly<Record<string, string>>> => {
      const rows = await store
        .read<MessagesTables>()
        .selectFrom('delivery')
        .selectAll()
        .where('message_id', '=', message)
        .orderBy('person_id')
        .execute();
      return Object.fromEntries(
        rows.map((row) => [
          row.person_id,
          [row.state, row.channel, row.reason].filter((word) => word !== null).join(' '),
        ]),
      );
    },
    close: async () => {
      await store.close();
    },
  };
}
