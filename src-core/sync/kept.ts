/** What is kept aside from laptops that were shut out, until people decide (rules P6 and P7 of docs/sync.md). */
import { sql } from 'kysely';
import { z } from 'zod';
import type { DomainTx } from '../store/index.ts';
import { intakeOf, writeOn } from './engines.ts';
import type { ReceivingTx, SyncStore } from './engines.ts';
import type { KeptChange } from './intake.ts';
import { receive } from './receive.ts';
import { isSentChange, readAction } from './wire.ts';
import type { ForeignBatch, SentChange } from './wire.ts';

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
  /** `actor`: who decides. Takes in what is kept of that laptop, as if it had been received, or deletes it; out: how many changes that were. */
  readonly decide: (actor: string, what: Deciding) => Promise<number>;
};

/** Later than any moment. */
const LATEST = '9999';

type Deciding = {
  readonly node: string;
  readonly decision: 'accept' | 'drop';
  /** What came later than this is left as it is. */
  readonly lastAt?: string | undefined;
};

type KeptTables = {
  readonly quarantine: {
    readonly hlc: string;
    readonly table_name: string;
    readonly reason: string;
    /** ISO 8601. */
    readonly at: string;
    /** The whole change, JSON. */
    readonly change: string;
    readonly brought_by: string | null;
  };
};

const KEEPING = { actor: 'sync', action: 'sync.keep' };
/** Ids that are asked about at once. */
const IDS_AT_ONCE = 1000;

const broughtBy = (tx: DomainTx, node: string) =>
  tx
    .read<KeptTables>()
    .selectFrom('quarantine')
    .where('reason', '=', 'revoked')
    .where('brought_by', '=', node);

/** In: what notes a decision where everybody reads it. */
export function openKept(store: SyncStore, noteDecision: NoteDecision): Kept {
  return {
    async keep(node, { changes, actions }) {
      const known = new Map(
        actions.flatMap((sent) => readAction(sent) ?? []).map((action) => [action.id, action]),
      );
      const sent = changes.filter(isSentChange);
      await writeOn(store, KEEPING, async (tx) => {
        const size = await broughtBy(tx, node)
          .select([sql<number>`count(*)`.as('n'), sql<number>`coalesce(sum(length(change)), 0)`.as('text')])
          .executeTakeFirstOrThrow();
        let room = MOST_KEPT - size.n;
        let text = MOST_KEPT_TEXT - size.text;
        const here = await idsHere(tx, sent);
        const kept: KeptChange[] = [];
        for (const change of sent) {
          if (here.has(change.hlc)) continue;
          room -= 1;
          text -= change.patch.length;
          if (room < 0 || text < 0) break;
          here.add(change.hlc);
          // Who did it and by which procedure is not in the log yet, so it waits with the change.
          const whole = { ...change, ...actionOf(known.get(change.tx)) };
          kept.push({ change: whole, reason: 'revoked', broughtBy: node });
        }
        if (kept.length > 0) await intakeOf(tx).keepAside(kept);
      });
    },
    async list() {
      return store
        .read<KeptTables>()
        .selectFrom('quarantine')
        .select([
          sql<string>`coalesce(brought_by, substr(hlc, 16))`.as('node'),
          'reason',
          'table_name as table',
          sql<number>`count(*)`.as('count'),
          sql<string>`max(at)`.as('lastAt'),
        ])
        .groupBy(sql`1, 2, 3`)
        .orderBy(sql`1, 2, 3`)
        .execute();
    },
    async decide(actor, { node, decision, lastAt = LATEST }) {
      const intent = { actor, action: `laptops.${decision}Kept` };
      const { value } = await writeOn(store, intent, async (tx) => {
        const kept = await broughtBy(tx, node)
          .where('at', '<=', lastAt)
          .select(['hlc', 'change'])
          .orderBy('hlc')
          .execute();
        await tx
          .local<KeptTables>()
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

/** Of these changes the ids of those that are in the log or kept aside already. */
async function idsHere(tx: ReceivingTx, sent: readonly SentChange[]): Promise<Set<string>> {
  const ids = sent.map(({ hlc }) => hlc);
  const here = new Set((await intakeOf(tx).look(ids, new Map())).known.keys());
  for (let at = 0; at < ids.length; at += IDS_AT_ONCE) {
    const some = ids.slice(at, at + IDS_AT_ONCE);
    const kept = await tx
      .read<KeptTables>()
      .selectFrom('quarantine')
      .select('hlc')
      .where('hlc', 'in', some)
      .execute();
    for (const { hlc } of kept) here.add(hlc);
  }
  return here;
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
