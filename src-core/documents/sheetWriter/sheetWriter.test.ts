// What an organizer hands over: the written workbook, read back by two other programs' readers, holds what was on the screen.
import ExcelJS from 'exceljs';
import * as XLSX from '@e965/xlsx';
import * as fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { documentBytes } from '../output/output.ts';
import { xlsxBytes, type Column, type OutCell, type SheetOut } from './sheetWriter.ts';
import { fillWorkbook } from './xlsxWorkbook.ts';

const COLUMNS: readonly Column[] = [
  { title: 'ФИО', kind: 'text' },
  { title: 'Телефон', kind: 'text', width: 18 },
  { title: 'Туған күні', kind: 'date' },
  { title: 'Отметка', kind: 'dateTime' },
  { title: 'Время', kind: 'time' },
  { title: 'Сабақ саны', kind: 'number' },
  { title: 'Оплата, ₸', kind: 'money' },
];

const ROW: readonly OutCell[] = [
  'Әбдіқадырова Ғайникамал Құрманғазықызы',
  '+77012345678',
  '2004-02-29',
  '2026-11-21T18:03:30',
  '18:05',
  -2.5,
  150050,
];

const sheetOf = (change: Partial<SheetOut> = {}): SheetOut => ({
  name: 'Посещаемость',
  columns: COLUMNS,
  rows: [ROW],
  ...change,
});

async function byExceljs(bytes: Uint8Array): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook();
  const copy = new ArrayBuffer(bytes.byteLength);
  new Uint8Array(copy).set(bytes);
  await book.xlsx.load(copy);
  return book;
}

const bySheetjs = (bytes: Uint8Array) => XLSX.read(bytes, { type: 'buffer', cellNF: true, cellText: false });

async function firstSheet(bytes: Uint8Array): Promise<ExcelJS.Worksheet> {
  const sheet = (await byExceljs(bytes)).worksheets[0];
  if (sheet === undefined) throw new Error('the workbook has no sheet');
  return sheet;
}

async function* asyncRows(count: number) {
  for (let index = 0; index < count; index += 1) yield await Promise.resolve(ROW);
}

describe('an .xlsx workbook', () => {
  it('holds real dates, numbers and money, and phones as text', async () => {
    const sheet = await firstSheet(await xlsxBytes([sheetOf()]));
    const cells = COLUMNS.map((_, index) => sheet.getRow(2).getCell(index + 1));
    expect(cells.map(({ value }) => value)).toEqual([
      ROW[0],
      '+77012345678',
      new Date(Date.UTC(2004, 1, 29)),
      new Date(Date.UTC(2026, 10, 21, 18, 3, 30)),
      new Date(Date.UTC(1899, 11, 30, 18, 5)),
      -2.5,
      1500.5,
    ]);
    expect(cells.map(({ numFmt }) => numFmt)).toEqual([
      '@',
      '@',
      'dd.mm.yyyy',
      'dd.mm.yyyy hh:mm',
      'hh:mm',
      undefined,
      '#,##0.00',
    ]);
  });

  it('has a bold frozen header with a filter, widths, heading lines and a bold totals row', async () => {
    const bytes = await xlsxBytes([
      sheetOf({
        heading: [
          ['Посещаемость', ''],
          ['Мероприятие', 'Хакатон «Ұшқыр ой»'],
        ],
        totals: ['Итого', null, null, null, null, 1, 150050],
      }),
    ]);
    const sheet = await firstSheet(bytes);
    expect(sheet.getCell('A1').value).toBe('Посещаемость');
    expect(sheet.getCell('A2').value).toBe('Мероприятие: Хакатон «Ұшқыр ой»');
    expect(sheet.getCell('A4').value).toBe('ФИО');
    expect(sheet.getCell('A4').font.bold).toBe(true);
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 4 });
    expect(sheet.autoFilter).toBe('A4:G5');
    expect(sheet.getColumn(2).width).toBe(18);
    expect(sheet.getColumn(1).width).toBeGreaterThan(35);
    expect(sheet.getCell('A6').value).toBe('Итого');
    expect(sheet.getCell('G6').value).toBe(1500.5);
    expect(sheet.getCell('G6').font.bold).toBe(true);
    expect(sheet.getCell('G6').numFmt).toBe('#,##0.00');
  });

  it('never makes a formula of a text, nor a number of a text of digits', async () => {
    const texts = ['=1+1', '+77012345678', '-5', '@SUM(A1)', '\t=1', '007', '8.7012E+10', '1/2'];
    const columns: readonly Column[] = [{ title: '=ФИО', kind: 'text' }];
    const bytes = await xlsxBytes([{ name: 'x', columns, rows: texts.map((text) => [text]) }]);
    const sheet = await firstSheet(bytes);
    expect(texts.map((_, index) => sheet.getCell(index + 2, 1).value)).toEqual(texts);
    expect(texts.map((_, index) => sheet.getCell(index + 2, 1).formula)).toEqual(texts.map(() => undefined));
    expect(sheet.getCell('A1').value).toBe('=ФИО');
  });

  it('writes what does not fit its column as text, and nothing for nothing', async () => {
    const odd: readonly OutCell[] = [12, null, '2023-02-29', '1899-05-01T10:00', '25:00', 'много', undefined];
    const sheet = await firstSheet(
      await xlsxBytes([sheetOf({ rows: [odd, ['', true, 5, Number.NaN, 1, 2, 0.5]] })]),
    );
    const values = (row: number) => COLUMNS.map((_, index) => sheet.getCell(row, index + 1).value);
    expect(values(2)).toEqual(['12', null, '2023-02-29', '1899-05-01T10:00', '25:00', 'много', null]);
    expect(values(3)).toEqual([null, true, '5', null, '1', 2, '0.5']);
  });

  it('drops letters that XML forbids, keeps literals that look like codes, and cuts what Excel refuses', async () => {
    const columns: readonly Column[] = [{ title: 'a', kind: 'text' }];
    const given = [
      'a\u0000b\u001fc',
      '_x000D_',
      'line\r\nnext\rlast',
      '<&>"\'',
      'ұ'.repeat(40_000),
      '\ud800x',
      ' пробел ',
      '\u{1f600}',
    ];
    const bytes = await xlsxBytes([{ name: 'x', columns, rows: given.map((text) => [text]) }]);
    const sheet = XLSX.utils.sheet_to_json<readonly string[]>(bySheetjs(bytes).Sheets['x'] ?? {}, {
      header: 1,
    });
    expect(sheet.slice(1).map((row) => row[0])).toEqual([
      'abc',
      '_x000D_',
      'line\nnext\nlast',
      '<&>"\'',
      `${'ұ'.repeat(32_766)}…`,
      'x',
      ' пробел ',
      '\u{1f600}',
    ]);
  });

  it('gives every sheet a name that Excel takes', async () => {
    const names = ['Список [1/2]: «а*б»?', 'А'.repeat(40), 'а'.repeat(40), "'", 'History', ''];
    const book = await byExceljs(await xlsxBytes(names.map((name) => sheetOf({ name }))));
    expect(book.worksheets.map(({ name }) => name)).toEqual([
      'Список 1 2 «а б»',
      'А'.repeat(31),
      `${'а'.repeat(27)} (2)`,
      'Sheet',
      'History (2)',
      'Sheet (2)',
    ]);
  });

  it('goes on in another sheet where one is full, with the totals on the last', async () => {
    const rows = Array.from({ length: 25 }, (_, index) => [`Адам ${index}`]);
    const sheet: SheetOut = { name: 'Люди', columns: [{ title: 'ФИО', kind: 'text' }], rows, totals: ['25'] };
    const bytes = await documentBytes((write) => fillWorkbook(write, [sheet], { rowLimit: 12 }));
    const book = await byExceljs(bytes);
    expect(book.worksheets.map(({ name, rowCount }) => [name, rowCount])).toEqual([
      ['Люди', 11],
      ['Люди (2)', 11],
      ['Люди (3)', 7],
    ]);
    expect(book.worksheets[2]?.getCell('A6').value).toBe('Адам 24');
    expect(book.worksheets[2]?.getCell('A7').value).toBe('25');
  });

  it('takes rows from an async source, an empty one too', async () => {
    expect((await firstSheet(await xlsxBytes([sheetOf({ rows: asyncRows(600) })]))).rowCount).toBe(601);
    expect((await firstSheet(await xlsxBytes([sheetOf({ rows: [] })]))).rowCount).toBe(1);
  });

  it('is well-formed XML in every part, and the same rows give the same bytes', async () => {
    const sheets = [sheetOf({ name: 'A & B', heading: [['<x>', '"y" & z']], totals: ['=', '&'] })];
    const bytes = await xlsxBytes(sheets);
    for (const part of Object.values(unzipSync(bytes))) {
      const parser = new SaxesParser({ xmlns: true });
      expect(() => parser.write(strFromU8(part)).close()).not.toThrow();
    }
    expect(Buffer.compare(bytes, await xlsxBytes(sheets))).toBe(0);
  });
});

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom('=1+1', '+7701', '-x', '@a', '_x0041_', ' ә ', 'a\nb', '<t>&amp;</t>', '001'),
);
const anyDay = fc.date({ min: new Date('1900-03-01'), max: new Date('9999-12-31'), noInvalidDate: true });
const anyRow = fc.record({
  text: anyText,
  day: anyDay.map((day) => day.toISOString().slice(0, 10)),
  number: fc.double({ noNaN: true, noDefaultInfinity: true }),
  money: fc.maxSafeInteger().filter((minor) => Math.abs(minor) < 1e14),
});

describe('random tables', () => {
  it('come back equal from two readers', async () => {
    const columns: readonly Column[] = [
      { title: 't', kind: 'text' },
      { title: 'd', kind: 'date' },
      { title: 'n', kind: 'number' },
      { title: 'm', kind: 'money' },
    ];
    await fc.assert(
      fc.asyncProperty(fc.array(anyRow, { minLength: 1, maxLength: 20 }), async (table) => {
        const rows = table.map(({ text, day, number, money }) => [text, day, number, money]);
        const bytes = await xlsxBytes([{ name: 'x', columns, rows }]);
        const exceljs = await firstSheet(bytes);
        const sheetjs = bySheetjs(bytes).Sheets['x'] ?? {};
        for (const [index, { text, day, number, money }] of table.entries()) {
          const row = index + 2;
          // exceljs knows the format's escape for `_x0041_` in shared strings alone; Excel and SheetJS know it everywhere.
          expect(exceljs.getCell(row, 1).text.replaceAll('_x005F_', '_')).toBe(text);
          expect(exceljs.getCell(row, 2).value).toEqual(new Date(`${day}T00:00:00Z`));
          expect(exceljs.getCell(row, 3).value).toBe(number === 0 ? 0 : number);
          expect(exceljs.getCell(row, 4).value).toBe(money / 100);
          expect(sheetjs[`A${row}`]?.v ?? '').toBe(text);
          expect(sheetjs[`C${row}`]?.v).toBe(number === 0 ? 0 : number);
          expect(sheetjs[`D${row}`]?.v).toBe(money / 100);
        }
      }),
      { numRuns: 60 },
    );
  });
});
