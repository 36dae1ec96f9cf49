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
