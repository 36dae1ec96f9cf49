import { useMemo, useState } from 'react';
import type { Outcome, PlannedRow } from '../../../../src-core/people/import/plan.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import type { Column, TableLayout } from '../../../ui/table/columns.ts';
import { DataTable } from '../../../ui/table/DataTable.tsx';
import { peopleTexts } from '../../people/people.texts.ts';
import { importTexts } from '../imports.texts.ts';
import styles from './check.module.css';
import type { PlanRows } from './usePlanRows.ts';
import { ProblemList } from './ProblemList.tsx';
import { useValueText } from './valueText.ts';

const PLAIN: TableLayout = { hidden: [], widths: {} };
const FIELDS = ['study_group', 'phone', 'telegram', 'student_card_no', 'birth_date', 'email'] as const;
const keyOf = (row: PlannedRow): string => String(row.key);

/** The rows of one outcome, as the list will have them. */
export const PlanTable = ({ outcome, rows }: { readonly outcome: Outcome; readonly rows: PlanRows }) => {
  const t = useTexts(importTexts);
  const people = useTexts(peopleTexts);
  const valueText = useValueText();
  const [layout, setLayout] = useState(PLAIN);
  const columns = useMemo((): readonly Column<PlannedRow>[] => {
    const place: Column<PlannedRow> = { id: 'place', title: t('where'), width: 170, cell: placeCell };
    const name: Column<PlannedRow> = {
      id: 'name',
      title: people('f_name'),
      width: 240,
      isMain: true,
      cell: (row) => row.name,
    };
    const remarks: Column<PlannedRow> = {
      id: 'remarks',
      title: t('problems'),
      width: 420,
      cell: remarksCell,
    };
    const changes: Column<PlannedRow> = {
      id: 'changes',
      title: t('o_changed'),
      width: 460,
      cell: changesCell,
    };
    const fields = FIELDS.map((field): Column<PlannedRow> => ({
      id: field,
      title: people(`f_${field}`),
      width: 172,
      cell: (row) => valueText(field, row.values[field] ?? null),
    }));
    if (outcome === 'changed') return [name, changes, place, remarks];
    if (outcome === 'unreadable' || outcome === 'skipped')
      return [place, { ...remarks, isMain: true, width: 560 }, name];
    // What is doubtful stands beside the name: it is what the dry run is read for.
    return [name, { ...remarks, width: 380 }, ...fields, place];
  }, [outcome, people, t, valueText]);
  return (
    <DataTable
      label={t(`o_${outcome}`)}
      columns={columns}
      count={rows.total ?? 0}
      rowAt={rows.rowAt}
      idOf={keyOf}
      layout={layout}
      onLayout={setLayout}
      onRange={rows.onRange}
      resetKey={outcome}
    />
  );
};

const remarksCell = (row: PlannedRow) => <ProblemList problems={row.problems} />;
const placeCell = (row: PlannedRow) => <Place row={row} />;
const changesCell = (row: PlannedRow) => <Changes row={row} />;

const Changes = ({ row }: { readonly row: PlannedRow }) => {
  const people = useTexts(peopleTexts);
  const valueText = useValueText();
  return (
    <span className={styles.changes}>
      {row.changes.map(({ field, from, to }) => (
        <span key={field}>
          <span className={styles.quiet}>{people(`f_${field}`)}:</span>{' '}
          {from !== null && <s>{valueText(field, from)}</s>} <strong>{valueText(field, to)}</strong>
        </span>
      ))}
    </span>
  );
};

const Place = ({ row }: { readonly row: PlannedRow }) => {
  const t = useTexts(importTexts);
  return (
    <span className={styles.quiet}>
      {t('place', { sheet: row.sheet, row: row.row })}
      {row.repeats !== null && ` · ${t('repeatsRow', { row: row.repeats.row })}`}
    </span>
  );
};
