import { expect, test } from 'vitest';
import { conditionsOf } from './conditions.rules.ts';
import type { Facts } from './conditions.rules.ts';

const WELL: Facts = {
  addresses: 1,
  door: { isReachable: true, isTried: true },
  freeBytes: 50e9,
  databaseBytes: 5e6,
  isSecondFolderGone: false,
  fileProblem: undefined,
  clockBehindMs: -10,
};
const troubles = (facts: Partial<Facts>) =>
  conditionsOf({ ...WELL, ...facts })
    .filter(({ state }) => state !== 'ready')
    .map(({ capability, state, reason }) => `${capability} ${state}: ${reason}`);

test('a desk with nothing in its way lists no trouble, and no event file that nobody asked for', () => {
  expect(troubles({})).toEqual([]);
  expect(conditionsOf(WELL).map(({ capability }) => capability)).toEqual(['phones', 'backups', 'clock']);
  expect(troubles({ freeBytes: null })).toEqual([]);
});

test.each([
  [{ door: null }, ['phones idle: doorClosed']],
  [{ door: null, addresses: 0 }, ['phones off: noNetwork']],
  [{ door: { isReachable: false, isTried: true } }, ['phones off: addressGone']],
  [{ door: { isReachable: false, isTried: true }, addresses: 0 }, ['phones off: noNetwork']],
  [{ door: { isReachable: true, isTried: false } }, ['phones limited: untried']],
  [{ freeBytes: 10e6 }, ['backups off: diskFull']],
  [{ freeBytes: 300e6 }, ['backups limited: diskLow']],
  [{ freeBytes: 4e9, databaseBytes: 1e9 }, ['backups limited: diskLow']],
  [{ isSecondFolderGone: true }, ['backups limited: secondFolderGone']],
  [{ fileProblem: 'missing' }, ['eventFile off: fileMissing']],
  [{ fileProblem: null }, []],
  [{ clockBehindMs: 61_000 }, ['clock limited: clockBack']],
  [{ clockBehindMs: 59_000 }, []],
] satisfies (readonly [Partial<Facts>, readonly string[]])[])('%o is told as %j', (facts, told) => {
  expect(troubles(facts)).toEqual(told);
});
