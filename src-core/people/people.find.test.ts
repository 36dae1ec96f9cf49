/** Holds: the search finds exactly what a scan over all people would find, in name order, whatever was changed before. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { foldedWords } from './names.rules.ts';
import { findPeople } from './people.find.ts';
import { cardsOf } from './people.list.ts';
import { personTable } from './people.schema.ts';
import type { PeopleTables } from './people.schema.ts';
import { rebuildSearch } from './people.search.ts';
import { addPerson } from './people.store.ts';
import { openRoster, someone } from './people.test-support.ts';
import type { Roster } from './people.test-support.ts';
import { record } from '../store/index.ts';
import { fullName } from './people.rules.ts';

let roster: Roster;
beforeAll(async () => {
  roster = openRoster();
  const ids: string[] = [];
  await roster.store.write({ actor: 'a', action: 'add' }, async (tx) => {
    for (let at = 0; at < 400; at += 1) ids.push(await addPerson(tx, someone((at * 7919) % 400)));
  });
  await roster.store.write({ actor: 'a', action: 'edit' }, async (tx) => {
    for (let at = 0; at < 400; at += 9)
      await record(tx, personTable, ids[at] ?? '', { family_name: someone(at + 3).family_name });
    for (let at = 4; at < 400; at += 31) await record(tx, personTable, ids[at] ?? '', { deleted_at: tx.at });
  });
});
afterAll(() => roster.close());

const SEARCHED = [
  'family_name',
  'given_name',
  'patronymic',
  'study_group',
  'student_card_no',
  'telegram',
  'phone',
] as const;

/** What the search promises, said as a loop over everybody. */
async function scan(typed: string): Promise<ReadonlySet<string>> {
  const reader = roster.store.read<PeopleTables>();
  const all = await reader.selectFrom('person').selectAll().where('deleted_at', 'is', null).execute();
  const words = foldedWords(typed);
  const fits = all.filter((person) => {
    const own = foldedWords(SEARCHED.map((field) => person[field] ?? '').join(' '));
    return words.every((word) =>
      own.some((mine) => (word.length < 3 ? mine.startsWith(word) : mine.includes(word))),
    );
  });
  return new Set(fits.map(({ id }) => id));
}

const needle = fc.oneof(
  fc.constantFrom(
    'ким',
    'ов',
    'е',
    'яковлев юлия',
    'ис',
    'петр елк',
    'qqq',
    'ыдыр',
    'асел',
    'Ә',
    '200000',
    'мулл',
    'smi ann',
    'улы',
    'ис-21',
  ),
  fc.nat(399).map((at) => someone(at).family_name.slice(0, 1 + (at % 5))),
  fc.nat(399).map((at) => `${someone(at).given_name.slice(1, 4)} ${someone(at).family_name.slice(0, 3)}`),
);

test('the search finds what a scan finds, and in name order', async () => {
  const collator = new Intl.Collator('kk');
  await fc.assert(
    fc.asyncProperty(needle, async (typed) => {
      const found = findPeople(roster.store, typed, 1000);
      expect(new Set(found)).toEqual(await scan(typed));
      const names = (await cardsOf(roster.store, found)).map(fullName);
      expect(names).toEqual(names.toSorted(collator.compare));
    }),
    { numRuns: 60 },
  );
});

test('a telephone number is found however it is typed', () => {
  const typed = ['+7 700 1 000 015', '8 (700) 100-00-15', '87001000015', '7001000015', '1000015'];
  const found = typed.map((text) => findPeople(roster.store, text, 5));
  expect(new Set(found.map((ids) => ids.join()))).toEqual(new Set([found[0]?.join()]));
  expect(found[0]).toHaveLength(1);
});

test('a rebuilt search answers as before', async () => {
  const before = findPeople(roster.store, 'ов', 1000);
  await roster.store.write({ actor: 'a', action: 'rebuild' }, async (tx) => {
    rebuildSearch(tx.engine);
    return Promise.resolve();
  });
  expect(new Set(findPeople(roster.store, 'ов', 1000))).toEqual(new Set(before));
});

test('inside a transaction the search knows what was written before, also what was written twice', async () => {
  const own = openRoster();
  await own.store.write({ actor: 'a', action: 'add' }, async (tx) => {
    const id = await addPerson(tx, { ...someone(1), family_name: 'Жаркынбаев' });
    await record(tx, personTable, id, { family_name: 'Шакиров' });
    expect(findPeople(tx, 'жаркынбаев', 50)).toEqual([]);
    expect(findPeople(tx, 'шакиров', 50)).toEqual([id]);
    await record(tx, personTable, id, { family_name: 'Бекетов' });
    const reader = tx.read<
      PeopleTables & { person_search: { readonly person: string; readonly text: string } }
    >();
    const line = await reader
      .selectFrom('person_search')
      .select('text')
      .where('person', '=', id)
      .executeTakeFirst();
    expect(line?.text).toContain('бекетов');
    await record(tx, personTable, id, { family_name: 'Ким' });
    await record(tx, personTable, id, { deleted_at: tx.at });
  });
  expect(findPeople(own.store, 'ким', 50)).toEqual([]);
  own.close();
});

test('a write that fails leaves nothing behind for the next one to put into the search', async () => {
  const own = openRoster();
  const failing = own.store.write({ actor: 'a', action: 'add' }, async (tx) => {
    await addPerson(tx, { ...someone(1), family_name: 'Жаркынбаев' });
    throw new Error('not today');
  });
  await expect(failing).rejects.toThrow('not today');
  await own.store.write({ actor: 'a', action: 'add' }, (tx) => addPerson(tx, someone(2)));
  expect(findPeople(own.store, 'жаркынбаев', 50)).toEqual([]);
  own.close();
});
