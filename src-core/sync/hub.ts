import { NOTHING } from './apply.ts';
import type { Applied } from './apply.ts';
import { createDigest } from './digest.ts';
import { pack } from './pack.ts';
import { pageFor } from './pages.ts';
import { PROTOCOL, requestShape } from './protocol.ts';
import type { SyncAnswer, SyncRequest } from './protocol.ts';
import { servedLogOf } from './engines.ts';
import type { SyncStore } from './engines.ts';
import type { Standing } from './served.ts';
import { createTail } from './tail.ts';
import { createTaking } from './taking.ts';
import { unpack } from './unpack.ts';
import type { ForeignBatch } from './wire.ts';
import type { DomainStore } from '../store/index.ts';

/** The serving side: any node's log, for whoever was let in. It knows no socket and no token. */
export type Hub = {
  /** The log's name. */
  readonly epoch: string;
  /** Takes one message in and answers it (rules L1–L6 of docs/sync.md). Whatever is no request is refused; nothing is thrown but what the disk throws. */
  readonly answer: (message: unknown) => Promise<SyncAnswer>;
};

/** Opens the hub over a store; a log that has no name yet gets one. `onTaken` hears what came of each message that brought changes. */
export async function openHub(
  store: SyncStore,
  onTaken: (applied: Applied) => void = () => undefined,
): Promise<Hub> {
  const epoch = await epochOf(store);
  const log = servedLogOf(store);
  const digest = createDigest(log);
  const takeIn = createTaking(store);
  const tail = createTail(log);

  const take = async (request: SyncRequest, batch: ForeignBatch): Promise<Applied> => {
    const applied = await takeIn({ from: request.node, batch });
    onTaken(applied);
    return applied;
  };

  const standingFor = ({ node, cursor, known }: SyncRequest) =>
    log.standing({ node, after: cursor, seen: known?.head?.seq ?? 0 });

  return {
    epoch,
    async answer(message) {
      const read = requestShape.safeParse(message);
      if (!read.success) {
        const isOther = isRecord(message) && message['protocol'] !== PROTOCOL;
        return { kind: 'refused', reason: isOther ? 'protocol' : 'malformed', protocol: PROTOCOL };
      }
      const request = read.data;
      const before = await standingFor(request);
      if (!isKnownLog(before, epoch, request)) return { kind: 'reset', epoch };
      const batch = unpack(request.packed);
      if (batch === undefined) return { kind: 'refused', reason: 'malformed', protocol: PROTOCOL };
      const brings = batch.changes.length > 0 || request.isRetry;
      // What is kept aside may have become ripe by an update or by the time, and nobody may ever bring anything again.
      const isDue = brings || before.kept > 0;
      const applied = isDue ? await take(request, batch) : NOTHING;
      const { kept } = brings ? applied : NOTHING;
      const standing = isDue ? await standingFor(request) : before;
      const page = await pageFor(tail, standing, request.node, request.cursor);
      return {
        kind: 'taken',
        node: store.node,
        epoch,
        head: standing.head,
        cursor: page.upTo,
        hasMore: page.hasMore,
        packed: pack(page.batch),
        kept,
        keptInAll: standing.kept,
        digest: request.isLast && !page.hasMore ? await digest(standing.head?.seq ?? 0) : null,
        nowMs: store.now(),
      };
    },
  };
}

/** Whether this is the log that the asker has talked to: the same name, and the line that it saw last still stands there. */
function isKnownLog({ seenHlc }: Standing, epoch: string, { known, cursor }: SyncRequest): boolean {
  if (known === null) return cursor === 0;
  if (known.epoch !== epoch) return false;
  return known.head === null || (seenHlc === known.head.hlc && cursor <= known.head.seq);
}

type MetaTables = { readonly meta: { readonly key: string; readonly value: string } };

async function epochOf(store: DomainStore): Promise<string> {
  const there = await readEpoch(store);
  if (there !== undefined) return there;
  const { value } = await store.write({ actor: 'sync', action: 'sync.epoch' }, async (tx) => {
    const name = { key: 'epoch', value: tx.newId() };
    await tx
      .local<MetaTables>()
      .insertInto('meta')
      .values(name)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return (await readEpoch(tx)) ?? name.value;
  });
  return value;
}

async function readEpoch(reading: Pick<DomainStore, 'read'>): Promise<string | undefined> {
  const meta = reading.read<MetaTables>().selectFrom('meta').select('value').where('key', '=', 'epoch');
  return (await meta.executeTakeFirst())?.value;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
