/** From rows to drafts: every person of the chosen tables with what their cells say. */
import type { Workbook } from '../../documents/workbook/workbook.ts';
import { columnLetter } from '../../documents/workbook/workbook.ts';
import { isInitial } from '../fullName.rules.ts';
import { groupKey, groupSpellings, tidyGroup } from '../groups.rules.ts';
import type { PersonField } from '../people.rules.ts';
import { framesOf, rowKindsOf } from './analyse.ts';
import type { Frame } from './analyse.ts';
import { readCell } from './cellReader.ts';
import type { ReaderSettings, Sink } from './cellReader.ts';
import type { TargetField } from './fields.rules.ts';
import { layoutWithHeader } from './layout.ts';
import type { Mapping, Problem, TableMapping } from './plan.ts';
import { textOf } from './values.rules.ts';

export type Draft = {
  readonly key: number;
  readonly table: string;
  readonly sheet: string;
  readonly row: number;
  readonly hidden: boolean;
  /** The cell that says that the person has left, or null. */
  readonly leftSays: string | null;
  readonly values: Partial<Record<PersonField, string>>;
  readonly problems: Problem[];
  /** The card number was a number in a column of texts: a text for the same person tells more. */
  readonly isCardNumeric: boolean;
};

export type DraftOptions = {
  readonly today: string;
  /** Groups that the roster has, as it spells them. */
  readonly knownGroups: Iterable<string>;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
};

const LEFT = /отчисл|выбыл|исключ[её]н|шығарылды|шыгарылды|expelled|withdrawn|dropped out/i;

/** Reads all people of the tables that are in use. Cells that could not be read are empty and have a problem. */
export function readDrafts(workbook: Workbook, mapping: Mapping, options: DraftOptions): Draft[] {
  const frames = new Map(framesOf(workbook).map((frame) => [frame.id, frame]));
  const used = mapping.tables
    .filter((table) => table.use)
    .flatMap((table) => {
      const frame = frames.get(table.table);
      return frame ? [{ table, frame }] : [];
    });
  const total = used.reduce((sum, { frame }) => sum + frame.layout.dataTo - frame.layout.dataFrom, 0);
  const drafts: Draft[] = [];
  for (const { table, frame } of used) {
    const moved =
      table.headerRow === undefined
        ? frame
        : { ...frame, layout: layoutWithHeader(frame.sheet, frame.layout, table.headerRow) };
    readTable(moved, table, options, drafts, total);
  }
  spellGroups(drafts, options.knownGroups);
  return drafts;
}

function readTable(
  frame: Frame,
  table: TableMapping,
  options: DraftOptions,
  drafts: Draft[],
  total: number,
): void {
  const { sheet, layout } = frame;
  const fields = fieldsOf(frame, table);
  const kindAt = rowKindsOf(frame, new Map([...fields].map(([column, field]) => [column, { field }])));
  const settings: ReaderSettings = {
    dateOrder: table.dateOrder,
    nameOrder: table.nameOrder,
    today: options.today,
    thisYear: Number(options.today.slice(0, 4)),
    idWidth: idWidthOf(frame, fields),
  };
  const isTextColumn = isMostlyText(frame, fields);
  const tall = tallMerges(frame);
  let group = table.group.from === 'none' ? null : table.group.value;
  for (let at = layout.dataFrom; at < layout.dataTo; at += 1) {
    const row = sheet.rows[at];
    if (!row) continue;
    const kind = kindAt(at);
    if (kind.is === 'left-out' && kind.group !== null && table.group.from === 'divider') group = kind.group;
    if (kind.is !== 'person') continue;
    const draft = startDraft(drafts.length, frame, row, isTextColumn);
    for (const [column, field] of fields) {
      const cell = row.cells[column] ?? tall(row.number - 1, column);
      if (cell === null) continue;
      readCell(field, cell, sinkOf(draft, column, textOf(cell)), settings);
    }
    if (group !== null) draft.values.study_group ??= group;
    checkNames(draft);
    drafts.push(draft);
    if (drafts.length % 500 === 0) options.onProgress?.(drafts.length, total);
  }
}

function fieldsOf({ layout }: Frame, table: TableMapping): ReadonlyMap<number, TargetField> {
  const fields = new Map<number, TargetField>();
  for (let column = layout.band.left; column <= layout.band.right; column += 1) {
    const field = table.columns[columnLetter(column)] ?? 'ignore';
    if (field !== 'ignore') fields.set(column, field);
  }
  return fields;
}

function startDraft(
  key: number,
  { id, sheet }: Frame,
  row: Frame['sheet']['rows'][number],
  isCardText: (row: Frame['sheet']['rows'][number]) => boolean,
): Draft {
  const says = row.cells.find((cell) => typeof cell === 'string' && LEFT.test(cell));
  return {
    key,
    table: id,
    sheet: sheet.name,
    row: row.number,
    hidden: row.hidden,
    leftSays: typeof says === 'string' ? says.trim() : null,
    values: {},
    problems: [],
    isCardNumeric: isCardText(row),
  };
}

function sinkOf(draft: Draft, column: number, text: string): Sink {
  return {
    set(field, value) {
      if (value === null) return;
      draft.values[field] ??= value;
    },
    say(severity, code, params = {}) {
      const shown = text.trim().slice(0, 200);
      draft.problems.push({
        severity,
        code,
        sheet: draft.sheet,
        row: draft.row,
        column: columnLetter(column),
        text: shown,
        params,
      });
    },
  };
}

/** Says something about a whole row. */
export function sayOfRow(draft: Draft, problem: Pick<Problem, 'severity' | 'code'> & Partial<Problem>): void {
  draft.problems.push({ sheet: draft.sheet, row: draft.row, column: null, text: '', params: {}, ...problem });
}

function checkNames(draft: Draft): void {
  const { family_name: family, given_name: given } = draft.values;
  if (family === undefined && given === undefined)
    return sayOfRow(draft, { severity: 'problem', code: 'NO_NAME' });
  if (isInitial(given ?? null))
    sayOfRow(draft, { severity: 'warning', code: 'INITIALS_ONLY', text: `${family ?? ''} ${given}` });
}

/** The width of the texts in a column of numbers with zeros in front; 0 where they are not all of one width. */
function idWidthOf({ sheet, layout }: Frame, fields: ReadonlyMap<number, TargetField>): number {
  const column = [...fields].find(([, field]) => field === 'student_card_no')?.[0];
  if (column === undefined) return 0;
  let width = 0;
  let hasZero = false;
  for (let at = layout.dataFrom; at < layout.dataTo; at += 1) {
    const cell = sheet.rows[at]?.cells[column];
    if (typeof cell !== 'string') continue;
    const text = cell.trim();
    if (!/^\d+$/.test(text) || (width !== 0 && text.length !== width)) return 0;
    width = text.length;
    hasZero ||= text.startsWith('0');
  }
  return hasZero ? width : 0;
}

/** Whether a row's card number is a number although most of the column is text. */
function isMostlyText(
  { sheet, layout }: Frame,
  fields: ReadonlyMap<number, TargetField>,
): (row: Frame['sheet']['rows'][number]) => boolean {
  const column = [...fields].find(([, field]) => field === 'student_card_no')?.[0];
  if (column === undefined) return () => false;
  let texts = 0;
  for (let at = layout.dataFrom; at < layout.dataTo; at += 1)
    if (typeof sheet.rows[at]?.cells[column] === 'string') texts += 1;
  return (row) => texts > 0 && typeof row.cells[column] === 'number';
}

/** Cells merged over several rows count for each of them (a group beside its people). */
function tallMerges({
  sheet,
  layout,
}: Frame): (row: number, column: number) => Frame['sheet']['rows'][number]['cells'][number] {
  const first = sheet.rows[layout.dataFrom]?.number ?? 0;
  const tall = sheet.merges.filter(({ top, bottom }) => bottom > top && top >= first - 1);
  if (tall.length === 0) return () => null;
  const numbers = new Map(sheet.rows.map((row) => [row.number - 1, row]));
  const byColumn = Map.groupBy(tall, ({ left }) => left);
  return (row, column) => {
    const merge = byColumn.get(column)?.find(({ top, bottom }) => top < row && bottom >= row);
    return merge ? (numbers.get(merge.top)?.cells[column] ?? null) : null;
  };
}

/** Spells every group one way, and says where that is not how the cell spells it. */
function spellGroups(drafts: readonly Draft[], known: Iterable<string>): void {
  const seen = drafts.flatMap(({ values }) => values.study_group ?? []);
  const spellings = groupSpellings(known, seen);
  const keys = new Map<string, string>();
  for (const draft of drafts) {
    const text = draft.values.study_group;
    if (text === undefined) continue;
    let key = keys.get(text);
    if (key === undefined) keys.set(text, (key = groupKey(text)));
    const spelling = spellings.get(key) ?? tidyGroup(text);
    draft.values.study_group = spelling;
    if (spelling !== text)
      sayOfRow(draft, { severity: 'mend', code: 'GROUP_MENDED', text, params: { to: spelling } });
  }
}
