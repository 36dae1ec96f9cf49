/** Holds: a piece comes back to the byte, only as the piece that it was, and only to whoever has the key. */
import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countOf, MOST_BLOB_BYTES, MOST_PIECES, PIECE_BYTES } from './blob.rules.ts';
import { pieceOf } from './ownShelf.ts';
import { blobSeal, isPiece } from './sealing.ts';

const KEY = Buffer.alloc(32, 7);
const seal = blobSeal(KEY);
const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const name = seal.nameOf(hash(Buffer.from('picture')));

test('B1: a file comes back to the byte from its pieces, and every laptop makes the same ones', () => {
  const size = fc.oneof(
    fc.nat(2000),
    fc.constantFrom(PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 2 * PIECE_BYTES, 3 * PIECE_BYTES - 5),
  );
  fc.assert(
    fc.property(size, fc.integer(), (bytes, start) => {
      const file = Buffer.alloc(bytes, String(start));
      const count = countOf(bytes);
      const own = seal.nameOf(hash(file));
      const pieces = Array.from({ length: count }, (_, index) => {
        const id = { name: own, index, count };
        const sealed = seal.seal(id, pieceOf(file, index));
        expect(sealed.equals(blobSeal(Buffer.from(KEY)).seal(id, pieceOf(file, index)))).toBe(true);
        expect(isPiece(id, sealed.length)).toBe(true);
        return seal.open(id, sealed) ?? Buffer.from('damaged');
      });
      expect(Buffer.concat(pieces).equals(file)).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test('B1: a piece with any byte changed, cut, or lengthened does not open', () => {
  const id = { name, index: 0, count: 1 };
  const sealed = seal.seal(id, Buffer.from('the background of a certificate'));
  fc.assert(
    fc.property(fc.nat(sealed.length - 1), fc.integer({ min: 1, max: 255 }), (at, other) => {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ other;
      expect(seal.open(id, changed)).toBeUndefined();
      expect(seal.open(id, sealed.subarray(0, at))).toBeUndefined();
    }),
  );
  expect(seal.open(id, Buffer.concat([sealed, Buffer.of(0)]))).toBeUndefined();
});

test('B1: a piece passes for no other piece, file, or length of file', () => {
  const plain = randomBytes(PIECE_BYTES);
  const sealed = seal.seal({ name, index: 1, count: 3 }, plain);
  const other = seal.nameOf(hash(Buffer.from('another')));
  expect(seal.open({ name, index: 1, count: 3 }, sealed)?.equals(plain)).toBe(true);
  expect(seal.open({ name, index: 0, count: 3 }, sealed)).toBeUndefined();
  expect(seal.open({ name, index: 1, count: 4 }, sealed)).toBeUndefined();
  expect(seal.open({ name: other, index: 1, count: 3 }, sealed)).toBeUndefined();
});

test('B1: with another key there is another name and nothing opens', () => {
  const stranger = blobSeal(Buffer.alloc(32, 8));
  const id = { name, index: 0, count: 1 };
  expect(stranger.nameOf(hash(Buffer.from('picture')))).not.toBe(name);
  expect(stranger.open(id, seal.seal(id, Buffer.from('picture')))).toBeUndefined();
});

test('B1: neither the name nor the sealed bytes show the hash or the content', () => {
  const plain = Buffer.alloc(1000, 'secret ');
  const sealed = seal.seal({ name, index: 0, count: 1 }, plain);
  expect(name).not.toBe(hash(Buffer.from('picture')));
  expect(sealed.includes('secret')).toBe(false);
  expect(sealed.includes(Buffer.from(hash(plain), 'hex'))).toBe(false);
});

test('B1: what cannot be a piece is known by its number and length', () => {
  const full = PIECE_BYTES + 29;
  const of = (index: number, count: number, bytes: number) => isPiece({ name, index, count }, bytes);
  expect(MOST_PIECES * PIECE_BYTES).toBe(MOST_BLOB_BYTES);
  expect([of(0, 1, 29), of(0, 1, full), of(0, 2, full), of(1, 2, 30)]).toEqual([true, true, true, true]);
  expect([of(0, 2, full - 1), of(1, 2, 29), of(0, 1, full + 1), of(2, 2, 30)]).toEqual(Array(4).fill(false));
  expect([of(0, MOST_PIECES + 1, full), of(-1, 1, 30), of(0.5, 1, 30), of(0, 0, 30)]).toEqual(
    Array(4).fill(false),
  );
});
