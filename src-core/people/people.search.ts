import type { Cell, LocalTables } from '../store/index.ts';
import { foldedWords, sortKey } from './names.rules.ts';

/**
 * The search tables. `person_search` keeps one line for each living person, numbered (`place`) in name order with gaps, and
 * the full-text index over it uses the same numbers, so that the index itself yields people in name order and a search
 * stops after its first fifty. Both are local: they can be thrown away and built again.
 */
type Named = Readonly<Record<string, Cell>>;

/** Gaps between neighbours: 2^20 people may be put between any two, and 2^33 people have room. */
const STEP = 2 ** 20;

/** Words for the search: two spaces before each, so that a word's first one and two letters are trigrams too. */
function searchText(row: Named): string {
  const digits = (text: Cell | undefined) => String(text ?? '').replace(/\D/g, '');
  const names = [
    row['family_name'],
    row['given_name'],
    row['patronymic'],
    row['study_group'],
    row['student_card_no'],
  ];
  const words = [
    ...foldedWords(names.filter((part) => part !== null && part !== undefined).join(' ')),
    ...foldedWords(String(row['telegram'] ?? '')),
    digits(row['phone']),
  ];
  return words
    .filter((word) => word !== '')
    .map((word) => `  ${word}`)
    .join('');
}

function nameKey(row: Named): string {
  const text = (cell: Cell | undefined) => (typeof cell === 'string' ? cell : null);
  return sortKey(text(row['family_name']), text(row['given_name']), text(row['patronymic']));
}

/** Keeps the search in step with one written person; it is `after` of the person table. */
export function followPerson(
  local: LocalTables,
  written: { readonly id: string; readonly row: Named; readonly isNew: boolean },
): void {
  const { id, row, isNew } = written;
  const [old] = isNew
    ? []
    : local.all<{ place: number; sort_key: string; text: string }>(
        'SELECT place, sort_key, text FROM person_search WHERE person = ?',
        id,
      );
  if (row['deleted_at'] !== null) {
    if (old) remove(local, old.place);
    return;
  }
  const key = nameKey(row);
  const text = searchText(row);
  if (old?.sort_key === key && old.text === text) return;
  if (old) remove(local, old.place);
  const place = old?.sort_key === key ? old.place : freePlace(local, key);
  insert(local, { place, person: id, sort_key: key, text });
}

type Line = {
  readonly place: number;
  readonly person: string;
  readonly sort_key: string;
  readonly text: string;
};

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

/** A number between the neighbours in name order. Where the gap is used up, everybody gets a new number first. */
function freePlace(local: LocalTables, key: string): number {
  const before = () =>
    local.all<{ place: number }>(
      'SELECT place FROM person_search WHERE sort_key <= ? ORDER BY sort_key DESC, place DESC LIMIT 1',
      key,
    )[0]?.place;
  const after = () =>
    local.all<{ place: number }>(
      'SELECT place FROM person_search WHERE sort_key > ? ORDER BY sort_key, place LIMIT 1',
      key,
    )[0]?.place;
  const between = (low = 0, high = low + 2 * STEP): number => Math.floor((low + high) / 2);
  const [low, high] = [before(), after()];
  if (high === undefined || high - (low ?? 0) > 1) return between(low, high);
  renumber(local);
  return between(before(), after());
}

/** Numbers everybody anew in name order and rebuilds the full-text index. */
function renumber(local: LocalTables): void {
  const lines = local.all<Line>(
    'SELECT place, person, sort_key, text FROM person_search ORDER BY sort_key, place',
  );
  replaceAll(local, lines);
}

function replaceAll(local: LocalTables, lines: readonly Omit<Line, 'place'>[]): void {
  local.run('DELETE FROM person_search');
  local.run("INSERT INTO person_trigram (person_trigram) VALUES ('delete-all')");
  for (const [index, line] of lines.entries()) insert(local, { ...line, place: (index + 1) * STEP });
}

/** Builds the search anew from the people themselves: after a restore, or when the rules of folding have changed. */
export function rebuildSearch(local: LocalTables): void {
  const people = local.all<Named & { id: string }>('SELECT * FROM person WHERE deleted_at IS NULL');
  const lines = people.map((row) => ({ person: row.id, sort_key: nameKey(row), text: searchText(row) }));
  replaceAll(
    local,
    lines.toSorted((a, b) => (a.sort_key < b.sort_key ? -1 : Number(a.sort_key > b.sort_key))),
  );
}
