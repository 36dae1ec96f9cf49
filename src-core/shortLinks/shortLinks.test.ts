/** Short links: one code for a target, whoever asks; what it leads to; two laptops that draw the same one. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { createCaller, router, startOwn } from '../access/index.ts';
import type { DeskContext, Role } from '../access/index.ts';
import { eventTable, eventTemplateTable } from '../events/index.ts';
import { openStore, record } from '../store/index.ts';
import type { Store } from '../store/index.ts';
import { applyChanges, readConflicts } from '../sync/index.ts';
import type { SentChange } from '../sync/index.ts';
import { allTables } from '../tables.ts';
import { codeOf, isShortCode, readShortCode } from './shortCode.ts';
import { readShortPage, shortLinksRouters } from './index.ts';
import { makeLink } from './shortLinks.store.ts';

const FRIDAY = Date.UTC(2026, 8, 4, 12);
const caller = createCaller(router(shortLinksRouters));
const opened: (() => void)[] = [];
afterEach(() => {
  for (const close of opened.splice(0)) close();
});

const unused = (): never => {
  throw new Error('not part of this test');
};

type Laptop = {
  readonly store: Store;
  readonly as: (role: Role) => ReturnType<typeof caller>;
  readonly connect: (address: string) => void;
};

function openLaptop(): Laptop {
  const folder = mkdtempSync(join(tmpdir(), 'orda-links-'));
  const store = openStore({
    path: join(folder, 'orda.db'),
    tables: allTables,
    migrations,
    now: () => FRIDAY,
  });
  opened.push(() => {
    store.close();
    rmSync(folder, { recursive: true });
  });
  let relay: string | undefined;
  const link = (address: string) => ({
    id: 'relay',
    kind: 'relay' as const,
    address,
    name: null,
    isBusy: false,
    done: null,
    lastContactMs: null,
    unsent: 0,
    unreceived: null,
    aheadMs: null,
    problem: null,
    problemSinceMs: null,
    keptThere: {},
    isDiffering: false,
  });
  const context = (role: Role): DeskContext => ({
    store,
    actor: { id: role, name: role, role },
    now: () => FRIDAY,
    jobs: { start: unused, get: unused, cancel: unused, ended: unused, onChange: unused },
    files: { uploaded: unused, offer: unused, temporary: unused },
    backups: { list: unused, make: unused, restore: unused, secondFolder: unused, setSecondFolder: unused },
    spaces: { current: unused, openDemo: unused, removeDemo: unused },
    doors: { addresses: unused, state: unused, open: unused, close: unused },
    eventFiles: { state: unused, keep: unused, stop: unused },
    links: {
      state: () => ({ links: relay === undefined ? [] : [link(relay)], lan: null, hasKey: true }),
      onChange: unused,
      connectRelay: unused,
      invite: unused,
      join: unused,
      cancelJoin: unused,
      syncNow: unused,
      forget: unused,
      openLan: unused,
      closeLan: unused,
      keptAt: unused,
      decideKept: unused,
    },
  });
  return {
    store,
    as: (role) => caller(context(role)),
    connect: (address) => {
      relay = address;
    },
  };
}

const meetup = {
  title: 'Митап «Қызыл дала»',
  club_id: null,
  template_id: 'series',
  place: 'Ауд. 301',
  starts_at: '2026-09-11T18:00',
  ends_at: '2026-09-11T20:00',
  capacity: null,
  registration: 'open',
  note: 'Ключ у вахтёра',
} as const;

async function openClub(): Promise<Laptop> {
  const laptop = openLaptop();
  await startOwn(laptop.store, {
    name: 'IT-клуб',
    language: 'ru',
    currency: 'KZT',
    timeZone: 'Asia/Almaty',
    owner: 'Айгерім',
  });
  await laptop.store.write({ actor: 'test', action: 'test.events' }, async (tx) => {
    await record(tx, eventTemplateTable, 'series', {
      name: 'Пятничный митап',
      title_pattern: 'Митап {date}',
      start_time: '18:00',
      duration_minutes: 120,
      registration: 'open',
    });
    await record(tx, eventTable, 'soon', meetup);
    await record(tx, eventTable, 'later', {
      ...meetup,
      title: 'Митап 18 сентября',
      starts_at: '2026-09-18T18:00',
      ends_at: '2026-09-18T20:00',
      cancelled_at: '2026-09-02T10:00:00.000Z',
      cancel_reason: 'Праздник',
    });
    await record(tx, eventTable, 'over', {
      ...meetup,
      starts_at: '2026-08-28T18:00',
      ends_at: '2026-08-28T20:00',
    });
  });
  return laptop;
}

const soon = { kind: 'event', target: 'soon' } as const;
const series = { kind: 'course', target: 'series' } as const;

test('a code is made of letters that are not taken for others, each as likely as the next', () => {
  expect(codeOf(new Uint8Array([0, 1, 2, 26, 27, 200, 242]))).toBe('234z2fz');
  // 243 and more would make the first letters likelier.
  expect(codeOf(new Uint8Array([0, 1, 2, 3, 4, 5, 243]))).toBeNull();
  expect(codeOf(new Uint8Array(3))).toBeNull();
  expect(['health', 'metrics', 'robots', 'claim', 'laptops'].filter(isShortCode)).toEqual([]);
});

test('a code is understood however it is typed', () => {
  expect(readShortCode(' 234-Z29Z ')).toBe('234z29z');
  expect(['23', '234z29o', '234z29z234', 'sync', '../../x'].map(readShortCode)).toEqual(Array(5).fill(null));
});

test('an event gets one link, and the same one again', async () => {
  const { as } = await openClub();
  const api = as('organizer').shortLinks;
  expect(await api.ofTarget(soon)).toEqual({ hasRelay: false, link: null });
  const { link } = await api.make(soon);
  expect(isShortCode(link.code)).toBe(true);
  expect((await api.make(soon)).link.code).toBe(link.code);
  expect((await api.make(series)).link.code).not.toBe(link.code);
  expect((await api.ofTarget(soon)).link?.code).toBe(link.code);
});

test('the address is the relay’s, once there is one', async () => {
  const { as, connect } = await openClub();
  const api = as('owner').shortLinks;
  const { link } = await api.make(soon);
  expect(link).toMatchObject({ url: null, qr: null });
  connect('https://orda.example.org/');
  const found = await api.ofTarget(soon);
  expect(found).toMatchObject({ hasRelay: true, link: { url: `https://orda.example.org/${link.code}` } });
  expect(found.link?.qr?.size).toBeGreaterThan(20);
});

test('what is not there gets no link', async () => {
  const { as } = await openClub();
  const api = as('owner').shortLinks;
  await expect(api.make({ kind: 'event', target: 'nowhere' })).rejects.toThrow('EVENT_NOT_FOUND');
  await expect(api.make({ kind: 'course', target: 'preset:meetup' })).rejects.toThrow('TEMPLATE_NOT_FOUND');
});

test('a link that was taken away leads nowhere, and its code is not drawn again', async () => {
  const { as, store } = await openClub();
  const api = as('owner').shortLinks;
  const { link } = await api.make(soon);
  await api.remove(soon);
  expect((await api.ofTarget(soon)).link).toBeNull();
  expect(await readShortPage(store, link.code, FRIDAY)).toBeNull();
  const letters = Array.from(link.code, (letter) => '23456789bcdfghjkmnpqrstvwxz'.indexOf(letter));
  const draws = [letters, [1, 1, 1, 1, 1, 1, 1]];
  const next = await store.write({ actor: 'test', action: 'test' }, (tx) =>
    makeLink(tx, soon, () => new Uint8Array(draws.shift() ?? [])),
  );
  expect(next.value.code).toBe('3333333');
});

test('whoever is at the door may read it, the organizers make it', async () => {
  const { as } = await openClub();
  await expect(as('finance').shortLinks.ofTarget(soon)).rejects.toThrow('NOT_PERMITTED');
  await expect(as('volunteer').shortLinks.make(soon)).rejects.toThrow('NOT_PERMITTED');
  await expect(as('volunteer').shortLinks.remove(soon)).rejects.toThrow('NOT_PERMITTED');
  const { link } = await as('organizer').shortLinks.make(soon);
  expect((await as('volunteer').shortLinks.ofTarget(soon)).link?.code).toBe(link.code);
});

test('the page of an event has what a stranger needs to come, and nothing that is not for strangers', async () => {
  const { as, store } = await openClub();
  const { link } = await as('owner').shortLinks.make(soon);
  const page = await readShortPage(store, link.code, FRIDAY);
  expect(page).toEqual({
    code: link.code,
    organisation: 'IT-клуб',
    timeZone: 'Asia/Almaty',
    now: '2026-09-04T17:00',
    kind: 'event',
    event: {
      id: 'soon',
      title: meetup.title,
      place: 'Ауд. 301',
      starts_at: '2026-09-11T18:00',
      ends_at: '2026-09-11T20:00',
      cancelled_at: null,
      cancel_reason: null,
      club: null,
    },
  });
});

test('the page of a course has its dates that are not over, also the cancelled ones', async () => {
  const { as, store } = await openClub();
  const { link } = await as('owner').shortLinks.make(series);
  const page = await readShortPage(store, link.code, FRIDAY);
  expect(page).toMatchObject({ kind: 'course', name: 'Пятничный митап', club: null });
  expect(page?.kind === 'course' && page.next.map(({ id, cancel_reason }) => [id, cancel_reason])).toEqual([
    ['soon', null],
    ['later', 'Праздник'],
  ]);
});

test('the page of an event that was put away is gone', async () => {
  const { as, store } = await openClub();
  const { link } = await as('owner').shortLinks.make(soon);
  await store.write({ actor: 'test', action: 'test' }, (tx) =>
    record(tx, eventTable, 'soon', { deleted_at: '2026-09-04T12:00:00.000Z' }),
  );
  expect(await readShortPage(store, link.code, FRIDAY)).toBeNull();
});

test('S5: two laptops that draw the same code apart disagree about one row, and people see it', async () => {
  const [left, right] = [await openClub(), openLaptop()];
  const send = async (from: Store, to: Store): Promise<void> => {
    const changes = from.localRows<SentChange>(
      'SELECT hlc, tx, node, actor, table_name, row_id, kind, patch, base, schema FROM change ORDER BY seq',
    );
    const actions = from.localRows('SELECT * FROM action');
    await to.write({ actor: 'sync', action: 'sync.receive' }, async (tx) =>
      applyChanges(to, tx, { changes, actions }),
    );
  };
  await send(left.store, right.store);
  const same = (): Uint8Array => new Uint8Array(7);
  await left.store.write({ actor: 'l', action: 'test' }, (tx) => makeLink(tx, soon, same));
  await right.store.write({ actor: 'r', action: 'test' }, (tx) =>
    makeLink(tx, { kind: 'event', target: 'later' }, same),
  );
  await send(left.store, right.store);
  await send(right.store, left.store);
  for (const { store } of [left, right]) {
    const conflicts = readConflicts(store, store.tables);
    expect(conflicts.map(({ table, column }) => [table, column])).toEqual([['short_link', 'target']]);
    const page = await readShortPage(store, '2222222', FRIDAY);
    expect(page?.kind === 'event' && page.event.id).toBe('later');
  }
});
