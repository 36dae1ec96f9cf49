import type { Cell, LocalTables, WrittenRow } from '../store/index.ts';
import { foldedWords, sortKey } from './names.rules.ts';

/**
 * The search tables. `person_search` keeps one line for each living person, numbered (`place`) in name order with gaps, and
 * the full-text index over it uses the same numbers, so that the index itself yields people in name order and a search
 * stops after its first fifty. Both are local: they can be thrown away and built again.
 */
type Named = Readonly<Record<string, Cell>>;

/** Gaps between neighbours: numbers stay exact up to 2^53, so eight million people have room. */
const STEP = 2 ** 30;

/** Words for the search: two spaces before each, so that a word's first one and two letters are trigrams too. */
function searchText(row: Named): string {
  let text = '';
  for (const field of SEARCHED) {
    const cell = row[field];
    if (typeof cell === 'string') for (const word of foldedWords(cell)) text += `  ${word}`;
  }
  const phone = row['phone'];
  return typeof phone === 'string' ? `${text}  ${phone.slice(1)}` : text;
}

const SEARCHED = [
  'family_name',
  'given_name',
  'patronymic',
  'study_group',
  'student_card_no',
  'telegram',
] as const;

function nameKey(row: Named): string {
  const text = (cell: Cell | undefined) => (typeof cell === 'string' ? cell : null);
  return sortKey(text(row['family_name']), text(row['given_name']), text(row['patronymic']));
}

/** Keeps the search in step with written people; it is `afterAll` of the person table. */
export function followPeople(local: LocalTables, written: readonly WrittenRow[]): void {
  const kept: Line[] = [];
  const unplaced: Unplaced[] = [];
  const emptied: number[] = [];
  for (const { id, row, isNew } of written) {
    const old = isNew ? undefined : lineOf(local, id);
    const isGone = row['deleted_at'] !== null;
    const line = { person: id, sort_key: nameKey(row), text: searchText(row) };
    if (old && !isGone && old.sort_key === line.sort_key && old.text === line.text) continue;
    if (old) emptied.push(old.place);
    if (isGone) continue;
    if (old?.sort_key === line.sort_key) kept.push({ ...line, place: old.place });
    else unplaced.push(line);
  }
  // The full-text index takes rising numbers from memory; a number below the last one makes it write to disk first.
  for (const place of emptied.toSorted((a, b) => a - b)) remove(local, place);
  const placed = [...kept, ...findPlaces(local, unplaced)];
  for (const line of placed.toSorted((a, b) => a.place - b.place)) insert(local, line);
}

type Unplaced = { readonly person: string; readonly sort_key: string; readonly text: string };
type Line = Unplaced & { readonly place: number };

function lineOf(local: LocalTables, person: string): Pick<Line, 'place' | 'sort_key' | 'text'> | undefined {
  return local.all<Line>('SELECT place, sort_key, text FROM person_search WHERE person = ?', person)[0];
}

function insert(local: LocalTables, { place, person, sort_key, text }: Line): void {
  local.run(
    'INSERT INTO person_search (place, person, sort_key, text) VALUES (?, ?, ?, ?)',
    place,
    person,
    sort_key,
    text,
  );
  local.run('INSERT INTO person_trigram (rowid, text) VALUES (?, ?)', place, text);
}

function remove(local: LocalTables, place: number): void {
  local.run('DELETE FROM person_search WHERE place = ?', place);
  local.run('DELETE FROM person_trigram WHERE rowid = ?', place);
}

/** Numbers between those of the neighbours in name order. Where a gap is used up, everybody gets a new number first. */
function findPlaces(local: LocalTables, lines: readonly Unplaced[]): readonly Line[] {
  const sorted = lines.toSorted(byKey);
  const placed: Line[] = [];
  for (let at = 0; at < sorted.length;) {
    const [low, high] = neighbours(local, sorted[at]?.sort_key ?? '');
    const end =
      high === null
        ? sorted.length
        : sorted.findIndex(({ sort_key }, index) => index > at && sort_key >= high.sort_key);
    const run = sorted.slice(at, end < 0 ? sorted.length : end);
    const step = high === null ? STEP : Math.floor((high.place - low) / (run.length + 1));
    if (step < 1) {
      renumber(local);
      return findPlaces(local, lines);
    }
    run.forEach((line, index) => placed.push({ ...line, place: low + step * (index + 1) }));
    at += run.length;
  }
  return placed;
}

function byKey(a: Unplaced, b: Unplaced): number {
  return a.sort_key < b.sort_key ? -1 : Number(a.sort_key > b.sort_key);
}

type Neighbour = { readonly place: number; readonly sort_key: string };

/** The last number at or before a name (0 where it is the first), and the next line after it. */
function neighbours(local: LocalTables, key: string): readonly [low: number, high: Neighbour | null] {
  const [before] = local.all<Neighbour>(
    'SELECT place, sort_key FROM person_search WHERE sort_key <= ? ORDER BY sort_key DESC, place DESC LIMIT 1',
    key,
  );
  const [after] = local.all<Neighbour>(
    'SELECT place, sort_key FROM person_search WHERE sort_key > ? ORDER BY sort_key, place LIMIT 1',
    key,
  );
  return [before?.place ?? 0, after ?? null];
}

/** Numbers everybody anew in name order and rebuilds the full-text index. */
function renumber(local: LocalTables): void {
  replaceAll(
    local,
    local.all<Line>('SELECT person, sort_key, text FROM person_search ORDER BY sort_key, place'),
  );
}

function replaceAll(local: LocalTables, lines: readonly Unplaced[]): void {
  local.run('DELETE FROM person_search');
  local.run("INSERT INTO person_trigram (person_trigram) VALUES ('delete-all')");
  for (const [index, line] of lines.entries()) insert(local, { ...line, place: (index + 1) * STEP });
}

/** Builds the search anew from the people themselves: after a restore, or when the rules of folding have changed. */
export function rebuildSearch(local: LocalTables): void {
  const people = local.all<Named & { id: string }>('SELECT * FROM person WHERE deleted_at IS NULL');
  const lines = people.map((row) => ({ person: row.id, sort_key: nameKey(row), text: searchText(row) }));
  replaceAll(local, lines.toSorted(byKey));
}
