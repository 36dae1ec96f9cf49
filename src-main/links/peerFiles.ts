/** Files beside the log, with one other node: a round of them after each round of the log, one at a time, and apart from it. */
import type { LinkFiles } from '../../src-core/access/index.ts';
import { BlobLinkError, type BlobLink, type BlobLinkParts } from '../../src-core/sync/blobs/index.ts';
import { LinkTrouble } from './trouble.ts';

export type PeerFiles = {
  /** The log has had its round: what rows name may have changed, here or there. */
  readonly noteRound: () => void;
  /** Somebody asks: the next round also tries what is being left alone. */
  readonly tryAll: () => void;
  /** Breaks off what runs and begins no more. */
  readonly stop: () => Promise<void>;
};

type PeerFilesParts = {
  readonly open: (how: Pick<BlobLinkParts, 'onProgress'>) => BlobLink;
  readonly onChange: (files: LinkFiles) => void;
  /** Hears of what is this laptop's own fault. */
  readonly onError: (error: unknown) => void;
};

/** Milliseconds between two words about a running round. */
const TELL_EVERY = 250;
/** Milliseconds until files that are lacking are asked for again; after the longest one the rounds of the log are often enough. */
const FIRST_REST = 500;
const LONGEST_REST = 16_000;
const NONE = { isBusy: false, fetched: 0, toFetch: 0, put: 0, toPut: 0, waiting: 0, noted: 0, isFull: false };

/** Neither the network nor the other side has said it. */
const isOwn = (error: unknown): boolean =>
  error instanceof BlobLinkError ? error.code === 'INBOX_FULL' : !(error instanceof LinkTrouble);

/** Begins with the first round of the log. */
export const createPeerFiles = ({ open, onChange, onError }: PeerFilesParts): PeerFiles => {
  const ending = new AbortController();
  let state: LinkFiles = NONE;
  let running: Promise<void> | undefined;
  let isWanted = false;
  let isForAll = false;
  let toldMs = -Infinity;
  let hasFailed = false;
  let again: NodeJS.Timeout | undefined;
  let restMs = FIRST_REST;

  const change = (patch: Partial<LinkFiles>): void => {
    state = { ...state, ...patch };
    toldMs = performance.now();
    onChange(state);
  };
  const link = open({
    onProgress: ({ fetched, toFetch, put, toPut }) => {
      if (performance.now() - toldMs >= TELL_EVERY) change({ isBusy: true, fetched, toFetch, put, toPut });
    },
  });

  const round = async (): Promise<void> => {
    const isRetry = isForAll;
    isForAll = false;
    const { fetched, toFetch, put, toPut, waiting, notes, full } = await link.round({
      isRetry,
      signal: ending.signal,
    });
    hasFailed = false;
    const noted = notes.length;
    const isSame = waiting === state.waiting && noted === state.noted && (full !== null) === state.isFull;
    // Most rounds find nothing to do, and say nothing.
    if (state.isBusy || fetched > 0 || put > 0 || !isSame)
      change({ isBusy: false, fetched, toFetch, put, toPut, waiting, noted, isFull: full !== null });
    if (fetched > 0) restMs = FIRST_REST;
    if (waiting > 0 || fetched < toFetch) comeAgain();
  };

  /** A row comes before its file, and no news tells that the file is there: what is lacking is asked for again, later and later. */
  const comeAgain = (): void => {
    clearTimeout(again);
    if (restMs > LONGEST_REST || ending.signal.aborted) return;
    again = setTimeout(noteRound, restMs);
    again.unref();
    restMs *= 2;
  };

  const start = (): void => {
    isWanted = false;
    running = round()
      .catch((error: unknown) => {
        if (state.isBusy) change({ isBusy: false });
        // What the network or the other side says is told by the rounds of the log, which go the same way.
        if (isOwn(error) && !hasFailed && !ending.signal.aborted) onError(error);
        hasFailed = true;
      })
      .finally(() => {
        running = undefined;
        if (isWanted && !ending.signal.aborted) start();
      });
  };

  const noteRound = (): void => {
    if (ending.signal.aborted) return;
    if (running === undefined) start();
    else isWanted = true;
  };

  return {
    noteRound,
    tryAll: () => {
      isForAll = true;
    },
    stop: async () => {
      ending.abort();
      clearTimeout(again);
      await running;
    },
  };
};
