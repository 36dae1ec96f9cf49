/** Holds N4: when a round runs, and how much later it is tried again. */
import { expect, test } from 'vitest';
import { createRounds, restAfter } from './rounds.ts';
import { LinkTrouble } from './trouble.ts';

const silence = (signal: AbortSignal): Promise<() => boolean> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('ended')));
  });

test('N4: each failure doubles the rest up to a minute, of which up to a half is chance', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 60].map((failures) => restAfter(failures, 1))).toEqual([
    1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000,
  ]);
  expect(restAfter(7, 0)).toBe(30_000);
});

test('N4: commits of a moment share a round, and what is written meanwhile has the next one', async () => {
  let runs = 0;
  const rounds = createRounds({
    run: async () => {
      runs += 1;
    },
    listen: silence,
    look: () => true,
    random: () => 0,
  });
  await rounds.now();
  const before = runs;
  for (let at = 0; at < 50; at += 1) rounds.noteCommit();
  await expect.poll(() => runs, { timeout: 5000 }).toBe(before + 1);
  await rounds.now();
  expect(runs).toBe(before + 2);
  await rounds.stop();
});

test('N4: one round at a time, however many ask; nothing begins after the end', async () => {
  let running = 0;
  let most = 0;
  let runs = 0;
  const rounds = createRounds({
    run: async () => {
      runs += 1;
      running += 1;
      most = Math.max(most, running);
      await new Promise(setImmediate);
      running -= 1;
    },
    listen: silence,
    look: () => true,
    random: () => 0,
  });
  await Promise.all(Array.from({ length: 20 }, () => rounds.now()));
  await rounds.stop();
  const atEnd = runs;
  await rounds.now();
  rounds.noteCommit();
  expect([most, runs]).toEqual([1, atEnd]);
});

test('N4: news begins a round; a commit does not hurry one that has just failed, somebody who asks does', async () => {
  let runs = 0;
  let looks = 0;
  let isGone = false;
  let tell: () => void = () => undefined;
  const rounds = createRounds({
    run: async () => {
      runs += 1;
      if (isGone) throw new LinkTrouble('revoked', 'LAPTOP_REVOKED');
    },
    listen: (signal) =>
      new Promise((resolve, reject) => {
        tell = () => resolve(() => true);
        signal.addEventListener('abort', () => reject(new Error('ended')));
      }),
    look: () => {
      looks += 1;
      return true;
    },
    random: () => 0,
  });
  await rounds.now();
  const before = runs;
  tell();
  await expect.poll(() => runs, { timeout: 5000 }).toBe(before + 1);
  isGone = true;
  await rounds.now();
  const failed = runs;
  rounds.noteCommit();
  await expect.poll(() => looks, { timeout: 5000 }).toBe(1);
  expect(runs).toBe(failed);
  await rounds.now();
  expect(runs).toBe(failed + 1);
  await rounds.stop();
});
