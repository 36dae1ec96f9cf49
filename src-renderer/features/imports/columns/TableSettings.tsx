import { Group, Select } from '@mantine/core';
import type { FoundTable, GroupSource, TableMapping } from '../../../../src-core/people/import/plan.ts';
import { PERSON_KINDS, type PersonKind } from '../../../../src-core/people/people.rules.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { peopleTexts } from '../../people/people.texts.ts';
import styles from '../imports.module.css';
import { importTexts } from '../imports.texts.ts';

type Props = {
  readonly table: FoundTable;
  readonly mapping: TableMapping;
  readonly kind: PersonKind;
  readonly onHeader: (row: number | null) => void;
  readonly onKind: (kind: PersonKind) => void;
  readonly onChange: (patch: Partial<TableMapping>) => void;
};

/** What cannot be said of one column: the header's row, the order of names and dates, where the group comes from. */
export const TableSettings = ({ table, mapping, kind, onHeader, onKind, onChange }: Props) => {
  const t = useTexts(importTexts);
  const people = useTexts(peopleTexts);
  const has = (field: string): boolean => Object.values(mapping.columns).some((held) => held === field);
  const header = mapping.headerRow === undefined ? (table.headerRows.at(-1) ?? null) : mapping.headerRow;
  const first = Math.max(1, Math.min(table.headerRows[0] ?? table.firstRow, table.firstRow) - 3);
  const headerChoices = Array.from({ length: 10 }, (_, index) => first + index).map((row) => ({
    value: String(row),
    label: t('rowNumber', { row }),
  }));
  return (
    <>
      <Group align="flex-end" gap="sm" className={styles.settings}>
        <Select
          label={t('headerRow')}
          w={170}
          data={[{ value: '', label: t('noHeader') }, ...headerChoices]}
          value={header === null ? '' : String(header)}
          onChange={(row) => onHeader(row === null || row === '' ? null : Number(row))}
        />
        {has('full_name') && (
          <Select
            label={t('nameOrder')}
            w={190}
            data={[
              { value: 'family-first', label: t('familyFirst') },
              { value: 'given-first', label: t('givenFirst') },
            ]}
            value={mapping.nameOrder}
            onChange={(order) =>
              onChange({ nameOrder: order === 'given-first' ? 'given-first' : 'family-first' })
            }
          />
        )}
        {has('birth_date') && (
          <Select
            label={t('dateOrder')}
            w={220}
            data={[
              { value: 'dmy', label: t('dmy') },
              { value: 'mdy', label: t('mdy') },
            ]}
            value={mapping.dateOrder ?? 'dmy'}
            onChange={(order) => onChange({ dateOrder: order === 'mdy' ? 'mdy' : 'dmy' })}
          />
        )}
        <GroupChoice table={table} group={mapping.group} onGroup={(group) => onChange({ group })} />
        <Select
          label={t('kindOfAll')}
          w={170}
          data={PERSON_KINDS.map((value) => ({ value, label: people(`k_${value}`) }))}
          value={kind}
          onChange={(value) => onKind(PERSON_KINDS.find((known) => known === value) ?? kind)}
        />
      </Group>
      {table.hiddenRowCount > 0 && (
        <p className={styles.notice}>{t('hiddenRows', { count: table.hiddenRowCount })}</p>
      )}
    </>
  );
};

type GroupChoiceProps = {
  readonly table: FoundTable;
  readonly group: GroupSource;
  readonly onGroup: (group: GroupSource) => void;
};

const GroupChoice = ({ table, group, onGroup }: GroupChoiceProps) => {
  const t = useTexts(importTexts);
  const found = table.group;
  const named =
    found.from === 'title' && found.value !== null
      ? [{ value: 'title', label: t('groupTitle', { group: found.value }) }]
      : [];
  const choices = [
    { value: 'none', label: t('groupNone') },
    {
      value: 'sheet',
      label: t('groupSheet', { group: found.from === 'sheet' ? (found.value ?? table.sheet) : table.sheet }),
    },
    ...named,
    { value: 'divider', label: t('groupDivider') },
  ];
  const pick = (from: string | null): void => {
    if (from === found.from) onGroup(found);
    else if (from === 'sheet') onGroup({ from, value: table.sheet });
    else if (from === 'divider') onGroup({ from, value: null });
    else onGroup({ from: 'none', value: null });
  };
  return <Select label={t('group')} w={260} data={choices} value={group.from} onChange={pick} />;
};
