import { expect, test } from 'vitest';
import { gathered } from './gathering.ts';

test('what is asked in one turn goes together, what comes meanwhile goes with the next, each with its own answer', async () => {
  const goes: (readonly number[])[] = [];
  const late: Promise<string>[] = [];
  const ask = gathered<number, string>(async (questions) => {
    goes.push(questions);
    if (goes.length === 1) late.push(ask(4), ask(5));
    await Promise.resolve();
    return questions.map((question) => `answer to ${question}`);
  });
  expect(await Promise.all([ask(1), ask(2), ask(3)])).toEqual(['answer to 1', 'answer to 2', 'answer to 3']);
  expect(await Promise.all(late)).toEqual(['answer to 4', 'answer to 5']);
  expect(goes).toEqual([
    [1, 2, 3],
    [4, 5],
  ]);
});

test('a go that fails fails for those who asked in it, and the next one goes', async () => {
  let goes = 0;
  const ask = gathered<number, number>(async (questions) => {
    goes += 1;
    if (goes === 1) throw new Error('away');
    return questions;
  });
  expect(await Promise.allSettled([ask(1), ask(2)])).toMatchObject([
    { reason: { message: 'away' } },
    { reason: { message: 'away' } },
  ]);
  expect(await ask(3)).toBe(3);
});
