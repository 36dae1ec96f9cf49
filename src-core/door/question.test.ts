import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTries, foldedAnswer, MOST_WRONG, questionAt } from './question.ts';

const TIE = { text: 'Какого цвета галстук?', answers: ['Тёмно-синий', 'көк'].map(foldedAnswer) };

test.each(['темно синий', 'ТЁМНО-СИНИЙ', ' тёмносиний. ', 'кок', 'КӨК!', 'Көк\u00a0'])(
  '«%s» is the same answer',
  (typed) => {
    expect(createTries().judge('phone', TIE, typed)).toBe('right');
  },
);

test.each(['', '   ', '\n'])('nothing is no answer and costs no try', (typed) => {
  const tries = createTries();
  expect(tries.judge('phone', TIE, typed)).toBe('missing');
  expect(tries.left('phone', TIE)).toBe(MOST_WRONG);
});

test('signs count where an answer has nothing else', () => {
  const sum = { text: '?', answers: [foldedAnswer('+ +')] };
  expect(createTries().judge('phone', sum, '++')).toBe('right');
  expect(createTries().judge('phone', sum, '--')).toBe('wrong');
});

test('the third wrong answer goes to a human; the same one sent again is not another, a right one always lets in', () => {
  const tries = createTries();
  expect(tries.judge('phone', TIE, 'красный')).toBe('wrong');
  expect(tries.judge('phone', TIE, 'Красный ')).toBe('wrong');
  expect(tries.left('phone', TIE)).toBe(2);
  expect(tries.judge('phone', TIE, 'белый')).toBe('wrong');
  expect(tries.judge('phone', TIE, 'чёрный')).toBe('exhausted');
  expect(tries.judge('phone', TIE, 'көк')).toBe('right');
  expect(tries.judge('other phone', TIE, 'чёрный')).toBe('wrong');
  expect(tries.left('phone', { ...TIE, text: 'Что на столе?' })).toBe(MOST_WRONG);
});

test('the question is that of the showing that is open, or else of the last one', () => {
  const span = (number: number, openedMs: number) => ({
    number,
    openedMs,
    closedMs: openedMs + 10,
    lateAfterMinutes: null,
  });
  const waves = [span(1, 100), span(2, 200)];
  const questions = new Map([[1, TIE]]);
  expect(questionAt(50, waves, questions)).toBeUndefined();
  expect(questionAt(105, waves, questions)).toBe(TIE);
  expect(questionAt(150, waves, questions)).toBe(TIE);
  expect(questionAt(205, waves, questions)).toBeUndefined();
});

test('folding an answer twice changes nothing more, whatever is typed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (typed) => {
      expect(foldedAnswer(foldedAnswer(typed))).toBe(foldedAnswer(typed));
    }),
  );
});
