import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { Analysis, FoundTable, Mapping } from '../../../../src-core/people/import/plan.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import styles from '../imports.module.css';
import { importTexts } from '../imports.texts.ts';
import { changeTable } from './mapping.ts';
import { SheetGrid } from './SheetGrid.tsx';
import { TableSettings } from './TableSettings.tsx';

type Props = {
  readonly analysis: Analysis;
  readonly mapping: Mapping;
  readonly onMapping: (mapping: Mapping) => void;
  /** The header is elsewhere; the columns are guessed anew. */
  readonly onHeader: (table: string, headerRow: number | null) => void;
};

/** What was found in the file and how we understand it; every guess can be changed here. */
export const ColumnsStep = ({ analysis, mapping, onMapping, onHeader }: Props) => {
  const t = useTexts(importTexts);
  const formats = useFormats();
  const [chosen, setChosen] = useState(analysis.tables.find(({ use }) => use)?.id ?? analysis.tables[0]?.id);
  const table = analysis.tables.find(({ id }) => id === chosen);
  const held = mapping.tables.find((known) => known.table === chosen);
  const isSingle = analysis.tables.length === 1;
  return (
    <div className={styles.columnsStep} data-single={isSingle || undefined}>
      {!isSingle && (
        <nav className={styles.tables} aria-label={t('tables')}>
          {analysis.tables.map((known) => (
            <div key={known.id} className={styles.table} data-here={known.id === chosen || undefined}>
              <Checkbox
                size="sm"
                aria-label={`${t('useTable')}: ${known.sheet}`}
                checked={mapping.tables.find((one) => one.table === known.id)?.use ?? false}
                onChange={(event) =>
                  onMapping(changeTable(mapping, known.id, { use: event.currentTarget.checked }))
                }
              />
              <button type="button" aria-pressed={known.id === chosen} onClick={() => setChosen(known.id)}>
                <span className={styles.tableName}>{known.sheet}</span>
                {known.title !== null && <span className={styles.tableTitle}>{known.title}</span>}
                <span className={styles.quiet}>
                  {known.rowCount > 0 &&
                    `${t('rowsFrom', { first: known.firstRow, last: known.lastRow })} · `}
                  {t('tableRows', { count: known.rowCount })}
                  {known.sheetHidden && ` · ${t('hiddenSheet')}`}
                </span>
              </button>
            </div>
          ))}
        </nav>
      )}
      <div className={styles.tableSide}>
        {analysis.importedBefore !== null && (
          <p className={styles.notice}>
            {t('importedBefore', { at: formats.dateTime(analysis.importedBefore) })}
          </p>
        )}
        {table !== undefined && held !== undefined && (
          <>
            <TableSettings
              table={table}
              mapping={held}
              kind={mapping.kind}
              onHeader={(row) => onHeader(table.id, row)}
              onKind={(kind) => onMapping({ ...mapping, kind })}
              onChange={(patch) => onMapping(changeTable(mapping, table.id, patch))}
            />
            <SheetGrid
              table={table}
              mapping={held}
              lines={table.preview}
              onChange={(patch) => onMapping(changeTable(mapping, table.id, patch))}
            />
            {table.leftOut.length > 0 && <LeftOut table={table} />}
          </>
        )}
      </div>
    </div>
  );
};

const LeftOut = ({ table }: { readonly table: FoundTable }) => {
  const t = useTexts(importTexts);
  return (
    <details className={styles.leftOut}>
      <summary>{t('leftOut', { count: table.leftOut.length })}</summary>
      <ul>
        {table.leftOut.map(({ row, reason, text }) => (
          <li key={row}>
            {t('rowNumber', { row })}: <q>{text}</q> — {t(`lo_${reason}`)}
          </li>
        ))}
      </ul>
    </details>
  );
};
