/** Writes what the dry run planned, in one transaction, and takes it back again. */
import { fail } from '../../access/index.ts';
import { factId, record, recordAll, undo } from '../../store/index.ts';
import type { Reading, Store, Tx } from '../../store/index.ts';
import { PERSON_FIELDS } from '../people.rules.ts';
import type { PersonField } from '../people.rules.ts';
import { importBatchTable, importLayoutTable, personTable } from '../people.schema.ts';
import type { ImportBatch, PeopleTables } from '../people.schema.ts';
import { codeOf } from '../people.store.ts';
import type { PersonPatch } from '../people.store.ts';
import { changesOf } from './dryRun.ts';
import type { CardValues, Decision, PlannedRow } from './plan.ts';

/** How the columns of a layout were understood, to be remembered for the next file of that kind. */
export type RememberedLayout = { readonly fingerprint: string; readonly mapping: string };

export type CommitInput = {
  readonly rows: readonly PlannedRow[];
  /** By the row's key. A possible duplicate without a decision stays out. */
  readonly decisions: ReadonlyMap<number, Decision>;
  readonly file: { readonly name: string; readonly sha256: string };
  readonly layouts: readonly RememberedLayout[];
  /** The last change that the dry run saw; see `lastChange`. */
  readonly basis: number;
};

export type CommitTools = {
  readonly actor: string;
  /** Called often; may throw to cancel, and then nothing is written. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
};

export type CommitCounts = {
  readonly added: number;
  readonly changed: number;
  readonly same: number;
  readonly skipped: number;
};
export type CommitResult = CommitCounts & { readonly tx: string; readonly batch: string };

/** The number of the last change that this connection sees. */
export function lastChange(reading: Reading): number {
  return reading.localRows<{ seq: number | null }>('SELECT max(seq) AS seq FROM change')[0]?.seq ?? 0;
}

/**
 * Writes an import. Throws PLAN_STALE where anything was written since the dry run: what the user saw may no longer be
 * what would happen. Whatever is thrown, nothing is left half-done.
 */
export async function commitImport(
  store: Store,
  input: CommitInput,
  tools: CommitTools,
): Promise<CommitResult> {
  const intent = { actor: tools.actor, action: 'people.import' };
  const { tx, value } = await store.write(intent, async (writing) => {
    if (lastChange(writing) !== input.basis) throw fail('conflict', 'PLAN_STALE');
    const work = planWork(writing, input);
    const total = work.added.length + work.changed.length;
    await recordAll(writing, personTable, work.added, (done) => tools.onProgress?.(done, total));
    await recordAll(writing, personTable, work.changed, (done) =>
      tools.onProgress?.(work.added.length + done, total),
    );
    const counts = {
      added: work.added.length,
      changed: work.changed.length,
      same: work.same,
      skipped: work.skipped,
    };
    const batch = writing.newId();
    await record(writing, importBatchTable, batch, {
      file_name: input.file.name,
      sha256: input.file.sha256,
      ...counts,
      tx: writing.id,
      at: writing.at,
    });
    for (const { fingerprint, mapping } of input.layouts) {
      await record(writing, importLayoutTable, factId('import_layout', fingerprint), {
        fingerprint,
        mapping,
      });
    }
    return { ...counts, batch };
  });
  return { ...value, tx: tx ?? '' };
}

type PersonWrite = { readonly id: string; readonly patch: PersonPatch & { readonly code?: string } };
type Work = { readonly added: PersonWrite[]; readonly changed: PersonWrite[]; same: number; skipped: number };

function planWork(tx: Tx, { rows, decisions }: CommitInput): Work {
  const work: Work = { added: [], changed: [], same: 0, skipped: 0 };
  /** Whom the rows became, by key. */
  const people = new Map<number, string>();
  const written = new Map<string, CardValues>();
  const add = (row: PlannedRow): void => {
    const id = tx.newId();
    people.set(row.key, id);
    written.set(id, row.values);
    work.added.push({
      id,
      patch: { kind: 'student', status: 'active', ...patchOf(row.values), code: codeOf(id) },
    });
  };
  const join = (row: PlannedRow, id: string, fillOnly: boolean): void => {
    const card = written.get(id) ?? readCard(tx, id);
    if (card === undefined) return void (work.skipped += 1);
    people.set(row.key, id);
    const changes = changesOf(card, row.values).filter(({ from }) => !fillOnly || from === null);
    if (changes.length === 0) return void (work.same += 1);
    const patch = Object.fromEntries(changes.map(({ field, to }) => [field, to]));
    written.set(id, { ...card, ...patch });
    work.changed.push({ id, patch });
  };
  for (const row of rows) {
    const decision = decisions.get(row.key);
    if (decision?.do === 'skip' || row.outcome === 'unreadable' || row.outcome === 'skipped')
      work.skipped += 1;
    else if (decision?.do === 'new') add(row);
    else if (decision?.do === 'same') joinDecided(row, decision.ref, people, join, add);
    else if (row.outcome === 'new') add(row);
    else if (row.outcome === 'duplicate') work.skipped += 1;
    else if (row.outcome === 'changed' && row.person !== null) join(row, row.person, false);
    else work.same += 1;
  }
  return work;
}

/** The user says whose row it is: a person's of the roster, or that of an earlier row, whoever that became. */
function joinDecided(
  row: PlannedRow,
  ref: string,
  people: ReadonlyMap<number, string>,
  join: (row: PlannedRow, id: string, fillOnly: boolean) => void,
  add: (row: PlannedRow) => void,
): void {
  const [kind, name = ''] = ref.split(':');
  if (kind === 'person') return join(row, name, false);
  const id = people.get(Number(name));
  if (id === undefined) add(row);
  else join(row, id, true);
}

function readCard(tx: Tx, id: string): CardValues | undefined {
  const sql = `SELECT ${PERSON_FIELDS.join(', ')} FROM person WHERE id = ? AND deleted_at IS NULL`;
  return tx.localRows<Record<PersonField, string | null>>(sql, id)[0];
}

function patchOf(values: CardValues): PersonPatch {
  return values as PersonPatch;
}

/** How long an import can be taken back. */
const UNDO_DAYS = 30;
const DAY_MS = 86_400_000;

export function canUndo(batch: Pick<ImportBatch, 'at' | 'undone_at'>, nowMs: number): boolean {
  return batch.undone_at === null && nowMs - Date.parse(batch.at) <= UNDO_DAYS * DAY_MS;
}

export type UndoneImport = { readonly tx: string | null; readonly undone: number; readonly kept: number };

/**
 * Takes an import back: the people it added are put away, the fields it changed get their old values. Who has been used since
 * (somewhere else, or edited) stays. Throws IMPORT_NOT_FOUND, ALREADY_UNDONE, TOO_LATE_TO_UNDO.
 */
export async function undoImport(store: Store, batchId: string, tools: CommitTools): Promise<UndoneImport> {
  const batch = await readBatch(store, batchId);
  if (!batch) throw fail('not-found', 'IMPORT_NOT_FOUND');
  if (batch.undone_at !== null) throw fail('conflict', 'ALREADY_UNDONE');
  if (!canUndo(batch, store.now())) throw fail('refused', 'TOO_LATE_TO_UNDO', { days: UNDO_DAYS });
  let used: ReadonlySet<string> | undefined;
  let kept = 0;
  const { tx, value } = await undo(store, tools.actor, batch.tx, {
    keeps(writing, { table, id, isNew }) {
      if (table !== personTable.name) return true;
      used ??= usedSince(writing, store, batch.tx);
      if (!isNew || !used.has(id)) return false;
      kept += 1;
      return true;
    },
    onProgress: tools.onProgress ?? (() => undefined),
  });
  if (value === null) throw fail('conflict', 'ALREADY_UNDONE');
  await store.write({ actor: tools.actor, action: 'imports.undo' }, (writing) =>
    record(writing, importBatchTable, batchId, { undone_at: writing.at, kept }),
  );
  return { tx, undone: value.undone, kept };
}

async function readBatch(reading: Reading, id: string): Promise<ImportBatch | undefined> {
  return reading
    .read<PeopleTables>()
    .selectFrom('import_batch')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
}

/** People whom a living row of any table names (`person_id`), and people who were edited after the import. */
function usedSince(tx: Tx, store: Store, importTx: string): ReadonlySet<string> {
  const tables = [...store.tables.values()].filter((table) => table.columnNames.includes('person_id'));
  const named = tables.flatMap(({ name }) =>
    tx.localRows<{ id: string }>(`SELECT DISTINCT person_id AS id FROM ${name} WHERE deleted_at IS NULL`),
  );
  const edited = tx.localRows<{ id: string }>(
    'SELECT id FROM person WHERE seq > (SELECT max(seq) FROM change WHERE tx = ?)',
    importTx,
  );
  return new Set([...named, ...edited].map(({ id }) => id));
}
