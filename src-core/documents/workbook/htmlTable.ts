import type { Cell, Merge, SheetRow } from './table.ts';
import { isBlank, type Tally } from './tally.ts';

export type HtmlTable = {
  readonly rows: readonly SheetRow[];
  readonly merges: readonly Merge[];
  readonly hiddenColumns: readonly number[];
};

/** As browsers bound them (HTML standard, §4.9.11). */
const MAX_COLSPAN = 1000;
const MAX_ROWSPAN = 65_534;

/** Takes the outermost tables of a page; a table within a cell becomes that cell's text. */
export function takeHtmlTables(page: string, tally: Tally): HtmlTable[] {
  const tables: HtmlTable[] = [];
  let table: TableBuilder | undefined;
  let depth = 0;
  walk(page, {
    open: (name, tag) => {
      if (name === 'table') {
        depth += 1;
        if (depth === 1) table = createTableBuilder(tally);
        else table?.text('\n');
      } else if (depth === 1 && name === 'tr') table?.row(/display\s*:\s*none/i.test(tag));
      else if (depth === 1 && (name === 'td' || name === 'th'))
        table?.cell(span(tag, 'colspan'), span(tag, 'rowspan'));
      else if (BREAKS.has(name)) table?.text('\n');
      else if (name === 'td' || name === 'th') table?.text('\t');
    },
    close: (name) => {
      if (name === 'table' && depth > 0) {
        depth -= 1;
        if (depth === 0 && table) {
          tables.push(table.finish());
          table = undefined;
        }
      } else if (depth === 1 && (name === 'td' || name === 'th' || name === 'tr')) table?.endCell();
      else if (PARAGRAPHS.has(name)) table?.text('\n');
    },
    text: (text) => table?.text(decodeHtmlEntities(text.replace(/[ \t\n\r\f]+/g, ' '))),
  });
  if (table) tables.push(table.finish());
  return tables;
}

const PARAGRAPHS = new Set(['p', 'div', 'li']);
const BREAKS = new Set(['br', 'tr', ...PARAGRAPHS]);
const SKIPPED = new Set(['script', 'style', 'head', 'template', 'noscript']);

type Handlers = {
  readonly open: (name: string, tag: string) => void;
  readonly close: (name: string) => void;
  readonly text: (text: string) => void;
};

function walk(page: string, on: Handlers): void {
  const tags = /<!--|<(\/?)([a-z][\w:-]*)/gi;
  let at = 0;
  for (let match = tags.exec(page); match; match = tags.exec(page)) {
    if (match.index > at) on.text(page.slice(at, match.index));
    const [, slash, written = ''] = match;
    const name = written.toLowerCase();
    const end =
      match[0] === '<!--'
        ? endOf(page, '-->', match.index)
        : endOf(page, '>', endOfAttributes(page, tags.lastIndex));
    if (slash) on.close(name);
    else if (name !== '') on.open(name, page.slice(match.index, end));
    at = !slash && SKIPPED.has(name) ? endOfElement(page, name, end) : end;
    tags.lastIndex = at;
  }
  if (at < page.length) on.text(page.slice(at));
}

function endOf(page: string, what: string, from: number): number {
  const found = page.indexOf(what, from);
  return found === -1 ? page.length : found + what.length;
}

/** A `>` within a quoted attribute does not end the tag. */
function endOfAttributes(page: string, from: number): number {
  const quoted = /[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*/y;
  quoted.lastIndex = from;
  return quoted.test(page) ? quoted.lastIndex : from;
}

function endOfElement(page: string, name: string, from: number): number {
  const closing = new RegExp(`</${name}\\b`, 'gi');
  closing.lastIndex = from;
  const found = closing.exec(page);
  return found ? endOf(page, '>', found.index) : page.length;
}

function span(tag: string, attribute: 'colspan' | 'rowspan'): number {
  const written = new RegExp(`\\b${attribute}\\s*=\\s*["']?\\s*(\\d+)`, 'i').exec(tag)?.[1];
  return Math.min(Math.max(1, Number(written ?? 1)), attribute === 'colspan' ? MAX_COLSPAN : MAX_ROWSPAN);
}

type TableBuilder = {
  readonly row: (isHidden: boolean) => void;
  readonly cell: (columns: number, rows: number) => void;
  readonly endCell: () => void;
  readonly text: (text: string) => void;
  readonly finish: () => HtmlTable;
};

function createTableBuilder(tally: Tally): TableBuilder {
  const rows: SheetRow[] = [];
  const merges: Merge[] = [];
  const used = new Set<number>();
  /** For each column, the first row that a cell from above leaves free. */
  const takenUntil: number[] = [];
  let line: Cell[] = [];
  let row = -1;
  let isRowHidden = false;
  /** Of the cell that is open or was last: where it starts, and the last column it covers. */
  let left = 0;
  let right = -1;
  let parts: string[] | undefined;

  function endCell(): void {
    if (!parts) return;
    const text = tidy(parts.join(''));
    parts = undefined;
    if (isBlank(text)) return;
    while (line.length < left) line.push(null);
    line[left] = text;
    used.add(left);
    tally.text(text.length * 2);
  }

  function endRow(): void {
    endCell();
    if (line.length === 0) return;
    tally.row(rows.length + 1, line.length);
    rows.push({ number: row + 1, hidden: isRowHidden, cells: line });
    line = [];
  }

  function startRow(isHidden: boolean): void {
    endRow();
    row += 1;
    right = -1;
    isRowHidden = isHidden;
  }

  function startCell(columns: number, height: number): void {
    endCell();
    if (row === -1) startRow(false);
    left = right + 1;
    while ((takenUntil[left] ?? 0) > row) left += 1;
    right = left + columns - 1;
    for (let covered = left; covered <= right; covered += 1) takenUntil[covered] = row + height;
    if (columns * height > 1) merges.push({ top: row, left, bottom: row + height - 1, right });
    parts = [];
  }

  return {
    row: startRow,
    cell: startCell,
    endCell,
    text: (text) => parts?.push(text),
    finish: () => {
      endRow();
      tally.column(used);
      return { rows, merges, hiddenColumns: [] };
    },
  };
}

/** Line breaks stay, spaces around them and blank lines at the ends go. */
function tidy(text: string): string {
  return text
    .replace(/ {2,}/g, ' ')
    .replace(/ ?\n[ \n]*/g, '\n')
    .replace(/^[ \n]|[ \n]$/g, '');
}

const NAMED: Readonly<Record<string, string>> = {
  nbsp: '\u00a0',
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  laquo: '«',
  raquo: '»',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  ldquo: '“',
  rdquo: '”',
  bdquo: '„',
  lsquo: '‘',
  rsquo: '’',
  numero: '№',
  euro: '€',
  copy: '©',
  reg: '®',
  times: '×',
  deg: '°',
  shy: '\u00ad',
};

/** The entities that pages of tables use; an unknown one stays as it is written. */
function decodeHtmlEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));?/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
