/** Tables read from files or pasted cells, whatever they are about: the public surface of this folder. */
export { readPastedCells } from './csv.ts';
export { readWorkbook } from './readWorkbook.ts';
export { columnLetter } from './table.ts';
export type {
  Cell,
  DateCell,
  ErrorCell,
  Limits,
  Merge,
  ReadOptions,
  ReadResult,
  Sheet,
  SheetRow,
  Workbook,
  WorkbookFormat,
  WorkbookRefusal,
} from './table.ts';
