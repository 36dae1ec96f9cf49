/**
 * Holds: the demo is the same for the same seed, language and moment, belongs to nobody, and is true in itself: whoever
 * came exists, halls hold, names agree in gender, nothing has happened in the future.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { readOrganisation, readOwner } from '../access/index.ts';
import type { AccessTables } from '../access/access.schema.ts';
import type { EventsTables } from '../events/events.schema.ts';
import { localTimeOf } from '../events/index.ts';
import { cardsOf, findPeople } from '../people/index.ts';
import type { PeopleTables } from '../people/index.ts';
import { openStore } from '../store/index.ts';
import type { Store } from '../store/index.ts';
import { allTables } from '../tables.ts';
import { chanceOf } from './chance.rules.ts';
import { fillDemo } from './fillDemo.ts';
import type { DemoOptions } from './fillDemo.ts';
import { drawName } from './names.rules.ts';

const NOW = Date.UTC(2026, 10, 20, 9, 12);
const folders: string[] = [];
const stores: Store[] = [];
afterAll(() => {
  for (const store of stores) store.close();
  for (const folder of folders) rmSync(folder, { recursive: true });
});

async function demo(options: Partial<DemoOptions> = {}): Promise<Store> {
  const folder = mkdtempSync(join(tmpdir(), 'orda-demo-'));
  folders.push(folder);
  const store = openStore({ path: join(folder, 'orda.db'), tables: allTables, migrations });
  stores.push(store);
  await fillDemo(store, { language: 'ru', now: NOW, ...options });
  return store;
}

type Tables = AccessTables & PeopleTables & EventsTables;
const TABLES = [
  'organisation',
  'account',
  'person',
  'club',
  'event_template',
  'event',
  'registration',
  'check_in',
] as const;

/** All rows without what belongs to the moment of writing. */
async function content(store: Store): Promise<unknown> {
  const rows = TABLES.map((table) =>
    store.read<Tables>().selectFrom(table).selectAll().orderBy('id').execute(),
  );
  return (await Promise.all(rows)).map((table) => table.map((row) => ({ ...row, clocks: '', seq: 0 })));
}

const all = async (store: Store) => {
  const read = store.read<Tables>();
  const [people, events, registrations, checkIns] = await Promise.all([
    read.selectFrom('person').selectAll().execute(),
    read.selectFrom('event').selectAll().orderBy('starts_at').execute(),
    read.selectFrom('registration').selectAll().execute(),
    read.selectFrom('check_in').selectAll().execute(),
  ]);
  return { people, events, registrations, checkIns };
};

test('the same seed, language and moment give the same content, another seed another', async () => {
  const [one, two, other] = await Promise.all([demo(), demo(), demo({ seed: 7 })]);
  expect(await content(one)).toEqual(await content(two));
  expect(await content(other)).not.toEqual(await content(one));
});

describe.each(['ru', 'kk', 'en'] as const)('in %s', (language) => {
  // A Thursday evening and a minute before midnight are the awkward moments: series fall on today, tonight is tomorrow.
  const moments = [
    NOW,
    Date.UTC(2026, 10, 19, 14, 0),
    Date.UTC(2026, 11, 31, 18, 59),
    Date.UTC(2028, 1, 29, 3, 0),
  ];
  test.each(moments.map((moment) => [new Date(moment).toISOString(), moment] as const))(
    'at %s it is true in itself',
    async (_, now) => {
      const store = await demo({ language, now });
      const { people, events, registrations, checkIns } = await all(store);
      expect(people.length).toBeGreaterThan(560);
      expect(people.length).toBeLessThan(640);
      for (const column of ['id', 'code', 'phone', 'student_card_no', 'telegram', 'email'] as const) {
        const values = people.map((person) => person[column]).filter((value) => value !== null);
        expect([column, new Set(values).size]).toEqual([column, values.length]);
      }
      const phones = people
        .flatMap(({ phone, guardian_phone }) => [phone, guardian_phone])
        .filter((phone) => phone !== null);
      expect(phones.filter((phone) => !/^\+7700000\d{4}$/.test(phone))).toEqual([]);
      expect(new Set(phones).size).toBe(phones.length);
      expect(people.filter(({ telegram }) => telegram !== null && !telegram.includes('__'))).toEqual([]);
      expect(people.filter(({ iin }) => iin !== null)).toEqual([]);

      const known = new Set(people.map(({ id }) => id));
      expect([...registrations, ...checkIns].filter(({ person_id }) => !known.has(person_id))).toEqual([]);
      const local = localTimeOf(now, 'Asia/Almaty');
      const moment = new Date(now).toISOString();
      expect([...registrations, ...checkIns].filter(({ at }) => at > moment)).toEqual([]);
      const shares = events.map((event) => {
        const came = checkIns.filter(
          (mark) => mark.event_id === event.id && mark.annulled_at === null,
        ).length;
        const placed = registrations.filter(({ event_id }) => event_id === event.id).length;
        const isHeld = event.starts_at < local && event.cancelled_at === null;
        return {
          title: event.title,
          isHeld,
          came,
          share: came / placed,
          isFull: came > (event.capacity ?? came),
        };
      });
      expect(shares.filter(({ isFull }) => isFull)).toEqual([]);
      expect(shares.filter(({ isHeld, came }) => !isHeld && came > 0)).toEqual([]);
      expect(shares.filter(({ isHeld, share }) => isHeld && share < 0.4)).toEqual([]);
      expect(events.filter(({ starts_at }) => starts_at < local).length).toBeGreaterThanOrEqual(20);
      const [tonight, ...later] = events.filter(({ starts_at }) => starts_at > local);
      expect(later).toHaveLength(3);
      expect(registrations.filter(({ event_id }) => event_id === tonight?.id).length).toBeGreaterThan(40);
      expect((Date.parse(`${tonight?.starts_at}:00Z`) - Date.parse(`${local}:00Z`)) / 3_600_000).toBeLessThan(
        16,
      );
    },
  );
});

test('it is a desk with an owner, and its people are found however they are typed', async () => {
  const store = await demo({ language: 'kk' });
  expect(await readOrganisation(store)).toMatchObject({
    name: '«Самал» IT-клубы және оқу орталығы',
    currency: 'KZT',
  });
  expect(await readOwner(store)).toMatchObject({ role: 'owner', name: 'Айгерім Серікова' });
  const found = async (text: string) =>
    (await cardsOf(store, findPeople(store, text, 50))).map((card) => card.given_name);
  const kazakh = await found('айгерім');
  expect(kazakh.length).toBeGreaterThan(0);
  expect(await found('айгерим')).toEqual(kazakh);
});

test('progress goes up to the whole, and the writing is one transaction', async () => {
  const said: number[] = [];
  let whole = 0;
  const store = await demo({
    people: 60,
    onProgress: (done, total) => void (said.push(done), (whole = total)),
  });
  expect(said).toEqual(Array.from({ length: whole }, (_, index) => index + 1));
  expect(await store.read().selectFrom('action').select('name').execute()).toEqual([
    { name: 'setup.startDemo' },
  ]);
});

test('the parts of a name agree in gender and language', () => {
  const chance = chanceOf(1);
  const names = Array.from({ length: 3000 }, () => drawName(chance));
  const wrong = names.filter(({ gender, family, patronymic, language }) => {
    const isWoman = gender === 'female';
    const hasForms = /(ов|ев|ёв|ин|ск)(а|ая|ий)?$/.test(family);
    if (hasForms && /[ая]$/.test(family) !== isWoman) return true;
    if (patronymic === null) return false;
    if (/(қызы|вна|чна)$/.test(patronymic) !== isWoman) return true;
    return /(ұлы|қызы)$/.test(patronymic) !== (language === 'kk');
  });
  expect(wrong).toEqual([]);
});
