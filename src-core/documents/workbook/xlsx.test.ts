// The markup of xlsx that writers other than Excel produce, each trap by hand.
import { describe, expect, it } from 'vitest';
import { readWorkbook, type ReadResult, type Sheet } from './workbook.ts';
import { packed, xlsx, xlsxParts } from '../../../tests/sheets/handMade.ts';
import { plain } from '../../../tests/sheets/sheetFiles.ts';

async function sheetOf(bytes: Uint8Array): Promise<Sheet> {
  const result = await readWorkbook(bytes, 'hand.xlsx');
  const sheet = result.ok ? result.workbook.sheets[0] : undefined;
  if (!sheet) throw new Error(JSON.stringify(result));
  return sheet;
}

async function rowsOf(sheet: string, rest: Partial<Parameters<typeof xlsx>[0]> = {}): Promise<unknown[]> {
  const read = await sheetOf(xlsx({ sheet, ...rest }));
  return read.rows.map((row) => [row.number, ...row.cells.map(plain)]);
}

const data = (rows: string): string => `<sheetData>${rows}</sheetData>`;
const read = (bytes: Uint8Array): Promise<ReadResult> => readWorkbook(bytes, 'hand.xlsx');

describe('cells', () => {
  it('take the next place where they and their rows have no address', async () => {
    expect(
      await rowsOf(
        data(
          '<row><c><v>1</v></c><c/><c><v>2</v></c></row><row r="5"><c r="C5"><v>3</v></c><c><v>4</v></c></row><row><c><v>5</v></c></row>',
        ),
      ),
    ).toEqual([
      [1, 1, null, 2],
      [5, null, null, 3, 4],
      [6, 5],
    ]);
  });

  it('give the cached value of a formula, and nothing where there is none', async () => {
    const rows = data(
      '<row r="1"><c r="A1"><f>1&lt;2</f><v>7</v></c><c r="B1" t="str"><f t="shared" si="0"/><v>Әлия</v></c>' +
        '<c r="C1"><f>COUNTIF(A1:B1,"&gt;1")</f></c><c r="D1" t="b"><v>1</v></c><c r="E1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="F1"><f>X</f><v/></c></row>',
    );
    expect(await rowsOf(rows)).toEqual([[1, 7, 'Әлия', null, true, '#DIV/0!']]);
  });

  it('join the runs of rich text, leave phonetic runs out, decode entities and escapes', async () => {
    const strings =
      '<si><r><rPr><b/><rFont val="Arial"/></rPr><t>Әл</t></r><r><t xml:space="preserve">ия </t></r></si>' +
      '<si><t>課きく</t><rPh sb="0" eb="1"><t>カ</t></rPh><phoneticPr fontId="1"/></si>' +
      '<si><t>a &amp; b &lt;c&gt; &#1179;&#x49B; _x000D_\n_x005F_x0041_</t></si><si/><si><t/></si><si><t> \u00a0 </t></si>';
    const cells = [0, 1, 2, 3, 4, 5].map((index) => `<c t="s"><v>${index}</v></c>`).join('');
    const inline = '<c t="inlineStr"><is><r><t>Қай</t></r><r><t>рат</t></r></is></c>';
    expect(await rowsOf(data(`<row r="1">${cells}${inline}</row>`), { strings })).toEqual([
      [1, 'Әлия ', '課きく', 'a & b <c> ққ \r\n_x0041_', null, null, null, 'Қайрат'],
    ]);
  });

  it('read numbers exactly, also the long, the small and the negative ones', async () => {
    const numbers = [
      '0.1',
      '-3.89',
      '1e3',
      '1.7976931348623157E308',
      '5E-324',
      '9007199254740993',
      '0.30000000000000004',
      '77000008993',
      '.5',
      '12345678901234567890',
    ];
    const cells = numbers.map((number) => `<c><v>${number}</v></c>`).join('');
    expect(await rowsOf(data(`<row>${cells}</row>`))).toEqual([[1, ...numbers.map(Number)]]);
  });

  it('keep markup attributes, spaces and quotes of any kind from hurting', async () => {
    const rows =
      "<row  r = '2'\n spans=\"1:2\" x:dyDescent='0.25' >\n <c r='A2' \n s='0' cm=\"1\" ph='a>b' ><v xml:space='preserve'>5</v></c >\n</row>";
    const result = await read(xlsx({ sheet: data(rows) }));
    expect(result.ok).toBe(true);
    const tidy = rows.replace('</c >', '</c>');
    expect(await rowsOf(data(tidy))).toEqual([[2, 5]]);
  });
});

describe('dates', () => {
  const styles =
    '<numFmts><numFmt numFmtId="164" formatCode="[$-419]d\\ mmm\\ yyyy;@"/><numFmt numFmtId="165" formatCode="&quot;day &quot;0"/>' +
    '<numFmt numFmtId="166" formatCode="[h]:mm"/><numFmt numFmtId="167" formatCode="ДД.ММ.ГГГГ"/></numFmts>' +
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>' +
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="20"/><xf numFmtId="22"/><xf numFmtId="167"/></cellXfs>';
  const cell = (style: number, value: string): string => `<c s="${style}"><v>${value}</v></c>`;

  it('come from built-in and custom formats, by the value and not by what the format hides', async () => {
    const cells = [
      cell(0, '39047'),
      cell(1, '39047'),
      cell(2, '39047.5'),
      cell(3, '39047'),
      cell(4, '0.75'),
      cell(4, '1.25'),
      cell(5, '0.395833333333333'),
      cell(6, '39047.999999'),
      cell(7, '39047'),
    ];
    expect(await rowsOf(data(`<row>${cells.join('')}</row>`), { styles })).toEqual([
      [
        1,
        39047,
        '2006-11-26',
        '2006-11-26T12:00:00',
        39047,
        '18:00:00',
        1.25,
        '09:30:00',
        '2006-11-27',
        '2006-11-26',
      ],
    ]);
  });

  it('know the invented 29 February 1900, and what no calendar has', async () => {
    const cells = ['1', '59', '60', '61', '0', '-1', '2958465', '2958466']
      .map((serial) => cell(1, serial))
      .join('');
    expect(await rowsOf(data(`<row>${cells}</row>`), { styles })).toEqual([
      [1, '1900-01-01', '1900-02-28', 60, '1900-03-01', 0, -1, '9999-12-31', 2958466],
    ]);
  });

  it('count from 1904 where the workbook says so', async () => {
    const cells = [cell(1, '0'), cell(1, '37585'), cell(5, '0.5')].join('');
    expect(await rowsOf(data(`<row>${cells}</row>`), { styles, workbookPr: 'date1904="1"' })).toEqual([
      [1, '1904-01-01', '2006-11-26', '12:00:00'],
    ]);
  });

  it('are ISO text in strict files', async () => {
    const cells = ['2003-08-19T00:00:00', '2003-08-19T09:05:30.500Z', '09:05:00', '2003-02-31'].map(
      (iso) => `<c t="d" s="1"><v>${iso}</v></c>`,
    );
    expect(await rowsOf(data(`<row>${cells.join('')}</row>`), { styles })).toEqual([
      [1, '2003-08-19', '2003-08-19T09:05:30', '09:05:00', '2003-02-31'],
    ]);
  });
});

describe('sheets', () => {
  it('tell hidden rows, hidden columns in use, merges; the covered cells are empty', async () => {
    const sheet = await sheetOf(
      xlsx({
        sheet:
          '<cols><col min="2" max="3" hidden="1"/><col min="5" max="16384" hidden="true"/></cols>' +
          data(
            '<row r="1" hidden="1"><c r="A1"><v>1</v></c><c r="D1"><v>2</v></c></row><row r="2"><c r="A2"><v>3</v></c></row>',
          ) +
          '<mergeCells count="9"><mergeCell ref="A1:B2"/><mergeCell ref="D1"/></mergeCells>',
      }),
    );
    expect(sheet.rows).toEqual([{ number: 1, hidden: true, cells: [1, null, null, 2] }]);
    expect(sheet.hiddenColumns).toEqual([1, 2]);
    expect(sheet.merges).toEqual([{ top: 0, left: 0, bottom: 1, right: 1 }]);
  });

  it('come in any order of rows, and a row may come in two parts', async () => {
    const rows =
      '<row r="3"><c r="A3"><v>3</v></c></row><row r="1"><c r="A1"><v>1</v></c></row><row r="3"><c r="B3"><v>4</v></c></row>';
    expect(await rowsOf(data(rows))).toEqual([
      [1, 1],
      [3, 3, 4],
    ]);
  });

  it('may be empty, in UTF-16, or under a prefix', async () => {
    expect(await rowsOf('<sheetData/>')).toEqual([]);
    const prefixed =
      '<x:worksheet xmlns:x="m"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>Ұ</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>';
    const wide = new Uint8Array(
      Buffer.from(`\uFEFF<?xml version="1.0" encoding="UTF-16"?>${prefixed}`, 'utf16le'),
    );
    for (const part of [prefixed, wide]) {
      const sheet = await sheetOf(xlsx({ sheet: '', parts: { 'xl/worksheets/sheet1.xml': part } }));
      expect(sheet.rows.map((row) => row.cells)).toEqual([['Ұ']]);
    }
  });

  it('are found by absolute, upward and backslash paths, and charts among them are left out', async () => {
    const relations =
      '<Relationships><Relationship Id="s1" Type="x/worksheet" Target="/xl/../xl/odd/S.xml"/><Relationship Id="s9" Type="x/chartsheet" Target="chart.xml"/></Relationships>';
    const workbook =
      '<workbook xmlns:r="r"><sheets><sheet name="Диаграмма" sheetId="2" r:id="s9"/><sheet name="A&amp;B" sheetId="1" r:id="s1" state="veryHidden"/></sheets></workbook>';
    const parts = xlsxParts({ sheet: '' });
    const sheet = await sheetOf(
      packed({
        ...parts,
        'xl\\_rels/workbook.xml.rels': relations,
        'xl/_rels/workbook.xml.rels': relations,
        'xl/workbook.xml': workbook,
        'xl/odd/s.xml': '<worksheet><sheetData/></worksheet>',
      }),
    ).catch((error: unknown) => String(error));
    // Two names for one part are a trick, not a spreadsheet.
    expect(sheet).toContain('hostile');
    const found = await sheetOf(
      packed({
        ...parts,
        'xl/_rels/workbook.xml.rels': relations,
        'xl/workbook.xml': workbook,
        'xl/odd/s.xml': '<worksheet><sheetData/></worksheet>',
      }),
    );
    expect([found.name, found.hidden]).toEqual(['A&B', true]);
  });
});

describe('rare markup', () => {
  it('comments, instructions, CDATA and spaced closing tags among the cells', async () => {
    const cells =
      '<c r="A1" t="inlineStr"><is><t><![CDATA[<Ғани> & co]]></t></is></c><c r="B1"><!-- five --><v>5</v></c >' +
      '<c r="C1" t="s"><v>0</v></c>';
    const rows = data(
      `<row r="1"><!-- a note -->${cells}</row><?odd ?><row r="2"><c r="A2"><v>6</v></c></row>`,
    );
    expect(await rowsOf(rows, { strings: '<si><t>Ә<![CDATA[<>]]></t></si>' })).toEqual([
      [1, '<Ғани> & co', 5, 'Ә<>'],
      [2, 6],
    ]);
  });

  it('extensions within a cell are passed over', async () => {
    const rows =
      '<row r="1"><c r="A1"><v>5</v><extLst><ext uri="x"><v/>9</ext></extLst></c><c r="B1"><odd/><v>6</v></c></row>';
    expect(await rowsOf(data(rows))).toEqual([[1, 5, 6]]);
  });

  it('what the lean reader would have to guess, such as a cell under the wrong row, a full library decides', async () => {
    const rows = data('<row r="1"><c r="A1" t="inlineStr"><is><t>Ә</t></is></c><c r="B2"><v>5</v></c></row>');
    expect(await rowsOf(rows)).toEqual([[1, 'Ә', 5]]);
  });

  it('what no reader understands is damaged, never an empty table', async () => {
    const rows = data('<row r="1"><z:c xmlns:z="m" r="A1"><z:v>5</z:v></z:c></row>');
    expect(await read(xlsx({ sheet: rows }))).toMatchObject({ ok: false, refusal: 'damaged' });
  });
});

describe('the answer is a refusal', () => {
  it('damaged: no sheet part, broken markup, a string that does not exist', async () => {
    const parts = xlsxParts({ sheet: data('') });
    delete parts['xl/worksheets/sheet1.xml'];
    const broken = [
      packed(parts),
      xlsx({ sheet: '<sheetData><row><c><v>1' }),
      xlsx({ sheet: data('<row><c t="s"><v>4</v></c></row>') }),
      xlsx({ sheet: data('<row><c r="A9"><v>4</v></row>') }),
    ];
    for (const bytes of broken) expect(await read(bytes)).toMatchObject({ ok: false, refusal: 'damaged' });
  });

  it('no-sheets: a workbook of charts alone', async () => {
    const workbook = '<workbook><sheets/></workbook>';
    expect(await read(xlsx({ sheet: '', parts: { 'xl/workbook.xml': workbook } }))).toEqual({
      ok: false,
      refusal: 'no-sheets',
    });
  });

  it('too-large: more rows, columns or cells than the limits, with the limit told', async () => {
    const bytes = xlsx({
      sheet: data('<row><c r="A1"><v>1</v></c></row>'.repeat(1).replace(' r="A1"', '').repeat(5)),
    });
    const limited = (limits: Record<string, number>): Promise<ReadResult> =>
      readWorkbook(bytes, 'x', { limits });
    expect(await limited({ maxRows: 4 })).toEqual({
      ok: false,
      refusal: 'too-large',
      detail: { maxRows: 4 },
    });
    expect(await limited({ maxRows: 5 })).toMatchObject({ ok: true });
    expect(await limited({ maxCells: 4 })).toMatchObject({ refusal: 'too-large' });
    const wide = xlsx({ sheet: data('<row><c><v>1</v></c><c><v>1</v></c></row>') });
    expect(await readWorkbook(wide, 'x', { limits: { maxColumns: 1 } })).toMatchObject({
      refusal: 'too-large',
    });
  });

  it('tells its progress, and stops when asked', async () => {
    const bytes = xlsx({ sheet: data('<row><c><v>1</v></c></row>'.repeat(2500)) });
    const told: number[] = [];
    await readWorkbook(bytes, 'x', { onProgress: (rows) => told.push(rows) });
    expect(told).toEqual([1000, 2000]);
    const stop = new AbortController();
    stop.abort(new Error('stopped'));
    await expect(readWorkbook(bytes, 'x', { signal: stop.signal })).rejects.toThrow('stopped');
  });
});
