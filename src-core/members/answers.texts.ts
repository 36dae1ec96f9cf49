import type { AnswerSource, RsvpAnswer } from '../answers/index.ts';
import type { AnswerFilter } from './overview.store.ts';

/** The words of the list of answers in a file. */
export type AnswersTexts = {
  readonly sheet: string;
  readonly history: string;
  readonly name: string;
  readonly group: string;
  readonly answer: string;
  readonly at: string;
  readonly source: string;
  readonly place: string;
  readonly waits: string;
  readonly event: string;
  readonly filter: string;
  readonly counts: string;
  readonly printed: string;
  readonly yes: string;
  readonly no: string;
  readonly none: string;
  readonly answers: Readonly<Record<RsvpAnswer, string>>;
  readonly sources: Readonly<Record<AnswerSource, string>>;
  readonly filters: Readonly<Record<AnswerFilter, string>>;
};

const ru: AnswersTexts = {
  sheet: 'Ответы',
  history: 'История ответов',
  name: 'ФИО',
  group: 'Учебная группа',
  answer: 'Ответ',
  at: 'Когда ответил',
  source: 'Откуда ответ',
  place: 'В списке',
  waits: 'В листе ожидания',
  event: 'Мероприятие',
  filter: 'Кто в таблице',
  counts: 'Итог',
  printed: 'Составлено',
  yes: 'да',
  no: 'нет',
  none: 'нет ответа',
  answers: { going: 'придёт', maybe: 'может быть', notGoing: 'не придёт' },
  sources: { bot: 'бот', page: 'страница', desk: 'организатор', paper: 'бумага' },
  filters: {
    all: 'Все',
    going: 'Придут',
    maybe: 'Может быть',
    notGoing: 'Не придут',
    silent: 'Без ответа',
    waiting: 'Ждут места',
  },
};

const kk: AnswersTexts = {
  sheet: 'Жауаптар',
  history: 'Жауаптар тарихы',
  name: 'Аты-жөні',
  group: 'Оқу тобы',
  answer: 'Жауап',
  at: 'Қашан жауап берді',
  source: 'Жауап қайдан келді',
  place: 'Тізімде',
  waits: 'Күту тізімінде',
  event: 'Іс-шара',
  filter: 'Кестеде кім бар',
  counts: 'Қорытынды',
  printed: 'Жасалған уақыты',
  yes: 'иә',
  no: 'жоқ',
  none: 'жауап жоқ',
  answers: { going: 'келеді', maybe: 'мүмкін', notGoing: 'келмейді' },
  sources: { bot: 'бот', page: 'бет', desk: 'ұйымдастырушы', paper: 'қағаз' },
  filters: {
    all: 'Барлығы',
    going: 'Келеді',
    maybe: 'Мүмкін',
    notGoing: 'Келмейді',
    silent: 'Жауап жоқ',
    waiting: 'Орын күтіп тұр',
  },
};

const en: AnswersTexts = {
  sheet: 'Answers',
  history: 'All answers',
  name: 'Name',
  group: 'Study group',
  answer: 'Answer',
  at: 'Answered at',
  source: 'Where from',
  place: 'On the list',
  waits: 'On the waitlist',
  event: 'Event',
  filter: 'Who is in the table',
  counts: 'In all',
  printed: 'Made at',
  yes: 'yes',
  no: 'no',
  none: 'no answer',
  answers: { going: 'coming', maybe: 'maybe', notGoing: 'not coming' },
  sources: { bot: 'bot', page: 'page', desk: 'organizer', paper: 'paper' },
  filters: {
    all: 'Everybody',
    going: 'Coming',
    maybe: 'Maybe',
    notGoing: 'Not coming',
    silent: 'No answer',
    waiting: 'Waiting for a place',
  },
};

export const answersTexts: Readonly<Record<'ru' | 'kk' | 'en', AnswersTexts>> = { ru, kk, en };
