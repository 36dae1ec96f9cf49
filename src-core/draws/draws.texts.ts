import type { Language } from '../access/index.ts';
import type { DrawState } from './draw.rules.ts';

type DrawTexts = {
  readonly title: (number: string) => string;
  readonly organisation: string;
  readonly event: string;
  readonly state: string;
  readonly states: Readonly<Record<DrawState, string>>;
  readonly entrants: string;
  readonly rule: string;
  readonly noRepeat: (events: number) => string;
  readonly algorithm: string;
  readonly listHash: string;
  readonly secretHash: string;
  readonly previous: string;
  readonly commitment: string;
  readonly hallInput: string;
  readonly secret: string;
  readonly seed: string;
  readonly abandoned: string;
  readonly earlier: string;
  readonly number: string;
  readonly prize: string;
  readonly winner: string;
  readonly code: string;
  readonly outcome: string;
  readonly given: string;
  readonly absent: string;
  readonly waiting: string;
  readonly nobody: string;
  readonly page: (page: number, pages: number) => string;
};

/** The words of a printed protocol. */
export const DRAW_TEXTS: Readonly<Record<Language, DrawTexts>> = {
  ru: {
    title: (number) => `Протокол розыгрыша № ${number}`,
    organisation: 'Организация',
    event: 'Мероприятие',
    state: 'Состояние',
    states: {
      prepared: 'подготовлен',
      committed: 'обязательство показано',
      hallInput: 'число зала введено',
      opened: 'секрет раскрыт, призы вручаются',
      done: 'завершён',
      abandoned: 'прекращён до раскрытия',
    },
    entrants: 'Участников в списке',
    rule: 'Правила',
    noRepeat: (events) =>
      events === 0
        ? 'только присутствующие; один приз человеку за мероприятие'
        : `только присутствующие; один приз человеку за мероприятие; не выигрывали на последних мероприятиях: ${events}`,
    algorithm: 'Алгоритм',
    listHash: 'Хеш списка',
    secretHash: 'Хеш секрета',
    previous: 'Предыдущее обязательство',
    commitment: 'Обязательство',
    hallInput: 'Число зала',
    secret: 'Секрет',
    seed: 'Зерно',
    abandoned: 'Причина прекращения',
    earlier: 'Розыгрыши этого мероприятия раньше',
    number: '№',
    prize: 'Приз',
    winner: 'Победитель',
    code: 'Код участника',
    outcome: 'Вручение',
    given: 'вручён',
    absent: 'не вышел, приз перешёл дальше',
    waiting: 'ждёт вручения',
    nobody: 'не осталось никого',
    page: (page, pages) => `Страница ${page} из ${pages}`,
  },
  kk: {
    title: (number) => `№ ${number} ұтыс хаттамасы`,
    organisation: 'Ұйым',
    event: 'Іс-шара',
    state: 'Күйі',
    states: {
      prepared: 'дайындалды',
      committed: 'міндеттеме көрсетілді',
      hallInput: 'залдың саны енгізілді',
      opened: 'құпия ашылды, жүлделер табысталуда',
      done: 'аяқталды',
      abandoned: 'құпия ашылғанға дейін тоқтатылды',
    },
    entrants: 'Тізімдегі қатысушылар',
    rule: 'Ережелер',
    noRepeat: (events) =>
      events === 0
        ? 'тек қатысып отырғандар; бір іс-шарада бір адамға бір жүлде'
        : `тек қатысып отырғандар; бір іс-шарада бір адамға бір жүлде; соңғы іс-шараларда ұтпағандар: ${events}`,
    algorithm: 'Алгоритм',
    listHash: 'Тізім хеші',
    secretHash: 'Құпия хеші',
    previous: 'Алдыңғы міндеттеме',
    commitment: 'Міндеттеме',
    hallInput: 'Залдың саны',
    secret: 'Құпия',
    seed: 'Тұқым (seed)',
    abandoned: 'Тоқтату себебі',
    earlier: 'Осы іс-шараның бұрынғы ұтыс ойындары',
    number: '№',
    prize: 'Жүлде',
    winner: 'Жеңімпаз',
    code: 'Қатысушы коды',
    outcome: 'Табыстау',
    given: 'табысталды',
    absent: 'шықпады, жүлде келесіге өтті',
    waiting: 'табысталуын күтуде',
    nobody: 'ешкім қалмады',
    page: (page, pages) => `${page}-бет, барлығы ${pages}`,
  },
  en: {
    title: (number) => `Draw record № ${number}`,
    organisation: 'Organisation',
    event: 'Event',
    state: 'State',
    states: {
      prepared: 'prepared',
      committed: 'commitment shown',
      hallInput: 'the hall’s input entered',
      opened: 'secret opened, prizes are being handed over',
      done: 'finished',
      abandoned: 'given up before the opening',
    },
    entrants: 'Entrants on the list',
    rule: 'Rules',
    noRepeat: (events) =>
      events === 0
        ? 'only those present; one prize a person at an event'
        : `only those present; one prize a person at an event; no winner of the last events: ${events}`,
    algorithm: 'Algorithm',
    listHash: 'List hash',
    secretHash: 'Hash of the secret',
    previous: 'Commitment before',
    commitment: 'Commitment',
    hallInput: 'The hall’s input',
    secret: 'Secret',
    seed: 'Seed',
    abandoned: 'Given up because',
    earlier: 'Earlier draws of this event',
    number: '№',
    prize: 'Prize',
    winner: 'Winner',
    code: 'Entrant code',
    outcome: 'Hand-over',
    given: 'handed over',
    absent: 'did not come, the prize went on',
    waiting: 'waits to be handed over',
    nobody: 'nobody is left',
    page: (page, pages) => `Page ${page} of ${pages}`,
  },
};
