import type { FormLanguage } from './forms.rules.ts';

/** What every form says by itself, wherever it is asked. */
export const YES_NO: Readonly<Record<FormLanguage, { readonly yes: string; readonly no: string }>> = {
  ru: { yes: 'Да', no: 'Нет' },
  kk: { yes: 'Иә', no: 'Жоқ' },
  en: { yes: 'Yes', no: 'No' },
};

/** The words of a sheet of paper that is filled in by hand, and of the table of what was answered. */
export type FormPaperTexts = {
  readonly sheet: string;
  readonly answers: string;
  readonly name: string;
  readonly group: string;
  readonly nameless: string;
  readonly one: string;
  readonly any: string;
  readonly rating: string;
  readonly required: string;
  readonly number: string;
  readonly event: string;
  readonly count: string;
  readonly at: string;
  readonly day: string;
  readonly source: string;
  readonly sources: Readonly<Record<'bot' | 'page' | 'desk' | 'paper', string>>;
  readonly mean: string;
  readonly page: (page: number, pages: number) => string;
};

export const FORM_PAPER_TEXTS: Readonly<Record<FormLanguage, FormPaperTexts>> = {
  ru: {
    sheet: 'Анкета',
    answers: 'Ответы',
    name: 'Фамилия, имя',
    group: 'Группа',
    nameless: 'Без имени: подписывать не нужно',
    one: 'один ответ',
    any: 'можно несколько',
    rating: '1 — плохо, 5 — отлично',
    required: 'обязательно',
    number: '№',
    event: 'Мероприятие',
    count: 'Ответов',
    at: 'Когда',
    day: 'День',
    source: 'Откуда',
    sources: { bot: 'Бот', page: 'Телефон', desk: 'Стойка', paper: 'Бумага' },
    mean: 'Среднее',
    page: (page, pages) => `Страница ${page} из ${pages}`,
  },
  kk: {
    sheet: 'Сауалнама',
    answers: 'Жауаптар',
    name: 'Тегі, аты',
    group: 'Тобы',
    nameless: 'Аты-жөні жазылмайды',
    one: 'бір жауап',
    any: 'бірнешеуін таңдауға болады',
    rating: '1 — нашар, 5 — өте жақсы',
    required: 'міндетті',
    number: '№',
    event: 'Іс-шара',
    count: 'Жауап саны',
    at: 'Қашан',
    day: 'Күні',
    source: 'Қайдан',
    sources: { bot: 'Бот', page: 'Телефон', desk: 'Үстел', paper: 'Қағаз' },
    mean: 'Орташа',
    page: (page, pages) => `${pages} беттің ${page}-беті`,
  },
  en: {
    sheet: 'Questionnaire',
    answers: 'Answers',
    name: 'Name',
    group: 'Group',
    nameless: 'Anonymous: do not sign',
    one: 'one answer',
    any: 'any number',
    rating: '1 — bad, 5 — great',
    required: 'required',
    number: 'No.',
    event: 'Event',
    count: 'Answers',
    at: 'When',
    day: 'Day',
    source: 'From',
    sources: { bot: 'Bot', page: 'Phone', desk: 'Desk', paper: 'Paper' },
    mean: 'Mean',
    page: (page, pages) => `Page ${page} of ${pages}`,
  },
};
