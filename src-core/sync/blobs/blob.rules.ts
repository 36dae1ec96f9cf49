/** Sizes and names of files as they travel in pieces (rules B of docs/sync.md). */

/** Bytes of one piece before it is sealed; the last one of a file may be shorter. */
export const PIECE_BYTES = 262_144;

/** Bytes of the largest file that travels. */
export const MOST_BLOB_BYTES: number = 20 * 1_048_576;

/** Pieces of the largest file. */
export const MOST_PIECES: number = MOST_BLOB_BYTES / PIECE_BYTES;

/** Bytes that sealing adds: a version, a nonce of 12, a tag of 16. */
export const SEAL_BYTES = 29;

/** Bytes of the largest sealed piece. */
export const MOST_SEALED_BYTES: number = PIECE_BYTES + SEAL_BYTES;

/** Names that one question may ask about. */
export const MOST_ASKED = 1000;

/** A file's name on the wire, and any SHA-256. */
export const BLOB_NAME: RegExp = /^[0-9a-f]{64}$/;

/** How many pieces a file of so many bytes has; an empty one has one. */
export const countOf = (bytes: number): number => Math.max(1, Math.ceil(bytes / PIECE_BYTES));

/** The numbers below `count` that are not among `pieces`, in order. */
export function missingOf(count: number, pieces: ReadonlySet<number>): readonly number[] {
  return Array.from({ length: count }, (_, index) => index).filter((index) => !pieces.has(index));
}
