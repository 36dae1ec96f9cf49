import type { FunnelStep } from './funnel.rules.ts';

/** The words of the funnel's file. */
export type FunnelTexts = {
  readonly file: string;
  readonly steps: string;
  readonly events: string;
  readonly people: string;
  readonly step: string;
  readonly count: string;
  readonly on: string;
  readonly off: string;
  readonly event: string;
  readonly when: string;
  readonly absent: string;
  readonly person: string;
  readonly group: string;
  readonly notMeasured: string;
  readonly made: string;
  readonly names: Readonly<Record<FunnelStep, string>>;
};

export const funnelTexts: Readonly<Record<'ru' | 'kk' | 'en', FunnelTexts>> = {
  ru: {
    file: 'Воронка',
    steps: 'Шаги',
    events: 'Мероприятия',
    people: 'Люди',
    step: 'Шаг',
    count: 'Человек',
    on: 'Из прошлого шага',
    off: 'Не дошли',
    event: 'Мероприятие',
    when: 'Когда',
    absent: 'Неявки',
    person: 'ФИО',
    group: 'Группа',
    notMeasured: 'не измерялось',
    made: 'Составлено',
    names: {
      invited: 'Пригласили',
      answered: 'Ответили',
      registered: 'Записаны',
      came: 'Пришли',
      stayed: 'Остались до конца',
      gaveFeedback: 'Дали обратную связь',
    },
  },
  kk: {
    file: 'Воронка',
    steps: 'Қадамдар',
    events: 'Іс-шаралар',
    people: 'Адамдар',
    step: 'Қадам',
    count: 'Адам',
    on: 'Алдыңғы қадамнан',
    off: 'Жетпегендер',
    event: 'Іс-шара',
    when: 'Қашан',
    absent: 'Келмегендер',
    person: 'Аты-жөні',
    group: 'Топ',
    notMeasured: 'өлшенбеді',
    made: 'Жасалған уақыты',
    names: {
      invited: 'Шақырылды',
      answered: 'Жауап берді',
      registered: 'Тіркелді',
      came: 'Келді',
      stayed: 'Соңына дейін қалды',
      gaveFeedback: 'Кері байланыс берді',
    },
  },
  en: {
    file: 'Funnel',
    steps: 'Steps',
    events: 'Events',
    people: 'People',
    step: 'Step',
    count: 'People',
    on: 'From the step before',
    off: 'Went no further',
    event: 'Event',
    when: 'When',
    absent: 'No-shows',
    person: 'Name',
    group: 'Group',
    notMeasured: 'not measured',
    made: 'Made',
    names: {
      invited: 'Invited',
      answered: 'Answered',
      registered: 'Registered',
      came: 'Came',
      stayed: 'Stayed to the end',
      gaveFeedback: 'Gave feedback',
    },
  },
};
