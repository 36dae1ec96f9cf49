import type { Presence } from './attendance.rules.ts';
import type { CheckInSource } from './events.schema.ts';

/** The words of the attendance list and of the cards on paper. */
export type DocumentTexts = {
  readonly sheet: string;
  readonly list: string;
  readonly cards: string;
  readonly number: string;
  readonly name: string;
  readonly group: string;
  readonly card: string;
  readonly phone: string;
  readonly telegram: string;
  readonly place: string;
  readonly came: string;
  readonly source: string;
  readonly note: string;
  readonly sections: string;
  readonly onSite: string;
  readonly event: string;
  readonly club: string;
  readonly when: string;
  readonly where: string;
  readonly filter: string;
  readonly counts: string;
  readonly printed: string;
  readonly total: string;
  readonly yes: string;
  readonly no: string;
  readonly annulled: (reason: string) => string;
  readonly countsLine: (came: number, registered: number) => string;
  readonly totalLine: (people: number, came: number) => string;
  readonly page: (page: number, pages: number) => string;
  readonly presence: Readonly<Record<Presence, string>>;
  readonly groupOf: (group: string | null) => string;
  readonly gateOf: (name: string) => string;
  /** Wall-clock times of the marks; null: from the first, to the last. */
  readonly markedWithin: (from: string | null, until: string | null) => string;
  readonly sources: Readonly<Record<CheckInSource, string>>;
};

const ru: DocumentTexts = {
  sheet: 'Посещаемость',
  list: 'Список посещаемости',
  cards: 'Личные карточки',
  number: '№',
  name: 'ФИО',
  group: 'Учебная группа',
  card: 'Номер студенческого',
  phone: 'Телефон',
  telegram: 'Telegram',
  place: 'В списке',
  came: 'Отметка',
  source: 'Как отмечен',
  note: 'Примечание',
  sections: 'Секции',
  onSite: 'На площадке, мин',
  event: 'Мероприятие',
  club: 'Клуб',
  when: 'Когда',
  where: 'Где',
  filter: 'Кто в списке',
  counts: 'Итог',
  printed: 'Составлено',
  total: 'Всего',
  yes: 'да',
  no: 'нет',
  annulled: (reason) => `Отметка снята: ${reason}`,
  countsLine: (came, registered) =>
    registered === 0 ? `пришли ${came}` : `пришли ${came}, по списку ${registered}`,
  totalLine: (people, came) => `${people}, из них пришли ${came}`,
  page: (page, pages) => `Страница ${page} из ${pages}`,
  presence: { all: 'все', came: 'кто пришёл', notYet: 'кто не пришёл', annulled: 'снятые отметки' },
  groupOf: (group) => (group === null ? 'без группы' : `группа ${group}`),
  markedWithin: (from, until) =>
    `отметки${from === null ? '' : ` с ${from}`}${until === null ? '' : ` до ${until}`}`,
  gateOf: (name) => `«${name}»`,
  sources: {
    'desk.search': 'поиск',
    'desk.scan': 'карточка',
    'desk.camera': 'камера',
    'desk.list': 'список',
    walkIn: 'на месте',
    phone: 'телефон',
    paper: 'бумага',
    tablet: 'планшет волонтёра',
    bot: 'бот',
    page: 'страница на телефоне',
  },
};

const kk: DocumentTexts = {
  sheet: 'Қатысу',
  list: 'Қатысу тізімі',
  cards: 'Жеке карточкалар',
  number: '№',
  name: 'Аты-жөні',
  group: 'Оқу тобы',
  card: 'Студенттік билет нөмірі',
  phone: 'Телефон',
  telegram: 'Telegram',
  place: 'Тізімде',
  came: 'Белгі',
  source: 'Қалай белгіленді',
  note: 'Ескертпе',
  sections: 'Секциялар',
  onSite: 'Алаңда болғаны, мин',
  event: 'Іс-шара',
  club: 'Клуб',
  when: 'Қашан',
  where: 'Қайда',
  filter: 'Тізімде кімдер',
  counts: 'Қорытынды',
  printed: 'Жасалған уақыты',
  total: 'Барлығы',
  yes: 'иә',
  no: 'жоқ',
  annulled: (reason) => `Белгі алынып тасталды: ${reason}`,
  countsLine: (came, registered) =>
    registered === 0 ? `келгені ${came}` : `келгені ${came}, тізім бойынша ${registered}`,
  totalLine: (people, came) => `${people}, оның ішінде келгені ${came}`,
  page: (page, pages) => `${pages} беттің ${page}-беті`,
  presence: { all: 'барлығы', came: 'келгендер', notYet: 'келмегендер', annulled: 'алынған белгілер' },
  groupOf: (group) => (group === null ? 'топсыз' : `${group} тобы`),
  markedWithin: (from, until) =>
    `белгілер:${from === null ? '' : ` ${from} бастап`}${until === null ? '' : ` ${until} дейін`}`,
  gateOf: (name) => `«${name}»`,
  sources: {
    'desk.search': 'іздеу',
    'desk.scan': 'карточка',
    'desk.camera': 'камера',
    'desk.list': 'тізім',
    walkIn: 'орнында',
    phone: 'телефон',
    paper: 'қағаз',
    tablet: 'ерікті планшеті',
    bot: 'бот',
    page: 'телефондағы бет',
  },
};

const en: DocumentTexts = {
  sheet: 'Attendance',
  list: 'Attendance list',
  cards: 'Personal cards',
  number: 'No.',
  name: 'Name',
  group: 'Study group',
  card: 'Student ID',
  phone: 'Phone',
  telegram: 'Telegram',
  place: 'On the list',
  came: 'Checked in',
  source: 'How',
  note: 'Note',
  sections: 'Sections',
  onSite: 'On site, min',
  event: 'Event',
  club: 'Club',
  when: 'When',
  where: 'Where',
  filter: 'Who is shown',
  counts: 'Result',
  printed: 'Made',
  total: 'Total',
  yes: 'yes',
  no: 'no',
  annulled: (reason) => `Mark annulled: ${reason}`,
  countsLine: (came, registered) =>
    registered === 0 ? `${came} came` : `${came} came, ${registered} on the list`,
  totalLine: (people, came) => `${people}, of whom ${came} came`,
  page: (page, pages) => `Page ${page} of ${pages}`,
  presence: { all: 'everyone', came: 'who came', notYet: 'who did not come', annulled: 'annulled marks' },
  groupOf: (group) => (group === null ? 'without a group' : `group ${group}`),
  markedWithin: (from, until) =>
    `marks${from === null ? '' : ` from ${from}`}${until === null ? '' : ` to ${until}`}`,
  gateOf: (name) => `“${name}”`,
  sources: {
    'desk.search': 'search',
    'desk.scan': 'card',
    'desk.camera': 'camera',
    'desk.list': 'list',
    walkIn: 'at the door',
    phone: 'phone',
    paper: 'paper',
    tablet: 'volunteer’s tablet',
    bot: 'bot',
    page: 'phone page',
  },
};

export const documentTexts = { ru, kk, en } as const;
