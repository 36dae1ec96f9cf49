import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'src-core/**/*.test.ts',
            'src-main/**/*.test.ts',
            'src-relay/**/*.test.ts',
            'src-renderer/**/*.test.ts',
            'tests/{contract,migrations,sync,relay,portal,sheets,house,telegram}/**/*.test.ts',
          ],
          testTimeout: 30_000,
          // On a busy machine what is waited for comes later than in a second; it comes or the test fails.
          expect: { poll: { timeout: 15_000 } },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: ['tests/e2e/buildScreens.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // A slow machine draws a page in seconds; what is waited for comes or the test fails, however long it took.
          expect: { poll: { timeout: 20_000 } },
          fileParallelism: false,
        },
      },
    ],
  },
});
