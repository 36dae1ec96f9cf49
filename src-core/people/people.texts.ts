import type { PersonField, PersonKind, PersonStatus } from './people.rules.ts';

/** The words of people on paper and in files. */
export type PeopleTexts = {
  readonly list: string;
  readonly fields: Readonly<Record<PersonField | 'full_name' | 'code', string>>;
  readonly kinds: Readonly<Record<PersonKind, string>>;
  readonly statuses: Readonly<Record<PersonStatus, string>>;
  readonly languages: Readonly<Record<'ru' | 'kk' | 'en', string>>;
  readonly filter: string;
  readonly printed: string;
  readonly total: (count: number) => string;
  readonly found: (text: string) => string;
  readonly has: (field: string) => string;
  readonly missing: (field: string) => string;
  readonly chosen: (count: number) => string;
  readonly everyone: string;
};

const languages = { ru: 'Русский', kk: 'Қазақша', en: 'English' } as const;

const ru: PeopleTexts = {
  list: 'Люди',
  fields: {
    full_name: 'ФИО',
    family_name: 'Фамилия',
    given_name: 'Имя',
    patronymic: 'Отчество',
    study_group: 'Группа',
    kind: 'Кто',
    status: 'Статус',
    student_card_no: '№ студенческого',
    phone: 'Телефон',
    guardian_phone: 'Телефон родителя',
    guardian_name: 'Родитель',
    telegram: 'Telegram',
    email: 'E-mail',
    birth_date: 'Дата рождения',
    iin: 'ИИН',
    address: 'Адрес',
    language: 'Язык',
    attention: 'Важно знать',
    note: 'Примечание',
    code: 'Код',
  },
  kinds: {
    student: 'Студент',
    pupil: 'Ученик',
    teacher: 'Преподаватель',
    staff: 'Сотрудник',
    guest: 'Гость',
  },
  statuses: { active: 'Активен', archived: 'В архиве', expelled: 'Отчислен' },
  languages,
  filter: 'Отбор',
  printed: 'Выгружено',
  total: (count) => `Всего: ${count}`,
  found: (text) => `поиск «${text}»`,
  has: (field) => `${field}: заполнено`,
  missing: (field) => `${field}: пусто`,
  chosen: (count) => `выбрано: ${count}`,
  everyone: 'все',
};

const kk: PeopleTexts = {
  list: 'Адамдар',
  fields: {
    full_name: 'Аты-жөні',
    family_name: 'Тегі',
    given_name: 'Аты',
    patronymic: 'Әкесінің аты',
    study_group: 'Тобы',
    kind: 'Кім',
    status: 'Мәртебесі',
    student_card_no: 'Студенттік билет №',
    phone: 'Телефоны',
    guardian_phone: 'Ата-анасының телефоны',
    guardian_name: 'Ата-анасы',
    telegram: 'Telegram',
    email: 'E-mail',
    birth_date: 'Туған күні',
    iin: 'ЖСН',
    address: 'Мекенжайы',
    language: 'Тілі',
    attention: 'Білу маңызды',
    note: 'Ескертпе',
    code: 'Код',
  },
  kinds: { student: 'Студент', pupil: 'Оқушы', teacher: 'Мұғалім', staff: 'Қызметкер', guest: 'Қонақ' },
  statuses: { active: 'Белсенді', archived: 'Мұрағатта', expelled: 'Оқудан шығарылған' },
  languages,
  filter: 'Сүзгі',
  printed: 'Шығарылған уақыты',
  total: (count) => `Барлығы: ${count}`,
  found: (text) => `«${text}» іздеуі`,
  has: (field) => `${field}: толтырылған`,
  missing: (field) => `${field}: бос`,
  chosen: (count) => `таңдалды: ${count}`,
  everyone: 'барлығы',
};

const en: PeopleTexts = {
  list: 'People',
  fields: {
    full_name: 'Full name',
    family_name: 'Family name',
    given_name: 'Given name',
    patronymic: 'Patronymic',
    study_group: 'Group',
    kind: 'Who',
    status: 'Status',
    student_card_no: 'Student ID',
    phone: 'Phone',
    guardian_phone: "Guardian's phone",
    guardian_name: 'Guardian',
    telegram: 'Telegram',
    email: 'E-mail',
    birth_date: 'Date of birth',
    iin: 'IIN',
    address: 'Address',
    language: 'Language',
    attention: 'Important to know',
    note: 'Note',
    code: 'Code',
  },
  kinds: { student: 'Student', pupil: 'Pupil', teacher: 'Teacher', staff: 'Staff', guest: 'Guest' },
  statuses: { active: 'Active', archived: 'Archived', expelled: 'Expelled' },
  languages,
  filter: 'Filter',
  printed: 'Exported',
  total: (count) => `Total: ${count}`,
  found: (text) => `search “${text}”`,
  has: (field) => `${field}: filled in`,
  missing: (field) => `${field}: empty`,
  chosen: (count) => `chosen: ${count}`,
  everyone: 'everyone',
};

export const peopleTexts = { ru, kk, en } as const satisfies Readonly<
  Record<'ru' | 'kk' | 'en', PeopleTexts>
>;
