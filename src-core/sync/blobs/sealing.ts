import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';
import { BLOB_NAME, MOST_PIECES, MOST_SEALED_BYTES, PIECE_BYTES, SEAL_BYTES } from './blob.rules.ts';

/** Which piece of which file: its name on the wire, its number from 0, and how many there are. */
export type PieceId = { readonly name: string; readonly index: number; readonly count: number };

/** Names and seals files; whoever lacks the organisation's key learns neither content nor hash. */
export type BlobSeal = {
  /** The name on the wire of the file with this SHA-256, hexadecimal both. */
  readonly nameOf: (sha256: string) => string;
  /** Seals one piece; the same piece gives the same bytes at every laptop, so that any of them can go on with an upload. */
  readonly seal: (id: PieceId, plain: Uint8Array) => Buffer;
  /** The bytes of a piece, or undefined where they are damaged, another piece, or under another key. */
  readonly open: (id: PieceId, sealed: Uint8Array) => Buffer | undefined;
};

const VERSION = 1;
const NONCE = 12;
const TAG = 16;

/** Makes names and seals from the organisation's key, 32 bytes. */
export function blobSeal(organisationKey: Uint8Array): BlobSeal {
  const derive = (purpose: string): Buffer =>
    Buffer.from(hkdfSync('sha256', organisationKey, '', `orda blobs 1 ${purpose}`, 32));
  const nameKey = derive('name');
  const pieceKey = derive('piece');
  const nonceKey = derive('nonce');
  return {
    nameOf: (sha256) => createHmac('sha256', nameKey).update(sha256, 'hex').digest('hex'),
    seal(id, plain) {
      const bound = boundTo(id);
      // Another content never meets the same nonce, and the same content always does.
      const nonce = createHmac('sha256', nonceKey).update(bound).update(plain).digest().subarray(0, NONCE);
      const cipher = createCipheriv('aes-256-gcm', pieceKey, nonce).setAAD(bound);
      const body = Buffer.concat([cipher.update(plain), cipher.final()]);
      return Buffer.concat([Buffer.of(VERSION), nonce, body, cipher.getAuthTag()]);
    },
    open(id, sealed) {
      if (!isPiece(id, sealed.length) || sealed[0] !== VERSION) return undefined;
      const end = sealed.length - TAG;
      try {
        const cipher = createDecipheriv('aes-256-gcm', pieceKey, sealed.subarray(1, 1 + NONCE))
          .setAAD(boundTo(id))
          .setAuthTag(sealed.subarray(end));
        return Buffer.concat([cipher.update(sealed.subarray(1 + NONCE, end)), cipher.final()]);
      } catch {
        return undefined;
      }
    },
  };
}

/** Whether a piece of this number may have so many sealed bytes: all are full but the last. */
export function isPiece({ name, index, count }: PieceId, sealedBytes: number): boolean {
  if (!BLOB_NAME.test(name) || !Number.isInteger(count) || !Number.isInteger(index)) return false;
  if (count < 1 || count > MOST_PIECES || index < 0 || index >= count) return false;
  const plain = sealedBytes - SEAL_BYTES;
  if (index < count - 1) return sealedBytes === MOST_SEALED_BYTES;
  return plain <= PIECE_BYTES && (plain > 0 || (plain === 0 && count === 1));
}

const boundTo = ({ name, index, count }: PieceId): Buffer =>
  Buffer.from(`orda blob 1 ${name} ${index} ${count}`);
