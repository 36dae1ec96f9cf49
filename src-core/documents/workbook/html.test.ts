import { describe, expect, it } from 'vitest';
import { cellsOf, encoded, read } from '../../../tests/sheets/readTable.ts';
import type { Sheet, Workbook } from './workbook.ts';

describe('HTML tables', () => {
  const html = (body: string): Promise<Workbook> =>
    read(`<html><head><style>td{}</style></head><body>${body}</body></html>`, 'отчёт.xls');

  it('place cells around those that span rows and columns', async () => {
    const workbook = await html(
      '<table><tr><th rowspan=2>№</th><th colspan="2">ФИО</th></tr><tr><td>Тегі<td>Аты</tr><tr><td>1</td><td>Әбдіғали</td><td>Ерлан</td></tr></table>',
    );
    expect(cellsOf(workbook)).toEqual([
      ['№', 'ФИО'],
      [null, 'Тегі', 'Аты'],
      ['1', 'Әбдіғали', 'Ерлан'],
    ]);
    expect(workbook.sheets[0]?.merges).toEqual([
      { top: 0, left: 0, bottom: 1, right: 0 },
      { top: 0, left: 1, bottom: 0, right: 2 },
    ]);
  });

  it('read entities, breaks, comments and hidden rows', async () => {
    const workbook = await html(
      '<table><tr style="display:none"><td>a&nbsp;&laquo;b&raquo; &#1179; &lt;c&gt;</td></tr><!-- <tr><td>x --><tr><td>one<br>  two <b>three</b></td><td title="a>b">4</td></tr></table>',
    );
    expect(workbook.sheets[0]?.rows.map((row) => [row.hidden, ...row.cells])).toEqual([
      [true, 'a\u00a0«b» қ <c>'],
      [false, 'one\ntwo three', '4'],
    ]);
  });

  it('are a sheet each, and a table within a cell is its text', async () => {
    const workbook = await html(
      '<table><tr><td>1<table><tr><td>in<td>ner</table></td></tr></table><table><tr><td>2</table>',
    );
    expect(workbook.sheets.map((sheet: Sheet) => [sheet.name, sheet.rows.map((row) => row.cells)])).toEqual([
      ['отчёт', [['1\n\tin\tner']]],
      ['отчёт 2', [['2']]],
    ]);
  });

  it('tell their encoding, or are recognised', async () => {
    const page = (meta: string): string => `<html>${meta}<table><tr><td>Берёзкин Алёша</td></tr></table>`;
    for (const meta of ['<meta charset="windows-1251">', '']) {
      expect(cellsOf(await read(encoded(page(meta), 'windows-1251')))).toEqual([['Берёзкин Алёша']]);
    }
    expect(cellsOf(await read(page('<meta charset="windows-1251">')))).toEqual([['Берёзкин Алёша']]);
  });
});
