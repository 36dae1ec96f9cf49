import type { Inputs } from '../../../api/shapes.ts';
import type { Mapping, TableMapping } from '../../../../src-core/people/import/plan.ts';
import type { TargetField } from '../../../../src-core/people/import/fields.rules.ts';

/** The mapping with something changed about one table. */
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

/** The mapping as the desk takes it. */
export const sendable = (mapping: Mapping): Inputs['imports']['setMapping']['mapping'] => ({
  kind: mapping.kind,
  tables: mapping.tables.map((table) => ({ ...table, columns: { ...table.columns } })),
});
