/** A day, a day with a time, or a time alone: `YYYY-MM-DD`, `YYYY-MM-DDTHH:mm:ss` or `HH:mm:ss`, as the sheet shows it, without a zone. */
export type DateCell = { readonly kind: 'date'; readonly iso: string };

/** An error value of a formula, such as `#N/A`. */
export type ErrorCell = { readonly kind: 'error'; readonly code: string };

/** What a cell holds. Text stays text even where it looks like a number; blank text is null. */
export type Cell = null | string | number | boolean | DateCell | ErrorCell;

/** A rectangle of cells shown as one, by zero-based rows and columns, both ends included. */
export type Merge = {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
};

/** A row that holds something. `number` is the row number that the user sees, from 1; `cells[0]` is column A. */
export type SheetRow = {
  readonly number: number;
  readonly hidden: boolean;
  readonly cells: readonly Cell[];
};

export type Sheet = {
  readonly name: string;
  readonly hidden: boolean;
  readonly rows: readonly SheetRow[];
  readonly merges: readonly Merge[];
  /** Zero-based, ascending, within the used columns only. */
  readonly hiddenColumns: readonly number[];
};

export type WorkbookFormat = 'xlsx' | 'xls' | 'ods' | 'html' | 'csv' | 'paste';

export type Workbook = {
  readonly format: WorkbookFormat;
  readonly sheets: readonly Sheet[];
  readonly encoding?: string;
  readonly delimiter?: string;
};

/** Why a file could not be read as a table. */
export type WorkbookRefusal =
  | 'empty-file'
  | 'lock-file'
  | 'password'
  | 'damaged'
  | 'too-large'
  | 'hostile'
  | 'too-old'
  | 'not-a-table'
  | 'no-sheets';

/** Bounds that keep any file, also a hostile one, within time and memory. */
export type Limits = {
  readonly maxFileBytes: number;
  /** Entries in a zip container. */
  readonly maxEntries: number;
  /** Unpacked bytes of one part, and of all parts together. */
  readonly maxPartBytes: number;
  readonly maxUnpackedBytes: number;
  /** Unpacked to packed size, for parts above 16 MB. */
  readonly maxRatio: number;
  /** Rows with content and columns with content, in one sheet. */
  readonly maxRows: number;
  readonly maxColumns: number;
  /** Cells in all sheets, the empty ones before the last of a row included. */
  readonly maxCells: number;
  /** Bytes of text in all cells. */
  readonly maxTextBytes: number;
  /** Milliseconds given to a full library for odd and old files; 0 keeps it out. */
  readonly maxLibraryMs: number;
};

export type ReadOptions = {
  readonly limits?: Partial<Limits>;
  readonly onProgress?: (rowsRead: number) => void;
  readonly signal?: AbortSignal;
};

export type ReadResult =
  | { readonly ok: true; readonly workbook: Workbook }
  | {
      readonly ok: false;
      readonly refusal: WorkbookRefusal;
      readonly detail?: Record<string, string | number>;
    };

/** The letters a spreadsheet shows above a column: 0 is `A`, 26 is `AA`. */
export function columnLetter(index: number): string {
  let letters = '';
  for (let rest = index; rest >= 0; rest = Math.floor(rest / 26) - 1) {
    letters = String.fromCharCode(65 + (rest % 26)) + letters;
  }
  return letters;
}
