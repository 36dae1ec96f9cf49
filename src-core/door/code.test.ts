/** Holds: the code follows from secret, wave and the desk's clock alone; a pass is good for one phone and ten minutes. */
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codeAt, hmac, isCodeAlive, isPassGood, originOf, passFor } from './code.ts';

const SECRET = '0f'.repeat(32);
const NOW = Date.UTC(2026, 8, 4, 13);

test('hmac is HMAC-SHA-256', () => {
  const secret = fc
    .uint8Array({ minLength: 32, maxLength: 32 })
    .map((bytes) => Buffer.from(bytes).toString('hex'));
  fc.assert(
    fc.property(secret, fc.string({ unit: 'binary', maxLength: 2000 }), (key, text) => {
      const expected = createHmac('sha256', Buffer.from(key, 'hex')).update(text).digest();
      expect(hmac(key, text, 'hex')).toBe(expected.toString('hex'));
      expect(hmac(key, text, 'base64url')).toBe(expected.toString('base64url'));
    }),
  );
});

test('a code is shown for 15 seconds and taken for 45 more', () => {
  const { code, untilMs } = codeAt(SECRET, 1, NOW + 3000);
  expect(code).toMatch(/^[2-9A-HJKMNP-Z]{5}$/);
  expect(untilMs).toBe(NOW + 15_000);
  expect(codeAt(SECRET, 1, NOW + 14_999).code).toBe(code);
  expect(codeAt(SECRET, 1, NOW + 15_000).code).not.toBe(code);
  expect(isCodeAlive(SECRET, 1, code.toLowerCase(), NOW + 59_999)).toBe(true);
  expect(isCodeAlive(SECRET, 1, code, NOW + 60_000)).toBe(false);
});

test('a code of the future, of another wave or of another event is worth nothing', () => {
  const later = codeAt(SECRET, 1, NOW + 15_000).code;
  expect(isCodeAlive(SECRET, 1, later, NOW)).toBe(false);
  const { code } = codeAt(SECRET, 1, NOW);
  expect(isCodeAlive(SECRET, 2, code, NOW)).toBe(false);
  expect(isCodeAlive('1e'.repeat(32), 1, code, NOW)).toBe(false);
  for (const odd of ['', 'A', 'ЖЖЖЖЖ', `${code} `, '\u0000'.repeat(5)])
    expect(isCodeAlive(SECRET, 1, odd, NOW)).toBe(false);
});

test('a pass is good for its phone alone, for ten minutes, and cannot be made longer', () => {
  const pass = passFor(SECRET, 'phone', NOW);
  expect(isPassGood(SECRET, 'phone', pass, NOW + 599_000)).toBe(true);
  expect(isPassGood(SECRET, 'phone', pass, NOW + 601_000)).toBe(false);
  expect(isPassGood(SECRET, 'another', pass, NOW)).toBe(false);
  const longer = `${(NOW + 1e9).toString(36)}.${pass.split('.')[1]}`;
  expect(isPassGood(SECRET, 'phone', longer, NOW)).toBe(false);
  fc.assert(fc.property(fc.string(), (text) => !isPassGood(SECRET, 'phone', text, NOW)));
});

test('an origin tells equal from other and nothing else', () => {
  const origin = originOf(SECRET, '192.168.1.7', 'Firefox');
  expect(originOf(SECRET, '192.168.1.7', 'Firefox')).toBe(origin);
  expect(originOf(SECRET, '192.168.1.8', 'Firefox')).not.toBe(origin);
  expect(originOf('1e'.repeat(32), '192.168.1.7', 'Firefox')).not.toBe(origin);
});
