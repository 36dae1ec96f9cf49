import { NativeSelect } from '@mantine/core';
import { TARGET_FIELDS, type TargetField } from '../../../../src-core/people/import/fields.rules.ts';
import type { FoundColumn, FoundTable, TableMapping } from '../../../../src-core/people/import/plan.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { peopleTexts } from '../../people/people.texts.ts';
import styles from '../imports.module.css';
import { importTexts } from '../imports.texts.ts';
import { mapColumn } from './mapping.ts';

type Props = {
  readonly table: FoundTable;
  readonly mapping: TableMapping;
  readonly lines: FoundTable['preview'];
  readonly onChange: (patch: Partial<TableMapping>) => void;
};

const REASONS = {
  header: 'r_header',
  'header-and-values': 'r_header_and_values',
  values: 'r_values',
  remembered: 'r_remembered',
  chosen: 'r_chosen',
  unknown: 'r_unknown',
} as const;

/** The table as it looks in the spreadsheet, with the meaning of each column on top. */
export const SheetGrid = ({ table, mapping, lines, onChange }: Props) => {
  const t = useTexts(importTexts);
  const people = useTexts(peopleTexts);
  const nameOf = (field: TargetField): string =>
    field === 'full_name' || field === 'ignore' ? t(`t_${field}`) : people(`f_${field}`);
  const choices = TARGET_FIELDS.map((field) => ({ value: field, label: nameOf(field) }));
  const fieldOf = (column: FoundColumn): TargetField => mapping.columns[column.letter] ?? 'ignore';
  const reasonOf = (column: FoundColumn): string =>
    fieldOf(column) === column.guess.field ? t(REASONS[column.guess.reason]) : t('r_chosen');
  const headers = new Set(table.headerRows);
  return (
    <div className={styles.sheet} role="region" aria-label={table.sheet} tabIndex={0}>
      <table>
        <thead>
          <tr className={styles.meanings}>
            <td className={styles.corner} />
            {table.columns.map((column) => (
              <th key={column.letter} scope="col" data-ignored={fieldOf(column) === 'ignore' || undefined}>
                <NativeSelect
                  size="xs"
                  aria-label={`${t('column', { letter: column.letter })}: ${column.header}`}
                  data={choices}
                  value={fieldOf(column)}
                  onChange={(event) => {
                    const field = TARGET_FIELDS.find((known) => known === event.currentTarget.value);
                    if (field !== undefined)
                      onChange({ columns: mapColumn(mapping, column.letter, field).columns });
                  }}
                />
                <span
                  className={styles.reason}
                  data-unknown={
                    (column.guess.reason === 'unknown' && fieldOf(column) === 'ignore') || undefined
                  }
                >
                  {reasonOf(column)}
                </span>
              </th>
            ))}
          </tr>
          <tr className={styles.letters}>
            <td className={styles.corner} />
            {table.columns.map((column) => (
              <th key={column.letter} scope="col">
                {column.letter}
                {column.hidden && <span className={styles.quiet}> {t('hiddenColumn')}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.row} data-header={headers.has(line.row) || undefined}>
              <th scope="row">{line.row}</th>
              {table.columns.map((column) => (
                <td
                  key={column.letter}
                  data-ignored={fieldOf(column) === 'ignore' || undefined}
                  title={line.cells[column.letter]}
                >
                  {line.cells[column.letter] ?? ''}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
