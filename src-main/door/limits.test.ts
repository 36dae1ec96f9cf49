/** Holds: a hall behind one address is not held up, a flood is; guessing codes never comes to an end. */
import { expect, test } from 'vitest';
import { createLimiter, DOOR_LIMITS } from './limits.ts';

test('150 phones behind one address, each asking six times within three minutes, are all let through', () => {
  let nowMs = 0;
  const limiter = createLimiter(DOOR_LIMITS.address, () => nowMs);
  let refused = 0;
  for (let request = 0; request < 900; request += 1) {
    nowMs = Math.floor((request / 900) ** 3 * 180_000);
    if (!limiter.take('10.0.0.1')) refused += 1;
  }
  expect(refused).toBe(0);
});

test('a flood from one address is refused and hurts no other; it is let in again after a while', () => {
  let nowMs = 0;
  const limiter = createLimiter(DOOR_LIMITS.address, () => nowMs);
  const taken = Array.from({ length: 20_000 }, () => limiter.take('10.0.0.66')).filter(Boolean).length;
  expect(taken).toBe(DOOR_LIMITS.address.burst);
  expect(limiter.take('10.0.0.7')).toBe(true);
  nowMs = 60_000;
  expect(limiter.take('10.0.0.66')).toBe(true);
});

test('in an evening nobody has guessed even a thousandth of the codes', () => {
  let nowMs = 0;
  const limiter = createLimiter(DOOR_LIMITS.wrongCode, () => nowMs);
  let guesses = 0;
  for (; nowMs < 3 * 3_600_000; nowMs += 10) if (limiter.take('10.0.0.66')) guesses += 1;
  expect(guesses).toBeLessThan(31 ** 5 / 1000);
});

test('a clock that is set back takes nobody’s turn away', () => {
  let nowMs = 1_000_000;
  const limiter = createLimiter({ burst: 2, perSecond: 1 }, () => nowMs);
  expect([limiter.take('a'), limiter.take('a'), limiter.take('a')]).toEqual([true, true, false]);
  nowMs = 0;
  expect(limiter.take('a')).toBe(false);
  nowMs = 1000;
  expect(limiter.take('a')).toBe(true);
});

test('a flood of made-up keys gives nobody a full purse again who has just emptied theirs', () => {
  const limiter = createLimiter({ burst: 2, perSecond: 0 }, () => 0);
  const busy = () => limiter.take('busy');
  expect([busy(), busy()]).toEqual([true, true]);
  let letIn = 0;
  for (let at = 0; at < 20_000; at += 1) {
    limiter.take(`made up ${at}`);
    if (busy()) letIn += 1;
  }
  expect(letIn).toBe(0);
});
