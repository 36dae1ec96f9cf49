import type { ColumnKind } from './sheetShape.ts';

/** The look of a cell, as an index into the styles part's `cellXfs`. */
export const LOOK = {
  plain: 0,
  title: 1,
  heading: 2,
  header: 3,
} as const;

const KINDS: readonly ColumnKind[] = ['text', 'number', 'date', 'dateTime', 'time', 'money'];
const FORMAT: Readonly<Record<ColumnKind, number>> = {
  text: 49,
  number: 0,
  date: 164,
  dateTime: 165,
  time: 166,
  money: 4,
};

/** The look of a value of this kind, and of the same kind in the totals row. */
export function valueLook(kind: ColumnKind): number {
  return 4 + KINDS.indexOf(kind);
}

export function totalLook(kind: ColumnKind): number {
  return 4 + KINDS.length + KINDS.indexOf(kind);
}

const xf = (format: number, font: number, fill: number, border: number, inner = '') =>
  `<xf numFmtId="${format}" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1"` +
  (inner === '' ? '/>' : ` applyAlignment="1">${inner}</xf>`);

const font = (size: number, inner = '') =>
  `<font>${inner}<sz val="${size}"/><color rgb="FF1F2328"/><name val="Calibri"/><family val="2"/></font>`;

const edge = (top: string, bottom: string) => `<border><left/><right/>${top}${bottom}<diagonal/></border>`;

/** `xl/styles.xml`: one plain look, a title, the heading lines, the header row, and every kind as a value and as a total. */
export const stylesXml = [
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
  '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
  '<numFmts count="3"><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/>',
  '<numFmt numFmtId="165" formatCode="dd\\.mm\\.yyyy\\ hh:mm"/>',
  '<numFmt numFmtId="166" formatCode="hh:mm"/></numFmts>',
  `<fonts count="3">${font(11)}${font(11, '<b/>')}${font(14, '<b/>')}</fonts>`,
  '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>',
  '<fill><patternFill patternType="solid"><fgColor rgb="FFE8EDF3"/><bgColor indexed="64"/></patternFill></fill></fills>',
  `<borders count="3">${edge('<top/>', '<bottom/>')}`,
  edge('<top/>', '<bottom style="thin"><color rgb="FF8C98A4"/></bottom>'),
  `${edge('<top style="thin"><color rgb="FF8C98A4"/></top>', '<bottom/>')}</borders>`,
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
  `<cellXfs count="${4 + KINDS.length * 2}">`,
  xf(0, 0, 0, 0),
  xf(49, 2, 0, 0),
  xf(49, 0, 0, 0),
  xf(49, 1, 2, 1, '<alignment vertical="center" wrapText="1"/>'),
  ...KINDS.map((kind) => xf(FORMAT[kind], 0, 0, 0)),
  ...KINDS.map((kind) => xf(FORMAT[kind], 1, 0, 2)),
  '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>',
  '<dxfs count="0"/><tableStyles count="0"/></styleSheet>',
].join('');
