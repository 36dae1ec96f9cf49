import { refuse } from './refusal.ts';
import type { OdsStyles } from './odsStyles.ts';
import { cellOfIso, cellOfSerial } from './serialDate.ts';
import type { Cell } from './table.ts';
import { orNull } from './tally.ts';
import type { XmlScanner } from './xml.ts';

const MAX_SPACES = 10_000;
const DAY_SECONDS = 86_400;

/** Reads the cell just opened, to its end. What the cell shows counts where it has no value of its own. */
export function readOdsCell(xml: XmlScanner, styles: OdsStyles): Cell {
  const type = xml.attribute('office:value-type') ?? 'string';
  const isError = xml.attribute('calcext:value-type') === 'error';
  const value = xml.attribute(valueAttribute(type));
  const dateKind = type === 'float' ? styles.dateKind(xml.attribute('table:style-name')) : 'none';
  const shown = readParagraphs(xml);
  if (isError && shown.trim() !== '') return { kind: 'error', code: shown.trim() };
  if (value === undefined) return orNull(shown);
  switch (type) {
    case 'float':
    case 'percentage':
    case 'currency':
      if (value.trim() === '' || Number.isNaN(Number(value))) return orNull(shown);
      // OpenDocument counts its days as the 1900 system does from its first March.
      return cellOfSerial(Number(value), dateKind, 1900);
    case 'boolean':
      return value === 'true';
    case 'date':
      return cellOfIso(value) ?? orNull(value);
    case 'time':
      return cellOfDuration(value) ?? orNull(shown);
    default:
      return orNull(value);
  }
}

function valueAttribute(type: string): string {
  if (type === 'float' || type === 'percentage' || type === 'currency') return 'office:value';
  return `office:${type}-value`;
}

/** `PT09H30M00S` is a time of day; of a day and more, an elapsed time, which is a number of days as in other formats. */
function cellOfDuration(written: string): Cell | undefined {
  const match = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?$/.exec(written);
  if (!match) return undefined;
  const [hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((part: string | undefined) => Number((part ?? '0').replace(',', '.')));
  const total = Math.round(hours * 3600 + minutes * 60 + seconds);
  if (total >= DAY_SECONDS) return total / DAY_SECONDS;
  return { kind: 'date', iso: new Date(total * 1000).toISOString().slice(11, 19) };
}

/** The paragraphs of a cell, a line each. Comments and drawings in the cell are not its text. */
function readParagraphs(xml: XmlScanner): string {
  const lines: string[] = [];
  let line: string | undefined;
  for (let token = xml.next(); token !== 'end'; token = xml.next()) {
    const element = xml.name();
    if (token === 'close') {
      if (element === 'table-cell' || element === 'covered-table-cell') break;
      if ((element === 'p' || element === 'h') && line !== undefined) {
        lines.push(line);
        line = undefined;
      }
    } else if (token === 'text') {
      if (line !== undefined) line = appendCollapsed(line, xml.text());
    } else if (element === 'p' || element === 'h') line = '';
    else if (line === undefined || element === 'annotation' || element === 'ruby-text') xml.skip();
    else line += specialText(xml, element);
  }
  return lines.join('\n');
}

/** White space counts as one space, and as none at the start of a paragraph (ODF 1.3 part 3, §6.1.2). */
function appendCollapsed(line: string, text: string): string {
  const collapsed = text.replace(/[ \t\n\r]+/g, ' ');
  return collapsed.startsWith(' ') && (line === '' || /[\n]$/.test(line))
    ? line + collapsed.slice(1)
    : line + collapsed;
}

function specialText(xml: XmlScanner, element: string): string {
  if (element === 'tab') return '\t';
  if (element === 'line-break') return '\n';
  if (element !== 's') return '';
  const count = Number(xml.attribute('text:c') ?? 1);
  return Number.isInteger(count) && count >= 0 && count <= MAX_SPACES ? ' '.repeat(count) : refuse('damaged');
}
