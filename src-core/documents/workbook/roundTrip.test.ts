// A random table, written by exceljs and by hand, comes back cell for cell; dates against a calendar of their own.
import exceljs from 'exceljs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { xlsx } from '../../../tests/sheets/handMade.ts';
import { cellOfSerial } from './serialDate.ts';
import { columnLetter, readWorkbook, type Cell, type Sheet } from './workbook.ts';

const letters = fc.constantFrom(
  'a',
  'Z',
  'Қ',
  'ә',
  'ё',
  '<',
  '&',
  '"',
  "'",
  '>',
  ' ',
  '_',
  'x',
  '0',
  '\n',
  '\t',
  '😀',
  '漢',
  'é',
  ']',
);
const text = fc.oneof(
  fc.string({ unit: letters, minLength: 1, maxLength: 60 }),
  fc.constantFrom(
    '_x000D_',
    '_x0041',
    '&amp;',
    ']]>',
    '=1+1',
    '00123',
    '12',
    'true',
    '#N/A',
    'а'.repeat(300),
  ),
);
const day = fc.date({
  min: new Date('1904-01-02T00:00:00Z'),
  max: new Date('2199-12-31T00:00:00Z'),
  noInvalidDate: true,
});
const value = fc.oneof(
  { weight: 3, arbitrary: text },
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  day.map((date) => new Date(Math.floor(date.getTime() / 1000) * 1000)),
);
const table = fc.array(fc.array(value, { maxLength: 9 }), { minLength: 1, maxLength: 12 });
type Value = string | number | boolean | null | Date;

async function sheetOf(bytes: Uint8Array): Promise<Sheet> {
  const result = await readWorkbook(bytes, 'random.xlsx');
  const sheet = result.ok ? result.workbook.sheets[0] : undefined;
  if (!sheet) throw new Error(JSON.stringify(result));
  return sheet;
}

function expected(rows: readonly (readonly Value[])[]): unknown[] {
  return rows
    .map((row, index) => {
      const cells = row.map(cellOf);
      return [index + 1, cells.slice(0, cells.findLastIndex((cell) => cell !== null) + 1)] as const;
    })
    .filter(([, cells]) => cells.length > 0);
}

function cellOf(source: Value): Cell {
  if (source instanceof Date) {
    return { kind: 'date', iso: source.toISOString().slice(0, 19).replace('T00:00:00', '') };
  }
  if (typeof source === 'string') return source.trim() === '' ? null : source;
  return Object.is(source, -0) ? 0 : source;
}

function read(sheet: Sheet): unknown[] {
  return sheet.rows.map((row) => [row.number, row.cells.map((cell) => (Object.is(cell, -0) ? 0 : cell))]);
}

function isEscape(row: readonly Value[]): boolean {
  return row.some((cell) => typeof cell === 'string' && /_x[0-9A-Fa-f]{4}_/.test(cell));
}

describe('a random table', () => {
  it.each([true, false])(
    'written by exceljs comes back equal, shared strings: %s',
    async (useSharedStrings) => {
      await fc.assert(
        // exceljs does not escape what looks like an escape, so such a text is another one in its file.
        fc.asyncProperty(
          table.filter((rows) => !rows.some(isEscape)),
          async (rows) => {
            const book = new exceljs.Workbook();
            const sheet = book.addWorksheet('Тізім');
            rows.forEach((row, index) => {
              row.forEach((cell, column) => {
                const target = sheet.getCell(index + 1, column + 1);
                target.value = cell;
                if (cell instanceof Date) target.numFmt = 'dd.mm.yyyy hh:mm:ss';
              });
            });
            const bytes = new Uint8Array(await book.xlsx.writeBuffer({ useSharedStrings }));
            expect(read(await sheetOf(bytes))).toEqual(expected(rows));
          },
        ),
        { numRuns: 60, seed: 3 },
      );
    },
  );

  it('written by hand, with or without addresses, comes back equal', async () => {
    await fc.assert(
      fc.asyncProperty(table, fc.boolean(), fc.boolean(), async (rows, hasAddresses, isShared) => {
        const strings: string[] = [];
        const written = rows.map((row, index) =>
          writeRow(row, index + 1, hasAddresses, isShared ? strings : undefined),
        );
        const bytes = xlsx({
          sheet: `<sheetData>${written.join('\n')}</sheetData>`,
          strings: strings.map((string) => `<si><t xml:space="preserve">${string}</t></si>`).join(''),
          styles: '<cellXfs><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs>',
        });
        expect(read(await sheetOf(bytes))).toEqual(expected(rows));
      }),
      { numRuns: 200, seed: 5 },
    );
  });
});

function writeRow(
  row: readonly Value[],
  number: number,
  hasAddresses: boolean,
  strings: string[] | undefined,
): string {
  const cells = row.map((cell, column) => {
    const address = hasAddresses ? ` r="${columnLetter(column)}${number}"` : '';
    if (cell === null) return `<c${address}/>`;
    if (cell instanceof Date) return `<c${address} s="1"><v>${cell.getTime() / 86_400_000 + 25_569}</v></c>`;
    if (typeof cell === 'boolean') return `<c${address} t="b"><v>${cell ? 1 : 0}</v></c>`;
    if (typeof cell === 'number') return `<c${address}><v>${cell}</v></c>`;
    if (!strings)
      return `<c${address} t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
    strings.push(escaped(cell));
    return `<c${address} t="s"><v>${strings.length - 1}</v></c>`;
  });
  return `<row${hasAddresses ? ` r="${number}"` : ''}>${cells.join('')}</row>`;
}

function escaped(source: string): string {
  return source
    .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&#62;');
}

describe('serial numbers', () => {
  it('are the days of the calendar in both systems, to the second', () => {
    fc.assert(
      fc.property(day, fc.constantFrom(1900 as const, 1904 as const), (date, system) => {
        const seconds = Math.floor(date.getTime() / 1000);
        const serial = seconds / 86_400 + (system === 1904 ? 24_107 : 25_569);
        expect(cellOfSerial(serial, 'dateTime', system)).toEqual(cellOf(new Date(seconds * 1000)));
      }),
      { seed: 9 },
    );
  });
});

describe('letters at the borders of the pieces in which a sheet arrives', () => {
  it('stay whole', async () => {
    const words = ['Қарлығаш', 'Өмірбек', 'ё', '漢字', '😀'];
    const rows = Array.from(
      { length: 40_000 },
      (_, index) => `${words[index % 5]}${index}${'ә'.repeat(index % 23)}`,
    );
    const sheet = await sheetOf(
      xlsx({
        sheet: `<sheetData>${rows.map((row) => `<row><c t="inlineStr"><is><t>${row}</t></is></c></row>`).join('')}</sheetData>`,
      }),
    );
    expect(sheet.rows.map((row) => row.cells[0])).toEqual(rows);
  });
});
