/** The common store of files that rows name by a SHA-256 in one of their columns: photos, evidence, scans. */
import { createHash } from 'node:crypto';
import type { Attachments } from './tables.ts';

type Naming = {
  readonly table: string;
  /** The column that holds the hash, hexadecimal, or null. */
  readonly column: string;
  /** The column that names the event, where rows belong to one; without it all go along with any event. */
  readonly event?: string;
  /** Looks at bytes as at an upload of a stranger. Throws a failure where they are not what belongs there. */
  readonly check: (bytes: Buffer) => void;
};

/**
 * Declares a table's files in one line of `defineTable`: `attachments: filesOf({ table, column, event, check })`. An upload is
 * kept by `attachments.keep(tx.engine, bytes)` and read by `attachments.read`.
 */
export function filesOf({ table, column, event, check }: Naming): Attachments {
  const named = `SELECT DISTINCT ${column} AS sha256 FROM ${table} WHERE ${column} IS NOT NULL`;
  const ofEvent = event === undefined ? named : `${named} AND ${event} = ?`;
  const hashes = (rows: readonly { readonly sha256: string }[]) => rows.map(({ sha256 }) => sha256);
  return {
    all: (reading) => hashes(reading.localRows(`${named} ORDER BY sha256`)),
    of: (reading, eventId) =>
      hashes(
        reading.localRows(
          `${ofEvent} AND deleted_at IS NULL ORDER BY sha256`,
          ...(event === undefined ? [] : [eventId]),
        ),
      ),
    has: (reading, sha256) =>
      reading.localRows('SELECT sha256 FROM attached_file WHERE sha256 = ?', sha256).length > 0,
    read: (reading, sha256) => {
      const [found] = reading.localRows<{ data: string }>(
        'SELECT data FROM attached_file WHERE sha256 = ?',
        sha256,
      );
      return found && Buffer.from(found.data, 'base64');
    },
    keep: (local, bytes) => {
      check(bytes);
      local.run(
        'INSERT INTO attached_file (sha256, data) VALUES (?, ?) ON CONFLICT (sha256) DO NOTHING',
        createHash('sha256').update(bytes).digest('hex'),
        bytes.toString('base64'),
      );
    },
  };
}
