import type { MouseEvent } from 'react';
import { useTexts } from '../../i18n/i18n.ts';
import { uiTexts } from '../ui.texts.ts';
import type { Column } from './columns.ts';
import styles from './table.module.css';

type Props<Row> = {
  readonly name: string;
  readonly index: number;
  /** Pixels from the top of the list. */
  readonly top: number;
  readonly row: Row | undefined;
  readonly columns: readonly Column<Row>[];
  readonly isActive: boolean;
  readonly isOpen: boolean;
  readonly isSelected: boolean | undefined;
  readonly onToggle: ((index: number, isRange: boolean) => void) | undefined;
  readonly onOpen: (index: number) => void;
};

/** One row; the grid around it has the keyboard. */
export const TableRow = <Row,>({
  name,
  index,
  top,
  row,
  columns,
  isActive,
  isOpen,
  isSelected,
  onToggle,
  onOpen,
}: Props<Row>) => {
  const t = useTexts(uiTexts);
  const onSelect = (event: MouseEvent): void => {
    event.stopPropagation();
    onToggle?.(index, event.shiftKey);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the grid has the keys
    <div
      id={name}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      className={styles.row}
      data-active={isActive || undefined}
      data-open={isOpen || undefined}
      style={{ transform: `translateY(${top}px)` }}
      onClick={(event) => (event.shiftKey && onToggle !== undefined ? onToggle(index, true) : onOpen(index))}
    >
      {onToggle !== undefined && (
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the grid has the keys
        <div role="gridcell" className={styles.check} onClick={onSelect}>
          <input
            type="checkbox"
            tabIndex={-1}
            checked={isSelected ?? false}
            readOnly
            aria-label={t('selectRow')}
          />
        </div>
      )}
      {columns.map((column) => (
        <div
          key={column.id}
          role="gridcell"
          className={styles.cell}
          data-main={column.isMain}
          data-align={column.align}
        >
          {row === undefined ? <span className={styles.coming} /> : column.cell(row)}
        </div>
      ))}
    </div>
  );
};
