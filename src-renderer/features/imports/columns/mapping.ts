import type { Analysis, FoundTable, Mapping, TableMapping } from '../../../../src-core/people/import/plan.ts';
import type { TargetField } from '../../../../src-core/people/import/fields.rules.ts';

/** How a table is read as long as nobody says otherwise. */
const proposalOf = (table: FoundTable): TableMapping => ({
  table: table.id,
  use: table.use,
  columns: Object.fromEntries(table.columns.map(({ letter, guess }) => [letter, guess.field])),
  dateOrder: table.columns.find(({ dateOrder }) => dateOrder !== null)?.dateOrder ?? null,
  nameOrder: table.nameOrder,
  group: table.group,
});

/** The proposal for a whole file. */
export const proposeMapping = (analysis: Analysis): Mapping => ({
  tables: analysis.tables.map(proposalOf),
  kind: 'student',
});

export const changeTable = (mapping: Mapping, table: string, patch: Partial<TableMapping>): Mapping => ({
  ...mapping,
  tables: mapping.tables.map((known) => (known.table === table ? { ...known, ...patch } : known)),
});

/** Gives a column another meaning. A field of the card has one column only: the other one lets it go. */
export const mapColumn = (mapping: TableMapping, letter: string, field: TargetField): TableMapping => ({
  ...mapping,
  columns: Object.fromEntries([
    ...Object.entries(mapping.columns).map(([known, held]): [string, TargetField] => [
      known,
      known !== letter && held === field && field !== 'ignore' ? 'ignore' : held,
    ]),
    [letter, field],
  ]),
});

const NAMES: readonly TargetField[] = ['full_name', 'family_name', 'given_name'];

/** Whether at least one table is taken in, and each of those says how people are called. */
export const isReadable = (mapping: Mapping): boolean => {
  const used = mapping.tables.filter(({ use }) => use);
  return (
    used.length > 0 &&
    used.every(({ columns }) => Object.values(columns).some((field) => NAMES.includes(field)))
  );
};
