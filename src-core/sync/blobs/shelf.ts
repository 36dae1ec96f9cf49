import type { PieceId } from './sealing.ts';

/** What lies there of a file: how many pieces it has, fixed by the first that came, and which of them are not there yet. */
export type Shelved = { readonly count: number; readonly missing: readonly number[] };

/** What became of a piece that was brought. */
export type PutOutcome =
  /** It is on the disk now. */
  | { readonly kind: 'kept' }
  /** It was there already. */
  | { readonly kind: 'there' }
  /** The file began with another number of pieces. */
  | { readonly kind: 'otherCount' }
  /** No room: on the disk, on the whole shelf, or for this laptop. `most`: bytes allowed, null for the disk. */
  | { readonly kind: 'full'; readonly of: 'disk' | 'shelf' | 'laptop'; readonly most: number | null }
  /** It was the last one, and the file is not what its name says. */
  | { readonly kind: 'damaged' }
  /** It was the last one, and the file is not what belongs there; `code` says why. */
  | { readonly kind: 'refused'; readonly code: string };

/** Where sealed pieces lie for whoever asks. */
export type Shelf = {
  /** What is there of these files; a file of which nothing is there is left out. */
  readonly look: (names: readonly string[]) => Promise<ReadonlyMap<string, Shelved>>;
  /** One sealed piece, or undefined where it is not there. */
  readonly get: (name: string, index: number) => Promise<Buffer | undefined>;
  /** Keeps a sealed piece that the laptop `from` brought. What was answered as kept survives a crash. */
  readonly put: (piece: PieceId & { readonly bytes: Buffer }, from: string) => Promise<PutOutcome>;
  /** Takes a piece away whose sealed bytes have this SHA-256: somebody has found it damaged; who has the file brings it anew. */
  readonly drop: (name: string, index: number, sha256: string) => Promise<void>;
};

/** What a shelf has room for, bytes of sealed pieces. */
export type ShelfLimits = {
  readonly shelf: number;
  /** Brought by one laptop. */
  readonly laptop: number;
};

/** A relay's shelf, unless its operator says otherwise. */
export const RELAY_LIMITS: ShelfLimits = { shelf: 10 * 2 ** 30, laptop: 4 * 2 ** 30 };

/** A desk's shelf holds only what is on its way. */
export const DESK_LIMITS: ShelfLimits = { shelf: 2 ** 30, laptop: 2 ** 29 };

/** How long an unfinished upload is waited for, milliseconds. */
export const UNFINISHED_MS: number = 7 * 86_400_000;
