/** What a phone says, in the three languages of the house. */
export const PAGE_LANGUAGES = ['kk', 'ru', 'en'] as const;
export type PageLanguage = (typeof PAGE_LANGUAGES)[number];

export type PageTexts = {
  readonly own: string;
  readonly hello: (name: string) => string;
  readonly here: string;
  readonly notMe: string;
  readonly newcomer: string;
  readonly newcomerWhy: string;
  readonly full_name: string;
  readonly full_nameHint: string;
  readonly study_group: string;
  readonly student_card_no: string;
  readonly telegram: string;
  readonly optional: string;
  readonly send: string;
  readonly problems: Readonly<Record<'missing' | 'tooShort' | 'unreadable', string>>;
  readonly marked: string;
  readonly late: string;
  readonly enjoy: string;
  /** Above the code by which the owner of the phone finds themself in the protocol of a draw. */
  readonly drawCode: string;
  readonly waiting: string;
  readonly waitingWhy: string;
  readonly deviceTaken: string;
  readonly notOnList: string;
  readonly full: string;
  readonly sectionFull: string;
  readonly tooEarly: string;
  readonly tooLate: string;
  readonly annulled: string;
  /** The field for the answer to the question that stands on the stage. */
  readonly answer: string;
  readonly answerHint: string;
  readonly answerMissing: string;
  /** In: how many tries are left, one at least. */
  readonly answerWrong: (left: number) => string;
  readonly wrongAnswer: string;
  readonly early: string;
  readonly earlyAt: (clock: string) => string;
  readonly earlySoon: string;
  readonly old: string;
  readonly oldWhy: string;
  readonly askCode: string;
  readonly askCodeWhy: string;
  readonly code: string;
  readonly next: string;
  readonly cancelled: string;
  readonly offline: string;
  readonly works: string;
  readonly worksWhy: string;
};

const ru: PageTexts = {
  own: 'Русский',
  hello: (name) => `Здравствуйте, ${name}!`,
  here: 'Я здесь',
  notMe: 'Это не я',
  newcomer: 'Отметка на входе',
  newcomerWhy: 'Заполните один раз: в следующий раз хватит одного касания.',
  full_name: 'Фамилия, имя, отчество',
  full_nameHint: 'Ахметова Айгерім Серікқызы',
  study_group: 'Учебная группа',
  student_card_no: 'Номер студенческого',
  telegram: 'Ник в Telegram',
  optional: 'необязательно',
  send: 'Отметиться',
  problems: {
    missing: 'Заполните это поле',
    tooShort: 'Напишите фамилию и имя полностью',
    unreadable: 'Похоже на опечатку, проверьте',
  },
  marked: 'Вы отмечены',
  late: 'с опозданием',
  enjoy: 'Страницу можно закрыть.',
  drawCode: 'Ваш код в розыгрыше',
  waiting: 'Записали',
  waitingWhy: 'Организатор сверит данные и подтвердит. Время прихода сохранено, ждать у экрана не нужно.',
  deviceTaken:
    'С этого телефона уже отметили другого человека. Запрос передан организатору: подойдите к стойке.',
  notOnList: 'Вас нет в списке на это мероприятие. Запрос передан организатору: подойдите к стойке.',
  full: 'Свободных мест не осталось. Запрос передан организатору: подойдите к стойке.',
  sectionFull: 'В этой секции мест не осталось. Запрос передан организатору: подойдите к стойке.',
  tooEarly: 'Вход ещё не открыт. Запрос передан организатору: подойдите к стойке.',
  tooLate: 'Вход уже закрыт. Запрос передан организатору: подойдите к стойке.',
  answer: 'Ответ на вопрос с экрана',
  answerHint: 'Вопрос написан в зале рядом с кодом',
  answerMissing: 'Посмотрите на экран в зале и ответьте на вопрос',
  answerWrong: (left) =>
    `Не подходит. Посмотрите на экран ещё раз: важен смысл, а не регистр и пробелы. ${left === 1 ? 'Осталась одна попытка' : `Осталось попыток: ${left}`}, дальше поможет организатор.`,
  wrongAnswer: 'Ответ на вопрос с экрана не подошёл. Запрос передан организатору: подойдите к стойке.',
  annulled: 'Ваша отметка была снята. Подойдите к стойке организатора.',
  early: 'Пока рано',
  earlyAt: (clock) =>
    `Отметка начнётся примерно в ${clock}, когда на экране в зале появится QR-код. Тогда наведите на него камеру ещё раз. Сейчас ничего не записано и ничего не испорчено.`,
  earlySoon:
    'Отметка сейчас закрыта. Когда на экране в зале снова появится QR-код, наведите на него камеру ещё раз. Сейчас ничего не записано и ничего не испорчено.',
  old: 'Этот код уже сменился',
  oldWhy:
    'Код на экране меняется каждые 15 секунд, поэтому пересланная ссылка не работает. Наведите камеру на экран в зале или введите код, который там сейчас.',
  askCode: 'Введите код с экрана',
  askCodeWhy: 'Пять знаков рядом с QR-кодом на экране в зале.',
  code: 'Код',
  next: 'Дальше',
  cancelled: 'Мероприятие отменено',
  offline: 'Нет связи с ноутбуком организатора. Не закрывайте страницу: отправим, как только связь вернётся.',
  works: 'Связь есть',
  worksWhy: 'Этот телефон видит ноутбук. Репетиция удалась, страницу можно закрыть.',
};

const kk: PageTexts = {
  own: 'Қазақша',
  hello: (name) => `Сәлеметсіз бе, ${name}!`,
  here: 'Мен осындамын',
  notMe: 'Бұл мен емес',
  newcomer: 'Келуді белгілеу',
  newcomerWhy: 'Бір рет толтырыңыз: келесіде бір түрту жеткілікті.',
  full_name: 'Тегі, аты, әкесінің аты',
  full_nameHint: 'Ахметова Айгерім Серікқызы',
  study_group: 'Оқу тобы',
  student_card_no: 'Студенттік билет нөмірі',
  telegram: 'Telegram-дағы аты',
  optional: 'міндетті емес',
  send: 'Белгілену',
  problems: {
    missing: 'Осы жолды толтырыңыз',
    tooShort: 'Тегі мен атыңызды толық жазыңыз',
    unreadable: 'Қате кеткен сияқты, тексеріңіз',
  },
  marked: 'Сіз белгілендіңіз',
  late: 'кешігіп',
  enjoy: 'Бетті жабуға болады.',
  drawCode: 'Ұтыс ойынындағы кодыңыз',
  waiting: 'Жазып алдық',
  waitingWhy:
    'Ұйымдастырушы деректерді салыстырып, растайды. Келген уақытыңыз сақталды, күтіп тұру қажет емес.',
  deviceTaken:
    'Бұл телефоннан басқа адам белгіленіп қойған. Сұрау ұйымдастырушыға жіберілді: тіркеу үстеліне келіңіз.',
  notOnList: 'Сіз бұл іс-шараның тізімінде жоқсыз. Сұрау ұйымдастырушыға жіберілді: тіркеу үстеліне келіңіз.',
  full: 'Бос орын қалмады. Сұрау ұйымдастырушыға жіберілді: тіркеу үстеліне келіңіз.',
  sectionFull: 'Бұл секцияда бос орын қалмады. Сұрау ұйымдастырушыға жіберілді: тіркеу үстеліне келіңіз.',
  tooEarly: 'Кіру әлі ашылған жоқ. Сұрау ұйымдастырушыға жіберілді: тіркеу үстеліне келіңіз.',
  tooLate: 'Кіру жабылды. Сұрау ұйымдастырушыға жіберілді: тіркеу үстеліне келіңіз.',
  answer: 'Экрандағы сұраққа жауап',
  answerHint: 'Сұрақ залда, кодтың жанында жазылған',
  answerMissing: 'Залдағы экранға қарап, сұраққа жауап беріңіз',
  answerWrong: (left) =>
    `Сәйкес келмеді. Экранға тағы бір қараңыз: мағынасы маңызды, бас әріп пен бос орын маңызды емес. Қалған мүмкіндік: ${left}, әрі қарай ұйымдастырушы көмектеседі.`,
  wrongAnswer: 'Экрандағы сұраққа жауап сәйкес келмеді. Сұрауыңыз ұйымдастырушыға берілді: үстелге келіңіз.',
  annulled: 'Сіздің белгіңіз алынып тасталған. Ұйымдастырушының үстеліне келіңіз.',
  early: 'Әлі ерте',
  earlyAt: (clock) =>
    `Белгілеу шамамен сағат ${clock} кезінде, залдағы экранда QR-код шыққанда басталады. Сол кезде камераны қайта бағыттаңыз. Қазір ештеңе жазылған жоқ, ештеңе бұзылған жоқ.`,
  earlySoon:
    'Белгілеу қазір жабық. Залдағы экранда QR-код қайта шыққанда, камераны қайта бағыттаңыз. Қазір ештеңе жазылған жоқ, ештеңе бұзылған жоқ.',
  old: 'Бұл код ауысып кетті',
  oldWhy:
    'Экрандағы код әр 15 секунд сайын ауысады, сондықтан жіберілген сілтеме жұмыс істемейді. Камераны залдағы экранға бағыттаңыз немесе қазір көрініп тұрған кодты теріңіз.',
  askCode: 'Экрандағы кодты теріңіз',
  askCodeWhy: 'Залдағы экранда QR-кодтың жанындағы бес таңба.',
  code: 'Код',
  next: 'Әрі қарай',
  cancelled: 'Іс-шара болмайды',
  offline:
    'Ұйымдастырушының ноутбугімен байланыс жоқ. Бетті жаппаңыз: байланыс қалпына келгенде өзіміз жібереміз.',
  works: 'Байланыс бар',
  worksWhy: 'Бұл телефон ноутбукті көріп тұр. Дайындық сәтті өтті, бетті жабуға болады.',
};

const en: PageTexts = {
  own: 'English',
  hello: (name) => `Hello, ${name}!`,
  here: 'I am here',
  notMe: 'This is not me',
  newcomer: 'Check in',
  newcomerWhy: 'Fill this in once: next time one tap is enough.',
  full_name: 'Family name, given name',
  full_nameHint: 'Akhmetova Aigerim',
  study_group: 'Study group',
  student_card_no: 'Student card number',
  telegram: 'Telegram nick',
  optional: 'optional',
  send: 'Check in',
  problems: {
    missing: 'Please fill this in',
    tooShort: 'Please write your family name and given name in full',
    unreadable: 'This looks like a slip, please check',
  },
  marked: 'You are checked in',
  late: 'late',
  enjoy: 'You may close this page.',
  drawCode: 'Your code in the draw',
  waiting: 'We have written you down',
  waitingWhy:
    'The organizer will compare your details and confirm. Your time of arrival is kept; no need to wait.',
  deviceTaken:
    'This phone has already checked in somebody else. The organizer has been told: please go to the desk.',
  notOnList: 'You are not on the list of this event. The organizer has been told: please go to the desk.',
  full: 'No free places are left. The organizer has been told: please go to the desk.',
  sectionFull: 'No free places are left in this section. The organizer has been told: please go to the desk.',
  tooEarly: 'This way in is not open yet. The organizer has been told: please go to the desk.',
  tooLate: 'This way in is closed. The organizer has been told: please go to the desk.',
  answer: 'Answer to the question on the screen',
  answerHint: 'The question stands in the hall beside the code',
  answerMissing: 'Look at the screen in the hall and answer the question',
  answerWrong: (left) =>
    `That is not it. Look at the screen once more: capitals and spaces do not matter. ${left === 1 ? 'One try is left' : `${left} tries are left`}, then the organizer will help.`,
  wrongAnswer:
    'The answer to the question on the screen did not fit. The organizer has been asked: please come to the desk.',
  annulled: 'Your check-in was taken back. Please go to the organizer’s desk.',
  early: 'A little early',
  earlyAt: (clock) =>
    `Check-in opens at about ${clock}, when the QR code appears on the screen in the hall. Point your camera at it again then. Nothing has been recorded, and nothing is spoilt.`,
  earlySoon:
    'Check-in is closed at the moment. When the QR code appears on the screen in the hall again, point your camera at it once more. Nothing has been recorded, and nothing is spoilt.',
  old: 'This code has changed',
  oldWhy:
    'The code on the screen changes every 15 seconds, so a forwarded link does not work. Point your camera at the screen in the hall, or type the code that it shows now.',
  askCode: 'Type the code on the screen',
  askCodeWhy: 'Five characters beside the QR code on the screen in the hall.',
  code: 'Code',
  next: 'Next',
  cancelled: 'The event is cancelled',
  offline:
    'No connection to the organizer’s laptop. Keep this page open: it is sent as soon as the connection is back.',
  works: 'It works',
  worksWhy: 'This phone can see the laptop. The rehearsal went well; you may close this page.',
};

export const PAGE_TEXTS: Readonly<Record<PageLanguage, PageTexts>> = { ru, kk, en };

const isPageLanguage = (text: string | null | undefined): text is PageLanguage =>
  PAGE_LANGUAGES.some((language) => language === text);

/** The language that was switched to, else the first of the browser's that the house speaks, else Russian. */
export const languageOf = (chosen: string | null, accepted: string): PageLanguage => {
  if (isPageLanguage(chosen)) return chosen;
  if (accepted === '') return 'ru';
  const wanted = accepted
    .split(',')
    .map((part) => {
      const [tag = '', quality] = part.trim().split(';q=');
      return { tag: tag.slice(0, 2).toLowerCase(), quality: Number(quality ?? 1) };
    })
    .toSorted((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag)
    .find(isPageLanguage);
  return wanted ?? 'ru';
};
