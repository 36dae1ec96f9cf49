/** What the bot says. Russian addresses people politely and names no sex. */
import type { Language } from '../../src-core/access/index.ts';

export type BotTexts = {
  /** The language's own name. */
  readonly own: string;
  readonly menu: string;
  readonly menuLead: string;
  readonly events: string;
  readonly courses: string;
  readonly qr: string;
  readonly visits: string;
  readonly certificates: string;
  readonly forms: string;
  readonly settings: string;
  readonly back: string;
  readonly more: string;
  readonly earlier: string;
  readonly noEvents: string;
  readonly going: string;
  readonly maybe: string;
  readonly notGoing: string;
  readonly saidGoing: string;
  readonly saidMaybe: string;
  readonly saidNotGoing: string;
  readonly hasPlace: string;
  readonly inLine: (place: number) => string;
  readonly offered: (until: string) => string;
  readonly takePlace: string;
  readonly declinePlace: string;
  readonly leaveLine: string;
  readonly joinLine: string;
  readonly freePlaces: (free: number) => string;
  readonly full: string;
  readonly cancelled: (reason: string | null) => string;
  readonly over: string;
  readonly came: string;
  readonly noted: string;
  readonly noCourses: string;
  readonly register: string;
  readonly registered: string;
  readonly courseDates: (count: number) => string;
  readonly qrCaption: (name: string) => string;
  readonly noVisits: string;
  readonly visitCount: (count: number) => string;
  readonly noCertificates: string;
  readonly revoked: string;
  readonly noForms: string;
  readonly answered: string;
  readonly checkedIn: (event: string) => string;
  readonly alreadyChecked: (event: string) => string;
  readonly whoCame: string;
  readonly who: string;
  readonly whoWhy: string;
  readonly change: string;
  readonly unknownChat: string;
  readonly unknownChatWhy: string;
  readonly codeFirst: string;
  readonly linked: (name: string) => string;
  readonly linkedChild: (name: string) => string;
  /** To a chat whose person has come with a code in another one. */
  readonly linkedElsewhere: (name: string) => string;
  readonly language: string;
  readonly messagesOn: string;
  readonly messagesOff: string;
  readonly stop: string;
  readonly startAgain: string;
  readonly stopped: string;
  readonly startedAgain: string;
  readonly unlink: string;
  readonly unlinkWhy: string;
  readonly unlinkYes: string;
  readonly unlinked: string;
  readonly notUnderstood: string;
  readonly notUnderstoodWhy: string;
  readonly tooLate: string;
  readonly page: string;
  /** The commands of the menu beside the writing field. */
  readonly commands: Readonly<Record<Command, string>>;
};

export const COMMANDS = [
  'menu',
  'events',
  'courses',
  'qr',
  'visits',
  'certificates',
  'forms',
  'settings',
  'stop',
] as const;
export type Command = (typeof COMMANDS)[number];

const plural = (count: number, one: string, few: string, many: string): string => {
  const rule = new Intl.PluralRules('ru').select(count);
  return rule === 'one' ? one : rule === 'few' ? few : many;
};

export const BOT_TEXTS: Readonly<Record<Language, BotTexts>> = {
  ru: {
    own: 'Русский',
    menu: 'Что показать?',
    menuLead: 'Код мероприятия можно просто написать сюда.',
    events: 'Мероприятия',
    courses: 'Курсы',
    qr: 'Мой QR',
    visits: 'Мои посещения',
    certificates: 'Мои сертификаты',
    forms: 'Опросы',
    settings: 'Настройки',
    back: '← Назад',
    more: 'Дальше →',
    earlier: '← Раньше',
    noEvents: 'Пока ничего не назначено.',
    going: 'Приду',
    maybe: 'Может быть',
    notGoing: 'Не приду',
    saidGoing: '✓ Вы придёте',
    saidMaybe: 'Вы ответили: может быть',
    saidNotGoing: 'Вы ответили: не приду',
    hasPlace: '✓ Место за вами',
    inLine: (place) => `Вы в очереди, номер ${place}. Напишем, когда место освободится.`,
    offered: (until) => `Для вас освободилось место. Оно ваше, если ответите до ${until}.`,
    takePlace: 'Беру место',
    declinePlace: 'Отказаться',
    leaveLine: 'Выйти из очереди',
    joinLine: 'В очередь',
    freePlaces: (free) => `Осталось ${free} ${plural(free, 'место', 'места', 'мест')}`,
    full: 'Мест нет, но есть очередь',
    cancelled: (reason) => (reason === null ? 'Отменено' : `Отменено: ${reason}`),
    over: 'Уже прошло',
    came: '✓ Ваш приход отмечен',
    noted: 'Записано',
    noCourses: 'Пока курсов нет.',
    register: 'Записаться на весь курс',
    registered: '✓ Вы записаны',
    courseDates: (count) => `Впереди ${count} ${plural(count, 'встреча', 'встречи', 'встреч')}`,
    qrCaption: (name) => `${name}\nПокажите этот код на входе.`,
    noVisits: 'Посещений пока нет.',
    visitCount: (count) => `Всего: ${count}`,
    noCertificates: 'Сертификатов пока нет.',
    revoked: 'отозван',
    noForms: 'Сейчас отвечать не на что.',
    answered: 'отвечено',
    checkedIn: (event) => `✓ Вы отмечены: ${event}`,
    alreadyChecked: (event) => `Вы уже отмечены: ${event}`,
    whoCame: 'Кто пришёл?',
    who: 'О ком речь?',
    whoWhy: 'Этот чат отвечает за нескольких людей. Выберите, за кого отвечать сейчас.',
    change: 'сменить',
    unknownChat: 'Здравствуйте! Это бот клуба.',
    unknownChatWhy:
      'Чтобы узнать вас, нужен код. Попросите его у организатора: он покажет QR с экрана или даст листочек. Код можно и написать сюда, например bcdf-ghjk-mnpq.',
    codeFirst: 'Сначала нужен ваш личный код; после него отметим вас на мероприятии.',
    linked: (name) => `Готово: этот чат теперь ваш, ${name}.`,
    linkedChild: (name) => `Готово: вы отвечаете за: ${name}.`,
    linkedElsewhere: (name) =>
      `Этот чат отвязан: код открыли в другом чате (${name}). Если это не вы, скажите организатору.`,
    language: 'Язык',
    messagesOn: 'Сообщения приходят',
    messagesOff: 'Сообщения остановлены',
    stop: 'Не присылать сообщений',
    startAgain: 'Присылать сообщения',
    stopped: 'Хорошо, больше не пишем. Вернуть: /start',
    startedAgain: 'Снова на связи.',
    unlink: 'Отвязать этот чат',
    unlinkWhy: 'Бот забудет, кто вы. Чтобы вернуться, понадобится новый код.',
    unlinkYes: 'Да, отвязать',
    unlinked: 'Чат отвязан. До встречи!',
    notUnderstood: 'Не понял',
    notUnderstoodWhy: 'Выберите кнопку ниже или напишите код.',
    tooLate: 'Эта кнопка устарела',
    page: 'Открыть страницу',
    commands: {
      menu: 'Главное меню',
      events: 'Мероприятия',
      courses: 'Курсы',
      qr: 'Мой QR для входа',
      visits: 'Мои посещения',
      certificates: 'Мои сертификаты',
      forms: 'Опросы',
      settings: 'Язык и сообщения',
      stop: 'Не присылать сообщений',
    },
  },
  kk: {
    own: 'Қазақша',
    menu: 'Не көрсетейін?',
    menuLead: 'Іс-шараның кодын осында жаза салуға болады.',
    events: 'Іс-шаралар',
    courses: 'Курстар',
    qr: 'Менің QR кодым',
    visits: 'Қатысуларым',
    certificates: 'Сертификаттарым',
    forms: 'Сауалнамалар',
    settings: 'Баптаулар',
    back: '← Артқа',
    more: 'Әрі қарай →',
    earlier: '← Бұрынғы',
    noEvents: 'Әзірге ештеңе белгіленбеген.',
    going: 'Келемін',
    maybe: 'Мүмкін',
    notGoing: 'Келмеймін',
    saidGoing: '✓ Сіз келесіз',
    saidMaybe: 'Жауабыңыз: мүмкін',
    saidNotGoing: 'Жауабыңыз: келмеймін',
    hasPlace: '✓ Орын сіздікі',
    inLine: (place) => `Сіз кезектесіз, нөміріңіз ${place}. Орын босаса, жазамыз.`,
    offered: (until) => `Сізге орын босады. ${until} дейін жауап берсеңіз, ол сіздікі.`,
    takePlace: 'Орынды аламын',
    declinePlace: 'Бас тарту',
    leaveLine: 'Кезектен шығу',
    joinLine: 'Кезекке тұру',
    freePlaces: (free) => `${free} орын қалды`,
    full: 'Орын жоқ, бірақ кезек бар',
    cancelled: (reason) => (reason === null ? 'Болмайды' : `Болмайды: ${reason}`),
    over: 'Өтіп кетті',
    came: '✓ Келгеніңіз белгіленді',
    noted: 'Жазылды',
    noCourses: 'Әзірге курс жоқ.',
    register: 'Бүкіл курсқа жазылу',
    registered: '✓ Сіз жазылдыңыз',
    courseDates: (count) => `Алда ${count} кездесу бар`,
    qrCaption: (name) => `${name}\nОсы кодты кіреберісте көрсетіңіз.`,
    noVisits: 'Әзірге қатысу жоқ.',
    visitCount: (count) => `Барлығы: ${count}`,
    noCertificates: 'Әзірге сертификат жоқ.',
    revoked: 'күші жойылған',
    noForms: 'Қазір жауап беретін ештеңе жоқ.',
    answered: 'жауап берілді',
    checkedIn: (event) => `✓ Сіз белгілендіңіз: ${event}`,
    alreadyChecked: (event) => `Сіз бұрын белгіленгенсіз: ${event}`,
    whoCame: 'Кім келді?',
    who: 'Кім туралы?',
    whoWhy: 'Бұл чат бірнеше адам үшін жауап береді. Қазір кім үшін екенін таңдаңыз.',
    change: 'ауыстыру',
    unknownChat: 'Сәлеметсіз бе! Бұл — клубтың боты.',
    unknownChatWhy:
      'Сізді тану үшін код керек. Оны ұйымдастырушыдан сұраңыз: экраннан QR көрсетеді немесе парақша береді. Кодты осында жазуға да болады, мысалы bcdf-ghjk-mnpq.',
    codeFirst: 'Алдымен жеке кодыңыз керек; содан кейін сізді іс-шарада белгілейміз.',
    linked: (name) => `Дайын: енді бұл чат сіздікі, ${name}.`,
    linkedChild: (name) => `Дайын: сіз мына бала үшін жауап бересіз: ${name}.`,
    linkedElsewhere: (name) =>
      `Бұл чат ажыратылды: мына адамның коды басқа чатта ашылды: ${name}. Бұл сіз болмасаңыз, ұйымдастырушыға айтыңыз.`,
    language: 'Тіл',
    messagesOn: 'Хабарлар келеді',
    messagesOff: 'Хабарлар тоқтатылған',
    stop: 'Хабар жібермеу',
    startAgain: 'Хабар жіберу',
    stopped: 'Жақсы, енді жазбаймыз. Қайта қосу: /start',
    startedAgain: 'Қайтадан байланыстамыз.',
    unlink: 'Бұл чатты ажырату',
    unlinkWhy: 'Бот сіздің кім екеніңізді ұмытады. Қайта келу үшін жаңа код керек болады.',
    unlinkYes: 'Иә, ажырату',
    unlinked: 'Чат ажыратылды. Кездескенше!',
    notUnderstood: 'Түсінбедім',
    notUnderstoodWhy: 'Төмендегі батырманы таңдаңыз немесе код жазыңыз.',
    tooLate: 'Бұл батырма ескірген',
    page: 'Бетті ашу',
    commands: {
      menu: 'Басты мәзір',
      events: 'Іс-шаралар',
      courses: 'Курстар',
      qr: 'Кіруге арналған QR кодым',
      visits: 'Қатысуларым',
      certificates: 'Сертификаттарым',
      forms: 'Сауалнамалар',
      settings: 'Тіл және хабарлар',
      stop: 'Хабар жібермеу',
    },
  },
  en: {
    own: 'English',
    menu: 'What shall I show?',
    menuLead: 'You can simply write an event’s code here.',
    events: 'Events',
    courses: 'Courses',
    qr: 'My QR',
    visits: 'My visits',
    certificates: 'My certificates',
    forms: 'Questions',
    settings: 'Settings',
    back: '← Back',
    more: 'More →',
    earlier: '← Earlier',
    noEvents: 'Nothing is planned yet.',
    going: 'Coming',
    maybe: 'Maybe',
    notGoing: 'Not coming',
    saidGoing: '✓ You are coming',
    saidMaybe: 'You said: maybe',
    saidNotGoing: 'You said: not coming',
    hasPlace: '✓ You have a place',
    inLine: (place) => `You are number ${place} in the queue. We write when a place is free.`,
    offered: (until) => `A place is free for you. It is yours if you answer by ${until}.`,
    takePlace: 'Take the place',
    declinePlace: 'Decline',
    leaveLine: 'Leave the queue',
    joinLine: 'Join the queue',
    freePlaces: (free) => `${free} ${free === 1 ? 'place' : 'places'} left`,
    full: 'No places left, but there is a queue',
    cancelled: (reason) => (reason === null ? 'Called off' : `Called off: ${reason}`),
    over: 'It is over',
    came: '✓ You are checked in',
    noted: 'Noted',
    noCourses: 'There are no courses yet.',
    register: 'Register for the whole course',
    registered: '✓ You are registered',
    courseDates: (count) => `${count} ${count === 1 ? 'meeting' : 'meetings'} ahead`,
    qrCaption: (name) => `${name}\nShow this code at the entrance.`,
    noVisits: 'No visits yet.',
    visitCount: (count) => `${count} in all`,
    noCertificates: 'No certificates yet.',
    revoked: 'revoked',
    noForms: 'There is nothing to answer now.',
    answered: 'answered',
    checkedIn: (event) => `✓ You are checked in: ${event}`,
    alreadyChecked: (event) => `You are checked in already: ${event}`,
    whoCame: 'Who came?',
    who: 'Whom is it about?',
    whoWhy: 'This chat answers for several people. Choose one for now.',
    change: 'change',
    unknownChat: 'Hello! This is the club’s bot.',
    unknownChatWhy:
      'To know you, it needs a code. Ask an organizer: they show a QR on the screen or hand you a slip. You can also write the code here, such as bcdf-ghjk-mnpq.',
    codeFirst: 'Your personal code comes first; after it you are checked in.',
    linked: (name) => `Done: this chat is yours now, ${name}.`,
    linkedChild: (name) => `Done: you answer for ${name}.`,
    linkedElsewhere: (name) =>
      `This chat is unlinked: a code of ${name} was opened in another chat. If that was not you, tell an organizer.`,
    language: 'Language',
    messagesOn: 'Messages are on',
    messagesOff: 'Messages are off',
    stop: 'Send me no messages',
    startAgain: 'Send me messages',
    stopped: 'All right, no more messages. To have them back: /start',
    startedAgain: 'Here again.',
    unlink: 'Unlink this chat',
    unlinkWhy: 'The bot forgets who you are. To come back you need a new code.',
    unlinkYes: 'Yes, unlink',
    unlinked: 'The chat is unlinked. See you!',
    notUnderstood: 'I did not understand',
    notUnderstoodWhy: 'Choose a button below, or write a code.',
    tooLate: 'This button is out of date',
    page: 'Open the page',
    commands: {
      menu: 'Main menu',
      events: 'Events',
      courses: 'Courses',
      qr: 'My QR for the entrance',
      visits: 'My visits',
      certificates: 'My certificates',
      forms: 'Questions',
      settings: 'Language and messages',
      stop: 'Send me no messages',
    },
  },
};
