// What Orda hands out, Orda takes in: an exported sheet that is imported again has the same values in the same places.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentBytes } from '../output/output.ts';
import { readWorkbook } from '../workbook/readWorkbook.ts';
import { fillCsv, harmlessText } from './csvRows.ts';
import { xlsxBytes, type Column } from './sheetWriter.ts';

const COLUMNS: readonly Column[] = [
  { title: 'ФИО', kind: 'text' },
  { title: 'Туған күні', kind: 'date' },
  { title: 'Отметка', kind: 'dateTime' },
  { title: 'Сабақ', kind: 'number' },
  { title: 'Оплата', kind: 'money' },
];

const second = fc
  .date({ min: new Date('1900-03-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((moment) => moment.toISOString().slice(0, 19));
const text = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
  fc.constantFrom('+77012345678', '=1+1', '007', '_x0041_', 'a\nb', '<&>', 'Әбдіқадырова Ғайникамал'),
);
const row = fc.record({
  text: text.filter((value) => value.trim() !== ''),
  day: second.map((moment) => moment.slice(0, 10)),
  moment: second,
  number: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value)),
  money: fc.integer({ min: -1e12, max: 1e12 }),
});

/** The cells below the header, row by row. */
async function imported(bytes: Uint8Array, name: string) {
  const result = await readWorkbook(bytes, name);
  if (!result.ok) throw new Error(`refused: ${result.refusal}`);
  return (result.workbook.sheets[0]?.rows ?? []).slice(1).map(({ cells }) => cells);
}

describe('an exported sheet that is imported again', () => {
  it('has the same values as .xlsx', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 15 }), async (table) => {
        const rows = table.map((person) => [
          person.text,
          person.day,
          person.moment,
          person.number,
          person.money,
        ]);
        const cells = await imported(
          await xlsxBytes([{ name: 'Люди', columns: COLUMNS, rows }]),
          'люди.xlsx',
        );
        expect(cells).toEqual(
          table.map((person) => [
            person.text,
            { kind: 'date', iso: person.day },
            // A sheet cannot tell midnight from a day without a time.
            { kind: 'date', iso: person.moment.replace('T00:00:00', '') },
            person.number,
            person.money / 100,
          ]),
        );
      }),
      { numRuns: 100 },
    );
  });

  it('has the same texts as .csv', async () => {
    const rows = [
      ['Әлия; "Лия"', '2004-02-29', '2026-11-21T18:03', 1.5, 150050],
      ['=1+1', null, null, null, null],
      ['+77012345678', null, null, -3, -5],
    ];
    const bytes = await documentBytes((write) => fillCsv(write, { name: 'Люди', columns: COLUMNS, rows }));
    expect(await imported(bytes, 'люди.csv')).toEqual([
      ['Әлия; "Лия"', '2004-02-29', '2026-11-21 18:03', '1,5', '1500,50'],
      [harmlessText('=1+1')],
      ['+77012345678', null, null, '-3', '-0,05'],
    ]);
  });
});
