/**
 * Holds: what `expected.md` says of every roster in the fixtures comes out through analysis, dry run and commit on a real
 * store; a second import of the same file adds nobody and changes nothing; an undo takes everybody away again.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { readWorkbook } from '../../documents/workbook/workbook.ts';
import type { Workbook } from '../../documents/workbook/workbook.ts';
import { record } from '../../store/index.ts';
import { findPeople } from '../people.find.ts';
import { fullName } from '../people.rules.ts';
import { personTable } from '../people.schema.ts';
import type { PeopleTables, Person } from '../people.schema.ts';
import { openRoster } from '../people.test-support.ts';
import type { Roster } from '../people.test-support.ts';
import { analyse, proposedMapping } from './analyse.ts';
import { commitImport, lastChange, undoImport } from './commit.ts';
import { dryRun } from './dryRun.ts';
import type { Plan } from './dryRun.ts';
import { layoutsToRemember } from './layouts.ts';
import type { Analysis, Answer, PlannedRow } from './plan.ts';

const SHEETS = new URL('../../../tests/fixtures/sheets/', import.meta.url);
const TODAY = '2026-09-01';

let open: Roster[] = [];
afterEach(() => {
  for (const roster of open) roster.close();
  open = [];
});
const roster = (): Roster => {
  const made = openRoster();
  open.push(made);
  return made;
};

type Found = { readonly name: string; readonly workbook: Workbook; readonly analysis: Analysis };

async function read(name: string): Promise<Found> {
  const bytes = readFileSync(new URL(encodeURIComponent(name), SHEETS));
  const result = await readWorkbook(bytes, name);
  if (!result.ok) throw new Error(`${name} was refused: ${result.refusal}`);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { name, workbook: result.workbook, analysis: analyse(result.workbook, { name, sha256 }) };
}

function plan({ store }: Roster, found: Found, answers: Record<string, Answer> = {}): Plan {
  return dryRun(store, {
    workbook: found.workbook,
    mapping: proposedMapping(found.analysis),
    answers,
    today: TODAY,
  });
}

function commit({ store }: Roster, found: Found, planned: Plan) {
  return commitImport(
    store,
    {
      rows: planned.rows,
      decisions: new Map(),
      file: { name: found.name, sha256: found.analysis.sha256 },
      layouts: layoutsToRemember(found.analysis, proposedMapping(found.analysis)),
      basis: lastChange(store),
    },
    { actor: 'aigerim' },
  );
}

const people = ({ store }: Roster): Promise<Person[]> =>
  store
    .read<PeopleTables>()
    .selectFrom('person')
    .selectAll()
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .execute();

const saying = (rows: readonly PlannedRow[], code: string): readonly string[] =>
  rows.flatMap(({ problems }) =>
    problems.filter((one) => one.code === code).map(({ column, row }) => `${column ?? ''}${row}`),
  );

/** Imports into an empty roster, then again: nobody is added and nothing changes. */
async function importTwice(name: string, answers: Record<string, Answer> = {}) {
  const desk = roster();
  const found = await read(name);
  const first = plan(desk, found, answers);
  const result = await commit(desk, found, first);
  const all = await people(desk);
  const again = plan(desk, found, answers);
  expect({ ...again.summary.counts, unreadable: 0 }).toEqual({
    new: 0,
    changed: 0,
    same: first.rows.length - first.summary.counts.unreadable,
    duplicate: 0,
    unreadable: 0,
    skipped: 0,
  });
  const second = await commit(desk, found, again);
  expect(second).toMatchObject({ added: 0, changed: 0 });
  expect(await people(desk)).toEqual(all);
  return { desk, found, first, result, people: all };
}

const byName = (all: readonly Person[], name: string): readonly Person[] =>
  all.filter((person) => fullName(person) === name);

describe('roster_ru_merged_header.xlsx', () => {
  const NAME = 'roster_ru_merged_header.xlsx';
  const ANSWERS = { 'hidden-left': 'expelled' } as const;

  test('the header of two levels is found, and hidden and empty sheets come last', async () => {
    const { analysis } = await read(NAME);
    expect(analysis.tables[0]).toMatchObject({
      headerRows: [4, 5],
      rowCount: 33,
      hiddenRowCount: 3,
      use: true,
    });
    expect(analysis.tables.slice(1).every(({ use }) => !use)).toBe(true);
    expect(analysis.sheets.map(({ name }) => name)).toEqual(['Список', 'черновик', 'Лист3']);
    expect(analysis.tables[0]?.leftOut.map(({ row, reason }) => [row, reason])).toEqual([
      [6, 'divider'],
      [18, 'total'],
      [20, 'divider'],
      [32, 'total'],
      [34, 'divider'],
      [46, 'total'],
      [48, 'signature'],
    ]);
  });

  test('33 rows are 27 people in three groups, six rows repeat somebody', async () => {
    const { first, people: all } = await importTwice(NAME, ANSWERS);
    expect(first.summary.counts).toMatchObject({ new: 27, same: 6, duplicate: 0 });
    expect(
      first.rows.filter(({ repeats }) => repeats).map(({ row, repeats }) => [row, repeats?.row]),
    ).toEqual([
      [16, 9],
      [17, 11],
      [30, 23],
      [31, 25],
      [44, 37],
      [45, 39],
    ]);
    expect(
      Object.entries(Object.groupBy(all, (person) => person.study_group ?? '')).map(([group, of]) => [
        group,
        of?.length,
      ]),
    ).toEqual([
      ['ИС-21-1', 9],
      ['ИС-21-2', 9],
      ['ис 22-1к', 9],
    ]);
  });

  test('hidden rows are asked about, not dropped', async () => {
    const desk = roster();
    const found = await read(NAME);
    const open27 = plan(desk, found);
    expect(open27.summary.isReady).toBe(false);
    expect(open27.summary.questions).toMatchObject([
      { id: 'hidden-left', code: 'HIDDEN_ROWS', answer: null },
    ]);
    expect(open27.summary.questions[0]?.rows.map(({ row }) => row)).toEqual([12, 26, 40]);
    const left = plan(desk, found, { 'hidden-left': 'skip' });
    expect(left.summary.counts).toMatchObject({ new: 24, skipped: 3 });
    const expelled = plan(desk, found, ANSWERS);
    expect(expelled.rows.filter(({ hidden }) => hidden).map(({ values }) => values.status)).toEqual([
      'expelled',
      'expelled',
      'expelled',
    ]);
  });

  test('dates, telephones and nicks are read, and what cannot be is a problem with row and column', async () => {
    const { first, people: all } = await importTwice(NAME, ANSWERS);
    const valuesOf = (row: number) => first.rows.find((one) => one.row === row)?.values;
    expect(saying(first.rows, 'DATE_IMPOSSIBLE')).toEqual(['E14', 'E28', 'E42']);
    expect(saying(first.rows, 'DATE_PARTIAL')).toEqual(['E12', 'E26', 'E40']);
    expect(saying(first.rows, 'PHONE_ROUNDED')).toEqual(['G16', 'G30', 'G44']);
    expect(saying(first.rows, 'PHONE_UNREADABLE')).toEqual(['G17', 'G31', 'G45']);
    expect([10, 8, 9, 11].map((row) => valuesOf(row)?.birth_date)).toEqual([
      '2008-05-04',
      '2006-11-26',
      '2006-11-06',
      '2008-01-09',
    ]);
    expect([7, 10, 12, 13].map((row) => valuesOf(row)?.phone)).toEqual([
      '+77000008993',
      '+77000002638',
      '+77000009991',
      '+77000007070',
    ]);
    expect(valuesOf(11)).toMatchObject({ phone: '+77000005655', guardian_phone: '+77000001111' });
    expect([7, 8].map((row) => valuesOf(row)?.telegram)).toEqual(['example_673', 'example_673']);
    expect(byName(all, 'Өмірбек Айгерім')[0]?.student_card_no).toBe('625B3110');
  });
});

test('roster_kk_sheets_per_group.xlsx: three sheets, the group from the sheet, zeros of the IIN', async () => {
  const { found, first, people: all } = await importTwice('roster_kk_sheets_per_group.xlsx');
  expect(found.analysis.tables.map(({ sheet, headerRows }) => [sheet, headerRows[0]])).toEqual([
    ['БЖ-101', 1],
    ['БЖ-102 топ', 3],
    ['АЖ 201', 5],
  ]);
  const mapped = found.analysis.tables[0]?.columns.map(({ header, guess }) => [header, guess.field]);
  expect(mapped).toEqual([
    ['р/с', 'ignore'],
    ['Тегі', 'family_name'],
    ['Аты', 'given_name'],
    ['Әкесінің аты', 'patronymic'],
    ['ЖСН', 'iin'],
    ['Тобы', 'study_group'],
    ['Ұялы тел.', 'phone'],
    ['Туған күні', 'birth_date'],
    ['Мекенжайы', 'address'],
  ]);
  expect(all).toHaveLength(36);
  expect([...new Set(all.map((person) => person.study_group))]).toEqual(['БЖ-101', 'БЖ-102 топ', 'АЖ 201']);
  expect(byName(all, 'Сейітқазы Ғани Маратович')[0]?.iin).toBe('040303535269');
  expect(first.rows.every(({ outcome }) => outcome === 'new')).toBe(true);
  const checkDigits = first.rows.flatMap(({ problems }) =>
    problems.filter(({ code }) => code === 'IIN_CHECK_DIGIT'),
  );
  expect(new Set(checkDigits.map(({ severity }) => severity))).toEqual(new Set(['warning']));
});

test.each(['roster_cp1251_semicolon.csv', 'roster_utf16le_tab.txt'])('%s: 15 people', async (name) => {
  const { people: all } = await importTwice(name);
  expect(all).toHaveLength(15);
  expect(byName(all, 'Шмидт Данияр Кайратулы')).toMatchObject([
    { study_group: 'ИС-21-1', phone: '+77000001607' },
  ]);
});

test('roster_en_header_row3.xlsx: names with a comma, ids with zeros, the month first, namesakes', async () => {
  const { found, people: all } = await importTwice('roster_en_header_row3.xlsx');
  const [table] = found.analysis.tables;
  expect(table?.headerRows).toEqual([3]);
  expect(table?.columns.find(({ guess }) => guess.field === 'birth_date')?.dateOrder).toBe('mdy');
  expect(all).toHaveLength(18);
  const of = (card: string) => all.find((person) => person.student_card_no === card);
  expect(of('092264')).toMatchObject({
    family_name: 'Müller',
    given_name: 'Mary-Jane',
    birth_date: '2009-12-19',
  });
  expect(of('020401')).toMatchObject({ family_name: 'Smith Jr.', given_name: 'Ann' });
  expect(of('002212')).toMatchObject({ birth_date: '2011-09-09' });
  expect(byName(all, 'St. John Mary-Jane')).toHaveLength(3);
  expect(byName(all, 'St. John Li')).toHaveLength(2);
});

test('roster_odd_orientation.xlsx: both tables side by side are read, each with the group above it', async () => {
  const { found, people: all } = await importTwice('roster_odd_orientation.xlsx');
  expect(found.analysis.tables.map(({ group, rowCount }) => [group.value, rowCount])).toEqual([
    ['ИС-21-1', 10],
    ['ИС-21-2', 7],
  ]);
  expect(all).toHaveLength(17);
  expect(byName(all, 'Иванов-Петровский Ғани Алексеевич')).toMatchObject([
    { study_group: 'ИС-21-2', phone: '+77000004769' },
  ]);
});

test('roster_huge_used_range.xlsx: 12 people', async () => {
  expect((await importTwice('roster_huge_used_range.xlsx')).people).toHaveLength(12);
});

test('roster_1904_dates.xlsx: dates of the 1904 system', async () => {
  const { people: all } = await importTwice('roster_1904_dates.xlsx');
  expect(all).toHaveLength(10);
  expect(byName(all, 'Гринёв Артём Петрович')[0]?.birth_date).toBe('2006-05-09');
});

test('roster_strict_ooxml.xlsx: ISO dates', async () => {
  const { people: all } = await importTwice('roster_strict_ooxml.xlsx');
  expect(all).toHaveLength(8);
  expect(byName(all, 'Берёзкина Ұлболсын Қайратқызы')[0]?.birth_date).toBe('2003-08-19');
});

test.each(['roster_fio_biff8.xls', 'roster_html_as.xls'])(
  '%s: one column, Latin letters, one group',
  async (name) => {
    const { first, people: all } = await importTwice(name);
    expect(all).toHaveLength(24);
    expect(new Set(all.map((person) => person.study_group))).toEqual(new Set(['ИС-21-1']));
    expect(byName(all, 'Сулейменова Индира Қайратқызы')).toHaveLength(1);
    expect(saying(first.rows, 'LATIN_LETTERS_MENDED').length).toBeGreaterThan(0);
    expect(byName(all, 'Жұмабаев Ә. Е.')).toMatchObject([
      { family_name: 'Жұмабаев', given_name: 'Ә.', patronymic: 'Е.' },
    ]);
  },
);

test('google_forms_export.csv: nicks of three forms, one group, a formula stays text', async () => {
  const { people: all } = await importTwice('google_forms_export.csv');
  expect(all).toHaveLength(30);
  expect(new Set(all.map((person) => person.study_group))).toEqual(new Set(['ИС-21-1']));
  expect(byName(all, 'Тлеубаев Пётр Петрович')).toMatchObject([
    { telegram: 'example_7879', phone: '+77000006258' },
  ]);
  expect(byName(all, 'Цой Алексей Серикович')).toMatchObject([
    { telegram: 'example_5449', note: '=HYPERLINK("http://example.com")' },
  ]);
  expect(byName(all, 'Өмірбек Айгерім Сериковна')[0]?.telegram).toBeNull();
});

test.each(['really_csv.xlsx', 'really_xlsx.csv'])('%s: the content decides', async (name) => {
  expect((await importTwice(name)).people.map(fullName)).toEqual(['Образцов Иван']);
});

test('an undo takes everybody away, except who has been edited since', async () => {
  const { desk, result, people: all } = await importTwice('roster_strict_ooxml.xlsx');
  const { store } = desk;
  const [edited] = all;
  await store.write({ actor: 'a', action: 'people.edit' }, (tx) =>
    record(tx, personTable, edited?.id ?? '', { note: 'староста' }),
  );
  const undone = await undoImport(store, result.batch, { actor: 'aigerim' });
  expect(undone.kept).toBe(1);
  expect((await people(desk)).map(({ id }) => id)).toEqual([edited?.id]);
  expect(findPeople(store, 'берёзкина', 50)).toHaveLength(edited?.family_name === 'Берёзкина' ? 1 : 0);
  await expect(undoImport(store, result.batch, { actor: 'aigerim' })).rejects.toThrow('ALREADY_UNDONE');
});

test('a plan that the roster has outrun is not written', async () => {
  const desk = roster();
  const found = await read('roster_strict_ooxml.xlsx');
  const planned = plan(desk, found);
  const basis = lastChange(desk.store);
  await commit(desk, found, planned);
  const late = commitImport(
    desk.store,
    {
      rows: planned.rows,
      decisions: new Map(),
      file: { name: 'x', sha256: 'a'.repeat(64) },
      layouts: [],
      basis,
    },
    { actor: 'a' },
  );
  await expect(late).rejects.toThrow('PLAN_STALE');
  expect(await people(desk)).toHaveLength(8);
});

test('a cancelled import leaves nothing', async () => {
  const desk = roster();
  const found = await read('roster_strict_ooxml.xlsx');
  const stopped = commitImport(
    desk.store,
    {
      rows: plan(desk, found).rows,
      decisions: new Map(),
      file: { name: 'x', sha256: 'a'.repeat(64) },
      layouts: [],
      basis: lastChange(desk.store),
    },
    {
      actor: 'a',
      onProgress(done) {
        if (done === 5) throw new Error('cancelled');
      },
    },
  );
  await expect(stopped).rejects.toThrow('cancelled');
  expect(await people(desk)).toEqual([]);
  expect(findPeople(desk.store, 'берёзкина', 50)).toEqual([]);
});
