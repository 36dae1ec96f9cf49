import type { Hlc } from './clock.ts';

/** One line of the change log, as it is kept and as sync will carry it. */
export type Change = {
  readonly seq: number;
  /** The clock of the change; it is unique over all nodes and so is also the change's id. */
  readonly hlc: Hlc;
  readonly tx: string;
  readonly node: string;
  readonly actor: string;
  readonly table_name: string;
  readonly row_id: string;
  readonly kind: 'insert' | 'update';
  /** JSON {column: new value}. An insert leaves its empty columns out. */
  readonly patch: string;
  /** JSON {column: clock of the value that was replaced}; null for an insert. */
  readonly base: string | null;
  /** The schema version that wrote it. */
  readonly schema: number;
};
