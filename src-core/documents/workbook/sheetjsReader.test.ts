// Old formats, made on the spot: the code page of Excel 95, the 1904 system, formats that SheetJS itself cannot show.
import * as sheetjs from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { encoded, cellsOf, read } from '../../../tests/sheets/readTable.ts';

type Options = Pick<sheetjs.WritingOptions, 'bookType'>;

function written(
  rows: readonly (readonly unknown[])[],
  { bookType }: Options,
  change?: (book: sheetjs.WorkBook) => void,
): Buffer {
  const book = sheetjs.utils.book_new();
  sheetjs.utils.book_append_sheet(book, sheetjs.utils.aoa_to_sheet(rows.map((row) => [...row])), 'List');
  change?.(book);
  const bytes: Buffer = sheetjs.write(book, { type: 'buffer', bookType });
  return bytes;
}

describe('old workbooks', () => {
  it('of Excel 95 keep their Russian letters', async () => {
    const bytes = written([['AAAAAAAA', 'BBBB']], { bookType: 'biff5' });
    Buffer.from(encoded('Берёзкин', 'windows-1251')).copy(bytes, bytes.indexOf('AAAAAAAA'));
    const codePage = bytes.indexOf(Buffer.from([0x42, 0, 2, 0]));
    bytes.writeUInt16LE(1251, codePage + 4);
    const workbook = await read(bytes, 'old.xls');
    expect(workbook.format).toBe('xls');
    expect(cellsOf(workbook)).toEqual([['Берёзкин', 'BBBB']]);
  });

  it.each(['biff8', 'xlsb', 'xlml'] as const)(
    'of %s count dates from 1904 where they say so, in any format',
    async (bookType) => {
      const bytes = written([['born'], [37_384], [0.5], [12.25]], { bookType }, (book) => {
        book.Workbook = { WBProps: { date1904: true } };
        const sheet = book.Sheets['List'] ?? {};
        const formats: Record<string, string> = { A2: 'dd.mm.yyyy', A3: 'hh:mm', A4: '0.00' };
        for (const [address, format] of Object.entries(formats)) sheet[address].z = format;
      });
      expect(cellsOf(await read(bytes, 'old.xls'))).toEqual([
        ['born'],
        ['2006-05-09'],
        ['12:00:00'],
        [12.25],
      ]);
    },
  );

  it('tell merges, hidden rows, columns and sheets', async () => {
    const bytes = written(
      [
        ['a', 'b', 'c'],
        ['d', 'e', 'f'],
      ],
      { bookType: 'xlsb' },
      (book) => {
        const sheet = book.Sheets['List'] ?? {};
        sheet['!merges'] = [{ s: { r: 0, c: 0 }, e: { r: 0, c: 1 } }];
        sheet['!rows'] = [{}, { hidden: true }];
        sheet['!cols'] = [{}, {}, { hidden: true }];
        sheetjs.utils.book_append_sheet(book, sheetjs.utils.aoa_to_sheet([['x']]), 'Hidden');
        book.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 1 }] };
      },
    );
    const workbook = await read(bytes, 'old.xls');
    expect(workbook.sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
      ['List', false],
      ['Hidden', true],
    ]);
    expect(workbook.sheets[0]?.rows.map(({ hidden, cells }) => [hidden, ...cells])).toEqual([
      [false, 'a', null, 'c'],
      [true, 'd', 'e', 'f'],
    ]);
    expect(workbook.sheets[0]?.hiddenColumns).toEqual([2]);
  });
});
