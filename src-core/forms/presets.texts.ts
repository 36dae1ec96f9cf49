/** The ready-made forms, in the three languages of the house. */
import type { FormDefinition, FormOption, FormQuestion, FormTexts, QuestionKind } from './forms.rules.ts';

const said = (ru: string, kk: string, en: string): FormTexts => ({ ru, kk, en });

const asked = (
  id: string,
  kind: QuestionKind,
  texts: FormTexts,
  more: { readonly options?: readonly FormOption[]; readonly isRequired?: boolean } = {},
): FormQuestion => ({
  id,
  kind,
  texts,
  isRequired: more.isRequired ?? false,
  options: more.options ?? [],
  least: null,
  most: null,
});

const LANGUAGES = ['ru', 'kk', 'en'] as const;

const feedback: FormDefinition = {
  languages: LANGUAGES,
  title: said('Как прошёл митап?', 'Митап қалай өтті?', 'How was the meetup?'),
  intro: said(
    'Минута на ответы: по ним мы готовим следующую встречу.',
    'Бір минут қана: келесі кездесуді осы жауаптарға қарап дайындаймыз.',
    'One minute: your answers shape the next meetup.',
  ),
  questions: [
    asked(
      'overall',
      'rating',
      said('Как вам встреча в целом?', 'Кездесу жалпы қалай болды?', 'How was it overall?'),
      {
        isRequired: true,
      },
    ),
    asked(
      'speaker',
      'rating',
      said(
        'Насколько понятно говорил докладчик?',
        'Баяндамашы түсінікті айтты ма?',
        'How clear was the speaker?',
      ),
    ),
    asked('liked', 'several', said('Что понравилось?', 'Не ұнады?', 'What did you like?'), {
      options: [
        { id: 'talk', texts: said('Доклад', 'Баяндама', 'The talk') },
        { id: 'practice', texts: said('Практика', 'Практика', 'Hands-on part') },
        { id: 'people', texts: said('Люди и общение', 'Адамдар мен әңгіме', 'People and conversations') },
        { id: 'draw', texts: said('Розыгрыш', 'Ұтыс ойыны', 'The draw') },
      ],
    }),
    asked('again', 'yesNo', said('Придёте ещё раз?', 'Тағы келесіз бе?', 'Will you come again?')),
    asked('better', 'text', said('Что сделать лучше?', 'Нені жақсартқан жөн?', 'What should we do better?')),
  ],
};

const registration: FormDefinition = {
  languages: LANGUAGES,
  title: said('Запись на курс', 'Курсқа тіркелу', 'Course registration'),
  intro: said(
    'Имя и группу мы уже знаем.',
    'Атыңыз бен тобыңызды білеміз.',
    'We already know your name and group.',
  ),
  questions: [
    asked('level', 'choice', said('Ваш уровень?', 'Деңгейіңіз қандай?', 'Your level?'), {
      isRequired: true,
      options: [
        { id: 'new', texts: said('Начинаю с нуля', 'Басынан бастаймын', 'Starting from scratch') },
        { id: 'some', texts: said('Немного знаю', 'Аздап білемін', 'I know a little') },
        { id: 'good', texts: said('Уверенно', 'Жақсы білемін', 'Confident') },
      ],
    }),
    asked(
      'laptop',
      'yesNo',
      said('Будет свой ноутбук?', 'Өз ноутбугіңіз бола ма?', 'Will you bring a laptop?'),
      {
        isRequired: true,
      },
    ),
    {
      ...asked(
        'hours',
        'number',
        said(
          'Сколько часов в неделю готовы заниматься?',
          'Аптасына неше сағат бөле аласыз?',
          'How many hours a week can you spend?',
        ),
      ),
      least: 0,
      most: 80,
    },
    asked(
      'goal',
      'text',
      said('Чему хотите научиться?', 'Нені үйренгіңіз келеді?', 'What do you want to learn?'),
    ),
  ],
};

export const FORM_PRESETS = [
  { id: 'feedback', kind: 'feedback', definition: feedback },
  { id: 'registration', kind: 'form', definition: registration },
] as const;
