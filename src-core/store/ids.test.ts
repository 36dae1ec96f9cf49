/** Holds: the id of a fact is a UUIDv5 that follows from its parts alone, the same in every program. */
import fc from 'fast-check';
import { v5 } from 'uuid';
import { expect, test } from 'vitest';
import { factId } from './ids.ts';

test('an id is UUIDv5 (RFC 9562) of the parts under the house’s namespace', () => {
  const part = fc.string({ unit: 'binary', maxLength: 60 });
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), ([kind = '', ...key]) => {
      const expected = v5(JSON.stringify([kind, ...key]), '5f0c7a52-9f0e-4c63-8a3e-2f5f3a2b7d10');
      expect(factId(kind, ...key)).toBe(expected);
    }),
  );
});
