import { statSync } from 'node:fs';
import { migrations } from '../../migrations/index.ts';
import { startOwn } from '../../src-core/access/index.ts';
import { addPerson } from '../../src-core/people/index.ts';
import { openStore } from '../../src-core/store/index.ts';
import { allTables } from '../../src-core/tables.ts';

const WANTED_BYTES = 200_000_000;
const AT_ONCE = 5000;
const FAMILIES = [
  'Ахметов',
  'Әбдіқадыров',
  'Оспанов',
  'Құрманғалиев',
  'Иванов',
  'Ким',
  'Өтегенов',
  'Соколов',
];
const GIVEN = ['Нұрлан', 'Айдар', 'Максим', 'Ғани', 'Елдос', 'Артём', 'Іңкәр', 'Сергей', 'Жанна'];

/** Fills a new database through `record()` until it has 200 MB: a large centre that keeps long notes. */
export async function makeLargeDatabase(path: string): Promise<void> {
  const store = openStore({ path, tables: allTables, migrations });
  await startOwn(store, {
    name: 'IT-клуб',
    language: 'ru',
    currency: 'KZT',
    timeZone: 'Asia/Almaty',
    owner: 'Айгерім',
  });
  for (let from = 0; statSync(path).size < WANTED_BYTES; from += AT_ONCE) {
    await store.write({ actor: 'owner', action: 'people.add' }, async (tx) => {
      for (let n = from; n < from + AT_ONCE; n += 1) {
        await addPerson(tx, {
          family_name: `${FAMILIES[n % FAMILIES.length]}${n % 97 === 0 ? '-Бек' : ''}`,
          given_name: GIVEN[n % GIVEN.length] ?? null,
          study_group: `ИС-${20 + (n % 7)}-${1 + (n % 9)}`,
          phone: `+7700${String(n).padStart(7, '0')}`,
          telegram: `student_${n}`,
          birth_date: `200${n % 8}-0${1 + (n % 9)}-1${n % 9}`,
          note: `Пришёл по приглашению, участвовал в хакатоне; карточка ${n}. `.repeat(1 + (n % 28)),
        });
      }
    });
  }
  store.close();
}
