import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrations } from '../../migrations/index.ts';
import { openStore } from '../store/index.ts';
import type { Store } from '../store/index.ts';
import { importBatchTable, importLayoutTable, personTable, savedViewTable } from './people.schema.ts';

export type Roster = { readonly store: Store; readonly folder: string; close(): void };

/** A store with the tables of this slice, on a real file in a folder of its own. */
export function openRoster(now: () => number = () => Date.UTC(2026, 8, 1, 12)): Roster {
  const folder = mkdtempSync(join(tmpdir(), 'orda-people-'));
  const store = openStore({
    path: join(folder, 'orda.db'),
    tables: [personTable, savedViewTable, importLayoutTable, importBatchTable],
    migrations,
    now,
  });
  return {
    store,
    folder,
    close() {
      store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** One of the names below by number: believable Russian, Kazakh and Latin names of nobody. */
const FAMILIES = [
  'Ахметов',
  'Әбдіров',
  'Ёлкин',
  'Елисеев',
  'Жұмабаев',
  'Қасымов',
  'Ким',
  'Кимов',
  'Оспанов',
  'Өтегенов',
  'Сулейменов',
  'Ұзақбай',
  'Үсенов',
  'Һасанов',
  'Іскаков',
  'Иванов',
  'Ыдырысов',
  'Щукин',
  'Яковлев',
  'Müller',
  'Smith',
  'Абай-ұлы',
];
const GIVENS = [
  'Айгерім',
  'Алия',
  'Артём',
  'Әсел',
  'Данияр',
  'Ержан',
  'Мәди',
  'Нұрлан',
  'Пётр',
  'Семён',
  'Юлия',
  'Ann',
];

export function someone(at: number) {
  const family_name = FAMILIES[at % FAMILIES.length] ?? '';
  const given_name = GIVENS[Math.floor(at / FAMILIES.length) % GIVENS.length] ?? '';
  return {
    family_name,
    given_name,
    study_group: `ИС-${20 + (at % 5)}-${1 + (at % 3)}`,
    phone: `+7700${String(1_000_000 + at).slice(-7)}`,
    student_card_no: String(20_000_000 + at),
  };
}
