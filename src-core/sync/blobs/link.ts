import { createHash } from 'node:crypto';
import type { Store } from '../../store/index.ts';
import { countOf, MOST_ASKED, MOST_BLOB_BYTES } from './blob.rules.ts';
import type { FolderShelf } from './folderShelf.ts';
import { inLanes } from './lanes.ts';
import { BlobLinkError, bodyOf, codeOf, parsed } from './linkError.ts';
import { forgetBlobNote, noteBlob, readBlobNotes } from './notes.ts';
import type { BlobNote, BlobProblem, BlobWay } from './notes.ts';
import { ownFiles } from './ownFiles.ts';
import type { BadPiece, Keeper } from './ownFiles.ts';
import { pieceOf } from './ownShelf.ts';
import { isPiece } from './sealing.ts';
import type { BlobSeal, PieceId } from './sealing.ts';
import { askedShape } from './service.ts';
import type { Shelved } from './shelf.ts';

/** How far a round has come: files fetched and put of those that can be, and sealed bytes moved. */
export type BlobProgress = {
  readonly fetched: number;
  readonly toFetch: number;
  readonly put: number;
  readonly toPut: number;
  readonly bytes: number;
};

/** What came of a round. */
export type BlobRound = BlobProgress & {
  /** Files that rows here name and that neither side has: they come from a third one. */
  readonly waiting: number;
  /** The other side has no room for more; it is asked again after a while. Which: its `disk`, its `shelf`, or what it gives this `laptop`; empty: it did not say. */
  readonly full: string | null;
  /** What could not be exchanged, and when it is tried again. */
  readonly notes: readonly BlobNote[];
};

/**
 * Carries a message to the other side's `BlobService` and its answer back. Throws where there is no way; a refusal may come as an answer
 * or as an error with its `code`.
 */
export type BlobSend = (
  message: {
    readonly method: 'GET' | 'POST' | 'PUT';
    /** Begins with `/blobs/`. */
    readonly path: string;
    readonly body?: Uint8Array;
  },
  sending: { readonly signal: AbortSignal },
) => Promise<{ readonly status: number; readonly body: Uint8Array }>;

export type BlobLinkParts = {
  readonly store: Store;
  /** By what this laptop knows the other side, as in `createLink`. */
  readonly peer: string;
  readonly seal: BlobSeal;
  /** Where pieces lie until their file is whole. */
  readonly inbox: FolderShelf;
  readonly send: BlobSend;
  readonly onProgress?: (progress: BlobProgress) => void;
};

export type BlobLink = {
  /**
   * Fetches what rows here name and the other side has, then brings what it lacks (rules B of docs/sync.md). A round that breaks off
   * has done no harm; the next one goes on at the piece where it stopped. Throws what `send` throws, a BlobLinkError where
   * the other side does not want to talk, the signal's reason when it was cancelled, and what a full disk says here.
   * `isRetry`: somebody asks, so also what is being left alone is tried.
   */
  readonly round: (how?: {
    readonly isRetry?: boolean;
    readonly signal?: AbortSignal | undefined;
  }) => Promise<BlobRound>;
};

/** Files on their way at once: a small one costs the way there and back, not its bytes. */
const LANES = 4;
/** How long the other side is believed to have kept what it had, milliseconds. */
const BELIEVED_MS = 3_600_000;
/** How long a full shelf is left alone, milliseconds. */
const FULL_PAUSE_MS = 600_000;

type Ends = 'done' | 'later' | { readonly full: string };

/** The calling side of files, with one other node. */
export function createBlobLink({ store, peer, seal, inbox, send, onProgress }: BlobLinkParts): BlobLink {
  const files = ownFiles(store, seal, inbox);
  /** Files that the other side has whole. */
  const wholeThere = new Set<string>();
  let believedMs = 0;
  let putAgainMs = 0;

  const note = async (way: BlobWay, sha256: string, reason: BlobProblem): Promise<'later'> => {
    await noteBlob(store, peer, { way, sha256, reason });
    return 'later';
  };

  const ask = async (names: readonly string[], signal: AbortSignal): Promise<Map<string, Shelved>> => {
    const there = new Map<string, Shelved>();
    for (let at = 0; at < names.length; at += MOST_ASKED) {
      const body = Buffer.from(JSON.stringify({ names: names.slice(at, at + MOST_ASKED) }));
      const answer = await send({ method: 'POST', path: '/blobs/which', body }, { signal });
      const read = askedShape.safeParse(parsed(bodyOf(answer).toString('utf8')));
      if (!read.success) throw new BlobLinkError(answer.status, 'NOT_UNDERSTOOD');
      for (const [name, { of, missing }] of Object.entries(read.data.blobs))
        there.set(name, { count: of, missing });
    }
    return there;
  };

  const fetchPiece = async (id: PieceId, signal: AbortSignal): Promise<number | undefined> => {
    const path = `/blobs/${id.name}?piece=${id.index}`;
    const answer = await send({ method: 'GET', path }, { signal });
    if (answer.status === 404) return undefined;
    const bytes = bodyOf(answer);
    if (!isPiece(id, bytes.length)) return undefined;
    const outcome = await inbox.put({ ...id, bytes }, 'own');
    if (outcome.kind === 'full') throw new BlobLinkError(507, 'INBOX_FULL', outcome.of);
    return bytes.length;
  };

  /** Tells the other side which of its pieces are no good, so that whoever has the file brings them again. */
  const report = async (name: string, pieces: readonly BadPiece[], signal: AbortSignal) => {
    for (const { index, sha256 } of pieces)
      bodyOf(
        await send({ method: 'POST', path: `/blobs/${name}?piece=${index}&damaged=${sha256}` }, { signal }),
      );
  };

  const fetchFile = async (
    sha256: string,
    wanted: readonly Keeper[],
    there: Shelved | undefined,
    moved: (bytes: number) => void,
    signal: AbortSignal,
  ): Promise<Ends> => {
    const name = seal.nameOf(sha256);
    if (there !== undefined) {
      const mine = (await inbox.look([name])).get(name);
      // What lies here was begun from pieces that nobody has any more.
      if (mine !== undefined && mine.count !== there.count) await inbox.clear(name);
      const lacking = mine?.count === there.count ? mine.missing : indices(there.count);
      for (const index of lacking.filter((one) => !there.missing.includes(one))) {
        const bytes = await fetchPiece({ name, index, count: there.count }, signal);
        if (bytes === undefined) return 'later';
        moved(bytes);
      }
    }
    const taken = await files.take(sha256, wanted);
    if (taken.kind === 'incomplete') return 'later';
    if (taken.kind === 'kept') {
      await forgetBlobNote(store, peer, { way: 'fetch', sha256 });
      return 'done';
    }
    if (taken.kind === 'damaged') await report(name, taken.pieces, signal);
    return note('fetch', sha256, taken.kind);
  };

  const putFile = async (
    sha256: string,
    there: Shelved | undefined,
    moved: (bytes: number) => void,
    signal: AbortSignal,
  ): Promise<Ends> => {
    const bytes = files.read(sha256);
    if (bytes === undefined) return 'later';
    if (bytes.length > MOST_BLOB_BYTES) return note('put', sha256, 'tooLarge');
    // What this laptop's own disk has damaged would only be found out by the others.
    if (hashOf(bytes) !== sha256) return note('put', sha256, 'damaged');
    const name = seal.nameOf(sha256);
    const count = countOf(bytes.length);
    if (there !== undefined && there.count !== count) return note('put', sha256, 'otherCount');
    for (const index of there?.missing ?? indices(count)) {
      const sealed = seal.seal({ name, index, count }, pieceOf(bytes, index));
      const path = `/blobs/${name}?piece=${index}&of=${count}&sha256=${hashOf(sealed)}`;
      try {
        bodyOf(await send({ method: 'PUT', path, body: sealed }, { signal }));
      } catch (error) {
        const code = codeOf(error);
        if (code === 'BLOBS_FULL') return { full: error instanceof BlobLinkError ? error.of : '' };
        const reason = NOTED[code];
        if (reason === undefined) throw error;
        return note('put', sha256, reason);
      }
      moved(sealed.length);
    }
    wholeThere.add(sha256);
    await forgetBlobNote(store, peer, { way: 'put', sha256 });
    return 'done';
  };

  return {
    async round({ isRetry = false, signal: given } = {}) {
      const nowMs = store.now();
      if (isRetry || nowMs - believedMs > BELIEVED_MS) {
        wholeThere.clear();
        believedMs = nowMs;
      }
      const notes = readBlobNotes(store, peer);
      const isTried = (way: BlobWay) => (sha256: string) =>
        isRetry || !notes.some((one) => one.way === way && one.sha256 === sha256 && one.nextMs > nowMs);
      const { held, lacking } = files.survey();
      const wanted = [...lacking.keys()].filter(isTried('fetch'));
      const canPut = isRetry || nowMs >= putAgainMs;
      const offered = canPut ? held.filter((one) => !wholeThere.has(one)).filter(isTried('put')) : [];
      const stop = new AbortController();
      const signal = given === undefined ? stop.signal : AbortSignal.any([given, stop.signal]);
      signal.throwIfAborted();

      const there = await ask([...wanted, ...offered].map(seal.nameOf), signal);
      const thereOf = (sha256: string): Shelved | undefined => there.get(seal.nameOf(sha256));
      for (const sha256 of offered) if (thereOf(sha256)?.missing.length === 0) wholeThere.add(sha256);
      const puts = offered.filter((sha256) => !wholeThere.has(sha256));
      let progress = {
        fetched: 0,
        toFetch: wanted.filter((sha256) => thereOf(sha256) !== undefined).length,
        put: 0,
        toPut: puts.length,
        bytes: 0,
      };
      const tell = (more: Partial<BlobProgress>): void => {
        progress = { ...progress, ...more };
        onProgress?.(progress);
      };
      const moved = (bytes: number): void => tell({ bytes: progress.bytes + bytes });
      let waiting = 0;
      let full: string | null = null;

      await inLanes(LANES, wanted, stop, async (sha256) => {
        signal.throwIfAborted();
        const ends = await fetchFile(sha256, lacking.get(sha256) ?? [], thereOf(sha256), moved, signal);
        if (thereOf(sha256) !== undefined) tell({ fetched: progress.fetched + (ends === 'done' ? 1 : 0) });
        else if (ends !== 'done') waiting += 1;
      });
      await inLanes(LANES, puts, stop, async (sha256) => {
        signal.throwIfAborted();
        if (full !== null) return;
        const ends = await putFile(sha256, thereOf(sha256), moved, signal);
        if (ends === 'done') tell({ put: progress.put + 1 });
        else if (ends !== 'later') full = ends.full;
      });
      if (full !== null) putAgainMs = store.now() + FULL_PAUSE_MS;
      return { ...progress, waiting, full, notes: readBlobNotes(store, peer) };
    },
  };
}

const NOTED: Readonly<Record<string, BlobProblem>> = {
  OTHER_COUNT: 'otherCount',
  BLOB_TOO_LARGE: 'tooLarge',
  BLOB_DAMAGED: 'damaged',
  BLOB_REFUSED: 'refused',
};

const indices = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
