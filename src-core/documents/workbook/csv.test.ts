import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellsOf, encoded, read, refusal } from '../../../tests/sheets/readTable.ts';
import { readPastedCells } from './csv.ts';

describe('delimited text', () => {
  it('has rows numbered as a spreadsheet shows them, blank lines counted', async () => {
    const workbook = await read('a,b\r\n\r\n , \r\nc,"d\r\ne"\rf,\n', 'C:\\lists\\группа 1.csv');
    const [sheet] = workbook.sheets;
    expect(sheet?.name).toBe('группа 1');
    expect(sheet?.rows.map(({ number, cells }) => [number, ...cells])).toEqual([
      [1, 'a', 'b'],
      [4, 'c', 'd\ne'],
      [5, 'f'],
    ]);
  });

  it('keeps a quote in the middle of a field, and one that never closes', async () => {
    expect(cellsOf(await read('disk,5" wide\n"a ""b"" c",x\n"open,y\nz,1'))).toEqual([
      ['disk', '5" wide'],
      ['a "b" c', 'x'],
      ['"open', 'y'],
      ['z', '1'],
    ]);
  });

  it.each([
    ['semicolons beside decimal commas', 'Аты;Балл\nӘлия;3,89\nҒани;4,10\n', ';'],
    ['commas beside text with semicolons', 'name,note\n"a","x; y; z"\nb,"p; q"\n', ','],
    ['tabs beside commas', 'name\tplace\nA, B\tC, D\nE\tF\n', '\t'],
    ['pipes', 'a|b|c\n1|2|3\n', '|'],
    ['a title line above the table', 'Список группы, 2025 год\nФИО;Тел;Группа\nА;1;x\nБ;2;y\nВ;3;z\n', ';'],
    ['line ends and commas within quotes', 'a;b\n"1,2\n3,4";x\n"5,6\n7,8";y\n', ';'],
  ])('guesses the delimiter: %s', async (_, text, delimiter) => {
    expect((await read(text)).delimiter).toBe(delimiter);
  });

  it('obeys a first line that names the delimiter, and does not show it', async () => {
    const workbook = await read('\uFEFFsep=;\r\na,b;c\r\n');
    expect(workbook.delimiter).toBe(';');
    expect(workbook.sheets[0]?.rows).toEqual([{ number: 2, hidden: false, cells: ['a,b', 'c'] }]);
  });

  it('a single column of names is a table', async () => {
    expect(cellsOf(await read('ФИО\nИванов Иван\nПетров Пётр\n'))).toEqual([
      ['ФИО'],
      ['Иванов Иван'],
      ['Петров Пётр'],
    ]);
  });

  const russian =
    'ФИО;Группа;Телефон\nСулейменова Алёна Петровна;ИС-21-1;+7 700\nБерёзкин Пётр;ИС 21-2;нет\n';

  it.each(['windows-1251', 'ibm866', 'koi8-r'])('knows Russian in %s', async (page) => {
    const workbook = await read(encoded(russian, page));
    expect(workbook.encoding).toBe(page);
    expect(cellsOf(workbook)[1]?.[0]).toBe('Сулейменова Алёна Петровна');
  });

  it('keeps UTF-8 where one letter is cut', async () => {
    const bytes = Buffer.from(russian);
    const workbook = await read(bytes.subarray(0, bytes.lastIndexOf(Buffer.from('ёт')) + 1));
    expect(workbook.encoding).toBe('utf-8');
    expect(cellsOf(workbook)[1]?.[0]).toBe('Сулейменова Алёна Петровна');
  });

  it('knows western letters', async () => {
    const workbook = await read(encoded('nom,ville\nFrançois,Besançon\nZoë,Köln\n', 'windows-1252'));
    expect(workbook.encoding).toBe('windows-1252');
    expect(cellsOf(workbook)[2]).toEqual(['Zoë', 'Köln']);
  });

  it.each(['utf16le', 'utf16be'])('knows UTF-16 with and without its mark: %s', async (order) => {
    for (const mark of ['\uFEFF', '']) {
      const bytes = Buffer.from(`${mark}Аты\tТобы\nӘлия\tБЖ-101\n`, 'utf16le');
      if (order === 'utf16be') bytes.swap16();
      const workbook = await read(new Uint8Array(bytes));
      expect([workbook.encoding, workbook.delimiter]).toEqual([order.replace('utf16', 'utf-16'), '\t']);
      expect(cellsOf(workbook)[1]).toEqual(['Әлия', 'БЖ-101']);
    }
  });

  it('knows UTF-32, which some programs offer', async () => {
    for (const order of ['le', 'be']) {
      const bytes = Buffer.alloc(4 * 10);
      Array.from('Аты;Тобы\nӘ').forEach((letter, index) => {
        const code = letter.codePointAt(0) ?? 0;
        if (order === 'le') bytes.writeUInt32LE(code, index * 4);
        else bytes.writeUInt32BE(code, index * 4);
      });
      const workbook = await read(new Uint8Array(bytes));
      expect(workbook.encoding).toBe(`utf-32${order}`);
      expect(cellsOf(workbook)).toEqual([['Аты', 'Тобы'], ['Ә']]);
    }
  });

  it('comes back as it was written, whatever the fields hold', async () => {
    const field = fc.oneof(
      fc.constantFrom('Әлия', 'a b', '=1+1', '+7 700', '"', '""', ',', ';', '\n', 'x\ny', "'0123", 'ё'),
      fc.string({
        minLength: 1,
        maxLength: 6,
        unit: fc.constantFrom('a', 'Қ', '"', ',', ';', '\n', ' ', '1', '\t'),
      }),
    );
    const filled = field.filter((text) => text.trim() !== '');
    const table = fc.array(fc.tuple(filled, field, filled), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(table, fc.constantFrom(';', ',', '\t'), async (rows, delimiter) => {
        const quoted = rows.map((row) =>
          row.map((text) => `"${text.replaceAll('"', '""')}"`).join(delimiter),
        );
        const workbook = await read(`sep=${delimiter}\n${quoted.join('\r\n')}`);
        expect(cellsOf(workbook)).toEqual(
          rows.map((row) => row.map((text) => (text.trim() === '' ? null : text))),
        );
      }),
      { numRuns: 200, seed: 11 },
    );
  });

  it('refuses what is no table, with its reason', async () => {
    expect(await refusal('')).toBe('empty-file');
    expect(await refusal(' \n\uFEFF\t\n')).toBe('empty-file');
    expect(await refusal('%PDF-1.7\n...')).toBe('not-a-table');
    expect(await refusal(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0))).toBe(
      'not-a-table',
    );
    expect(await refusal(Uint8Array.from({ length: 500 }, (_, index) => (index * 37) % 256))).toBe(
      'not-a-table',
    );
    expect(await refusal(Uint8Array.of(9, 0, 4, 0, 2, 0, 0x10, 0))).toBe('too-old');
    expect(await refusal('<?xml version="1.0"?><rows><row/></rows>')).toBe('not-a-table');
    expect(await refusal('<html><body><p>no table here</p></body></html>')).toBe('not-a-table');
  });
});

describe('pasted cells', () => {
  it('are split at tabs only, quotes hold line ends together', () => {
    const pasted = readPastedCells('Аты\tБалл, орта\r\n"екі\nжол"\t3,89\r\n\tтек екінші\r\n');
    expect(pasted.format).toBe('paste');
    expect(cellsOf(pasted)).toEqual([
      ['Аты', 'Балл, орта'],
      ['екі\nжол', '3,89'],
      [null, 'тек екінші'],
    ]);
  });

  it('may be nothing', () => {
    expect(cellsOf(readPastedCells(' \n'))).toEqual([]);
  });
});
