import type { Reading, Store } from '../../store/index.ts';

/** Why a file could not be exchanged: damaged on its way or there; refused by whoever looks at it; larger than what travels; begun with another number of pieces. */
export type BlobProblem = 'damaged' | 'refused' | 'tooLarge' | 'otherCount';
export type BlobWay = 'fetch' | 'put';

/** A file that could not be exchanged with `peer`, and when it is tried again (milliseconds). */
export type BlobNote = {
  readonly sha256: string;
  readonly way: BlobWay;
  readonly reason: BlobProblem;
  readonly tries: number;
  readonly notedMs: number;
  readonly nextMs: number;
};

const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 86_400_000;
const FACTOR = 4;
const INTENT = { actor: 'sync', action: 'sync.receive' };

/** What could not be exchanged with another node, the latest first. */
export function readBlobNotes(reading: Reading, peer: string): readonly BlobNote[] {
  return reading.localRows<BlobNote>(
    `SELECT sha256, way, reason, tries, noted_ms AS notedMs, next_ms AS nextMs FROM blob_note
     WHERE peer = ? ORDER BY noted_ms DESC, sha256`,
    peer,
  );
}

/** Notes that a file could not be exchanged; each further time it is left alone four times as long, from a minute to a day. */
export async function noteBlob(
  store: Store,
  peer: string,
  what: Pick<BlobNote, 'sha256' | 'way' | 'reason'>,
): Promise<void> {
  const { sha256, way, reason } = what;
  const tries = (readBlobNotes(store, peer).find((one) => isSame(one, what))?.tries ?? 0) + 1;
  const nowMs = store.now();
  const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * FACTOR ** (tries - 1));
  await store.write(INTENT, async (tx) =>
    tx.engine.run(
      `INSERT INTO blob_note (peer, sha256, way, reason, tries, noted_ms, next_ms) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (peer, sha256, way) DO UPDATE SET reason = excluded.reason, tries = excluded.tries,
         noted_ms = excluded.noted_ms, next_ms = excluded.next_ms`,
      peer,
      sha256,
      way,
      reason,
      tries,
      nowMs,
      nowMs + waitMs,
    ),
  );
}

/** Forgets what was noted of a file that has come through after all. */
export async function forgetBlobNote(
  store: Store,
  peer: string,
  what: Pick<BlobNote, 'sha256' | 'way'>,
): Promise<void> {
  if (!readBlobNotes(store, peer).some((one) => isSame(one, what))) return;
  await store.write(INTENT, async (tx) =>
    tx.engine.run(
      'DELETE FROM blob_note WHERE peer = ? AND sha256 = ? AND way = ?',
      peer,
      what.sha256,
      what.way,
    ),
  );
}

const isSame = (left: Pick<BlobNote, 'sha256' | 'way'>, right: Pick<BlobNote, 'sha256' | 'way'>): boolean =>
  left.sha256 === right.sha256 && left.way === right.way;
