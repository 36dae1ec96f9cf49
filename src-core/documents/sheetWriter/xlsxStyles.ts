import type { ColumnKind } from './sheetShape.ts';

/** The look of a cell, as an index into the styles part's `cellXfs`. */
export const LOOK = {
  plain: 0,
  title: 1,
  heading: 2,
  header: 3,
  numberHeader: 4,
} as const;

const FIRST_VALUE = 5;

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
  return FIRST_VALUE + KINDS.indexOf(kind);
}

/** The look of a column's title, which stands where the column's values stand. */
export function headerLook(kind: ColumnKind): number {
  return kind === 'number' || kind === 'money' ? LOOK.numberHeader : LOOK.header;
}

export function totalLook(kind: ColumnKind): number {
  return FIRST_VALUE + KINDS.length + KINDS.indexOf(kind);
}

const xf = (format: number, font: number, fill: number, border: number, inner = '') =>
  `<xf numFmtId="${format}" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1"` +
  (inner === '' ? '/>' : ` applyAlignment="1">${inner}</xf>`);

/** Numbers keep a little off the text in the next column, dates stand at the left as text does. */
const ALIGNMENT: Readonly<Record<ColumnKind, string>> = {
  text: '',
  number: '<alignment horizontal="right" indent="1"/>',
  date: '<alignment horizontal="left"/>',
  dateTime: '<alignment horizontal="left"/>',
  time: '<alignment horizontal="left"/>',
  money: '<alignment horizontal="right" indent="1"/>',
};

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
  `<cellXfs count="${FIRST_VALUE + KINDS.length * 2}">`,
  xf(0, 0, 0, 0),
  xf(49, 2, 0, 0),
  xf(49, 0, 0, 0),
  xf(49, 1, 2, 1, '<alignment vertical="center" wrapText="1"/>'),
  xf(49, 1, 2, 1, '<alignment horizontal="right" vertical="center" wrapText="1" indent="1"/>'),
  ...KINDS.map((kind) => xf(FORMAT[kind], 0, 0, 0, ALIGNMENT[kind])),
  ...KINDS.map((kind) => xf(FORMAT[kind], 1, 0, 2, ALIGNMENT[kind])),
  '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>',
  '<dxfs count="0"/><tableStyles count="0"/></styleSheet>',
].join('');
