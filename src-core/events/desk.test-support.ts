import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrations } from '../../migrations/index.ts';
import { createCaller, router, startOwn } from '../access/index.ts';
import type { DeskContext, Role } from '../access/index.ts';
import { addPerson } from '../people/index.ts';
import type { PersonPatch } from '../people/index.ts';
import { personTable } from '../people/index.ts';
import { accountTable, organisationTable } from '../access/index.ts';
import { noLinks } from '../noLinks.test-support.ts';
import { openStore } from '../store/index.ts';
import type { Store, TableDef } from '../store/index.ts';
import {
  checkInTable,
  clubTable,
  eventsRouters,
  eventTable,
  eventTemplateTable,
  registrationTable,
  roomTables,
} from './index.ts';
import type { FollowEvent } from './index.ts';

const callerWith = (follow?: FollowEvent) => createCaller(router(eventsRouters(follow)));
type Caller = ReturnType<ReturnType<typeof callerWith>>;

export type TestDesk = {
  readonly store: Store;
  /** For procedures of other slices. */
  context(role: Role): DeskContext;
  /** The slice's procedures, called as somebody of this role. */
  as(role: Role): Caller;
  readonly api: Caller;
  setNow(ms: number): void;
  addPeople(...patches: readonly PersonPatch[]): Promise<readonly string[]>;
  close(): void;
};

const unused = (): never => {
  throw new Error('not part of this test');
};

/** The slice over a real file, in Almaty on Friday 4 September 2026 at 17:00, with a clock that the test turns. */
export async function openDesk(
  /** Tables of slices above, and what follows there from an event. */
  more: { readonly tables?: readonly TableDef[]; readonly follow?: FollowEvent } = {},
): Promise<TestDesk> {
  const caller = callerWith(more.follow);
  const folder = mkdtempSync(join(tmpdir(), 'orda-events-'));
  let nowMs = Date.UTC(2026, 8, 4, 12);
  const now = (): number => nowMs;
  const store = openStore({
    path: join(folder, 'orda.db'),
    tables: [
      accountTable,
      organisationTable,
      personTable,
      clubTable,
      eventTemplateTable,
      eventTable,
      registrationTable,
      checkInTable,
      ...roomTables,
      ...(more.tables ?? []),
    ],
    migrations,
    now,
  });
  await startOwn(store, {
    name: 'Білім ордасы',
    language: 'ru',
    currency: 'KZT',
    timeZone: 'Asia/Almaty',
    owner: 'Айгерим',
  });
  const context = (role: Role): DeskContext => ({
    store,
    actor: { id: `test-${role}`, name: role, role },
    now,
    jobs: { start: unused, get: unused, cancel: unused, ended: unused, onChange: unused },
    files: { uploaded: unused, offer: unused, temporary: (extension) => join(folder, `file${extension}`) },
    backups: { list: unused, make: unused, restore: unused, secondFolder: unused, setSecondFolder: unused },
    spaces: { current: unused, openDemo: unused, removeDemo: unused },
    doors: { addresses: unused, state: unused, open: unused, close: unused },
    eventFiles: { state: unused, keep: unused, stop: unused },
    links: noLinks,
  });
  const as = (role: Role) => caller(context(role));
  return {
    store,
    context,
    as,
    api: as('owner'),
    setNow: (ms) => {
      nowMs = ms;
    },
    addPeople: async (...patches) =>
      (
        await store.write({ actor: 'test', action: 'test.people' }, async (tx) => {
          const ids: string[] = [];
          for (const patch of patches) ids.push(await addPerson(tx, patch));
          return ids;
        })
      ).value,
    close() {
      store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** A new event from the ready-made meetup, with what the test changes; out: its id. */
export async function newMeetup(
  desk: TestDesk,
  fields: Parameters<TestDesk['api']['events']['create']>[0]['fields'] = {},
): Promise<string> {
  const from = { kind: 'template', templateId: 'preset:meetup', language: 'ru' } as const;
  return (await desk.api.events.create({ from, fields })).id;
}
