/** That the stories of `convergence.test.ts` would notice: engines that are broken on purpose, each in one place, must fail them. */
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { cursorApart, putByArrival, randomMarkIds, storedCounter } from './broken.ts';
import { PINNED } from './pinned.ts';
import { endsWell, stories } from './stories.ts';
import type { Manner, Story } from './stories.ts';

/** Within so many stories each must have been found out. */
const WITHIN = 60;
const SEED = 20_261_129;

/** Whether a story failed, and what the first one that did says. */
async function foundOut(ends: (story: Story) => Promise<void>) {
  const outcome = await fc.check(fc.asyncProperty(stories(60), ends), {
    numRuns: WITHIN,
    seed: SEED,
    endOnFailure: true,
  });
  return { failed: outcome.failed, says: String(outcome.errorInstance) };
}

afterEach(() => {
  vi.doUnmock('../../src-core/sync/merge.ts');
  vi.resetModules();
});

describe('the stories catch', () => {
  test('S3 order of arrival instead of the clock', { timeout: 240_000 }, async () => {
    const putInto = vi.fn<typeof putByArrival>(putByArrival);
    vi.doMock('../../src-core/sync/merge.ts', async (original) => ({
      ...(await original<object>()),
      putInto,
    }));
    vi.resetModules();
    const broken = await import('./stories.ts');
    const { failed, says } = await foundOut((story) => broken.endsWell(story));
    expect(putInto).toHaveBeenCalled();
    expect({ failed, says }).toEqual({ failed: true, says: expect.stringMatching(/sees something else/) });
  });

  test.each<[name: string, manner: Manner, says: RegExp]>([
    [
      'S10 a random id for a fact with a natural key',
      randomMarkIds,
      /still has something to say|not what was confirmed/,
    ],
    ['L2 a cursor that moves outside of the transaction', cursorApart, /ahead of what has arrived/],
    ['S10 a stored counter instead of a sum', storedCounter, /money is wrong/],
  ])(
    '%s',
    async (_, manner, says) => {
      const found = await foundOut((story) => endsWell(story, manner));
      expect(found).toEqual({ failed: true, says: expect.stringMatching(says) });
    },
    240_000,
  );

  test.each<[manner: Manner, story: string]>([
    [randomMarkIds, 'S10 two doors note the same mark'],
    [storedCounter, 'S10 each side of a cut cable takes a payment'],
    [cursorApart, 'L2 a laptop dies while it takes in what another has written'],
  ])('each in its shortest story: %#', async (manner, name) => {
    const story = PINNED[name];
    if (!story) throw new Error(`no story is called ${name}`);
    await expect(endsWell(story, manner)).rejects.toThrow(/expected/);
  });
});
