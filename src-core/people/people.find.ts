import type { Cell, Reading } from '../store/index.ts';
import { foldedWords } from './names.rules.ts';

/** A search as SQL: what the full-text index is asked, and what each hit must hold besides. */
export type Needle = { readonly match: string; readonly parts: readonly string[] };

/**
 * Reads what was typed: every word must occur, in any order; one and two letters at the beginning of a word, three and
 * more anywhere. A telephone number is found by its digits, however it is written. Null where nothing is asked.
 */
export function readNeedle(typed: string): Needle | null {
  const parts = [...new Set(isPhoneLike(typed) ? [phoneDigits(typed)] : foldedWords(typed))]
    .filter((word) => word !== '')
    .slice(0, 8)
    .map((word) => (word.length < 3 ? `  ${word}` : word));
  if (parts.length === 0) return null;
  // Without positions in the index a long word is asked by its trigrams, and the text itself decides.
  const trigrams = new Set(parts.flatMap((part) => trigramsOf(part.startsWith(' ') ? part.slice(-3) : part)));
  return { match: [...trigrams].map((trigram) => `"${trigram}"`).join(' AND '), parts };
}

function trigramsOf(word: string): readonly string[] {
  const letters = Array.from(word);
  return letters.slice(2).map((_, at) => letters.slice(at, at + 3).join(''));
}

function isPhoneLike(typed: string): boolean {
  return /^[\s\d+()-]+$/.test(typed) && typed.replace(/\D/g, '').length >= 4;
}

/** Only the digits; the leading 8 of a number dialled inside the country is left out. */
function phoneDigits(typed: string): string {
  const digits = typed.replace(/\D/g, '');
  return /[\s()-]|^8\d{10}$/.test(typed.trim()) && digits.startsWith('8') ? digits.slice(1) : digits;
}

const FOUND =
  'SELECT s.person, s.place FROM person_trigram t JOIN person_search s ON s.place = t.rowid WHERE t.person_trigram MATCH ?';

/** The ids of people who fit, in name order. In: at most how many. */
export function findPeople(reading: Reading, typed: string, limit: number): readonly string[] {
  const needle = readNeedle(typed);
  if (needle === null) return [];
  const { sql, parameters } = foundBy(needle);
  return reading
    .localRows<{ person: string }>(`${sql} ORDER BY t.rowid LIMIT ?`, ...parameters, limit)
    .map(({ person }) => person);
}

/** The hits as a statement that gives `person` and `place`. */
export function foundBy(needle: Needle): { readonly sql: string; readonly parameters: readonly Cell[] } {
  const held = needle.parts.map(() => ' AND instr(s.text, ?) > 0').join('');
  return { sql: FOUND + held, parameters: [needle.match, ...needle.parts] };
}
