import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrations } from '../../migrations/index.ts';
import { readOwner, startOwn } from '../access/index.ts';
import type { JobFile, JobTools } from '../access/index.ts';
import { markPerson } from '../events/index.ts';
import { addPerson } from '../people/index.ts';
import { eventTable } from '../events/index.ts';
import { openStore, record } from '../store/index.ts';
import type { Store } from '../store/index.ts';
import { allTables } from '../tables.ts';
import { makeEventFile, takeEventFile } from './handover.work.ts';
import type { Taken } from './handover.work.ts';

export const PHRASE = 'bako turi meno sila dufo';

export type HandoverDesk = {
  readonly store: Store;
  readonly folder: string;
  readonly setNow: (ms: number) => void;
  readonly make: (eventId: string) => Promise<string>;
  readonly take: (path: string, phrase?: string, owner?: string | null) => Promise<Taken>;
  readonly mark: (eventId: string, personId: string) => Promise<void>;
  readonly close: () => void;
};

/** A laptop with every table, whose long work runs in the same thread. */
export function openHandoverDesk(): HandoverDesk {
  const folder = mkdtempSync(join(tmpdir(), 'orda-handover-'));
  mkdirSync(join(folder, 'temporary'));
  let nowMs = Date.UTC(2026, 8, 4, 12);
  let count = 0;
  const store = openStore({ path: join(folder, 'orda.db'), tables: allTables, migrations, now: () => nowMs });
  const tools = async (): Promise<JobTools> => ({
    store,
    place: { database: store.path, backups: folder },
    actor: await readOwner(store),
    now: () => nowMs,
    signal: new AbortController().signal,
    progress: () => undefined,
    temporary: (extension) => join(folder, 'temporary', `${(count += 1)}${extension}`),
  });
  return {
    store,
    folder,
    setNow: (ms) => {
      nowMs = ms;
    },
    make: async (eventId) =>
      ((await makeEventFile({ eventId, phrase: PHRASE }, await tools())) as JobFile).path,
    take: async (path, phrase = PHRASE, owner = null) => {
      const input = { path, phrase, owner: owner === null ? null : { name: owner, language: 'ru' } };
      return (await takeEventFile(input, await tools())) as Taken;
    },
    mark: async (eventId, personId) => {
      await store.write({ actor: 'x', action: 'checkIn.mark' }, (tx) =>
        markPerson(tx, { eventId, personId, source: 'desk.search', isAllowed: true }),
      );
    },
    close: () => {
      store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** An organisation with an event and people; out: the event's id and theirs. */
export async function fillDesk(desk: HandoverDesk, name: string, people: number) {
  await startOwn(desk.store, {
    name,
    language: 'ru',
    currency: 'KZT',
    timeZone: 'Asia/Almaty',
    owner: `Владелец ${name}`,
  });
  const { value } = await desk.store.write({ actor: 'x', action: 'x' }, async (tx) => {
    const event = async (title: string) => {
      const id = tx.newId();
      await record(tx, eventTable, id, {
        title,
        starts_at: '2026-09-04T18:00',
        ends_at: '2026-09-04T20:00',
        registration: 'open',
      });
      return id;
    };
    const ids: string[] = [];
    for (let n = 0; n < people; n += 1)
      ids.push(await addPerson(tx, { family_name: `Иванов${n}`, given_name: 'Арман', kind: 'student' }));
    return { event: await event(`Встреча ${name}`), other: await event('Другое'), people: ids };
  });
  return value;
}
