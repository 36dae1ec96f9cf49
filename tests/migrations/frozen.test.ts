/**
 * Holds: a database that a released Orda left behind opens in this one, with every row in it, and goes on. The files in
 * `frozen/` were made once by `freeze.ts`, each by the program of its release.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { readOrganisation, readOwner } from '../../src-core/access/index.ts';
import { readRoster } from '../../src-core/events/roster.store.ts';
import { findPeople, personTable, readPerson } from '../../src-core/people/index.ts';
import { checkBackup, historyOfRow, openStore, record } from '../../src-core/store/index.ts';
import type { Store } from '../../src-core/store/index.ts';
import { allTables } from '../../src-core/tables.ts';

const FROZEN = new URL('frozen/', import.meta.url);
const NEVER_EDIT =
  'A released database no longer opens as it did. Never edit the fixture or a released migration: users have such files. ' +
  'Add a new migration, or mend the program.';

type Expected = {
  readonly counts: Readonly<Record<string, number>>;
  readonly check: (store: Store) => Promise<void>;
};

const RELEASES: Readonly<Record<string, Expected>> = {
  '0.1.0': {
    counts: {
      organisation: 1,
      account: 1,
      person: 27,
      saved_view: 1,
      import_layout: 1,
      import_batch: 1,
      club: 4,
      event_template: 5,
      event: 26,
      registration: 338,
      check_in: 212,
      change: 623,
      action: 10,
      person_search: 26,
    },
    async check(store) {
      const edited = '889d69fc-5ef5-53be-81d7-4d61fa1dd2ad';
      const event = 'a52b10ae-fe36-5d01-9293-280384963207';
      expect(await readOrganisation(store)).toMatchObject({
        name: '«Самал» IT-клубы және оқу орталығы',
        language: 'kk',
        currency: 'KZT',
        time_zone: 'Asia/Almaty',
      });
      expect(await readOwner(store)).toMatchObject({ name: 'Айгерім Серікова', role: 'owner' });
      expect(await readPerson(store, edited)).toMatchObject({
        family_name: 'Бейсенов',
        given_name: 'Өркен',
        patronymic: 'Әмірұлы',
        kind: 'teacher',
        phone: '+77000001346',
        birth_date: '1990-10-29',
        note: 'Екінші «жазба»\n=1+1',
        attention: 'Ёлка 👩🏽‍🎓',
        code: 'G9MFY74FRPP',
      });
      const history = await historyOfRow(store, 'person', edited);
      expect(history.slice(0, 3)).toMatchObject([
        { column: 'note', from: 'Бірінші жазба', to: 'Екінші «жазба»\n=1+1' },
        { column: 'attention', from: null, to: 'Ёлка 👩🏽‍🎓', at: '2026-09-30T09:02:00.000Z' },
        { column: 'note', from: null, to: 'Бірінші жазба', action: 'people.edit' },
      ]);
      expect(findPeople(store, 'бейсенов оркен', 5)).toEqual([edited]);
      expect(findPeople(store, 'болатбек аскар', 5)).toEqual([]);
      const annulled = await readRoster(store, event, { presence: 'annulled' });
      expect(annulled.find(({ annulReason }) => annulReason === 'Қате')).toMatchObject({
        id: 'edad66f5-f19f-5ac5-b55d-9a55491d5c28',
        at: '2026-09-19T05:48:25.000Z',
      });
    },
  },
};

/** Says, before what differs, what not to do about it. */
async function asReleased(check: () => Promise<void>): Promise<void> {
  try {
    await check();
  } catch (error) {
    throw new Error(NEVER_EDIT, { cause: error });
  }
}

let folder = '';
let store: Store | undefined;
afterEach(() => {
  store?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('every frozen database has its expectations here, and none is missing', () => {
  const files = readdirSync(FROZEN).filter((name) => name.endsWith('.db.gz'));
  expect(files.map((name) => name.slice(0, -'.db.gz'.length)).toSorted()).toEqual(
    Object.keys(RELEASES).toSorted(),
  );
});

describe.each(Object.entries(RELEASES))('a database of %s', (version, { counts, check }) => {
  test('opens with all that is in it, and goes on', async () => {
    folder = mkdtempSync(join(tmpdir(), 'orda-frozen-'));
    const path = join(folder, 'orda.db');
    writeFileSync(path, gunzipSync(readFileSync(new URL(`${version}.db.gz`, FROZEN))));
    await expect(asReleased(() => opensAndGoesOn(path, counts, check))).resolves.toBeUndefined();
  });
});

async function opensAndGoesOn(
  path: string,
  counts: Expected['counts'],
  check: Expected['check'],
): Promise<void> {
  expect(checkBackup(path)).toMatchObject({ ok: true, changes: counts['change'] });
  store = openStore({ path, tables: allTables, migrations });
  const db = new Database(path, { readonly: true });
  const found = Object.keys(counts).map((table) => {
    const row = db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM ${table}`).get();
    return [table, row?.n];
  });
  const newest = db.prepare<[], { hlc: string }>('SELECT max(hlc) AS hlc FROM change').get()?.hlc ?? '';
  db.close();
  expect(Object.fromEntries(found)).toEqual(counts);
  await check(store);
  const written = await store.write({ actor: 'today', action: 'people.add' }, (tx) =>
    record(tx, personTable, 'new', {
      given_name: 'Жаңа',
      kind: 'guest',
      status: 'active',
      code: '00000000000',
    }),
  );
  expect((written.tx ?? '') > newest).toBe(true);
  expect(findPeople(store, 'жана', 5)).toContain('new');
}
