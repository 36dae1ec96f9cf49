/** What a column holds; decides its format, its alignment and how its values are read. */
export type ColumnKind = 'text' | 'number' | 'date' | 'dateTime' | 'time' | 'money';

/** A column; `width` in characters, guessed from the first rows when left out. */
export type Column = { readonly title: string; readonly kind: ColumnKind; readonly width?: number };

/**
 * One value. Dates are local ISO text by the column's kind: 'YYYY-MM-DD', 'YYYY-MM-DDTHH:mm[:ss]', 'HH:mm[:ss]'; money is
 * whole minor units. What does not fit its column's kind goes out as text, never changed and never lost.
 */
export type OutCell = string | number | boolean | null | undefined;

export type OutRow = readonly OutCell[];

export type RowSource = Iterable<OutRow> | AsyncIterable<OutRow>;

/** A table with what stands above and below it. */
export type SheetOut = {
  readonly name: string;
  /** Label and value lines above the table: event, filter, printed at. A line without a value is a title. */
  readonly heading?: readonly (readonly [string, string])[];
  readonly columns: readonly Column[];
  readonly rows: RowSource;
  readonly totals?: OutRow;
};

/** Progress and cancelling for long exports. */
export type WriteOptions = {
  /** Called with the number of rows written so far, after every batch of 256. */
  readonly onProgress?: (rows: number) => void;
  readonly signal?: AbortSignal;
};

/** How many rows are taken from a source at once; the first batch also serves to guess widths. */
const BATCH = 256;

/** The rows in batches: one wait for a batch and not for each row, whatever the source is. */
export async function* inBatches(rows: RowSource): AsyncGenerator<readonly OutRow[]> {
  let batch: OutRow[] = [];
  if (Symbol.iterator in rows) {
    for (const row of rows) {
      if (batch.push(row) < BATCH) continue;
      yield batch;
      batch = [];
    }
  } else {
    for await (const row of rows) {
      if (batch.push(row) < BATCH) continue;
      yield batch;
      batch = [];
    }
  }
  yield batch;
}
