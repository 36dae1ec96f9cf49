import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import { useTexts } from '../../i18n/i18n.ts';
import { uiTexts } from '../ui.texts.ts';
import { nextSort, widthOf, withWidth, type Column, type TableLayout, type TableSort } from './columns.ts';
import styles from './table.module.css';

type Props<Row, Id extends string> = {
  readonly columns: readonly Column<Row, Id>[];
  readonly layout: TableLayout;
  readonly onLayout: (layout: TableLayout) => void;
  readonly sort?: TableSort<Id> | undefined;
  readonly onSort?: ((sort: TableSort<Id>) => void) | undefined;
  readonly isAllSelected: boolean;
  readonly onSelectAll: ((isOn: boolean) => void) | undefined;
};

/** The head: names of the columns, the order, handles for the widths. */
export const HeadRow = <Row, Id extends string>({
  columns,
  layout,
  onLayout,
  sort,
  onSort,
  isAllSelected,
  onSelectAll,
}: Props<Row, Id>) => {
  const t = useTexts(uiTexts);
  return (
    <div role="rowgroup" className={styles.head}>
      <div role="row" aria-rowindex={1} className={styles.headRow}>
        {onSelectAll !== undefined && (
          <div role="columnheader" className={styles.check}>
            <input
              type="checkbox"
              checked={isAllSelected}
              onChange={(event) => onSelectAll(event.currentTarget.checked)}
              aria-label={t('selectAll')}
            />
          </div>
        )}
        {columns.map((column) => {
          const direction = sort?.by === column.id ? sort.direction : undefined;
          return (
            <div
              key={column.id}
              role="columnheader"
              className={styles.headCell}
              data-align={column.align}
              aria-sort={
                direction === undefined ? undefined : direction === 'asc' ? 'ascending' : 'descending'
              }
            >
              {column.isSortable === true && sort !== undefined ? (
                <button
                  type="button"
                  className={styles.sort}
                  onClick={() => onSort?.(nextSort(sort, column.id))}
                >
                  <span>{column.title}</span>
                  {direction === 'asc' && <IconArrowUp size={14} aria-hidden />}
                  {direction === 'desc' && <IconArrowDown size={14} aria-hidden />}
                </button>
              ) : (
                <span className={styles.still}>{column.title}</span>
              )}
              <Handle
                label={t('columnWidth', { column: column.title })}
                width={widthOf(column, layout)}
                onWidth={(width) => onLayout(withWidth(layout, column.id, width))}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
};

type HandleProps = {
  readonly label: string;
  readonly width: number;
  readonly onWidth: (width: number) => void;
};

/** The edge of a column: drag it, or move it with the arrows. */
const Handle = ({ label, width, onWidth }: HandleProps) => {
  const [start, setStart] = useState<{ readonly x: number; readonly width: number } | undefined>();
  const onPointerDown = (event: PointerEvent): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    setStart({ x: event.clientX, width });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -16, ArrowRight: 16 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onWidth(width + step);
  };
  return (
    <div
      role="slider"
      aria-orientation="horizontal"
      aria-label={label}
      aria-valuenow={width}
      aria-valuemin={64}
      aria-valuemax={720}
      tabIndex={-1}
      className={styles.handle}
      onPointerDown={onPointerDown}
      onPointerMove={(event) => start !== undefined && onWidth(start.width + event.clientX - start.x)}
      onPointerUp={() => setStart(undefined)}
      onKeyDown={onKeyDown}
    />
  );
};
