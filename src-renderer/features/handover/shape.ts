import type { Outputs } from '../../api/shapes.ts';

/** One cell that two laptops wrote differently, with the names that a person knows it by. */
export type Conflict = Outputs['conflicts']['list']['conflicts'][number];

/** The row of a conflict: those of one row stand under one heading. */
export const rowOf = ({ table, row }: Conflict): string => `${table} ${row}`;

/** The cell of a conflict, whatever is written into it meanwhile. */
export const cellOf = (conflict: Conflict): string => `${rowOf(conflict)} ${conflict.column}`;
