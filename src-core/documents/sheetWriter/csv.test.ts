// A CSV opens in a Russian or Kazakh Excel as columns, and no cell of it is ever run.
import * as XLSX from '@e965/xlsx';
import * as fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { documentBytes } from '../output/output.ts';
import { fillCsv, harmlessText, type CsvOptions } from './csvRows.ts';
import type { Column, OutCell } from './sheetShape.ts';

const COLUMNS: readonly Column[] = [
  { title: 'ФИО', kind: 'text' },
  { title: 'Телефон', kind: 'text' },
  { title: 'Отметка', kind: 'dateTime' },
  { title: 'Оплата', kind: 'money' },
];

async function csv(columns: readonly Column[], rows: readonly (readonly OutCell[])[], options?: CsvOptions) {
  const bytes = await documentBytes((write) => fillCsv(write, { name: 'x', columns, rows }, options));
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

describe('a CSV file', () => {
  it('is UTF-8 with its mark, semicolons, CRLF and a decimal comma', async () => {
    const row = ['Әлия "Лия"; Нұр', '+77012345678', '2026-11-21T18:03', -150050];
    expect(await csv(COLUMNS, [row])).toBe(
      '\ufeffФИО;Телефон;Отметка;Оплата\r\n"Әлия ""Лия""; Нұр";+77012345678;2026-11-21 18:03;-1500,50\r\n',
    );
  });

  it('takes another delimiter with a decimal point, and leaves the mark out when asked', async () => {
    const text = await csv(COLUMNS, [['А, Б', null, undefined, 5]], { delimiter: ',', bom: false });
    expect(text).toBe('ФИО,Телефон,Отметка,Оплата\r\n"А, Б",,,0.05\r\n');
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['+cmd|calc', "'+cmd|calc"],
    ['-2+3', "'-2+3"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', "'\r=1"],
    ['\n=1', "'\n=1"],
    ['＝1+1', "'＝1+1"],
    ['+7701+1', "'+7701+1"],
    ['+7-701-234', "'+7-701-234"],
    ['+77012345678', '+77012345678'],
    ['+7 701 234 56 78', '+7 701 234 56 78'],
    ['Ахметов =1', 'Ахметов =1'],
  ])('writes %j as %j', (given, written) => {
    expect(harmlessText(given)).toBe(written);
  });

  it('guards the header as well', async () => {
    expect(await csv([{ title: '=A1', kind: 'text' }], [], { bom: false })).toBe("'=A1\r\n");
  });

  it('comes back equal from two readers, whichever delimiter is used', async () => {
    const text = fc
      .string({ unit: 'grapheme', maxLength: 20 })
      .map((value) => value.replaceAll('\u0000', ''));
    const cell = fc.oneof(text, fc.constantFrom('a;b', '"', 'a\r\nb', ' x ', '+7701', '=1', '\t', ',', 'ә'));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 12 }),
        fc.constantFrom(';' as const, ',' as const, '\t' as const),
        async (rows, delimiter) => {
          const columns: readonly Column[] = [
            { title: 'a', kind: 'text' },
            { title: 'b', kind: 'text' },
          ];
          const written = await csv(columns, rows, { delimiter, bom: false });
          const expected = [['a', 'b'], ...rows.map((row) => row.map(harmlessText))];
          const parsed = Papa.parse<string[]>(written, { delimiter, newline: '\r\n' }).data;
          expect(parsed.slice(0, -1)).toEqual(expected);
          const book = XLSX.read(written, { type: 'string', raw: true, FS: delimiter });
          const sheet = book.Sheets[book.SheetNames[0] ?? ''] ?? {};
          for (const [index, row] of expected.entries()) {
            expect(sheet[`A${index + 1}`]?.v ?? '').toBe(row[0]);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
