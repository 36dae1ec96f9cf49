import { z } from 'zod';
import type { Action, Cell, Change, TableDef } from '../store/index.ts';

/** A change as it travels: everything but its local number. */
export type SentChange = Omit<Change, 'seq'>;

/** What one node hands to another: changes, and for each of their transactions who did it, by which procedure, when. */
export type Batch = { readonly changes: readonly SentChange[]; readonly actions: readonly Action[] };

/** The same as it comes from outside, before anything in it has been judged. */
export type ForeignBatch = { readonly changes: readonly unknown[]; readonly actions: readonly unknown[] };

/** Why a change is kept aside instead of being applied. */
const KEPT_REASONS = [
  /** Written by a newer program: waits for the update. */
  'newer',
  /** Names a table or column that this program, though no older, does not know. */
  'foreign',
  /** Its row has not arrived yet. */
  'rowMissing',
  /** Its clock is further ahead than a laptop's clock may be wrong. */
  'clockAhead',
  /** It would change what is written once. */
  'insertOnly',
  /** Its values do not fit their columns, or it is no change at all. */
  'invalid',
  /** Its row takes what belongs to another row, such as a person's code. */
  'clash',
  /** Another change has the same id: two laptops write under one name. */
  'twin',
  /** A value that the relay carried sealed cannot be opened: the key is not here, or the text was touched. */
  'locked',
  /** Brought by a laptop that was shut out; people decide. */
  'revoked',
] as const;
export type KeptReason = (typeof KEPT_REASONS)[number];

const READING = /^[0-9a-z]{9}-[0-9a-z]{4}-[0-9a-z]{8}$/;
const reading = z.string().regex(READING);
/** PostgreSQL's texts hold neither; nobody writes one into a name. */
const isPlain = (text: string): boolean => text.isWellFormed() && !text.includes('\0');
const word = z.string().min(1).max(100).refine(isPlain);
/** Characters of one change's values: the longest row is the list of a draw among a hundred thousand. */
const LONGEST_PATCH = 16_000_000;

const actionShape = z.strictObject({
  id: reading,
  name: word,
  actor: word,
  node: z.string().regex(/^[0-9a-z]{8}$/),
  at: word,
  undoes: reading.nullable(),
}) satisfies z.ZodType<Action>;

/** The action that came, or undefined where it is none. */
export function readAction(sent: unknown): Action | undefined {
  return actionShape.safeParse(sent).data;
}

const isWord = (value: unknown): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= 100 && isPlain(value);

/** Whether what came over the network has a change's form; its values are judged by its table. By hand: it runs for every change. */
export function isSentChange(sent: unknown): sent is SentChange {
  if (typeof sent !== 'object' || sent === null) return false;
  const { hlc, tx, node, actor, table_name, row_id, kind, patch, base, schema } = sent as Record<
    string,
    unknown
  >;
  return (
    typeof hlc === 'string' &&
    READING.test(hlc) &&
    typeof tx === 'string' &&
    READING.test(tx) &&
    typeof node === 'string' &&
    hlc.endsWith(`-${node}`) &&
    node.length === 8 &&
    isWord(actor) &&
    isWord(table_name) &&
    isWord(row_id) &&
    (kind === 'insert' ? base === null : kind === 'update' && typeof base === 'string') &&
    typeof patch === 'string' &&
    patch.length <= LONGEST_PATCH &&
    Number.isSafeInteger(schema)
  );
}

/** What was kept aside, as it came. */
export function readKept(lines: readonly { readonly change: string }[]): readonly SentChange[] {
  return lines.flatMap(({ change }) => {
    const sent: unknown = JSON.parse(change);
    return isSentChange(sent) ? [sent] : [];
  });
}

/** A change whose values have been read and fit their columns. */
export type ReadChange = {
  readonly sent: SentChange;
  /** Its place in the batch. */
  readonly at: number;
  /** An insert has every column of its row. */
  readonly values: Record<string, Cell>;
  readonly base: Readonly<Record<string, string>> | null;
};

const columnSets = new WeakMap<TableDef, ReadonlySet<string>>();

/** Reads the values of the change that stands `at` this place in its batch; out: the reason where they do not fit its table. */
export function readChange(
  table: TableDef,
  sent: SentChange,
  at: number,
  ownSchema: number,
): ReadChange | KeptReason {
  let known = columnSets.get(table);
  if (!known) columnSets.set(table, (known = new Set(table.columnNames)));
  try {
    const patch = cellsIn(sent.patch);
    if (patch === undefined) return 'invalid';
    for (const column of Object.keys(patch))
      if (!known.has(column)) return sent.schema > ownSchema ? 'newer' : 'foreign';
    if (sent.base === null) return { sent, at, values: table.checkRow(patch), base: null };
    const base = JSON.parse(sent.base) as Record<string, string>;
    for (const column of Object.keys(patch))
      if (!Object.hasOwn(base, column) || typeof base[column] !== 'string') return 'invalid';
    return { sent, at, values: table.checkPatch(patch) as Record<string, Cell>, base };
  } catch {
    // A ZodError or unreadable JSON; a newer program may well allow what this one does not.
    return sent.schema > ownSchema ? 'newer' : 'invalid';
  }
}

function cellsIn(json: string): Record<string, Cell> | undefined {
  const parsed: unknown = JSON.parse(json);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return undefined;
  return parsed as Record<string, Cell>;
}
