/** A served node on any of the databases, and what the suite looks at. */
import { Kysely, sql } from 'kysely';
import type { Migration, PostgresServer, TableDef } from '../../../src-core/store/index.ts';
import { openPostgres } from '../../../src-core/store/index.ts';
import { applyChanges, openHub, retryKept } from '../../../src-core/sync/index.ts';
import type { Applied, Batch, Hub, ReceivingTx, SyncStore } from '../../../src-core/sync/index.ts';
import { takeTogether } from '../../../src-core/sync/engines.ts';
import { parseCellClocks } from '../../../src-core/store/index.ts';
import { NOON, nodeSteps, nodeTables } from '../../../src-core/sync/nodes.test-support.ts';

/** Tables as a relay has them: nothing follows from a row there. */
export const servedTables: readonly TableDef[] = nodeTables.map(({ afterAll: _, ...table }) => table);

export type Served = {
  readonly store: SyncStore;
  readonly hub: () => Promise<Hub>;
  readonly setNow: (ms: number) => void;
  readonly receive: (batch: Batch) => Promise<Applied>;
  readonly retry: () => Promise<Applied>;
  readonly rows: <Row>(query: string) => Promise<readonly Row[]>;
  readonly close: () => Promise<void>;
};

export type ServedOptions = {
  readonly tables?: readonly TableDef[];
  readonly migrations?: readonly Migration[];
};

/** One database of a test, opened as often as the test likes. */
export type Opener = {
  readonly open: (options?: ServedOptions) => Promise<Served>;
  readonly drop: () => Promise<void>;
};

const INTENT = { actor: 'sync', action: 'sync.receive' };

/** In: how a store is opened with these tables, steps and clock. */
export async function servedOver(
  openStore: (options: {
    readonly tables: readonly TableDef[];
    readonly migrations: readonly Migration[];
    readonly now: () => number;
  }) => Promise<SyncStore> | SyncStore,
  { tables = [], migrations = [] }: ServedOptions = {},
): Promise<Served> {
  let nowMs = NOON;
  let isOpen = true;
  const named = new Set(tables.map(({ name }) => name));
  const store = await openStore({
    tables: [...servedTables.filter(({ name }) => !named.has(name)), ...tables],
    migrations: [...nodeSteps, ...migrations],
    now: () => nowMs,
  });
  const take = async <T>(work: (tx: ReceivingTx) => Promise<T>) =>
    (await takeTogether(store, INTENT, work)).value;
  return {
    store,
    hub: () => openHub(store),
    setNow: (ms) => {
      nowMs = ms;
    },
    receive: (batch) => take((tx) => applyChanges(store, tx, batch)),
    retry: () => take((tx) => retryKept(store, tx)),
    rows: async <Row>(query: string) => {
      const { rows } = await sql.raw<Row>(query).execute(store.read() as unknown as Kysely<unknown>);
      return rows;
    },
    async close() {
      if (!isOpen) return;
      isOpen = false;
      await store.close();
    },
  };
}

/** Opens a served node on a PostgreSQL. */
export const servedOnPostgres = (server: string | PostgresServer, options?: ServedOptions): Promise<Served> =>
  servedOver((parts) => openPostgres({ ...parts, server }), options);

/** All that the rules speak of: rows with their clocks, the log, what is kept aside, which cells were forked. */
export async function stateOf(served: Pick<Served, 'store' | 'rows'>): Promise<unknown> {
  const rows: unknown[] = [];
  for (const name of [...served.store.tables.keys()].toSorted())
    for (const row of await served.rows<Record<string, unknown>>(`SELECT * FROM ${name} ORDER BY id`)) {
      const { row: made, cells } = parseCellClocks(String(row['clocks']));
      rows.push({ table: name, ...row, seq: null, clocks: [made, Object.fromEntries(cells)] });
    }
  return {
    rows,
    log: await served.rows(
      'SELECT hlc, tx, node, actor, table_name, row_id, kind, patch, base, schema FROM change ORDER BY hlc',
    ),
    kept: await served.rows('SELECT hlc, table_name, row_id, reason, change FROM quarantine ORDER BY hlc'),
    forked: await served.rows(
      'SELECT table_name, row_id, column_name FROM conflict ORDER BY table_name, row_id, column_name',
    ),
  };
}

export const keptBy = async (served: Served): Promise<readonly string[]> =>
  (await served.rows<{ reason: string }>('SELECT reason FROM quarantine ORDER BY hlc')).map(
    ({ reason }) => reason,
  );

export const idsIn = async (served: Served): Promise<readonly string[]> =>
  (await served.rows<{ hlc: string }>('SELECT hlc FROM change ORDER BY hlc')).map(({ hlc }) => hlc);
