/** Forms of tests: one of every kind of question, in two languages. */
import type { FormDefinition, FormQuestion } from './forms.rules.ts';

const plain = { isRequired: false, options: [], least: null, most: null } as const;
const option = (id: string, ru: string, kk: string) => ({ id, texts: { ru, kk } });

export const QUESTIONS: Readonly<Record<FormQuestion['kind'], FormQuestion>> = {
  rating: {
    ...plain,
    id: 'q1',
    kind: 'rating',
    texts: { ru: 'Как прошло?', kk: 'Қалай өтті?' },
    isRequired: true,
  },
  choice: {
    ...plain,
    id: 'q2',
    kind: 'choice',
    texts: { ru: 'Темп?', kk: 'Қарқыны?' },
    options: [
      option('a', 'Медленно', 'Баяу'),
      option('b', 'В самый раз', 'Дәл'),
      option('c', 'Быстро', 'Тез'),
    ],
  },
  several: {
    ...plain,
    id: 'q3',
    kind: 'several',
    texts: { ru: 'Что понравилось?', kk: 'Не ұнады?' },
    options: [option('a', 'Доклады', 'Баяндамалар'), option('b', 'Квиз', 'Викторина')],
  },
  text: { ...plain, id: 'q4', kind: 'text', texts: { ru: 'Что изменить?', kk: 'Нені өзгерту керек?' } },
  number: {
    ...plain,
    id: 'q5',
    kind: 'number',
    texts: { ru: 'Сколько минут ехали?', kk: 'Жол неше минут?' },
    least: 0,
    most: 300,
  },
  yesNo: { ...plain, id: 'q6', kind: 'yesNo', texts: { ru: 'Придёте ещё?', kk: 'Тағы келесіз бе?' } },
};

export const MEETUP_FORM: FormDefinition = {
  languages: ['ru', 'kk'],
  title: { ru: 'Как прошёл митап?', kk: 'Митап қалай өтті?' },
  intro: {},
  questions: Object.values(QUESTIONS),
};
