import type { TableDef } from '../store/index.ts';
import type { SentChange } from './wire.ts';

/** Bytes of an organisation's key. */
export const KEY_BYTES = 32;

/** Seals what the relay may only carry, and opens it again. */
export type Sealer = {
  /** The same change with its sealed columns' values sealed. Sealing again gives the same text. */
  readonly seal: (change: SentChange) => SentChange;
  /** The change as it was written; `locked` where a value cannot be opened: another key, or another place, or it was touched. */
  readonly open: (change: SentChange) => SentChange | 'locked';
};

/** In: the organisation's keys; the first one seals, all of them open. */
export declare function createSealer(
  keys: readonly Uint8Array[],
  tables: ReadonlyMap<string, TableDef>,
): Sealer;

/** The tables by which a relay judges: sealed columns take sealed texts, nothing follows from a row. */
export declare function relayTables(tables: readonly TableDef[]): readonly TableDef[];
