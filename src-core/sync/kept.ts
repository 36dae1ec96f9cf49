/** What is kept aside from laptops that were shut out, until people decide (rules P6 and P7 of docs/sync.md). */
import { z } from 'zod';
import { sql } from 'kysely';
import type { DomainTx } from '../store/index.ts';
import { intakeOf, readAll, takeTogether } from './engines.ts';
import type { SyncStore } from './engines.ts';
import type { KeptChange } from './intake.ts';
import { receive } from './receive.ts';
import type { SyncTables } from './sync.schema.ts';
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
  tx: DomainTx,
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

/** Later than any moment. */
const LATEST = '9999';
const LIST = `SELECT coalesce(brought_by, substr(hlc, 16)) AS node, reason, table_name AS "table", count(*) AS count, max(at) AS "lastAt"
  FROM quarantine GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`;

/** In: what notes a decision where everybody reads it. */
export function openKept(store: SyncStore, noteDecision: NoteDecision): Kept {
  return {
    async keep(node, { changes, actions }) {
      const known = new Map(
        actions.flatMap((sent) => readAction(sent) ?? []).map((action) => [action.id, action]),
      );
      const sent = changes.filter(isSentChange);
      const ids = sent.map(({ hlc }) => hlc);
      await takeTogether(store, { actor: 'sync', action: 'sync.keep' }, async (tx) => {
        const intake = intakeOf(tx);
        let { room, text } = await roomFor(tx, node);
        const inLog = (await intake.look(ids, new Map())).known;
        const aside = await intake.keptAmong(ids);
        const kept: KeptChange[] = [];
        for (const change of sent) {
          if (inLog.has(change.hlc) || aside.has(change.hlc)) continue;
          room -= 1;
          text -= change.patch.length;
          if (room < 0 || text < 0) break;
          // Who did it and by which procedure is not in the log yet, so it waits with the change.
          const whole = { ...change, ...actionOf(known.get(change.tx)) };
          kept.push({ change: whole, reason: 'revoked', broughtBy: node });
        }
        if (kept.length > 0) await intake.keepAside(kept);
      });
    },
    list: async () => readAll<KeptLine>(store, LIST),
    async decide(by, { node, decision, lastAt = LATEST }) {
      const intent = { actor: `laptop:${by}`, action: `laptops.${decision}Kept` };
      const { value } = await takeTogether(store, intent, async (tx) => {
        const kept = await tx
          .read<SyncTables>()
          .selectFrom('quarantine')
          .select('change')
          .where('reason', '=', 'revoked')
          .where('brought_by', '=', node)
          .where('at', '<=', lastAt)
          .orderBy('hlc')
          .execute();
        await tx
          .local<SyncTables>()
          .deleteFrom('quarantine')
          .where('reason', '=', 'revoked')
          .where('brought_by', '=', node)
          .where('at', '<=', lastAt)
          .execute();
        if (decision === 'accept') await receive(store, tx, node, batchOf(kept));
        if (kept.length > 0) await noteDecision(tx, node, { decision, count: kept.length });
        return kept.length;
      });
      return value;
    },
  };
}

/** How much more of a laptop's changes is kept: how many, and how many characters. */
async function roomFor(tx: DomainTx, node: string): Promise<{ room: number; text: number }> {
  const size = await tx
    .read<SyncTables>()
    .selectFrom('quarantine')
    .select(({ fn }) => [fn.countAll<number>().as('n'), sql<number | null>`sum(length(change))`.as('text')])
    .where('reason', '=', 'revoked')
    .where('brought_by', '=', node)
    .executeTakeFirst();
  return { room: MOST_KEPT - (size?.n ?? 0), text: MOST_KEPT_TEXT - (size?.text ?? 0) };
}

const actionOf = (action: unknown): object => (action === undefined ? {} : { action });
const withAction = z.looseObject({ action: z.unknown() });

function batchOf(kept: readonly { readonly change: string }[]): ForeignBatch {
  const changes = kept.map(({ change }) => withAction.parse(JSON.parse(change)));
  return {
    changes: changes.map(({ action: _action, ...change }) => change),
    actions: changes.map(({ action }) => action),
  };
}
