import type { ReactNode } from 'react';

/** One column of a table. */
export type Column<Row, Id extends string = string> = {
  readonly id: Id;
  readonly title: string;
  /** Pixels, until the person drags it. */
  readonly width: number;
  readonly isSortable?: boolean;
  /** Stays at the left edge and cannot be hidden. */
  readonly isMain?: boolean;
  readonly align?: 'end';
  readonly cell: (row: Row) => ReactNode;
};

/** How a person has arranged a table. */
export type TableLayout = {
  readonly hidden: readonly string[];
  readonly widths: Readonly<Record<string, number>>;
};

export type TableSort<Id extends string = string> = { readonly by: Id; readonly direction: 'asc' | 'desc' };

const NARROWEST = 64;
const WIDEST = 720;

/** The columns that are shown. */
export const shownColumns = <C extends Column<never>>(
  columns: readonly C[],
  layout: TableLayout,
): readonly C[] => columns.filter(({ id, isMain }) => isMain === true || !layout.hidden.includes(id));

export const widthOf = (
  column: { readonly id: string; readonly width: number },
  layout: TableLayout,
): number => layout.widths[column.id] ?? column.width;

/** The layout with another width for one column, within what can still be read. */
export const withWidth = (layout: TableLayout, column: string, width: number): TableLayout => ({
  ...layout,
  widths: { ...layout.widths, [column]: Math.round(Math.min(WIDEST, Math.max(NARROWEST, width))) },
});

/** The next order after a click on a header: up, then down. */
export const nextSort = <Id extends string>(sort: TableSort<Id>, by: Id): TableSort<Id> => ({
  by,
  direction: sort.by === by && sort.direction === 'asc' ? 'desc' : 'asc',
});
