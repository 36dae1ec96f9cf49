import type { Reading, Store, Tx } from '../store/index.ts';
import { createDigest } from './digest.ts';
import { intakeOf } from './engines.ts';
import { pack } from './pack.ts';
import { pageFor } from './pages.ts';
import type { Page } from './pages.ts';
import { answerShape, PROTOCOL } from './protocol.ts';
import type { SyncAnswer, SyncRequest } from './protocol.ts';
import { receive } from './receive.ts';
import type { Sealer } from './seal.ts';
import type { Head } from './served.ts';
import { countKept, sqliteLog } from './sqliteLog.ts';
import { unpack } from './unpack.ts';
import { isSentChange } from './wire.ts';
import type { Batch, SentChange } from './wire.ts';

/** What came of a round with another node. */
export type Round = {
  readonly sent: number;
  readonly got: number;
  /** Changes that the other side has kept aside in this round, by reason. */
  readonly keptThere: Readonly<Record<string, number>>;
  /** `same`: both logs hold the same changes. `kept`: they differ by what one of them keeps aside. `differs`: nobody knows why. */
  readonly outcome: 'same' | 'kept' | 'differs';
  /** By how much the other side's clock is ahead of this one, milliseconds. */
  readonly aheadMs: number;
};

type LinkFailure = 'OTHER_PROTOCOL' | 'NOT_UNDERSTOOD';

/** A round that could not be finished for a reason that another try will not mend. */
class LinkError extends Error {
  readonly code: LinkFailure;
  constructor(code: LinkFailure) {
    super(code);
    this.code = code;
  }
}

export type LinkParts = {
  readonly store: Store;
  /** By what this laptop knows the other side: a relay's address, another laptop's id. */
  readonly peer: string;
  /** Carries one message there and its answer back; throws where there is no way. */
  readonly send: (message: SyncRequest) => Promise<unknown>;
  /** For a relay: seals what it may only carry, and opens what it brings. */
  readonly sealer?: Sealer;
};

type PeerRow = {
  readonly node: string | null;
  readonly epoch: string | null;
  readonly head_seq: number | null;
  readonly head_hlc: string | null;
  readonly pulled: number;
  readonly pushed: number;
};

const PEER = 'SELECT node, epoch, head_seq, head_hlc, pulled, pushed FROM sync_peer WHERE peer = ?';
const NEW: PeerRow = { node: null, epoch: null, head_seq: null, head_hlc: null, pulled: 0, pushed: 0 };
/** Beginnings from line one in a round: once because the other log is new, once more because the sums differed. */
const MOST_RESETS = 2;

/**
 * The calling side: brings what is new here, takes what is new there, until both are the same (rules L1–L6 of docs/sync.md). A round that
 * breaks off has done no harm and goes on where it was.
 */
export function createLink({ store, peer, send, sealer }: LinkParts) {
  // What no key of this link opened before will not open later by the same keys.
  let areLockedTried = sealer === undefined;
  const log = sqliteLog(store);
  const digest = createDigest(log);
  const intent = { actor: 'sync', action: 'sync.receive' };

  /** Takes an answer in and moves both cursors in the same transaction: a crash leaves neither without the other. */
  const take = async (answer: Extract<SyncAnswer, { kind: 'taken' }>, pushed: number): Promise<number> => {
    const batch = unpack(answer.packed);
    if (batch === undefined) throw new LinkError('NOT_UNDERSTOOD');
    const { value } = await store.write(intent, async (tx) => {
      const changes =
        sealer === undefined ? batch.changes : await openAll(tx, sealer, batch.changes, areLockedTried);
      const { applied } = await receive(store, tx, answer.node, { ...batch, changes });
      keepPeer(tx, peer, {
        node: answer.node,
        epoch: answer.epoch,
        head_seq: answer.head?.seq ?? null,
        head_hlc: answer.head?.hlc ?? null,
        pulled: answer.cursor,
        pushed,
      });
      return applied;
    });
    areLockedTried = true;
    return value;
  };

  /** What the other side has not had. */
  const unsent = async ({ node, pushed }: PeerRow): Promise<Page> => {
    const asker = { node: node ?? '', after: pushed, seen: 0 };
    return pageFor(log, await log.standing(asker), asker.node, pushed);
  };

  const reset = (epoch: string | null) =>
    store.write(intent, async (tx) => keepPeer(tx, peer, { ...NEW, epoch }));

  return {
    /** One round. Throws what `send` throws, and a LinkError. */
    async round({ isRetry = false } = {}): Promise<Round> {
      let sent = 0;
      let got = 0;
      let resets = 0;
      const keptThere: Record<string, number> = {};
      for (;;) {
        const known = readPeer(store, peer);
        const page = await unsent(known);
        const answer = readAnswer(
          await send({
            protocol: PROTOCOL,
            node: store.node,
            known: known.epoch === null ? null : { epoch: known.epoch, head: headIn(known) },
            cursor: known.pulled,
            packed: pack(sealer === undefined ? page.batch : sealed(page.batch, sealer)),
            isLast: !page.hasMore,
            isRetry: isRetry && sent === 0 && got === 0,
            nowMs: store.now(),
          }),
        );
        if (answer.kind === 'reset') {
          resets += 1;
          if (resets > MOST_RESETS) throw new LinkError('NOT_UNDERSTOOD');
          await reset(answer.epoch);
          continue;
        }
        sent += page.batch.changes.length;
        for (const [reason, count] of Object.entries(answer.kept))
          keptThere[reason] = (keptThere[reason] ?? 0) + count;
        got += await take(answer, page.upTo);
        if (answer.hasMore || page.hasMore || answer.digest === null) continue;
        const rest = await unsent(readPeer(store, peer));
        if (rest.batch.changes.length > 0) continue;
        const aheadMs = answer.nowMs - store.now();
        // Up to the line that was looked at: whatever is written meanwhile goes with the next round.
        const isSame = answer.digest === (await digest(rest.upTo));
        const isKept = answer.keptInAll > 0 || countKept(store) > 0;
        if (isSame || isKept || resets >= MOST_RESETS)
          return { sent, got, keptThere, outcome: isSame ? 'same' : isKept ? 'kept' : 'differs', aheadMs };
        // Something is missing on a side that believes to have it all: both logs are compared from line one.
        resets = MOST_RESETS;
        await reset(answer.epoch);
      }
    },
  };
}

export type Link = ReturnType<typeof createLink>;

/** What waits for the next round with the other side: own changes, and how far the last one came. */
export function waitingFor(reading: Reading, peer: string): number {
  const { node, pushed } = readPeer(reading, peer);
  const [line] = reading.localRows<{ n: number }>(
    `SELECT COUNT(*) AS n FROM change WHERE seq > ? AND node <> ? AND NOT EXISTS (
       SELECT 1 FROM sync_origin WHERE sync_origin.node = ? AND change.seq BETWEEN first_seq AND last_seq)`,
    pushed,
    node ?? '',
    node ?? '',
  );
  return line?.n ?? 0;
}

const sealed = (batch: Batch, { seal }: Sealer): Batch => ({ ...batch, changes: batch.changes.map(seal) });

/** The changes as they were written, those that were locked before first; what cannot be opened is kept aside. */
async function openAll(
  tx: Tx,
  sealer: Sealer,
  changes: readonly unknown[],
  areLockedTried: boolean,
): Promise<readonly unknown[]> {
  const intake = intakeOf(tx);
  const before = areLockedTried ? [] : (await intake.takeOut({ kind: 'locked' })).changes;
  const opened: unknown[] = [];
  for (const sent of [...before, ...changes]) {
    const change = isSentChange(sent) ? openOne(sealer, sent) : sent;
    if (change !== 'locked') opened.push(change);
    else if (isSentChange(sent) && tx.localRow('SELECT 1 FROM change WHERE hlc = ?', sent.hlc) === undefined)
      await intake.keepAside([{ change: sent, reason: 'locked' }]);
  }
  return opened;
}

/** What is no JSON is no secret either: whoever judges the change refuses it. */
function openOne(sealer: Sealer, sent: SentChange): SentChange | 'locked' {
  try {
    return sealer.open(sent);
  } catch {
    return sent;
  }
}

const headIn = ({ head_seq: seq, head_hlc: hlc }: PeerRow): Head | null =>
  seq === null || hlc === null ? null : { seq, hlc };

const readPeer = (reading: Reading, peer: string): PeerRow =>
  reading.localRows<PeerRow>(PEER, peer)[0] ?? NEW;

function keepPeer(tx: Tx, peer: string, row: PeerRow): void {
  tx.engine.run(
    `INSERT INTO sync_peer (peer, node, epoch, head_seq, head_hlc, pulled, pushed) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (peer) DO UPDATE SET node = excluded.node, epoch = excluded.epoch, head_seq = excluded.head_seq,
       head_hlc = excluded.head_hlc, pulled = excluded.pulled, pushed = excluded.pushed`,
    peer,
    row.node,
    row.epoch,
    row.head_seq,
    row.head_hlc,
    row.pulled,
    row.pushed,
  );
}

function readAnswer(answer: unknown): Exclude<SyncAnswer, { kind: 'refused' }> {
  const read = answerShape.safeParse(answer);
  if (!read.success) throw new LinkError('NOT_UNDERSTOOD');
  if (read.data.kind === 'refused')
    throw new LinkError(read.data.reason === 'protocol' ? 'OTHER_PROTOCOL' : 'NOT_UNDERSTOOD');
  return read.data;
}
