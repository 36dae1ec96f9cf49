import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrations } from '../../migrations/index.ts';
import { accessRouters, createCaller, router, startOwn } from '../access/index.ts';
import type { DeskContext, Role } from '../access/index.ts';
import { noLinks } from '../noLinks.test-support.ts';
import { eventsRouters } from '../events/index.ts';
import { addPerson } from '../people/index.ts';
import { openStore } from '../store/index.ts';
import type { Store } from '../store/index.ts';
import { allTables } from '../tables.ts';
import { drawsRouters } from './index.ts';

const caller = createCaller(router({ ...accessRouters, ...eventsRouters(), ...drawsRouters }));

export type DrawDesk = {
  readonly store: Store;
  readonly folder: string;
  as(role: Role): ReturnType<typeof caller>;
  readonly api: ReturnType<typeof caller>;
  /** What a download of this token would give. */
  offered(token: string): Buffer;
  close(): void;
};

const unused = (): never => {
  throw new Error('not part of this test');
};

/** A desk over a real file, its own or the one of the folder. */
export async function openDrawDesk(
  folder: string = mkdtempSync(join(tmpdir(), 'orda-draws-')),
): Promise<DrawDesk> {
  let nowMs = Date.UTC(2026, 8, 4, 15);
  const now = (): number => (nowMs += 1000);
  const store = openStore({ path: join(folder, 'orda.db'), tables: allTables, migrations, now });
  await startOwn(store, {
    name: 'Білім ордасы',
    language: 'ru',
    currency: 'KZT',
    timeZone: 'Asia/Almaty',
    owner: 'Айгерим',
  });
  const offers = new Map<string, string>();
  let files = 0;
  const context = (role: Role): DeskContext => ({
    store,
    actor: { id: `test-${role}`, name: role, role },
    now,
    jobs: { start: unused, get: unused, cancel: unused, ended: unused, onChange: unused },
    files: {
      uploaded: unused,
      offer: ({ path, name }) => {
        offers.set(name, path);
        return name;
      },
      temporary: (extension) => join(folder, `file${(files += 1)}${extension}`),
    },
    backups: { list: unused, make: unused, restore: unused, secondFolder: unused, setSecondFolder: unused },
    spaces: { current: unused, openDemo: unused, removeDemo: unused },
    doors: { addresses: unused, state: () => null, open: unused, close: unused },
    eventFiles: { state: unused, keep: unused, stop: unused },
    links: noLinks,
  });
  const as = (role: Role) => caller(context(role));
  return {
    store,
    folder,
    as,
    api: as('organizer'),
    offered: (token) => readFileSync(offers.get(token) ?? ''),
    close() {
      store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** An event with so many people present, `Гость<n>` by name; out: its id and theirs. */
export async function eventWith(
  desk: DrawDesk,
  present: number,
  date = '2026-09-04',
): Promise<{ readonly eventId: string; readonly people: readonly string[] }> {
  const { id: eventId } = await desk.api.events.create({
    fields: {
      title: `Митап ${date}`,
      club_id: null,
      place: null,
      starts_at: `${date}T18:00`,
      ends_at: `${date}T20:00`,
      capacity: null,
      registration: 'open',
      note: null,
    },
  });
  const { value: people } = await desk.store.write({ actor: 'test', action: 'test.people' }, async (tx) => {
    const ids: string[] = [];
    for (let n = 0; n < present; n += 1)
      ids.push(await addPerson(tx, { family_name: `Гость${n}`, given_name: 'Айгерім' }));
    return ids;
  });
  await markAll(desk, eventId, people);
  return { eventId, people };
}

export async function markAll(desk: DrawDesk, eventId: string, people: readonly string[]): Promise<void> {
  for (const personId of people)
    await desk.api.checkIn.mark({ eventId, who: { personId }, source: 'desk.list', isAllowed: true });
}

/** A committed draw of the event; out: its id. */
export async function committed(
  desk: DrawDesk,
  eventId: string,
  prizes: readonly string[],
  rules: { readonly noRepeatEvents?: number; readonly names?: 'full' | 'short' | 'code' } = {},
): Promise<string> {
  const { id } = await desk.api.draws.prepare({
    eventId,
    prizes: prizes.map((title) => ({ title, count: 1 })),
    noRepeatEvents: rules.noRepeatEvents ?? 0,
    names: rules.names ?? 'full',
  });
  await desk.api.draws.commit({ id });
  return id;
}

/** A draw of the event brought to its opening; out: its id. */
export async function opened(...given: Parameters<typeof committed>): Promise<string> {
  const [desk] = given;
  const id = await committed(...given);
  await desk.api.draws.hallInput({ id, text: '4 2 6' });
  await desk.api.draws.open({ id });
  return id;
}
