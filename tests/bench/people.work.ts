/** The pieces of work that people.bench.ts measures, each run in a process of its own. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { migrations } from '../../migrations/index.ts';
import { writeXlsx } from '../../src-core/documents/sheetWriter/sheetWriter.ts';
import { readWorkbook } from '../../src-core/documents/workbook/workbook.ts';
import type { Workbook } from '../../src-core/documents/workbook/workbook.ts';
import { analyse, proposedMapping } from '../../src-core/people/import/analyse.ts';
import { commitImport, lastChange } from '../../src-core/people/import/commit.ts';
import { dryRun } from '../../src-core/people/import/dryRun.ts';
import { foldedWords, sortKey } from '../../src-core/people/names.rules.ts';
import { findPeople } from '../../src-core/people/people.find.ts';
import { personTable } from '../../src-core/people/people.schema.ts';
import { codeOf } from '../../src-core/people/people.store.ts';
import { openStore, record, recordAll } from '../../src-core/store/index.ts';
import type { Store } from '../../src-core/store/index.ts';
import { setPragmas } from '../../src-core/store/pragmas.ts';
import { allTables } from '../../src-core/tables.ts';

const STEMS =
  'Ахмет Сулеймен Жұмабай Қасым Оспан Өтеген Нұрлан Сейіт Тілеу Бекен Мамед Әбдір Иван Петр Сидор Кузнец Смирн Попов Волк Гриш Алёш Берёз Воробь Зайц Лебед Орл Соколь Тимоф Федот Яковл'.split(
    ' ',
  );
const ENDINGS = 'ов ев ин баев беков енко ович жанов ханов киров'.split(' ');
const GIVENS =
  'Айгерім Алия Әсел Данияр Ержан Мәди Нұрлан Пётр Семён Юлия Артём Ғани Қарлығаш Ұлболсын Үміт Іңкәр Тимур Дана Зоя Мадина Алексей Индира Әлихан Екатерина Самат Жанар Бауыржан Ольга Марат Гүлнар'.split(
    ' ',
  );
const FATHERS = 'Серік Марат Ерлан Қайрат Алексей Пётр Нұрлан Бекен Асқар Тимур'.split(' ');

const pick = (from: readonly string[], at: number): string => from[at % from.length] ?? '';

/** A believable person by number; no two have the same contacts. */
export function inventPerson(at: number) {
  const mixed = (at * 2_654_435_761) % 4_294_967_296;
  const family_name = pick(STEMS, mixed) + pick(ENDINGS, Math.floor(mixed / 32));
  const given_name = pick(GIVENS, Math.floor(mixed / 512));
  const digits = String(at).padStart(7, '0');
  return {
    family_name,
    given_name,
    patronymic: `${pick(FATHERS, Math.floor(mixed / 16_384))}ұлы`,
    study_group: `ИС-${20 + (at % 6)}-${1 + (at % 40)}`,
    student_card_no: `S${digits}`,
    phone: `+7701${digits}`,
    telegram: `nick_${digits}`,
    email: `student${digits}@example.kz`,
    birth_date: `${2000 + (at % 9)}-${String(1 + (at % 12)).padStart(2, '0')}-${String(1 + (at % 28)).padStart(2, '0')}`,
    address: `Алматы, Абай к-сі, ${at % 300}`,
    note: at % 5 === 0 ? 'староста' : null,
  };
}

/** Writes a roster of 12 columns. */
export async function writeRoster(path: string, count: number): Promise<void> {
  const rows = function* () {
    for (let at = 0; at < count; at += 1) {
      const one = inventPerson(at);
      yield [
        at + 1,
        one.family_name,
        one.given_name,
        one.patronymic,
        one.study_group,
        one.student_card_no,
        one.phone.replace('+7', '8'),
        `@${one.telegram}`,
        one.email,
        one.birth_date,
        one.address,
        one.note,
      ];
    }
  };
  const titles = [
    '№',
    'Фамилия',
    'Имя',
    'Отчество',
    'Группа',
    '№ студ. билета',
    'Телефон',
    'Telegram',
    'E-mail',
    'Дата рождения',
    'Адрес',
    'Примечание',
  ];
  await writeXlsx(path, [
    {
      name: 'Список',
      columns: titles.map((title) => ({
        title,
        kind: title === '№' ? 'number' : title === 'Дата рождения' ? 'date' : 'text',
      })),
      rows: rows(),
    },
  ]);
}

function openFresh(): Store {
  return openStore({
    path: join(mkdtempSync(join(tmpdir(), 'orda-bench-')), 'orda.db'),
    tables: allTables,
    migrations,
  });
}

async function read(path: string): Promise<Workbook> {
  const result = await readWorkbook(readFileSync(path), 'roster.xlsx');
  if (!result.ok) throw new Error(result.refusal);
  return result.workbook;
}

/** Import: file to committed and searchable rows. The answer says how long each step took, in milliseconds. */
export async function importRoster(path: string) {
  const store = openFresh();
  return async () => {
    const times: Record<string, number> = {};
    let last = performance.now();
    const lap = (name: string) => {
      times[name] = Math.round(performance.now() - last);
      last = performance.now();
    };
    const bytes = readFileSync(path);
    const workbook = await read(path);
    lap('read');
    const analysis = analyse(workbook, {
      name: 'roster.xlsx',
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
    lap('analyse');
    const basis = lastChange(store);
    const plan = dryRun(store, {
      workbook,
      mapping: proposedMapping(analysis),
      answers: {},
      today: '2026-09-01',
    });
    lap('dry run');
    const file = { name: 'roster.xlsx', sha256: analysis.sha256 };
    const input = { rows: plan.rows, decisions: new Map(), file, layouts: [], basis };
    const { added } = await commitImport(store, input, { actor: 'bench' });
    lap('commit');
    return { added, found: findPeople(store, 'қасымов', 50).length, times, counts: plan.summary.counts };
  };
}

/** The reference: reading the same file, and bare prepared inserts into the same tables with the same indexes. */
export async function insertRoster(path: string, count: number) {
  const store = openFresh();
  store.close();
  const db = new Database(store.path);
  setPragmas(db);
  for (const { name } of db
    .prepare<[], { name: string }>(`SELECT name FROM sqlite_master WHERE type = 'trigger'`)
    .all())
    db.exec(`DROP TRIGGER ${name}`);
  const lines = Array.from({ length: count }, (_, at) => {
    const one = inventPerson(at);
    const text = foldedWords(Object.values(one).slice(0, 7).join(' '))
      .map((word) => `  ${word}`)
      .join('');
    const id = randomUUID();
    return {
      id,
      code: codeOf(id),
      one,
      text,
      key: sortKey(one.family_name, one.given_name, one.patronymic),
      place: 0,
    };
  });
  const inOrder = lines
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .map((line, at) => ({ ...line, place: (at + 1) * 1000 }));
  const person = db.prepare(
    `INSERT INTO person (id, family_name, given_name, patronymic, study_group, student_card_no, phone, telegram, email, birth_date, address, note, kind, status, code, clocks, seq)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'student', 'active', ?, '', ?)`,
  );
  const search = db.prepare('INSERT INTO person_search (place, person, sort_key, text) VALUES (?, ?, ?, ?)');
  const trigram = db.prepare('INSERT INTO person_trigram (rowid, text) VALUES (?, ?)');
  return async () => {
    const workbook = await read(path);
    db.exec('BEGIN IMMEDIATE');
    lines.forEach(({ id, code, one }, at) => person.run(id, ...Object.values(one), code, at));
    for (const { id, place, key, text } of inOrder) {
      search.run(place, id, key, text);
      trigram.run(place, text);
    }
    db.exec('COMMIT');
    return workbook.sheets[0]?.rows.length;
  };
}

/** One `record()` after the other, each in a transaction of its own. */
export async function recordOneByOne(count: number) {
  const store = openFresh();
  return async () => {
    for (let at = 0; at < count; at += 1) {
      await store.write({ actor: 'bench', action: 'bench' }, (tx) => {
        const id = tx.newId();
        return record(tx, personTable, id, {
          ...inventPerson(at),
          kind: 'student',
          status: 'active',
          code: codeOf(id),
        });
      });
    }
  };
}

/** `count` records in one transaction. */
export async function recordTogether(count: number) {
  const store = openFresh();
  return async () => {
    await store.write({ actor: 'bench', action: 'bench' }, async (tx) => {
      for (let at = 0; at < count; at += 1) {
        const id = tx.newId();
        await record(tx, personTable, id, {
          ...inventPerson(at),
          kind: 'student',
          status: 'active',
          code: codeOf(id),
        });
      }
    });
  };
}

/** The reference of both: bare prepared inserts of the same row into the same table, with the same indexes and pragmas. */
export async function insertBare(count: number, isTogether: boolean) {
  const store = openFresh();
  store.close();
  const db = new Database(store.path);
  setPragmas(db);
  for (const { name } of db
    .prepare<[], { name: string }>(`SELECT name FROM sqlite_master WHERE type = 'trigger'`)
    .all())
    db.exec(`DROP TRIGGER ${name}`);
  const person = db.prepare(
    `INSERT INTO person (id, family_name, given_name, patronymic, study_group, student_card_no, phone, telegram, email, birth_date, address, note, kind, status, code, clocks, seq)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'student', 'active', ?, '', ?)`,
  );
  return () => {
    if (isTogether) db.exec('BEGIN IMMEDIATE');
    for (let at = 0; at < count; at += 1) {
      const id = randomUUID();
      person.run(id, ...Object.values(inventPerson(at)), codeOf(id), at);
    }
    if (isTogether) db.exec('COMMIT');
  };
}

/** Searches of every kind over `count` people; the answer is p50 and p99 in milliseconds, beside one string in memory. */
export async function searchPeople(count: number) {
  const store = openFresh();
  await store.write({ actor: 'bench', action: 'bench' }, async (tx) => {
    const rows = Array.from({ length: count }, (_, at) => {
      const id = tx.newId();
      return {
        id,
        patch: { ...inventPerson(at), kind: 'student', status: 'active', code: codeOf(id) } as const,
      };
    });
    await recordAll(tx, personTable, rows);
  });
  const lines = store
    .localRows<{ text: string }>('SELECT text FROM person_search ORDER BY place')
    .map(({ text }) => text);
  const memory = `\n${lines.join('\n')}\n`;
  const names = Array.from({ length: 200 }, (_, at) => inventPerson(at * 499));
  const needles: Readonly<Record<string, readonly string[]>> = {
    'one and two letters': names.map(({ family_name }, at) => family_name.slice(0, 1 + (at % 2))),
    prefix: names.map(({ family_name }, at) => family_name.slice(0, 3 + (at % 3))),
    middle: names.map(({ family_name }) => family_name.slice(2, 6)),
    'two words': names.map(
      ({ family_name, given_name }) => `${given_name.slice(0, 3)} ${family_name.slice(0, 4)}`,
    ),
    telephone: names.map(({ phone }) => phone.slice(-7)),
    'no hit': names.map(({ family_name }) => `${family_name.slice(0, 3)}щщ`),
  };
  return () =>
    Object.fromEntries(
      Object.entries(needles).map(([kind, typed]) => [
        kind,
        {
          ours: timesOf(typed, (text) => findPeople(store, text, 50)),
          reference: timesOf(typed, (text) => findInMemory(memory, text)),
        },
      ]),
    );
}

function timesOf(needles: readonly string[], search: (text: string) => unknown) {
  for (const needle of needles.slice(0, 50)) search(needle);
  const times = needles.map((needle) => {
    const started = performance.now();
    search(needle);
    return performance.now() - started;
  });
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
}

/** The first fifty lines that hold every word, by one `indexOf` after the other. */
function findInMemory(memory: string, typed: string): readonly string[] {
  const [first = '', ...rest] = foldedWords(typed).map((word) => (word.length < 3 ? `  ${word}` : word));
  const found: string[] = [];
  for (let at = memory.indexOf(first); at >= 0 && found.length < 50;) {
    const end = memory.indexOf('\n', at);
    const line = memory.slice(memory.lastIndexOf('\n', at) + 1, end);
    if (rest.every((word) => line.includes(word))) found.push(line);
    at = memory.indexOf(first, end);
  }
  return found;
}
