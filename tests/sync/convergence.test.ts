/**
 * Several desks and a relay on real files, with everything that goes wrong between them: whatever happens, they end up the same, and nothing that
 * anybody was told is safe is lost (docs/sync.md). `ORDA_SYNC_RUNS` plays more stories, `ORDA_SYNC_SEED` others.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PINNED } from './pinned.ts';
import { disasterStories, endsWell, stories } from './stories.ts';

const SEED = Number(process.env['ORDA_SYNC_SEED'] ?? 20_261_129);
const runs = (usual: number): number => Number(process.env['ORDA_SYNC_RUNS'] ?? usual);
const LONG_MS = 24 * 3_600_000;

test(
  `S3 S4 S5 L2 L3 two to five desks over a bad network lose nothing (seed ${SEED})`,
  async () => {
    await expect(
      fc.assert(
        fc.asyncProperty(stories(60), (story) => endsWell(story)),
        { numRuns: runs(60), seed: SEED },
      ),
    ).resolves.toBeUndefined();
  },
  LONG_MS,
);

test(
  `L4 nor do they where the relay is wiped, restored and cloned (seed ${SEED})`,
  async () => {
    await expect(
      fc.assert(
        fc.asyncProperty(disasterStories(60), (story) => endsWell(story)),
        { numRuns: runs(40), seed: SEED },
      ),
    ).resolves.toBeUndefined();
  },
  LONG_MS,
);

test.each(Object.entries(PINNED))('%s', async (_, story) => {
  await expect(endsWell(story)).resolves.toBeUndefined();
});
