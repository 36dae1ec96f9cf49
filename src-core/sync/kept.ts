/** What is kept aside from laptops that were shut out, until people decide (rules P6 and P7 of docs/sync.md). */
import { z } from 'zod';
import type { Store, Tx } from '../store/index.ts';
import { receive } from './hub.ts';
import { keepAside } from './quarantine.ts';
import { isSentChange, readAction } from './wire.ts';
import type { ForeignBatch } from './wire.ts';

/** Of one laptop: whoever would fill the disk ends here. */
const MOST_KEPT = 50_000;
/** Characters of one laptop's changes that are kept. */
const MOST_KEPT_TEXT = 100_000_000;

/** Changes that are kept aside, counted. */
export type KeptLine = {
  /** Whose they are; of reason `revoked`: who brought them. */
  readonly node: string;
  readonly reason: string;
  readonly table: string;
  readonly count: number;
  /** When the last one came, ISO. */
  readonly lastAt: string;
};

/** Notes in a running transaction what was decided. */
export type NoteDecision = (
  tx: Tx,
  node: string,
  what: { readonly decision: 'accept' | 'drop'; readonly count: number },
) => Promise<void>;

export type Kept = {
  /** Keeps what a laptop that was shut out has brought: whole, and no more than `MOST_KEPT` changes of it. */
  readonly keep: (node: string, batch: ForeignBatch) => Promise<void>;
  readonly list: () => Promise<readonly KeptLine[]>;
  /** Takes in what is kept of that laptop, as if it had been received, or deletes it; out: how many changes that were. */
  readonly decide: (by: string, what: Deciding) => Promise<number>;
};

type Deciding = {
  readonly node: string;
  readonly decision: 'accept' | 'drop';
  /** What came later than this is left as it is. */
  readonly lastAt?: string | undefined;
};

const MINE = `FROM quarantine WHERE reason = 'revoked' AND brought_by = ?`;
/** Later than any moment. */
const LATEST = '9999';
type Size = { readonly n: number; readonly text: number };

/** In: what notes a decision where everybody reads it. */
export function openKept(store: Store, noteDecision: NoteDecision): Kept {
  return {
    async keep(node, { changes, actions }) {
      const known = new Map(
        actions.flatMap((sent) => readAction(sent) ?? []).map((action) => [action.id, action]),
      );
      await store.write({ actor: 'sync', action: 'sync.keep' }, async (tx) => {
        const [size] = tx.engine.all<Size>(
          `SELECT count(*) AS n, coalesce(sum(length(change)), 0) AS text ${MINE}`,
          node,
        );
        let room = MOST_KEPT - (size?.n ?? 0);
        let text = MOST_KEPT_TEXT - (size?.text ?? 0);
        for (const sent of changes) {
          if (!isSentChange(sent) || isHere(tx, sent.hlc)) continue;
          room -= 1;
          text -= sent.patch.length;
          if (room < 0 || text < 0) break;
          // Who did it and by which procedure is not in the log yet, so it waits with the change.
          keepAside(tx, { ...sent, ...actionOf(known.get(sent.tx)) }, 'revoked', node);
        }
      });
    },
    async list() {
      return store.localRows<KeptLine>(
        `SELECT coalesce(brought_by, substr(hlc, 16)) AS node, reason, table_name AS "table", count(*) AS count, max(at) AS "lastAt"
         FROM quarantine GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
      );
    },
    async decide(by, { node, decision, lastAt }) {
      const intent = { actor: `laptop:${by}`, action: `laptops.${decision}Kept` };
      const { value } = await store.write(intent, async (tx) => {
        const seen = `${MINE} AND at <= ?`;
        const upTo = lastAt ?? LATEST;
        const kept = tx.engine.all<{ change: string }>(`SELECT change ${seen} ORDER BY hlc`, node, upTo);
        tx.engine.run(`DELETE ${seen}`, node, upTo);
        if (decision === 'accept') receive(store, tx, node, batchOf(kept));
        if (kept.length > 0) await noteDecision(tx, node, { decision, count: kept.length });
        return kept.length;
      });
      return value;
    },
  };
}

const isHere = (tx: Tx, hlc: string): boolean =>
  tx.engine.one(
    'SELECT 1 FROM change WHERE hlc = ? UNION ALL SELECT 1 FROM quarantine WHERE hlc = ?',
    hlc,
    hlc,
  ) !== undefined;

const actionOf = (action: unknown): object => (action === undefined ? {} : { action });
const withAction = z.looseObject({ action: z.unknown() });

function batchOf(kept: readonly { readonly change: string }[]): ForeignBatch {
  const changes = kept.map(({ change }) => withAction.parse(JSON.parse(change)));
  return {
    changes: changes.map(({ action: _action, ...change }) => change),
    actions: changes.map(({ action }) => action),
  };
}
