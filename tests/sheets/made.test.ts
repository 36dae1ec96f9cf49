// What a person sees in each generated file must come out of the reader: names of sheets, header cells, rows, dates, hidden parts.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readWorkbook } from '../../src-core/documents/workbook/workbook.ts';
import { madeFolder, plainRow, refusalOf, sheetOf, workbookOf } from './sheetFiles.ts';

const read = (name: string) => workbookOf(madeFolder, name);

describe('rosters', () => {
  it('a roster under a merged two-level header, with hidden rows, a hidden column, a hidden and an empty sheet', async () => {
    const workbook = await read('roster_ru_merged_header.xlsx');
    expect(workbook.format).toBe('xlsx');
    expect(workbook.sheets.map(({ name, hidden, rows }) => [name, hidden, rows.length])).toEqual([
      ['Список', false, 44],
      ['черновик', true, 1],
      ['Лист3', false, 0],
    ]);
    const sheet = sheetOf(workbook);
    expect(plainRow(sheet, 4)).toEqual([
      '№\nп/п',
      'Ф. И. О. студента',
      null,
      null,
      'Дата рожд.',
      '№ студ.\nбилета',
      'Контакты',
      null,
      null,
      'Примеч.',
    ]);
    expect(plainRow(sheet, 5)?.slice(0, 4)).toEqual([null, 'Фамилия', 'Имя', 'Отчество ']);
    expect(sheet.merges).toContainEqual({ top: 3, left: 1, bottom: 3, right: 3 });
    expect(sheet.rows.filter((row) => row.hidden).map((row) => row.number)).toEqual([12, 26, 40]);
    expect(sheet.hiddenColumns).toEqual([8]);
    expect(plainRow(sheet, 8)?.slice(4, 6)).toEqual([39047, '422B9685']);
    expect(plainRow(sheet, 16)?.[4]).toBe('2006-11-06');
    expect(plainRow(sheet, 16)?.[6]).toBe('7.70000E+10');
  });

  it('a Kazakh roster with a sheet for each group and the header on different rows', async () => {
    const { sheets } = await read('roster_kk_sheets_per_group.xlsx');
    expect(sheets.map(({ name, rows }) => [name, rows.length])).toEqual([
      ['БЖ-101', 13],
      ['БЖ-102 топ', 14],
      ['АЖ 201', 14],
    ]);
    const header = [
      'р/с',
      'Тегі',
      'Аты',
      'Әкесінің аты',
      'ЖСН',
      'Тобы',
      'Ұялы тел.',
      'Туған күні',
      'Мекенжайы',
    ];
    const [first, second, third] = sheets;
    expect([first && plainRow(first, 1), second && plainRow(second, 3), third && plainRow(third, 5)]).toEqual(
      [header, header, header],
    );
    expect(first && plainRow(first, 2)?.slice(4, 8)).toEqual([
      40303535269,
      null,
      '+7 (700) 000-21-23',
      '2004-03-03',
    ]);
  });

  it('a windows-1251 file with semicolons and no last line end', async () => {
    const workbook = await read('roster_cp1251_semicolon.csv');
    expect(workbook).toMatchObject({ format: 'csv', encoding: 'windows-1251', delimiter: ';' });
    expect(sheetOf(workbook).rows).toHaveLength(16);
    expect(plainRow(sheetOf(workbook), 2)).toEqual([
      'Шмидт',
      'Данияр',
      'Кайратулы',
      'ИС-21-1',
      '3,89',
      '77000001607',
    ]);
  });

  it('a UTF-16 file with tabs', async () => {
    const workbook = await read('roster_utf16le_tab.txt');
    expect(workbook).toMatchObject({ format: 'csv', encoding: 'utf-16le', delimiter: '\t' });
    expect(sheetOf(workbook).rows).toHaveLength(16);
    expect(plainRow(sheetOf(workbook), 1)?.[0]).toBe('Фамилия');
  });

  it('ids with leading zeros stay text beside ids that are numbers', async () => {
    const sheet = sheetOf(await read('roster_en_header_row3.xlsx'));
    expect(plainRow(sheet, 3)?.[0]).toBe('Student ID');
    expect(plainRow(sheet, 4)?.[0]).toBe(98205);
    expect(plainRow(sheet, 5)).toEqual([
      '092264',
      'Müller, Mary-Jane',
      null,
      '12/19/2009',
      '10A',
      '555-0101',
      '$1,250.00',
    ]);
  });

  it('two tables side by side under merged group names', async () => {
    const sheet = sheetOf(await read('roster_odd_orientation.xlsx'));
    expect(plainRow(sheet, 1)).toEqual(['Группа ИС-21-1', null, null, null, null, 'Группа ИС-21-2']);
    expect(sheet.rows).toHaveLength(12);
    expect(sheet.merges).toHaveLength(2);
  });

  it('a used range of a million rows costs nothing, and a lone space far below makes no row', async () => {
    const sheet = sheetOf(await read('roster_huge_used_range.xlsx'));
    expect(sheet.rows.map((row) => row.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
  });

  it('dates of the 1904 system, and ISO dates of a strict file', async () => {
    expect(plainRow(sheetOf(await read('roster_1904_dates.xlsx')), 2)).toEqual([
      'Гринёв Артём Петрович',
      '2006-05-09',
      '2021-08-25',
    ]);
    expect(plainRow(sheetOf(await read('roster_strict_ooxml.xlsx')), 2)).toEqual([
      'Берёзкина Ұлболсын Қайратқызы',
      'ИС-21-1',
      '2003-08-19',
    ]);
  });

  it('a binary .xls', async () => {
    const workbook = await read('roster_fio_biff8.xls');
    expect(workbook.format).toBe('xls');
    const sheet = sheetOf(workbook);
    expect([sheet.name, sheet.rows.length]).toEqual(['Лист1', 26]);
    expect(plainRow(sheet, 3)?.slice(0, 3)).toEqual(['№', 'ФИО', 'Группа']);
    expect(plainRow(sheet, 5)?.slice(1, 4)).toEqual(['Тлеубаева Мадина Маратовна ', 'ис-21-1', 77000006200]);
    expect(plainRow(sheet, 7)?.[6]).toBe('45000');
  });

  it('an HTML table under the name .xls gives the same people as the binary one, as text', async () => {
    const workbook = await read('roster_html_as.xls');
    expect(workbook).toMatchObject({ format: 'html', encoding: 'utf-8' });
    const sheet = sheetOf(workbook);
    expect(sheet.rows).toHaveLength(25);
    expect(plainRow(sheet, 4)).toEqual([
      '3',
      'Өмірбек Ғани',
      'ИC-21-1',
      '87000006199',
      '44435',
      'грант',
      '45 000,00 ₸',
    ]);
  });

  it('answers of a form, with quotes, commas and line ends within cells, and a formula that stays text', async () => {
    const workbook = await read('google_forms_export.csv');
    expect(workbook).toMatchObject({ format: 'csv', encoding: 'utf-8', delimiter: ',' });
    const sheet = sheetOf(workbook);
    expect(sheet.rows).toHaveLength(31);
    expect(plainRow(sheet, 2)?.slice(6)).toEqual([
      'Робототехника, Дебаты, Другое: "шахматы", го',
      'позвонить\nпосле 18:00',
    ]);
    const all = sheet.rows.flatMap((row) => row.cells);
    expect(all.some((cell) => typeof cell === 'string' && cell.startsWith('=HYPERLINK('))).toBe(true);
    expect(all.every((cell) => cell === null || typeof cell === 'string')).toBe(true);
  });
});

describe('the content decides, not the name', () => {
  it('a text file named .xlsx, and a workbook named .csv', async () => {
    const text = await read('really_csv.xlsx');
    expect(text).toMatchObject({ format: 'csv', delimiter: ';' });
    expect(plainRow(sheetOf(text), 2)).toEqual(['Образцов Иван', 'ИС-21-1']);
    const book = await read('really_xlsx.csv');
    expect(book.format).toBe('xlsx');
    expect(plainRow(sheetOf(book), 2)).toEqual(['Образцов Иван', 'ИС-21-1']);
  });

  it('a lock file and an empty file are refused, the lock file under any name', async () => {
    expect(await refusalOf(madeFolder, '~$Список студентов.xlsx')).toBe('lock-file');
    expect(await refusalOf(madeFolder, 'empty_file.xlsx')).toBe('empty-file');
    const lock = await readFile(join(madeFolder, '~$Список студентов.xlsx'));
    expect(await readWorkbook(lock, 'group.xlsx')).toEqual({ ok: false, refusal: 'lock-file' });
  });
});

describe('other shapes', () => {
  it('a journal of attendance: formulas without cached values are empty, one-letter marks keep their alphabet', async () => {
    const sheet = sheetOf(await read('attendance_matrix_ru.xlsx'));
    expect([sheet.name, sheet.rows.length]).toEqual(['09', 23]);
    expect(plainRow(sheet, 2)?.slice(-2)).toEqual(['Н', '%']);
    expect(sheet.rows.find((row) => row.number === 4)?.cells.length).toBeLessThan(33);
    expect(plainRow(sheet, 4)).toEqual(expect.arrayContaining(['Н', 'H', 'оп.', '2', 1, 0]));
  });

  it('a timetable of merged days, with times as text and as values', async () => {
    const sheet = sheetOf(await read('timetable_merged_weeks.xlsx'));
    expect([sheet.name, sheet.rows.length, sheet.merges.length]).toEqual(['Сабақ кестесі', 63, 105]);
    const times = sheet.rows
      .flatMap((row) => row.cells)
      .filter((cell) => cell !== null && typeof cell === 'object');
    expect(times.length).toBeGreaterThan(0);
    for (const cell of times)
      expect(cell).toEqual({ kind: 'date', iso: expect.stringMatching(/^\d\d:\d\d:00$/) });
  });

  it('payments from column B, with a comment and grouped hidden columns', async () => {
    const sheet = sheetOf(await read('payments_ru.xlsx'));
    expect(plainRow(sheet, 5)?.slice(0, 3)).toEqual([null, '2025-09-01', 'Алёшин Семён Алексеевич']);
    expect(plainRow(sheet, 10)?.[6]).toBe('(20 000)');
    expect(sheet.hiddenColumns).toEqual([4, 5]);
  });

  it('achievements of one person over several merged rows: the value stands in the top one', async () => {
    const sheet = sheetOf(await read('achievements_ru.xlsx'));
    expect([3, 4, 5].map((number) => plainRow(sheet, number)?.[0])).toEqual([
      'Қасенова Индира Қайратқызы ',
      null,
      null,
    ]);
    expect(sheet.merges).toContainEqual({ top: 2, left: 0, bottom: 4, right: 0 });
  });
});
