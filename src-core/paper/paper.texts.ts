/** The words on a paper roster. */
export type PaperTexts = {
  readonly file: string;
  readonly number: string;
  readonly name: string;
  readonly group: string;
  readonly here: string;
  readonly time: string;
  readonly code: string;
  readonly newPeople: string;
  readonly foot: string;
  readonly page: (page: number, pages: number) => string;
};

const ru: PaperTexts = {
  file: 'Бумажный список',
  number: '№',
  name: 'ФИО',
  group: 'Группа',
  here: 'Здесь',
  time: 'Время',
  code: 'Код',
  newPeople: 'Новые люди: фамилия, имя и группа печатными буквами',
  foot: 'Отметьте клетку у тех, кто пришёл. После мероприятия наберите коды в программе: вкладка «На бумаге».',
  page: (page, pages) => `Страница ${page} из ${pages}`,
};

const kk: PaperTexts = {
  file: 'Қағаз тізім',
  number: '№',
  name: 'Аты-жөні',
  group: 'Тобы',
  here: 'Осында',
  time: 'Уақыты',
  code: 'Код',
  newPeople: 'Жаңа адамдар: тегін, атын және тобын баспа әріптермен жазыңыз',
  foot: 'Келгендердің торкөзін белгілеңіз. Іс-шарадан кейін кодтарды бағдарламаға теріңіз: «Қағазда» қойындысы.',
  page: (page, pages) => `${pages} беттің ${page}-беті`,
};

const en: PaperTexts = {
  file: 'Paper roster',
  number: 'No.',
  name: 'Name',
  group: 'Group',
  here: 'Here',
  time: 'Time',
  code: 'Code',
  newPeople: 'New people: family name, given name and group in block letters',
  foot: 'Tick the box of everyone who came. After the event type the codes into the program: the “On paper” tab.',
  page: (page, pages) => `Page ${page} of ${pages}`,
};

export const PAPER_TEXTS = { ru, kk, en } as const;
