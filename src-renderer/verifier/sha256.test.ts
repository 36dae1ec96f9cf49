// The page's own SHA-256 is the standard's.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sha256 } from './sha256.ts';

test('hashes as Node does, at every length around a block', () => {
  for (let length = 0; length < 200; length += 1) {
    const text = 'ә'.repeat(length >> 1) + 'x'.repeat(length & 1);
    expect(sha256(text)).toBe(createHash('sha256').update(text).digest('hex'));
  }
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
      fc.pre(text.isWellFormed());
      expect(sha256(text)).toBe(createHash('sha256').update(text).digest('hex'));
    }),
  );
});
