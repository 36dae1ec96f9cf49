/** Bytes beside the log that go along in an event's file (docs/sync.md, H9): what each table declares in `attachments`. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Failure } from '../access/index.ts';
import type { LocalTables, Reading, Store } from '../store/index.ts';
import type { Batch } from '../sync/index.ts';

/** Bytes of all that goes along beside the log: the file is written anew after each mark. */
const MOST_BYTES = 16 * 1_048_576;
/** Characters of one file's base64. */
const LONGEST_FILE = 8 * 1_048_576;
/** Bytes of one file: a longer one would make the whole event's file unreadable there, so it stays and comes by sync. */
const MOST_OF_ONE = (LONGEST_FILE / 4) * 3;
/** Files in one frame; this program puts one in each. */
const MOST_IN_FRAME = 8;

const fileShape = z.object({
  table: z.string().max(100),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  data: z.base64().max(LONGEST_FILE),
});
export type AttachedFile = z.output<typeof fileShape>;

/** A frame of the file: changes and actions, or files, or both. */
export const frameShape = z.object({
  changes: z.array(z.unknown()),
  actions: z.array(z.unknown()),
  files: z.array(fileShape).max(MOST_IN_FRAME).default([]),
});

/** What has been packed already: hashes, and the bytes of all. */
export type AttachedSoFar = { readonly hashes: readonly string[]; readonly bytes: number };

/** Nothing has been packed yet. */
export const NOTHING_ATTACHED: AttachedSoFar = { hashes: [], bytes: 0 };

/** Whether a batch may have brought an event something to attach. */
export function mayAttach(tables: Store['tables'], { changes }: Batch): boolean {
  return changes.some((change) => tables.get(change.table_name)?.attachments !== undefined);
}

/** What goes along with an event and is not packed yet, one content of a frame for each; what goes beyond the limit stays. */
export function* filesOf(
  reading: Pick<Reading, 'localRows'>,
  tables: Store['tables'],
  eventId: string,
  before: AttachedSoFar,
): Generator<{
  readonly content: Batch & { readonly files: readonly AttachedFile[] };
  readonly sofar: AttachedSoFar;
}> {
  let sofar = before;
  for (const [table, { attachments }] of tables)
    for (const sha256 of attachments?.of(reading, eventId) ?? []) {
      if (sofar.hashes.includes(sha256)) continue;
      const bytes = attachments?.read(reading, sha256);
      if (bytes === undefined || bytes.length > MOST_OF_ONE || sofar.bytes + bytes.length > MOST_BYTES)
        continue;
      sofar = { hashes: [...sofar.hashes, sha256], bytes: sofar.bytes + bytes.length };
      const files = [{ table, sha256, data: bytes.toString('base64') }];
      yield { content: { changes: [], actions: [], files }, sofar };
    }
}

/** Whether a file is what its hash says. */
export function isWhole({ sha256, data }: AttachedFile): boolean {
  return createHash('sha256').update(Buffer.from(data, 'base64')).digest('hex') === sha256;
}

/** Keeps what came along. What its table refuses, and what belongs to a table that this program does not have, is left out. */
export function keepFiles(local: LocalTables, tables: Store['tables'], files: readonly AttachedFile[]): void {
  for (const { table, data } of files)
    try {
      tables.get(table)?.attachments?.keep(local, Buffer.from(data, 'base64'));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
    }
}
