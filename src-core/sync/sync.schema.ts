import { z } from 'zod';
import { defineTable } from '../store/index.ts';
import type { TablesOf } from '../store/index.ts';

const CHOICES = ['keep', 'other', 'third'] as const;
const word = z.string().min(1).max(100);

/**
 * Somebody settled a conflict. `heads` are the changes that they saw: what comes later and knew nothing of it is a new
 * conflict. Synced, so that nobody is asked twice.
 */
export const settlementTable = defineTable({
  name: 'settlement',
  columns: {
    table_name: word,
    row_id: word,
    column_name: word,
    /** The clocks of the changes, sorted, a space between. */
    heads: z.string().min(1).max(100_000),
    choice: z.enum(CHOICES),
    at: z.iso.datetime(),
  },
  relay: {
    table_name: 'open',
    row_id: 'open',
    column_name: 'open',
    heads: 'open',
    choice: 'open',
    at: 'open',
  },
  insertOnly: true,
  travels: 'whole',
});

/** Tables of this database alone. */
type LocalSyncTables = {
  /** Changes that could not be applied, whole, until they can. */
  readonly quarantine: {
    readonly hlc: string;
    readonly table_name: string;
    readonly row_id: string;
    readonly schema: number;
    readonly reason: string;
    readonly at: string;
    /** JSON of a `SentChange`. */
    readonly change: string;
    /** The node that brought it, for reason `revoked`. */
    readonly brought_by: string | null;
  };
  /** Cells that were written twice without either knowing of the other; whether that is an open conflict follows from the log. */
  readonly conflict: {
    readonly table_name: string;
    readonly row_id: string;
    readonly column_name: string;
  };
};

export type SyncTables = TablesOf<{ settlement: typeof settlementTable }> & LocalSyncTables;
