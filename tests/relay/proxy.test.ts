/**
 * Holds: behind a proxy that the operator has named, each visitor is counted by the address that the proxy says; anybody else who writes
 * X-Forwarded-For counts by the address that the socket says.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startRelay } from './relay.ts';
import type { RelayProcess } from './relay.ts';

let behind: RelayProcess;
let bare: RelayProcess;
beforeAll(async () => {
  [behind, bare] = await Promise.all([
    startRelay({ env: { ORDA_TRUST_PROXY: '127.0.0.1,::1,10.1.1.1' } }),
    startRelay({ env: { ORDA_TRUST_PROXY: '10.1.1.1' } }),
  ]);
}, 60_000);
afterAll(() => Promise.all([behind.stop(), bare.stop()]));

/** Guesses a code; out: the answer's status. */
const guess = async ({ url }: RelayProcess, forwarded?: string): Promise<number> => {
  const body = JSON.stringify({ code: 'abcd-efgh-jkmn', node: 'abcdefgh' });
  const headers: HeadersInit = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  return (await fetch(`${url}/claim`, { method: 'POST', headers, body })).status;
};
const guesses = async (at: RelayProcess, times: number, forwarded: (at: number) => string) => {
  const statuses: number[] = [];
  for (let n = 0; n < times; n += 1) statuses.push(await guess(at, forwarded(n)));
  return statuses;
};
const SIX = [403, 403, 403, 403, 403, 403];

test('a visitor who guesses is held up, and others behind the same proxy are not', async () => {
  expect(await guesses(behind, 8, () => '203.0.113.9')).toEqual([...SIX, 429, 429]);
  expect(await guess(behind, '203.0.113.10')).toBe(403);
  expect(await guess(behind, '2001:db8::7')).toBe(403);
});

test('what a visitor writes before the address that the proxy adds makes nobody else of them', async () => {
  const invented = (n: number): string => `198.51.100.${n}, 203.0.113.20`;
  expect(await guesses(behind, 8, invented)).toEqual([...SIX, 429, 429]);
  // The same through two proxies that are both trusted.
  expect(await guess(behind, '198.51.100.99, 203.0.113.20, 10.1.1.1')).toBe(429);
});

test('from an address that nobody has named as a proxy it is not believed', async () => {
  expect(await guesses(bare, 8, (n) => `203.0.113.${n}`)).toEqual([...SIX, 429, 429]);
  expect(await guess(bare)).toBe(429);
});

test('a proxy that says nothing is a visitor like any other', async () => {
  expect(await guess(behind)).toBe(403);
  expect(await guesses(behind, 6, () => ' , ')).toEqual([...SIX.slice(1), 429]);
});
