// Files that other programs wrote: each is read to what a person sees in it, or refused with its reason; never a crash or a hang.
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as sheetjs from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import type { Cell, Sheet } from '../../src-core/documents/workbook/workbook.ts';
import {
  isWildThere,
  madeFolder,
  plainRow,
  refusalOf,
  sheetOf,
  wildFolder,
  workbookOf,
} from './sheetFiles.ts';

const read = (name: string) => workbookOf(wildFolder, name);
const rowsOf = (sheet: Sheet) => sheet.rows.map((row) => plainRow(sheet, row.number));

describe.skipIf(!isWildThere)(
  'public test files (skipped where the shared folder of sheets is absent)',
  () => {
    it('refuses with the reason: password, password, damaged', async () => {
      expect(await refusalOf(wildFolder, 'poi__protected_passtika.xlsx')).toBe('password');
      expect(await refusalOf(wildFolder, 'calamine__pass_protected.ods')).toBe('password');
      expect(await refusalOf(wildFolder, 'exceljs__missing-bits.xlsx')).toBe('damaged');
    });

    it('calamine__date_iso: ISO dates', async () => {
      const rows = rowsOf(sheetOf(await read('calamine__date_iso.xlsx')));
      expect(rows.slice(0, 3)).toEqual([['2021-01-01'], ['2021-01-01T10:10:10'], ['10:10:10']]);
    });

    it('calamine__errors: error values', async () => {
      const workbook = await read('calamine__errors.xlsx');
      expect(workbook.sheets.map((sheet) => sheet.name)).toEqual(['Feuil1', 'Feuil2', 'Feuil3']);
      expect(rowsOf(sheetOf(workbook)).flat()).toEqual([
        '#DIV/0!',
        '#NAME?',
        '#VALUE!',
        '#NULL!',
        '#REF!',
        '#NUM!',
        '#N/A',
      ]);
      expect(sheetOf(workbook).rows[0]?.cells[0]).toEqual({ kind: 'error', code: '#DIV/0!' });
    });

    it('calamine__header-row: rows keep the numbers that the user sees', async () => {
      const sheet = sheetOf(await read('calamine__header-row.xlsx'));
      expect(sheet.rows.map((row) => row.number)).toEqual([3, 9, 10]);
      expect(plainRow(sheet, 9)).toEqual(['Columns', 'Column A', 'Column B', 'Column C']);
    });

    it('calamine__issue_174: a used range of a whole sheet', async () => {
      const sheet = sheetOf(await read('calamine__issue_174.xlsx'));
      expect(sheet.rows).toHaveLength(2);
      expect(plainRow(sheet, 2)?.slice(0, 3)).toEqual([123, 'Test Contact Name', 'Test Contact Number']);
    });

    it('calamine__merged_range: merges by row, by column and by block', async () => {
      const workbook = await read('calamine__merged_range.xlsx');
      expect(workbook.sheets.map((sheet) => sheet.merges.length)).toEqual([9, 6]);
      expect(plainRow(sheetOf(workbook), 1)).toEqual(['A1', 'B1', 'C1', null, 'E1', 'F1', 'G1', 'H1']);
    });

    it('calamine__special_cells: spaces and line breaks written as elements', async () => {
      expect(rowsOf(sheetOf(await read('calamine__special_cells.ods')))).toEqual([
        ['Split\nLine'],
        ['Value  With spaces'],
        ['Value   With 3 spaces'],
        [' Value   With spaces before and after '],
        ['  Value   With 2 spaces before and after  '],
      ]);
    });

    it('phps__56_MixedDateFormats: dates of OpenDocument', async () => {
      const sheet = sheetOf(await read('phps__56_MixedDateFormats.ods'));
      const dates = [1, 2, 5, 6].map((number) => plainRow(sheet, number)?.[1]);
      expect(dates).toEqual(['2025-01-01', '2025-01-31', '2025-12-31', '2025-12-30']);
      expect(plainRow(sheet, 3)).toEqual(['NO WAY TO DEFAULT\nTO 4-DIGIT YEARS!\nASTONISHING!']);
    });

    it('exceljs__1904 and poi__48962: the 1904 system', async () => {
      expect(plainRow(sheetOf(await read('exceljs__1904.xlsx')), 4)).toEqual([null, '1904-01-01']);
      const sheet = sheetOf(await read('poi__48962.xlsx'));
      expect([2, 3, 4, 5].map((number) => plainRow(sheet, number)?.[4])).toEqual([
        'TBD',
        '2008-03-15',
        '2008-04-30',
        '9-Nove-07',
      ]);
      expect([2, 4, 6].map((number) => plainRow(sheet, number)?.[6])).toEqual([1, true, 'Y']);
    });

    it('exceljs__google-sheets: a hidden row and a hidden column', async () => {
      const sheet = sheetOf(await read('exceljs__google-sheets.xlsx'));
      expect(sheet.rows.map((row) => row.hidden)).toEqual([false, true, false]);
      expect(sheet.hiddenColumns).toEqual([1]);
    });

    it('exceljs__test-issue-991: dates in a text file stay as they are written', async () => {
      const rows = rowsOf(sheetOf(await read('exceljs__test-issue-991.csv')));
      expect(rows.flat()).toEqual([
        '2019-11-04',
        '11-04-2019',
        '2019-11-04T10:17:55',
        '00210PRG1',
        '1234-5thisisnotadate',
      ]);
    });

    it('janitor__dirty_data: a title above the header, an error value, one teacher twice', async () => {
      const sheet = sheetOf(await read('janitor__dirty_data.xlsx'));
      expect(plainRow(sheet, 2)?.slice(0, 5)).toEqual([
        'First Name',
        'Last Name',
        'Employee Status',
        'Subject',
        'Hire Date',
      ]);
      expect([8, 9].map((number) => plainRow(sheet, number)?.slice(0, 4))).toEqual([
        ['Chien-Shiung', 'Wu', 'Teacher', 'Physics'],
        ['Chien-Shiung', 'Wu', 'Teacher', 'Chemistry'],
      ]);
      expect(plainRow(sheet, 4)?.[4]).toBe('2019-01-14');
      expect(plainRow(sheet, 6)?.[3]).toBe('#REF!');
    });

    it('phps__HiddenMergeCellsTest: a value hidden under a merged cell is not what a person sees', async () => {
      const sheet = sheetOf(await read('phps__HiddenMergeCellsTest.xlsx'));
      expect(rowsOf(sheet)).toEqual([[null, 2], [12]]);
      expect(sheet.merges).toEqual([{ top: 1, left: 0, bottom: 1, right: 2 }]);
    });

    it('phps__longIntegers: numbers of 24 digits stay text', async () => {
      expect(plainRow(sheetOf(await read('phps__longIntegers.csv')), 2)).toEqual([
        '123456789012345678901234',
        '234567890123456789012345',
      ]);
    });

    it('phps__premiere and phps__semicolon_separated: western letters, semicolons', async () => {
      const french = await read('phps__premiere.win1252.csv');
      expect(french.encoding).toBe('windows-1252');
      expect(plainRow(sheetOf(french), 1)).toEqual(['première', 'second', 'troisième']);
      const semicolons = await read('phps__semicolon_separated.csv');
      expect(semicolons.delimiter).toBe(';');
      expect(plainRow(sheetOf(semicolons), 2)).toEqual(['Cell A2', 'Number with comma', '25,5']);
    });

    it('phps__without_cell_reference: cells and rows without addresses', async () => {
      const sheet = sheetOf(await read('phps__without_cell_reference.xlsx'));
      expect(sheet.rows.map((row) => row.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
      expect(plainRow(sheet, 10)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    });

    it('poi__51626_contact: two numbers in a cell, a postal code with its zero', async () => {
      const sheet = sheetOf(await read('poi__51626_contact.xlsx'));
      expect(plainRow(sheet, 3)?.slice(7, 10)).toEqual(['04001', null, '801-555-7712x4563;801-555-9999']);
    });

    it('poi__SimpleStrict: the strict standard', async () => {
      const workbook = await read('poi__SimpleStrict.xlsx');
      expect(workbook.sheets.map((sheet) => sheet.name)).toEqual(['Sheet1', 'Sheet Number 2']);
      expect(plainRow(sheetOf(workbook, 1), 4)).toEqual(['1990-01-01']);
    });

    it('poi__TwoSheetsOneHidden: the hidden sheet is told', async () => {
      const { sheets } = await read('poi__TwoSheetsOneHidden.xlsx');
      expect(sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
        ['Sheet1', true],
        ['Sheet2', false],
      ]);
    });

    it('poi__testEXCEL_95: Excel 95 is read', async () => {
      const workbook = await read('poi__testEXCEL_95.xls');
      expect(workbook.format).toBe('xls');
      expect(plainRow(sheetOf(workbook), 4)).toEqual([null, 'Number', 'Square', null, 'Formatted']);
      expect(plainRow(sheetOf(workbook), 15)?.slice(0, 3)).toEqual([null, 10, 100]);
    });

    it('readxl__big-texty-numbers: a number is a number, a text that looks like one is text', async () => {
      const sheet = sheetOf(await read('readxl__big-texty-numbers-xlsx.xlsx'));
      expect(plainRow(sheet, 4)).toEqual([2147483648, '2147483648', 'x + 1']);
    });

    it('readxl__clippy and readxl__deaths: mixed columns, notes around a table', async () => {
      const clippy = await read('readxl__clippy.xlsx');
      expect(plainRow(sheetOf(clippy, 1), 3)).toEqual(['Clippy', 'paperclip', '2007-01-01', 0.9]);
      const deaths = await read('readxl__deaths.xlsx');
      expect(deaths.sheets.map((sheet) => sheet.name)).toEqual(['arts', 'other']);
      expect(plainRow(sheetOf(deaths), 6)).toEqual([
        'David Bowie',
        'musician',
        69,
        true,
        '1947-01-08',
        '2016-01-10',
      ]);
      expect(plainRow(sheetOf(deaths), 19)).toEqual([null, null, null, null, null, 'too!']);
    });

    it('readxl__names-need-repair, nonstandard-xml-ns-prefix, style-only-cells', async () => {
      expect(plainRow(sheetOf(await read('readxl__names-need-repair-xlsx.xlsx')), 1)).toEqual([
        'a b',
        'a b',
        null,
        'c%&$',
      ]);
      expect(rowsOf(sheetOf(await read('readxl__nonstandard-xml-ns-prefix.xlsx')))).toEqual([
        ['a', 'b'],
        [1, 3],
        [2, 4],
      ]);
      expect(rowsOf(sheetOf(await read('readxl__style-only-cells.xlsx')))[1]).toEqual([
        'val1,1',
        null,
        'aa',
        null,
        1,
      ]);
    });

    it('readxl__texty-dates and readxl__whitespace: times of a day, spaces kept and blank cells empty', async () => {
      expect(rowsOf(sheetOf(await read('readxl__texty-dates-xlsx.xlsx')))).toEqual([
        ['a'],
        ['1985-03-11T13:00:00'],
        ['1985-03-11T13:23:32'],
      ]);
      const sheet = sheetOf(await read('readxl__whitespace-xlsx.xlsx'));
      expect(sheet.rows.map((row) => row.number)).toEqual([1, 2, 3, 5, 6, 7]);
      expect(plainRow(sheet, 1)).toEqual([' <-space, space-> ']);
    });

    it('unpivotr__harry-potter: three forms of the same marks', async () => {
      const workbook = await read('unpivotr__harry-potter.xlsx');
      expect(workbook.sheets.map((sheet) => sheet.name)).toEqual(['tidy', 'untidy', 'pivoted']);
      expect(plainRow(sheetOf(workbook, 2), 2)).toEqual([null, 'Hermione', 'Ginny', 'Harry', 'Ron']);
      expect(plainRow(sheetOf(workbook, 1), 4)).toEqual(['2nd year', 2, '10 - really?']);
    });

    it('xairy__1 and xairy__1kurs: real timetables with hundreds of merges', async () => {
      const older = sheetOf(await read('xairy__1kurs.xls'));
      const newer = sheetOf(await read('xairy__1.xls'));
      expect([older.merges.length, newer.merges.length]).toEqual([443, 337]);
      expect(plainRow(newer, 6)?.slice(0, 3)).toEqual([
        'Понедельник',
        '900 - 1025',
        'Аналитическая геометрия /Доцент Чубаров И.А./ Б. Физ.',
      ]);
    });

    it('says what every file of the folder is, so that a new one is not passed over', async () => {
      const answers: Record<string, string> = {};
      for (const name of readdirSync(wildFolder)) answers[name] = await refusalOf(wildFolder, name);
      const refused = Object.entries(answers).filter(([, answer]) => answer !== 'read');
      expect(Object.fromEntries(refused)).toEqual({
        'calamine__pass_protected.ods': 'password',
        'exceljs__missing-bits.xlsx': 'damaged',
        'poi__protected_passtika.xlsx': 'password',
      });
    });
  },
);

describe('every cell of every .xlsx is the same as a full library reads it', () => {
  const files = [madeFolder, ...(isWildThere ? [wildFolder] : [])].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.xlsx') && !/^(~|empty|really)|missing-bits|passtika/.test(name))
      .map((name) => [name, folder] as const),
  );

  it.each(files)('%s', async (name, folder) => {
    const workbook = await workbookOf(folder, name);
    const book = sheetjs.read(await readFile(join(folder, name)), {
      dense: true,
      cellNF: true,
      cellText: false,
    });
    expect(workbook.sheets.map((sheet) => sheet.name)).toEqual(book.SheetNames);
    const is1904 = book.Workbook?.WBProps?.date1904 ?? false;
    for (const sheet of workbook.sheets) {
      const theirs = cellsOfSheetjs(book.Sheets[sheet.name], sheet, is1904);
      expect(cellsOf(sheet), `${name}: ${sheet.name}`).toEqual(theirs);
    }
  });
});

function cellsOf(sheet: Sheet): Record<string, Cell> {
  const cells: Record<string, Cell> = {};
  for (const row of sheet.rows) {
    row.cells.forEach((cell, column) => {
      if (cell !== null) cells[`${row.number}:${column}`] = cell;
    });
  }
  return cells;
}

/** SheetJS keeps blank texts and values under merges, which ours leaves out; its own calendar turns serials into dates. */
function cellsOfSheetjs(
  source: sheetjs.WorkSheet | undefined,
  sheet: Sheet,
  is1904: boolean,
): Record<string, Cell> {
  const cells: Record<string, Cell> = {};
  const rows: ((sheetjs.CellObject | undefined)[] | undefined)[] = source?.['!data'] ?? [];
  for (const [row, line] of Object.entries(rows)) {
    for (const [column, object] of Object.entries(line ?? [])) {
      if (!object || isCovered(sheet, Number(row), Number(column))) continue;
      const cell = cellOfSheetjs(object, is1904);
      if (cell !== null) cells[`${Number(row) + 1}:${column}`] = cell;
    }
  }
  return cells;
}

function isCovered(sheet: Sheet, row: number, column: number): boolean {
  return sheet.merges.some(
    ({ top, left, bottom, right }) =>
      row >= top && row <= bottom && column >= left && column <= right && (row !== top || column !== left),
  );
}

const ERRORS: Record<number, string> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
};

function cellOfSheetjs({ t: type, v: value, z: code }: sheetjs.CellObject, is1904: boolean): Cell {
  if (type === 'z' || value === undefined) return null;
  if (type === 'e') return { kind: 'error', code: ERRORS[Number(value)] ?? '' };
  if (value instanceof Date) return null;
  if (typeof value === 'string') return value.trim() === '' ? null : value;
  if (typeof value !== 'number' || !sheetjs.SSF.is_date(String(code ?? 'General'))) return value;
  const date: { y: number; m: number; d: number; H: number; M: number; S: number } =
    sheetjs.SSF.parse_date_code(value, {
      date1904: is1904,
    });
  const two = (number: number): string => String(number).padStart(2, '0');
  const time = `${two(date.H)}:${two(date.M)}:${two(date.S)}`;
  if (!is1904 && value < 1) return { kind: 'date', iso: time };
  const day = `${date.y}-${two(date.m)}-${two(date.d)}`;
  return { kind: 'date', iso: time === '00:00:00' ? day : `${day}T${time}` };
}
