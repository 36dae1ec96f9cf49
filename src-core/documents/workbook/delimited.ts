import type { Cell, SheetRow } from './table.ts';
import { orNull, type Tally } from './tally.ts';

const QUOTE = '"';

/**
 * Splits delimited text (RFC 4180, with any line end) into rows of text cells. A quote opens a quoted field only at the field's
 * start; one in the middle of a field is a character like any other, as in `5" disk`.
 */
export function readDelimited(text: string, delimiter: string, tally: Tally): SheetRow[] {
  const rows: SheetRow[] = [];
  const used = new Set<number>();
  let at = 0;
  for (let number = 1; at < text.length; number += 1) {
    const line: Cell[] = [];
    at = readRecord(text, at, delimiter, line);
    while (line.length > 0 && line.at(-1) === null) line.pop();
    if (line.length === 0) continue;
    line.forEach((cell, column) => cell !== null && used.add(column));
    rows.push({ number, hidden: false, cells: line });
    tally.row(rows.length, line.length);
    if (rows.length % 5000 === 0) tally.stopIfAborted();
  }
  tally.column(used);
  return rows;
}

/** Reads one record into `line` and gives the position behind its line end. */
function readRecord(text: string, start: number, delimiter: string, line: Cell[]): number {
  let at = start;
  for (;;) {
    const field = text[at] === QUOTE ? readQuoted(text, at, delimiter) : undefined;
    const end = field?.end ?? endOfField(text, at, delimiter);
    line.push(orNull(field?.value ?? text.slice(at, end)));
    if (end >= text.length) return end;
    if (text[end] === delimiter) at = end + 1;
    else return text[end] === '\r' && text[end + 1] === '\n' ? end + 2 : end + 1;
  }
}

function endOfField(text: string, start: number, delimiter: string): number {
  let at = start;
  while (at < text.length) {
    const letter = text[at];
    if (letter === delimiter || letter === '\n' || letter === '\r') return at;
    at += 1;
  }
  return at;
}

/** A quoted field; undefined where its quote never closes properly, so that a stray quote does not swallow the rest of the file. */
function readQuoted(
  text: string,
  start: number,
  delimiter: string,
): { value: string; end: number } | undefined {
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf(QUOTE, at);
    if (quote === -1) return undefined;
    if (text[quote + 1] === QUOTE) {
      at = quote + 2;
      continue;
    }
    let end = quote + 1;
    while (text[end] === ' ') end += 1;
    const letter = text[end];
    if (letter !== undefined && letter !== delimiter && letter !== '\n' && letter !== '\r') return undefined;
    const value = text
      .slice(start + 1, quote)
      .replaceAll('""', QUOTE)
      .replace(/\r\n?/g, '\n');
    return { value, end };
  }
}

const DELIMITERS = [';', ',', '\t', '|'];
const SAMPLE_CHARACTERS = 64 * 1024;
const SAMPLE_ROWS = 200;

/**
 * Guesses the delimiter from the first rows: the one that splits most of them into the same number of columns. A decimal comma
 * or a comma within text splits unevenly, a delimiter evenly.
 */
export function guessDelimiter(text: string): string {
  const sample = text.slice(0, SAMPLE_CHARACTERS);
  let best = ',';
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    const score = evenness(sample, delimiter);
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

function evenness(sample: string, delimiter: string): number {
  const widths = new Map<number, number>();
  let rows = 0;
  let at = 0;
  while (at < sample.length && rows < SAMPLE_ROWS) {
    const line: Cell[] = [];
    at = readRecord(sample, at, delimiter, line);
    // The sample may end within a row.
    if (at >= sample.length && sample.length === SAMPLE_CHARACTERS && rows > 0) break;
    if (line.every((cell) => cell === null)) continue;
    rows += 1;
    widths.set(line.length, (widths.get(line.length) ?? 0) + 1);
  }
  let score = 0;
  for (const [width, count] of widths) {
    if (width > 1)
      score = Math.max(score, (count / rows) * (1 + Math.min(width, 40) / 100) + (count === rows ? 0.2 : 0));
  }
  return score;
}
