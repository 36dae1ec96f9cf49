import { describe, expect, it } from 'vitest';
import { ods } from '../../../tests/sheets/handMade.ts';
import { cellsOf, read } from '../../../tests/sheets/readTable.ts';

describe('OpenDocument', () => {
  const table = (rows: string): string => `<table:table table:name="Тізім">${rows}</table:table>`;
  const row = (cells: string, attributes = ''): string =>
    `<table:table-row ${attributes}>${cells}</table:table-row>`;

  it('has values of every type, and what a cell shows where it has none', async () => {
    const cells = [
      '<table:table-cell office:value-type="float" office:value="3.89"><text:p>3,9</text:p></table:table-cell>',
      '<table:table-cell office:value-type="percentage" office:value="0.5"><text:p>50 %</text:p></table:table-cell>',
      '<table:table-cell office:value-type="date" office:date-value="2006-05-09T00:00:00"><text:p>09.05.06</text:p></table:table-cell>',
      '<table:table-cell office:value-type="date" office:date-value="2006-05-09T10:15:00.5"/>',
      '<table:table-cell office:value-type="time" office:time-value="PT09H30M00S"/>',
      '<table:table-cell office:value-type="time" office:time-value="PT36H00M00S"/>',
      '<table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>ИСТИНА</text:p></table:table-cell>',
      '<table:table-cell office:value-type="string" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>',
      '<table:table-cell office:value-type="string"><text:p>a<text:tab/>b<text:line-break/>c<office:annotation><text:p>note</text:p></office:annotation></text:p><text:p>d &amp; <text:span>e</text:span></text:p></table:table-cell>',
    ];
    expect(cellsOf(await read(ods(table(row(cells.join(''))))))).toEqual([
      [3.89, 0.5, '2006-05-09', '2006-05-09T10:15:00', '09:30:00', 1.5, true, '#N/A', 'a\tb\nc\nd & e'],
    ]);
  });

  it('repeats rows and cells, and a million empty ones cost nothing', async () => {
    const body = table(
      '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse" table:number-columns-repeated="16382"/>' +
        row(
          '<table:table-cell><text:p>x</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16383"/>',
          'table:number-rows-repeated="2"',
        ) +
        '<table:table-header-rows>' +
        row(
          '<table:table-cell/><table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="7"/>',
          'table:visibility="filter"',
        ) +
        '</table:table-header-rows>' +
        row(
          '<table:table-cell table:number-columns-repeated="16384"/>',
          'table:number-rows-repeated="1048570"',
        ) +
        row(
          '<table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="2"><text:p>end</text:p></table:table-cell><table:covered-table-cell><text:p>under</text:p></table:covered-table-cell>',
        ),
    );
    const [sheet] = (await read(ods(body))).sheets;
    expect(sheet?.rows.map(({ number, hidden, cells }) => [number, hidden, ...cells])).toEqual([
      [1, false, 'x'],
      [2, false, 'x'],
      [3, true, null, 7, 7],
      [1_048_574, false, 'end'],
    ]);
    expect(sheet?.hiddenColumns).toEqual([2]);
    expect(sheet?.merges).toEqual([{ top: 1_048_573, left: 0, bottom: 1_048_574, right: 1 }]);
  });

  it('knows a number that only its style makes a date', async () => {
    const styles =
      '<number:date-style xmlns:number="n" style:name="N1"><number:day/></number:date-style>' +
      '<style:style style:name="ce1" style:family="table-cell" style:data-style-name="N1"/>';
    const cells =
      '<table:table-cell table:style-name="ce1" office:value-type="float" office:value="38846"/>' +
      '<table:table-cell office:value-type="float" office:value="38846"/>';
    expect(cellsOf(await read(ods(table(row(cells)), styles)))).toEqual([['2006-05-09', 38846]]);
  });

  it('may be one XML file', async () => {
    const cell = '<table:table-cell><text:p>Әлия</text:p></table:table-cell>';
    const flat = `<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"><office:body><office:spreadsheet>${table(row(cell))}</office:spreadsheet></office:body></office:document>`;
    expect(cellsOf(await read(flat))).toEqual([['Әлия']]);
  });

  it('tells its hidden sheets', async () => {
    const styles =
      '<style:style style:name="ta9" style:family="table"><style:table-properties table:display="false"/></style:style>';
    const workbook = await read(
      ods('<table:table table:name="A" table:style-name="ta9"/><table:table table:name="B"/>', styles),
    );
    expect(workbook.sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
      ['A', true],
      ['B', false],
    ]);
  });
});
