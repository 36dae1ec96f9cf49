import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { shownColumns, widthOf, type Column, type TableLayout, type TableSort } from './columns.ts';
import { HeadRow } from './HeadRow.tsx';
import styles from './table.module.css';
import { TableRow } from './TableRow.tsx';

const ROW = 44;

export type Selection = {
  readonly ids: ReadonlySet<string>;
  readonly change: (ids: ReadonlySet<string>) => void;
  /** The ids of rows `from` to `to` (inclusive), also of rows that have not been loaded. */
  readonly between: (from: number, to: number) => Promise<readonly string[]>;
};

type Props<Row, Id extends string> = {
  /** What the table lists, for those who do not see it. */
  readonly label: string;
  readonly columns: readonly Column<Row, Id>[];
  readonly count: number;
  /** A row by its place; undefined while it is on its way. */
  readonly rowAt: (index: number) => Row | undefined;
  readonly idOf: (row: Row) => string;
  readonly layout: TableLayout;
  readonly onLayout: (layout: TableLayout) => void;
  readonly sort?: TableSort<Id>;
  readonly onSort?: (sort: TableSort<Id>) => void;
  readonly selection?: Selection;
  readonly onOpen?: (row: Row) => void;
  /** Tells which rows are on the screen, so that they can be loaded. */
  readonly onRange?: (from: number, to: number) => void;
  /** The row whose card is open. */
  readonly openId?: string | undefined;
  /** A change of this word scrolls to the top: another filter is another list. */
  readonly resetKey?: string;
  readonly empty?: ReactNode;
};

/**
 * A table of any length: only the rows on the screen exist. Arrows move, Enter opens, Space selects, Shift extends,
 * Ctrl+A selects all, Esc clears.
 */
export const DataTable = <Row, Id extends string>(props: Props<Row, Id>) => {
  const {
    label,
    columns,
    count,
    rowAt,
    idOf,
    layout,
    selection,
    onOpen,
    onRange,
    openId,
    resetKey = '',
    empty,
  } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const name = useId();
  const [active, setActive] = useState(0);
  const [anchor, setAnchor] = useState(0);
  const shown = shownColumns(columns, layout);
  // oxlint-disable-next-line react/incompatible-library -- the virtualizer's own state draws this component again
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 10,
    // The head covers the top of the scrolled area.
    scrollPaddingStart: ROW,
  });
  const rows = virtual.getVirtualItems();
  const from = rows[0]?.index ?? 0;
  const to = rows.at(-1)?.index ?? 0;
  useEffect(() => onRange?.(from, to), [from, to, onRange]);
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [resetKey]);

  const current = Math.min(active, Math.max(0, count - 1));
  const move = (index: number): number => {
    const next = Math.max(0, Math.min(count - 1, index));
    setActive(next);
    virtual.scrollToIndex(next, { align: 'auto' });
    return next;
  };
  const selectRange = async (first: number, last: number): Promise<void> => {
    if (selection === undefined) return;
    const ids = await selection.between(Math.min(first, last), Math.max(first, last));
    selection.change(new Set([...selection.ids, ...ids]));
  };
  const toggle = (index: number, isRange: boolean): void => {
    const row = rowAt(index);
    if (selection === undefined || row === undefined) return;
    if (isRange) void selectRange(anchor, index);
    else {
      const ids = new Set(selection.ids);
      if (!ids.delete(idOf(row))) ids.add(idOf(row));
      selection.change(ids);
      setAnchor(index);
    }
    setActive(index);
  };
  const open = (index: number): void => {
    const row = rowAt(index);
    if (row !== undefined) onOpen?.(row);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW) - 2);
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -count, End: count }[
      event.key
    ];
    if (step !== undefined) {
      const next = move(current + step);
      if (event.shiftKey) void selectRange(anchor, next);
      else setAnchor(next);
    } else if (event.key === 'Enter') open(current);
    else if (event.key === ' ') toggle(current, event.shiftKey);
    else if (event.code === 'KeyA' && (event.ctrlKey || event.metaKey)) void selectRange(0, count - 1);
    else if (event.key === 'Escape' && selection !== undefined && selection.ids.size > 0)
      selection.change(new Set());
    else return;
    event.preventDefault();
  };

  const template = [
    ...(selection === undefined ? [] : ['44px']),
    ...shown.map((column) => `${widthOf(column, layout)}px`),
    'minmax(24px, 1fr)',
  ].join(' ');
  const wide = shown.reduce(
    (sum, column) => sum + widthOf(column, layout),
    selection === undefined ? 24 : 68,
  );

  const measures: Readonly<Record<`--${string}`, string>> = {
    '--table-columns': template,
    '--table-width': `${wide}px`,
  };

  return (
    <div
      ref={scroller}
      className={styles.scroller}
      role="grid"
      aria-label={label}
      aria-rowcount={count + 1}
      aria-colcount={shown.length}
      aria-multiselectable={selection !== undefined}
      aria-activedescendant={count > 0 ? `${name}-${current}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      style={measures}
    >
      <HeadRow
        {...props}
        columns={shown}
        isAllSelected={selection !== undefined && count > 0 && selection.ids.size >= count}
        onSelectAll={
          selection === undefined
            ? undefined
            : (isOn) => (isOn ? void selectRange(0, count - 1) : selection.change(new Set()))
        }
      />
      <div className={styles.rows} role="rowgroup" style={{ height: virtual.getTotalSize() }}>
        {rows.map(({ index, start }) => {
          const row = rowAt(index);
          const id = row === undefined ? undefined : idOf(row);
          return (
            <TableRow
              key={index}
              name={`${name}-${index}`}
              index={index}
              top={start}
              row={row}
              columns={shown}
              isActive={index === current}
              isOpen={id !== undefined && id === openId}
              isSelected={selection === undefined || id === undefined ? undefined : selection.ids.has(id)}
              onToggle={selection === undefined ? undefined : toggle}
              onOpen={(at) => {
                setActive(at);
                setAnchor(at);
                open(at);
              }}
            />
          );
        })}
      </div>
      {count === 0 && empty}
    </div>
  );
};
