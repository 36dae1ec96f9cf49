/** Finds the tables of a file and says how we would read each. */
import { columnLetter } from '../../documents/workbook/workbook.ts';
import type { Cell, Sheet, Workbook } from '../../documents/workbook/workbook.ts';
import { orderOfColumn } from '../dates.rules.ts';
import { nameOrderOf } from '../fullName.rules.ts';
import { groupInTitle, looksLikeGroup } from '../groups.rules.ts';
import { tidyText } from '../names.rules.ts';
import { guessColumns } from './guess.ts';
import { foldHeader, isNameField } from './headers.rules.ts';
import { layoutsOf, layoutWithHeader } from './layout.ts';
import type { Layout } from './layout.ts';
import type {
  Analysis,
  ColumnGuess,
  FoundColumn,
  FoundTable,
  GroupSource,
  LeftOutRow,
  PreviewLine,
  Mapping,
} from './plan.ts';
import { kindOfRow, wideRowsOf } from './rowKinds.ts';
import type { RowKind } from './rowKinds.ts';
import { textOf } from './values.rules.ts';

/** A table together with the sheet that it stands on. */
export type Frame = { readonly id: string; readonly sheet: Sheet; readonly layout: Layout };

/** The tables of a workbook. The ids follow from their places, so that the same file always gives the same ones. */
export function framesOf(workbook: Workbook): readonly Frame[] {
  return workbook.sheets.flatMap((sheet, sheetAt) =>
    layoutsOf(sheet).map((layout, at): Frame => ({ id: `${sheetAt + 1}.${at + 1}`, sheet, layout })),
  );
}

const SAMPLE = 300;
const LEFT_OUT_SHOWN = 200;

/** Analyses a workbook; out: all that the mapping screen shows. */
export function analyse(
  workbook: Workbook,
  file: { readonly name: string; readonly sha256: string },
): Analysis {
  const tables = framesOf(workbook).map((frame) => describeTable(frame));
  const rank = (table: FoundTable) =>
    Number(table.sheetHidden) * 2 + Number(!table.columns.some(({ guess }) => isNameField(guess.field)));
  return {
    fileName: file.name,
    sha256: file.sha256,
    format: workbook.format,
    encoding: workbook.encoding ?? null,
    delimiter: workbook.delimiter ?? null,
    tables: tables.toSorted((a, b) => rank(a) - rank(b)),
    sheets: workbook.sheets
      .map(({ name, hidden, rows }) => ({ name, hidden, rows: rows.length }))
      .toSorted((a, b) => Number(a.hidden || a.rows === 0) - Number(b.hidden || b.rows === 0)),
    importedBefore: null,
  };
}

/** Describes one table; where the user has moved the header, as it is with that header. */
export function describeTable(found: Frame, headerRow?: number | null): FoundTable {
  const frame =
    headerRow === undefined
      ? found
      : { ...found, layout: layoutWithHeader(found.sheet, found.layout, headerRow) };
  const { sheet, layout } = frame;
  const samples = layout.headers.map((_, at) => sampleOf(sheet, layout, layout.band.left + at));
  const guesses = guessColumns(layout.headers.map((header, at) => ({ header, sample: samples[at] ?? [] })));
  const columns = layout.headers.map((header, at) =>
    columnOf(frame, at, header, samples[at] ?? [], guesses[at]),
  );
  const rows = sortRows(frame, new Map(columns.map(({ index, guess }) => [index, guess])));
  const title = titleOf(sheet, layout);
  const names = columns.filter(({ guess }) => isNameField(guess.field));
  const fullNames = columns.find(({ guess }) => guess.field === 'full_name');
  return {
    id: frame.id,
    sheet: sheet.name,
    sheetHidden: sheet.hidden,
    headerRows: sheet.rows.slice(layout.headerFrom, layout.dataFrom).map((row) => row.number),
    firstRow: rows.first,
    lastRow: rows.last,
    rowCount: rows.people,
    hiddenRowCount: rows.hidden,
    title: title === '' ? null : title,
    preview: previewOf(sheet, layout),
    columns: columns.filter(({ header, samples: shown }) => header !== '' || shown.length > 0),
    group: groupSourceOf(frame, rows.hasGroupDividers),
    nameOrder: nameOrderOf(
      (fullNames ? (samples[fullNames.index - layout.band.left] ?? []) : []).map(textOf),
    ),
    leftOut: rows.leftOut,
    use: !sheet.hidden && names.length > 0 && rows.people > 0,
  };
}

const PREVIEW = 16;
const PREVIEW_TEXT = 200;

/** The title's line, the header and the first rows; enough to see whether the columns are what they seem. */
function previewOf(sheet: Sheet, layout: Layout): readonly PreviewLine[] {
  const from = Math.max(layout.titleFrom, layout.headerFrom - 2);
  return sheet.rows.slice(from, from + PREVIEW).map(({ number, cells }) => {
    const shown: [string, string][] = [];
    for (let column = layout.band.left; column <= layout.band.right; column += 1) {
      const cell = cells[column] ?? null;
      if (cell !== null) shown.push([columnLetter(column), textOf(cell).slice(0, PREVIEW_TEXT)]);
    }
    return { row: number, cells: Object.fromEntries(shown) };
  });
}

function sampleOf(sheet: Sheet, layout: Layout, column: number): readonly Cell[] {
  const cells: Cell[] = [];
  for (let at = layout.dataFrom; at < layout.dataTo && cells.length < SAMPLE; at += 1) {
    const cell = sheet.rows[at]?.cells[column] ?? null;
    if (cell !== null) cells.push(cell);
  }
  return cells;
}

function columnOf(
  { sheet, layout }: Frame,
  at: number,
  header: string,
  sample: readonly Cell[],
  guess: ColumnGuess = { field: 'ignore', confidence: 0, reason: 'unknown' },
): FoundColumn {
  const index = layout.band.left + at;
  const isDate = guess.field === 'birth_date';
  return {
    index,
    letter: columnLetter(index),
    header,
    hidden: sheet.hiddenColumns.includes(index),
    samples: [...new Set(sample.map((cell) => textOf(cell).trim()))].slice(0, 3),
    guess,
    dateOrder: isDate ? dateOrderOf(sheet, layout, index) : null,
  };
}

/** What the whole column says about the order of day and month: the proof may stand in its last row. */
function dateOrderOf(sheet: Sheet, layout: Layout, column: number) {
  const texts: string[] = [];
  for (let at = layout.dataFrom; at < layout.dataTo; at += 1) {
    const cell = sheet.rows[at]?.cells[column];
    if (typeof cell === 'string') texts.push(cell);
  }
  return orderOfColumn(texts);
}

function titleOf(sheet: Sheet, layout: Layout): string {
  return sheet.rows
    .slice(layout.titleFrom, layout.headerFrom)
    .map((row) =>
      row.cells
        .slice(layout.band.left, layout.band.right + 1)
        .map(textOf)
        .filter((text) => text !== '')
        .join(' '),
    )
    .filter((text) => text !== '')
    .join(' · ');
}

function groupSourceOf({ sheet, layout }: Frame, hasGroupDividers: boolean): GroupSource {
  const titles = sheet.rows
    .slice(layout.titleFrom, layout.headerFrom)
    .flatMap((row) =>
      row.cells
        .slice(layout.band.left, layout.band.right + 1)
        .flatMap((cell) => (typeof cell === 'string' ? [cell] : [])),
    );
  const titled = titles.map(groupInTitle).find((group) => group !== null);
  // The group over the first people may stand above the header, those over the next ones between the rows.
  if (hasGroupDividers) return { from: 'divider', value: titled ?? null };
  if (titled) return { from: 'title', value: titled };
  return looksLikeGroup(sheet.name)
    ? { from: 'sheet', value: tidyText(sheet.name) }
    : { from: 'none', value: null };
}

type SortedRows = {
  readonly people: number;
  readonly hidden: number;
  readonly first: number;
  readonly last: number;
  readonly hasGroupDividers: boolean;
  readonly leftOut: readonly LeftOutRow[];
};

/** Tells the kinds of a table's rows apart; `fields` by zero-based column. */
export function rowKindsOf(
  { sheet, layout }: Frame,
  fields: ReadonlyMap<number, Pick<ColumnGuess, 'field'>>,
): (at: number) => RowKind {
  const columns = [...fields].filter(([, { field }]) => field !== 'ignore').map(([column]) => column);
  const context = {
    band: layout.band,
    nameColumns: columns.filter((column) => isNameField(fields.get(column)?.field ?? null)),
    usedColumns: columns,
    headers: new Set(
      layout.headers
        .flatMap((header) => header.split(' / ').map(foldHeader))
        .filter((header) => header !== ''),
    ),
    wideRows: wideRowsOf(sheet.merges, layout.band),
  };
  return (at) => {
    const row = sheet.rows[at];
    return row ? kindOfRow(row, context) : { is: 'empty' };
  };
}

function sortRows(frame: Frame, fields: ReadonlyMap<number, ColumnGuess>): SortedRows {
  const kindAt = rowKindsOf(frame, fields);
  const { sheet, layout } = frame;
  const leftOut: LeftOutRow[] = [];
  let [people, hidden, first, last] = [0, 0, 0, 0];
  let hasGroupDividers = false;
  for (let at = layout.dataFrom; at < layout.dataTo; at += 1) {
    const row = sheet.rows[at];
    const kind = kindAt(at);
    if (!row || kind.is === 'empty') continue;
    if (kind.is === 'left-out') {
      if (kind.group !== null) hasGroupDividers = true;
      if (leftOut.length < LEFT_OUT_SHOWN)
        leftOut.push({ row: row.number, reason: kind.reason, text: kind.text.slice(0, 200) });
      continue;
    }
    people += 1;
    if (row.hidden) hidden += 1;
    if (first === 0) first = row.number;
    last = row.number;
  }
  return { people, hidden, first, last, hasGroupDividers, leftOut };
}

/** The mapping that the analysis proposes; every part of it may be changed before the dry run. */
export function proposedMapping(analysis: Analysis): Mapping {
  return {
    kind: 'student',
    tables: analysis.tables.map((table) => ({
      table: table.id,
      use: table.use,
      columns: Object.fromEntries(table.columns.map(({ letter, guess }) => [letter, guess.field])),
      dateOrder: table.columns.find(({ dateOrder }) => dateOrder !== null)?.dateOrder ?? null,
      nameOrder: table.nameOrder,
      group: table.group,
    })),
  };
}
