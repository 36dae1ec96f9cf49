import type { Language } from '../access/index.ts';

/** The words of the list of whom a message did not reach. */
export type CallListTexts = {
  readonly title: string;
  readonly message: string;
  readonly event: string;
  readonly made: string;
  readonly name: string;
  readonly group: string;
  readonly phone: string;
  readonly guardian: string;
  readonly why: string;
  /** An empty column, for a pen. */
  readonly said: string;
  readonly page: (page: number, pages: number) => string;
};

export const callListTexts: Readonly<Record<Language, CallListTexts>> = {
  ru: {
    title: 'Кому позвонить',
    message: 'Сообщение',
    event: 'Мероприятие',
    made: 'Составлено',
    name: 'ФИО',
    group: 'Учебная группа',
    phone: 'Телефон',
    guardian: 'Телефон родителя',
    why: 'Почему не дошло',
    said: 'Что ответили',
    page: (page, pages) => `Страница ${page} из ${pages}`,
  },
  kk: {
    title: 'Кімге қоңырау шалу керек',
    message: 'Хабарлама',
    event: 'Іс-шара',
    made: 'Жасалған уақыты',
    name: 'Аты-жөні',
    group: 'Оқу тобы',
    phone: 'Телефон',
    guardian: 'Ата-ана телефоны',
    why: 'Неге жетпеді',
    said: 'Не деді',
    page: (page, pages) => `${pages} беттің ${page}-беті`,
  },
  en: {
    title: 'Whom to call',
    message: 'Message',
    event: 'Event',
    made: 'Made',
    name: 'Name',
    group: 'Study group',
    phone: 'Phone',
    guardian: 'Parent’s phone',
    why: 'Why it did not arrive',
    said: 'What they said',
    page: (page, pages) => `Page ${page} of ${pages}`,
  },
};
