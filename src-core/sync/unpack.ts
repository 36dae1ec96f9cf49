import { readingOf, readLexicon, textOf } from './lexicon.ts';
import { LAST, lastWritings, momentAfter, patchText } from './pack.ts';
import type { Packed } from './pack.ts';
import type { ForeignBatch } from './wire.ts';

type Lexicon = ReturnType<typeof readLexicon>;
type Group = Packed['groups'][number];

/** A change of a group before its bases are known. */
type Draft = {
  readonly hlc: string;
  readonly row: string;
  readonly columns: readonly string[];
  /** By column; null for an insert. */
  readonly bases: readonly number[] | null;
  readonly change: Record<string, unknown>;
};

/** More columns than any table has; with it a small message cannot ask for a large answer. */
const MOST_COLUMNS = 200;

/**
 * Takes a packed batch apart; undefined where its columns are not of one length. Numbers that name nothing become empty texts, and
 * whoever judges the changes refuses those.
 */
export function unpack(packed: Packed): ForeignBatch | undefined {
  if (!packed.groups.every(isWhole)) return undefined;
  const lexicon = readLexicon(packed);
  const drafts = packed.groups.flatMap((group) => draftsOf(group, lexicon));
  const last = lastWritings();
  for (const { hlc, row, columns, bases, change } of drafts.toSorted((a, b) => (a.hlc < b.hlc ? -1 : 1))) {
    if (bases === null) {
      last.inserted(row, hlc);
      continue;
    }
    const clocks = columns.map((column, at) => {
      const number = bases[at] ?? -1;
      return number === LAST ? (last.of(row, column) ?? '') : lexicon.clock(number - 1);
    });
    change['base'] = patchText(columns, clocks);
    for (const column of columns) last.written(row, column, hlc);
  }
  return {
    changes: [...drafts.map(({ change }) => change), ...packed.odd],
    actions: actionsOf(packed.actions, lexicon),
  };
}

function isWhole({ ms, columns, values, bases, isInsert, ...group }: Group): boolean {
  const single = [group.counter, group.node, group.tx, group.actor, group.row, group.schema];
  return (
    columns.length <= MOST_COLUMNS &&
    values.length === columns.length &&
    bases.length === (isInsert ? 0 : columns.length) &&
    [...single, ...values, ...bases].every(({ length }) => length === ms.length)
  );
}

function draftsOf(group: Group, lexicon: Lexicon): Draft[] {
  let ms = 0;
  return group.ms.map((difference, at) => {
    ms += difference;
    const node = lexicon.word(group.node[at] ?? -1);
    const hlc = textOf({ ms, counter: group.counter[at] ?? 0, node });
    const row = lexicon.id(group.row[at] ?? -1);
    const values = group.values.map((ofColumn) => ofColumn[at] ?? null);
    return {
      hlc,
      row,
      columns: group.columns,
      bases: group.isInsert ? null : group.bases.map((ofColumn) => ofColumn[at] ?? -1),
      change: {
        hlc,
        tx: lexicon.clock(group.tx[at] ?? -1),
        node,
        actor: lexicon.word(group.actor[at] ?? -1),
        table_name: lexicon.word(group.table),
        row_id: row,
        kind: group.isInsert ? 'insert' : 'update',
        patch: patchText(group.columns, values),
        base: null,
        schema: group.schema[at] ?? -1,
      },
    };
  });
}

function actionsOf(actions: Packed['actions'], lexicon: Lexicon): readonly unknown[] {
  return actions.id.map((number, at) => {
    const id = lexicon.clock(number);
    const moment = actions.at[at] ?? '';
    const undoes = actions.undoes[at] ?? 0;
    return {
      id,
      name: lexicon.word(actions.name[at] ?? -1),
      actor: lexicon.word(actions.actor[at] ?? -1),
      node: lexicon.word(actions.node[at] ?? -1),
      at: typeof moment === 'string' ? moment : momentAfter(readingOf(id).ms, moment),
      undoes: undoes === 0 ? null : lexicon.clock(undoes - 1),
    };
  });
}
