import { applyChanges } from './apply.ts';
import type { Applied } from './apply.ts';
import { createDigest } from './digest.ts';
import { pack } from './pack.ts';
import { headOf, noteOrigin, pageFor } from './pages.ts';
import { countKept } from './quarantine.ts';
import { PROTOCOL, requestShape } from './protocol.ts';
import type { SyncAnswer, SyncRequest } from './protocol.ts';
import { unpack } from './unpack.ts';
import type { ForeignBatch } from './wire.ts';
import type { Reading, Store, Tx } from '../store/index.ts';

/** The serving side: any node's log, for whoever was let in. It knows no socket and no token. */
export type Hub = {
  /** The log's name. */
  readonly epoch: string;
  /** Takes one message in and answers it (rules L1–L6 of docs/sync.md). Whatever is no request is refused; nothing is thrown but what the disk throws. */
  readonly answer: (message: unknown) => Promise<SyncAnswer>;
};

const EPOCH = `SELECT value FROM meta WHERE key = 'epoch'`;

/** Opens the hub over a store; a log that has no name yet gets one. `onTaken` hears what came of each message that brought changes. */
export async function openHub(
  store: Store,
  onTaken: (applied: Applied) => void = () => undefined,
): Promise<Hub> {
  const epoch = await epochOf(store);
  const digest = createDigest(store);

  const take = async (request: SyncRequest, batch: ForeignBatch): Promise<Applied> => {
    if (batch.changes.length === 0 && !request.isRetry) return { applied: 0, known: 0, kept: {} };
    const intent = { actor: 'sync', action: 'sync.receive' };
    const { value } = await store.writeTogether(intent, async (tx) =>
      receive(store, tx, request.node, batch),
    );
    onTaken(value);
    return value;
  };

  return {
    epoch,
    async answer(message) {
      const read = requestShape.safeParse(message);
      if (!read.success) {
        const isOther = isRecord(message) && message['protocol'] !== PROTOCOL;
        return { kind: 'refused', reason: isOther ? 'protocol' : 'malformed', protocol: PROTOCOL };
      }
      const request = read.data;
      if (!isKnownLog(store, epoch, request)) return { kind: 'reset', epoch };
      const batch = unpack(request.packed);
      if (batch === undefined) return { kind: 'refused', reason: 'malformed', protocol: PROTOCOL };
      const { kept } = await take(request, batch);
      // From here to the end nothing is waited for: page, head and digest are of one moment.
      const page = pageFor(store, request.node, request.cursor);
      return {
        kind: 'taken',
        node: store.node,
        epoch,
        head: headOf(store),
        cursor: page.upTo,
        hasMore: page.hasMore,
        packed: pack(page.batch),
        kept,
        keptInAll: countKept(store),
        digest: request.isLast && !page.hasMore ? digest() : null,
        nowMs: store.now(),
      };
    },
  };
}

/** Takes changes in that a node has brought, and remembers that it did. */
export function receive(store: Store, tx: Tx, from: string, batch: ForeignBatch): Applied {
  const before = headOf(tx)?.seq ?? 0;
  const applied = applyChanges(store, tx, batch);
  const hlcs = batch.changes.flatMap((sent) => (isRecord(sent) ? [String(sent['hlc'])] : []));
  if (applied.applied > 0) noteOrigin(tx, from, before, new Set(hlcs));
  return applied;
}

/** Whether this is the log that the asker has talked to: the same name, and the line that it saw last still stands there. */
function isKnownLog(reading: Reading, epoch: string, { known, cursor }: SyncRequest): boolean {
  if (known === null) return cursor === 0;
  if (known.epoch !== epoch) return false;
  if (known.head === null) return true;
  const { seq, hlc } = known.head;
  const [line] = reading.localRows<{ hlc: string }>('SELECT hlc FROM change WHERE seq = ?', seq);
  return line?.hlc === hlc && cursor <= seq;
}

async function epochOf(store: Store): Promise<string> {
  const [there] = store.localRows<{ value: string }>(EPOCH);
  if (there !== undefined) return there.value;
  const { value } = await store.write({ actor: 'sync', action: 'sync.epoch' }, async (tx) => {
    const name = tx.newId();
    tx.engine.run(`INSERT INTO meta (key, value) VALUES ('epoch', ?) ON CONFLICT (key) DO NOTHING`, name);
    return tx.engine.all<{ value: string }>(EPOCH)[0]?.value ?? name;
  });
  return value;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
