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
  links: [],
  locked: 0,
  nowMs: 1_000_000,
};
const link = (patch: Partial<Facts['links'][number]> = {}) => ({
  problem: null,
  problemSinceMs: null,
  aheadMs: 20,
  isDiffering: false,
  ...patch,
});
const LONG_AGO = 100_000;
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
  [{ links: [link()] }, []],
  [{ links: [link({ aheadMs: -61_000 })] }, ['clock limited: clockOff']],
  [{ links: [link({ problem: 'unreachable', problemSinceMs: LONG_AGO })] }, ['sync limited: apart']],
  [{ links: [link({ problem: 'unreachable', problemSinceMs: 990_000 })] }, []],
  [{ links: [link({ problem: 'revoked', problemSinceMs: 990_000 })] }, ['sync off: shutOut']],
  [{ links: [link({ problem: 'refused', problemSinceMs: 990_000 })] }, ['sync off: notKnown']],
  [{ links: [link({ problem: 'protocol', problemSinceMs: 990_000 })] }, ['sync off: otherVersion']],
  [{ links: [link()], locked: 3 }, ['sync off: keyMissing']],
  [{ links: [link({ isDiffering: true })] }, ['sync limited: differing']],
  [{ links: [link({ problem: 'full', problemSinceMs: LONG_AGO })] }, ['sync limited: thereFull']],
  [
    {
      links: [
        link({ problem: 'unreachable', problemSinceMs: LONG_AGO }),
        link({ problem: 'noKey', problemSinceMs: LONG_AGO }),
      ],
    },
    ['sync off: keyMissing'],
  ],
] satisfies (readonly [Partial<Facts>, readonly string[]])[])('%o is told as %j', (facts, told) => {
  expect(troubles(facts)).toEqual(told);
});

test('a laptop alone hears nothing of sync; a relay that is away is told with since when', () => {
  expect(conditionsOf(WELL).some(({ capability }) => capability === 'sync')).toBe(false);
  const links = [link({ problem: 'unreachable', problemSinceMs: LONG_AGO })];
  expect(conditionsOf({ ...WELL, links })).toContainEqual({
    capability: 'sync',
    state: 'limited',
    reason: 'apart',
    sinceMs: LONG_AGO,
  });
});
