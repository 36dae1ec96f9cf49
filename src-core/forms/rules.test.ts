/** What a form may ask and what may be answered, without a database. */
import { describe, expect, test } from 'vitest';
import { choicesOf, nextQuestion, readAnswers, readTyped, toggled } from './answers.rules.ts';
import { MEETUP_FORM, QUESTIONS } from './forms.test-support.ts';
import { isOpenAt, problemsOf, textIn } from './forms.rules.ts';
import type { FormDefinition } from './forms.rules.ts';

const form = (over: Partial<FormDefinition>): FormDefinition => ({ ...MEETUP_FORM, ...over });
const problems = (over: Partial<FormDefinition>): string[] =>
  problemsOf(form(over)).map(({ problem, question, option, language }) =>
    [problem, question, option, language].filter((part) => part !== null).join(' '),
  );

describe('a definition', () => {
  test('that can be asked has no problems', () => expect(problems({})).toEqual([]));

  test('says which question and which language lack a text', () => {
    const questions = [
      { ...QUESTIONS.text, texts: { ru: 'Что?', kk: ' ' } },
      {
        ...QUESTIONS.choice,
        options: [
          { id: 'a', texts: { ru: 'Да' } },
          { id: 'b', texts: { ru: 'Нет', kk: 'Жоқ' } },
        ],
      },
    ];
    expect(problems({ questions, title: { kk: 'Сауалнама' } })).toEqual([
      'noText ru',
      'noText q4 kk',
      'noText q2 a kk',
    ]);
    expect(problems({ intro: { ru: 'Привет' } })).toEqual(['noText kk']);
  });

  test.each([
    ['noQuestions', { questions: [] }],
    ['noLanguage', { languages: [] }],
    ['noLanguage', { languages: ['ru', 'ru'] as const }],
    ['sameId q1', { questions: [QUESTIONS.rating, { ...QUESTIONS.text, id: 'q1' }] }],
    ['badId Q 1', { questions: [{ ...QUESTIONS.text, id: 'Q 1' }] }],
    ['tooFewOptions q2', { questions: [{ ...QUESTIONS.choice, options: [] }] }],
    ['tooManyOptions q4', { questions: [{ ...QUESTIONS.text, options: QUESTIONS.choice.options }] }],
    ['badBounds q5', { questions: [{ ...QUESTIONS.number, least: 5, most: 1 }] }],
    ['tooLong q4 ru', { questions: [{ ...QUESTIONS.text, texts: { ru: 'ы'.repeat(501), kk: 'ы' } }] }],
  ])('is refused for %s', (problem, over) => expect(problems(over)).toEqual([problem]));

  test('speaks its first language to whoever reads none of its own', () => {
    expect(textIn(MEETUP_FORM.title, 'en', MEETUP_FORM)).toBe('Как прошёл митап?');
    expect(textIn(MEETUP_FORM.title, 'kk', MEETUP_FORM)).toBe('Митап қалай өтті?');
  });
});

describe('answers', () => {
  test('are kept in the order of the questions, without empty ones and without what nobody asked', () => {
    const given = { q6: false, q5: 12.5, q4: '  ', q3: ['b', 'a', 'b'], q2: 'b', q1: 5, q9: 'x', q7: null };
    expect(readAnswers(MEETUP_FORM, given)).toEqual({
      isSound: true,
      answers: { q1: 5, q2: 'b', q3: ['a', 'b'], q5: 12.5, q6: false },
    });
  });

  test.each([
    [{}, ['q1 missing']],
    [null, ['q1 missing']],
    [[5], ['q1 missing']],
    [JSON.parse('{"__proto__": {"q1": 5}}'), ['q1 missing']],
    [{ q1: 6 }, ['q1 notPossible']],
    [{ q1: '5' }, ['q1 notPossible']],
    [{ q1: 1, q2: 'z', q3: ['a', 'z'], q6: 'да' }, ['q2 notPossible', 'q3 notPossible', 'q6 notPossible']],
    [{ q1: 1, q4: 'ы'.repeat(4001), q5: 301 }, ['q4 tooLong', 'q5 outOfBounds']],
    [{ q1: 1, q5: Number.NaN }, ['q5 notPossible']],
  ])('%o are refused for %o', (given, expected) => {
    const read = readAnswers(MEETUP_FORM, given);
    expect(
      read.isSound ? [] : read.problems.map(({ question, problem }) => `${question} ${problem}`),
    ).toEqual(expected);
  });

  test.each([
    ['rating', ' 4 ', { value: 4 }],
    ['rating', '7', { problem: 'notPossible' }],
    ['number', '1 2,5', { value: 12.5 }],
    ['number', 'много', { problem: 'notPossible' }],
    ['yesNo', 'ИӘ', { value: true }],
    ['yesNo', 'нет', { value: false }],
    ['yesNo', 'может быть', { problem: 'notPossible' }],
    ['choice', '2', { value: 'b' }],
    ['choice', '1 2', { problem: 'notPossible' }],
    ['several', '2, 1', { value: ['a', 'b'] }],
    ['several', '3', { problem: 'notPossible' }],
    ['text', '  ', { problem: 'notPossible' }],
    ['text', ' Больше квизов ', { value: 'Больше квизов' }],
  ] as const)('%s typed as «%s»', (kind, typed, expected) => {
    expect(readTyped(QUESTIONS[kind], typed)).toEqual(expected);
  });

  test('are asked one by one, what was passed over not again', () => {
    expect(nextQuestion(MEETUP_FORM, {})?.id).toBe('q1');
    expect(nextQuestion(MEETUP_FORM, { q1: 5, q2: null })?.id).toBe('q3');
    expect(nextQuestion(MEETUP_FORM, { q1: 5, q2: null, q3: [], q4: '', q5: 1, q6: true })).toBeNull();
  });

  test('are offered as buttons where they are not written', () => {
    const texts = (kind: keyof typeof QUESTIONS) =>
      choicesOf(QUESTIONS[kind], 'kk', MEETUP_FORM).map(({ text }) => text);
    expect(texts('rating')).toEqual(['1', '2', '3', '4', '5']);
    expect(texts('choice')).toEqual(['Баяу', 'Дәл', 'Тез']);
    expect(texts('yesNo')).toEqual(['Иә', 'Жоқ']);
    expect(texts('text')).toEqual([]);
    expect(toggled(toggled(undefined, 'a'), 'b')).toEqual(['a', 'b']);
    expect(toggled(['a', 'b'], 'a')).toEqual(['b']);
  });
});

test('a form is open from its first moment to before its last', () => {
  const span = { opensAt: '2026-09-04T17:00:00.000Z', closesAt: '2026-09-18T17:00:00.000Z' };
  const at = (instant: string) => isOpenAt(span, Date.parse(instant));
  expect([
    at('2026-09-04T16:59:59.999Z'),
    at(span.opensAt),
    at('2026-09-18T16:59:59Z'),
    at(span.closesAt),
  ]).toEqual([false, true, true, false]);
  expect(isOpenAt({ ...span, closesAt: null }, Date.parse('2031-01-01'))).toBe(true);
});
