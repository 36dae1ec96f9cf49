/** Holds: the whole way of an import as the screens go it: file, columns, check, answers, decisions, writing, remarks, undo. */
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readWorkbook } from '../documents/workbook/workbook.ts';
import { openPeopleDesk } from './desk.test-support.ts';
import type { PeopleDesk } from './desk.test-support.ts';

const SHEETS = new URL('../../tests/fixtures/sheets/', import.meta.url);
const fixture = (name: string): string => fileURLToPath(new URL(encodeURIComponent(name), SHEETS));

let desk: PeopleDesk;
beforeEach(() => {
  desk = openPeopleDesk();
});
afterEach(() => desk.close());

async function start(name: string, path = fixture(name)): Promise<string> {
  const { id, job } = await desk.call.imports.start({ token: desk.upload(path, name) });
  await desk.ended(job);
  return id;
}

async function paste(lines: readonly string[]): Promise<string> {
  const { id, job } = await desk.call.imports.start({ pasted: lines.join('\n'), name: 'Вставка' });
  await desk.ended(job);
  return id;
}

const check = async (id: string) => {
  await desk.ended((await desk.call.imports.dryRun({ id })).job);
  return (await desk.call.imports.get({ id })).summary;
};
const commit = async (id: string) => {
  await desk.ended((await desk.call.imports.commit({ id })).job);
  return desk.call.imports.get({ id });
};
const total = async (): Promise<number> => (await desk.call.people.list({})).total;

test('a roster goes from the file into the list, and out again', async () => {
  const id = await start('roster_ru_merged_header.xlsx');
  expect(await desk.call.imports.get({ id })).toMatchObject({
    stage: 'columns',
    fileName: 'roster_ru_merged_header.xlsx',
    failure: null,
  });
  expect((await check(id))?.isReady).toBe(false);
  await expect(desk.call.imports.commit({ id })).rejects.toThrow('QUESTIONS_OPEN');
  await desk.ended((await desk.call.imports.answer({ id, answers: { 'hidden-left': 'expelled' } })).job);
  const page = await desk.call.imports.rows({ id, outcome: 'same', offset: 1, limit: 2 });
  expect(page).toMatchObject({ total: 6, rows: [{ row: 17 }, { row: 30 }] });
  expect((await desk.call.imports.remarks({ id, limit: 1 })).rows[0]?.problems[0]).toMatchObject({
    code: 'SHARED_CONTACT',
  });
  const done = await commit(id);
  expect(done).toMatchObject({ stage: 'done', result: { added: 27, same: 6, skipped: 0 } });
  expect(desk.backups()).toBe(1);
  expect(await total()).toBe(27);

  const [batch] = await desk.call.imports.list();
  expect(batch).toMatchObject({ file_name: 'roster_ru_merged_header.xlsx', added: 27, canUndo: true });
  const undone = await desk.ended((await desk.call.imports.undo({ batch: batch?.id ?? '' })).job);
  expect(undone.result).toMatchObject({ undone: 27, kept: 0 });
  expect(await total()).toBe(0);
  expect((await desk.call.imports.list())[0]).toMatchObject({ canUndo: false, kept: 0 });
});

test('remarks go out as .xlsx, in the language of the manager', async () => {
  const id = await start('roster_ru_merged_header.xlsx');
  await check(id);
  const { token } = await desk.call.imports.problemsFile({ id, language: 'kk' });
  const file = desk.offered(token);
  const result = await readWorkbook(readFileSync(file.path), file.name);
  if (!result.ok) throw new Error(result.refusal);
  const rows = result.workbook.sheets[0]?.rows.map(({ cells }) => cells) ?? [];
  expect(rows.find(([, row, column]) => row === 14 && column === 'E')).toEqual([
    'Список',
    14,
    'E',
    '31.02.2004',
    'Көшірілмеді',
    'Күнтізбеде «31.02.2004» күні жоқ.',
  ]);
});

test('a file that cannot be read is refused with its reason and changes nothing', async () => {
  for (const [name, refusal] of [
    ['empty_file.xlsx', 'empty-file'],
    ['~$Список студентов.xlsx', 'lock-file'],
  ] as const) {
    const id = await start(name);
    expect((await desk.call.imports.get({ id })).failure).toMatchObject({
      code: 'FILE_REFUSED',
      fields: { refusal },
    });
  }
  expect(await total()).toBe(0);
});

test('the user may map a column otherwise, and it is remembered for the next file of that form', async () => {
  const lines = ['Кто\tКласс обучения\tСвязь', 'Ким Алия\t10А\t87010000001', 'Ли Зоя\t10А\t87010000002'];
  const id = await paste(lines);
  const { mapping } = await desk.call.imports.get({ id });
  if (!mapping) throw new Error('nothing was found');
  const [table] = mapping.tables;
  if (!table) throw new Error('no table was found');
  await desk.call.imports.setMapping({
    id,
    mapping: {
      ...mapping,
      kind: 'pupil',
      tables: [{ ...table, use: true, columns: { A: 'full_name', B: 'study_group', C: 'guardian_phone' } }],
    },
  });
  await check(id);
  expect((await commit(id)).result).toMatchObject({ added: 2 });
  expect((await desk.call.people.list({})).rows[0]).toMatchObject({
    kind: 'pupil',
    study_group: '10А',
    guardian_phone: '+77010000001',
    phone: null,
  });
  const again = await paste([...lines, 'Цой Ян\t10Б\t87010000003']);
  const found = (await desk.call.imports.get({ id: again })).analysis?.tables[0]?.columns.map(({ guess }) => [
    guess.field,
    guess.reason,
  ]);
  expect(found).toEqual([
    ['full_name', 'remembered'],
    ['study_group', expect.anything()],
    ['guardian_phone', 'remembered'],
  ]);
});

test('a possible duplicate waits for a decision, and is known the next time', async () => {
  const known = {
    family_name: 'Ахметов',
    given_name: 'Данияр',
    study_group: 'ИС-21-1',
    phone: '87010000001',
  };
  await desk.call.people.add(known);
  const lines = [
    'ФИО\tГруппа\tТелефон',
    'Ахмитов Данияр\tИС-21-1\t87010000009',
    'Новая Анна\tИС-21-1\t87010000005',
  ];
  const left = await paste(lines);
  expect((await check(left))?.counts).toMatchObject({ new: 1, duplicate: 1 });
  expect((await commit(left)).result).toMatchObject({ added: 1, skipped: 1 });

  const id = await paste(lines);
  expect((await check(id))?.counts).toMatchObject({ new: 0, duplicate: 1, same: 1 });
  const [row] = (await desk.call.imports.rows({ id, outcome: 'duplicate' })).rows;
  expect(row?.candidates[0]?.reasons.map(({ code }) => code)).toEqual(['similar-name', 'same-group']);
  const key = row?.key ?? -1;
  expect(await desk.call.imports.decide({ id, decisions: [{ key, decision: { do: 'new' } }] })).toEqual({
    undecided: 0,
  });
  expect((await commit(id)).result).toMatchObject({ added: 1 });
  expect(await total()).toBe(3);

  const again = await paste(lines);
  expect((await check(again))?.counts).toMatchObject({ new: 0, duplicate: 0, same: 2 });
});

test('a duplicate that is the same person fills the card', async () => {
  const { id: person } = await desk.call.people.add({
    family_name: 'Ахметов',
    given_name: 'Данияр',
    study_group: 'ИС-21-1',
  });
  const id = await paste(['ФИО\tГруппа\tТелефон', 'Ахмитов Данияр\tИС-21-1\t87010000009']);
  await check(id);
  await desk.call.imports.decide({
    id,
    decisions: [{ key: 0, decision: { do: 'same', ref: `person:${person}` } }],
  });
  expect((await commit(id)).result).toMatchObject({ added: 0, changed: 1 });
  expect(await desk.call.people.get({ id: person })).toMatchObject({ phone: '+77010000009' });
});

test('the header may be moved', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'orda-csv-')), 'list.csv');
  writeFileSync(path, 'a;b\nпервый;второй\nКим Алия;87010000001\nЛи Зоя;87010000002\n');
  const id = await start('list.csv', path);
  const table = (await desk.call.imports.get({ id })).analysis?.tables[0]?.id ?? '';
  await desk.ended((await desk.call.imports.setHeader({ id, table, headerRow: 2 })).job);
  const state = await desk.call.imports.get({ id });
  expect(state.stage).toBe('columns');
  expect(state.analysis?.tables[0]?.columns.map(({ header }) => header)).toEqual(['первый', 'второй']);
  expect(state.mapping?.tables[0]).toMatchObject({ headerRow: 2 });
});
