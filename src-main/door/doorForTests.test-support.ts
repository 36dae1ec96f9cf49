import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrations } from '../../migrations/index.ts';
import { createCaller, startOwn, type DeskContext } from '../../src-core/access/index.ts';
import { noLinks } from '../../src-core/noLinks.test-support.ts';
import { deskRouter } from '../../src-core/api.ts';
import { openStore, type Store } from '../../src-core/store/index.ts';
import { allTables } from '../../src-core/tables.ts';
import { createDoors, type HostDoors } from './doors.ts';

const callerOf = createCaller(deskRouter);

export type DoorDesk = {
  readonly store: Store;
  readonly doors: HostDoors;
  readonly api: ReturnType<typeof callerOf>;
  readonly eventId: string;
  readonly setNow: (ms: number) => void;
  readonly now: () => number;
  readonly close: () => Promise<void>;
};

/** The evening of the tests: Friday 4 September 2026, 18:00 in Almaty (13:00 UTC). */
export const EVENING = Date.UTC(2026, 8, 4, 13);

const unused = (): never => {
  throw new Error('not part of this test');
};

/** A desk with an event at 18:00, its door open on a loopback address of its own, and a clock that the test turns. */
export const openDoorDesk = async (address = '127.0.0.1'): Promise<DoorDesk> => {
  const folder = mkdtempSync(join(tmpdir(), 'orda-door-'));
  let nowMs = EVENING;
  const now = (): number => nowMs;
  const store = openStore({ path: join(folder, 'orda.db'), tables: allTables, migrations, now });
  await startOwn(store, {
    name: 'IT-клуб',
    language: 'ru',
    currency: 'KZT',
    timeZone: 'Asia/Almaty',
    owner: 'Айгерім',
  });
  const doors = createDoors({
    settingsFile: join(folder, 'door.json'),
    now,
    isLoopbackShown: true,
    screensFolder: folder,
    onError: () => undefined,
  });
  const context: DeskContext = {
    store,
    actor: { id: 'owner', name: 'Айгерім', role: 'owner' },
    now,
    jobs: { start: unused, get: unused, cancel: unused, ended: unused, onChange: unused },
    files: { uploaded: unused, offer: unused, temporary: unused },
    backups: {
      list: unused,
      make: unused,
      restore: unused,
      secondFolder: unused,
      setSecondFolder: unused,
    },
    spaces: { current: unused, openDemo: unused, removeDemo: unused },
    doors,
    eventFiles: { state: unused, keep: unused, stop: unused },
    links: noLinks,
  };
  const api = callerOf(context);
  const { id: eventId } = await api.events.create({
    fields: {
      title: 'Митап <b>«Қош келдіңіз»</b>',
      club_id: null,
      place: 'Аудитория 101',
      starts_at: '2026-09-04T18:00',
      ends_at: '2026-09-04T20:00',
      capacity: null,
      registration: 'open',
      note: null,
    },
  });
  await api.door.open({ eventId, address });
  return {
    store,
    doors,
    api,
    eventId,
    now,
    setNow: (ms) => {
      nowMs = ms;
    },
    close: async () => {
      await doors.close();
      store.close();
      rmSync(folder, { recursive: true });
    },
  };
};

type Seen = { readonly status: number; readonly text: string };
type Form = Readonly<Record<string, string>>;

export type TestPhone = {
  /** Loads a path of the door as the camera would. */
  readonly open: (path: string) => Promise<Seen>;
  /** Sends the form of the page that was loaded last, with what is typed. */
  readonly send: (typed?: Form) => Promise<Seen>;
  /** Sends any form at all. */
  readonly post: (path: string, form: Form) => Promise<Seen>;
  /** The pass in the page that was loaded last. */
  readonly pass: () => string;
  /** What it is known by, as it sends it. */
  readonly cookie: () => string;
};

/** A phone without scripts: it keeps its cookie, reads pages, and sends forms. */
export const newPhone = (url: () => string, headers: Form = {}): TestPhone => {
  let cookie = '';
  let page = '';
  const ask = async (path: string, init: RequestInit = {}): Promise<Seen> => {
    const response = await fetch(new URL(path, url()), {
      ...init,
      headers: {
        'accept-language': 'ru',
        // A door that was closed and opened again has forgotten its connections.
        connection: 'close',
        ...headers,
        ...(cookie !== '' && { cookie }),
        ...(init.method === 'POST' && { 'content-type': 'application/x-www-form-urlencoded' }),
      },
    });
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    const text = await response.text();
    if (response.status === 200) page = text;
    return { status: response.status, text };
  };
  const post = (path: string, form: Form) =>
    ask(path, { method: 'POST', body: new URLSearchParams(form).toString() });
  const pass = () => /name="p" value="([^"]+)"/.exec(page)?.[1] ?? '';
  return {
    open: (path) => ask(path),
    post,
    pass,
    cookie: () => cookie,
    send: (typed = {}) => {
      const action = /<form[^>]* method="post" action="([^"]+)"/.exec(page)?.[1] ?? '/no-form';
      return post(action, { p: pass(), ...typed });
    },
  };
};
