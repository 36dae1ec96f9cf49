/** What each column of a table is taken for, by its header and by its values. */
import type { Cell } from '../../documents/workbook/workbook.ts';
import type { TargetField } from './fields.rules.ts';
import { fieldOfLevels, foldHeader, isNameField } from './headers.rules.ts';
import type { ColumnGuess } from './plan.ts';
import { fieldsOfValues } from './values.rules.ts';

type Column = { readonly header: string; readonly sample: readonly Cell[] };

const UNKNOWN: ColumnGuess = { field: 'ignore', confidence: 0, reason: 'unknown' };
/** Fields whose values give them away, whatever the header says. */
const TELLING: ReadonlySet<TargetField> = new Set<TargetField>(['email', 'telegram', 'phone', 'iin']);
/** Values that fit a field although they look like another: a guardian's phone is a phone, a name of one word is a family name. */
const COMPATIBLE: Readonly<Partial<Record<TargetField, readonly TargetField[]>>> = {
  guardian_phone: ['phone'],
  guardian_name: ['full_name', 'family_name'],
  family_name: ['family_name', 'full_name'],
  given_name: ['family_name', 'full_name'],
  full_name: ['full_name', 'family_name'],
};

/** A guess for every column, in order; no field is guessed twice. */
export function guessColumns(columns: readonly Column[]): readonly ColumnGuess[] {
  const guesses = columns.map(guessColumn);
  return onePerField(settleNames(columns, withSomeName(columns, guesses)));
}

/** Where no header speaks of names, the column whose values look most like names is taken for them. */
function withSomeName(columns: readonly Column[], guesses: readonly ColumnGuess[]): readonly ColumnGuess[] {
  if (guesses.some(({ field }) => isNameField(field))) return guesses;
  const shares = columns.map(({ sample }, at) =>
    guesses[at]?.field === 'ignore' && guesses[at].reason === 'unknown'
      ? (fieldsOfValues(sample).find(({ field }) => field === 'full_name')?.share ?? 0)
      : 0,
  );
  const best = shares.indexOf(Math.max(...shares));
  const share = shares[best] ?? 0;
  if (share < 0.7) return guesses;
  return guesses.map((guess, at) =>
    at === best ? { field: 'full_name' as const, confidence: share * 0.5, reason: 'values' as const } : guess,
  );
}

function guessColumn({ header, sample }: Column): ColumnGuess {
  const named = fieldOfLevels(header);
  const [best] = fieldsOfValues(sample);
  if (named === 'ignore') return { field: 'ignore', confidence: 0.9, reason: 'header' };
  if (named === null) return best === undefined ? UNKNOWN : byValues(header, best.field, best.share);
  if (best === undefined) return { field: named, confidence: 0.7, reason: 'header' };
  const fits = best.field === named || (COMPATIBLE[named] ?? []).includes(best.field);
  if (fits) return { field: named, confidence: 0.95, reason: 'header-and-values' };
  const contradicts =
    TELLING.has(best.field) && best.share >= 0.8 && (TELLING.has(named) || isNameField(named));
  return contradicts
    ? { field: best.field, confidence: best.share * 0.7, reason: 'values' }
    : { field: named, confidence: 0.8, reason: 'header' };
}

/** Under a header that we do not know only telling values count; without a header the others do too. */
function byValues(header: string, field: TargetField, share: number): ColumnGuess {
  const isTelling = TELLING.has(field);
  if (share < (isTelling ? 0.6 : 0.7) || (!isTelling && header !== '')) return UNKNOWN;
  return { field, confidence: share * 0.7, reason: 'values' };
}

/** Names come whole or in parts: «Имя» beside «Фамилия» is the given name, «Имя» alone with several words the whole name. */
function settleNames(columns: readonly Column[], guesses: readonly ColumnGuess[]): readonly ColumnGuess[] {
  const has = (field: TargetField) => guesses.some((guess) => guess.field === field);
  const [hasFamily, hasGiven] = [has('family_name'), has('given_name')];
  return guesses.map((guess, at) => {
    const column = columns[at];
    if (!column) return guess;
    if (guess.field === 'full_name' && hasFamily) {
      return hasGiven || !/^name$|^имя$/.test(foldHeader(column.header))
        ? { ...UNKNOWN }
        : { ...guess, field: 'given_name' };
    }
    if (
      guess.field === 'given_name' &&
      !hasFamily &&
      !has('full_name') &&
      isMostlySeveralWords(column.sample)
    )
      return { ...guess, field: 'full_name' };
    if (
      guess.field === 'family_name' &&
      !hasGiven &&
      !has('full_name') &&
      isMostlySeveralWords(column.sample)
    )
      return { ...guess, field: 'full_name' };
    return guess;
  });
}

function isMostlySeveralWords(sample: readonly Cell[]): boolean {
  const several = sample.filter((cell) => typeof cell === 'string' && /\p{L}[.\s]+\p{L}/u.test(cell.trim()));
  return several.length * 2 > sample.length;
}

function onePerField(guesses: readonly ColumnGuess[]): readonly ColumnGuess[] {
  const best = new Map<TargetField, number>();
  guesses.forEach(({ field, confidence }, at) => {
    const held = best.get(field);
    if (held === undefined || confidence > (guesses[held]?.confidence ?? 0)) best.set(field, at);
  });
  return guesses.map((guess, at) =>
    guess.field === 'ignore' || best.get(guess.field) === at ? guess : UNKNOWN,
  );
}
