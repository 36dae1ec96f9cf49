/** What a volunteer's device says, in the three languages of the house; its page and the desk that draws it share them. */
export const TABLET_LANGUAGES = ['kk', 'ru', 'en'] as const;
export type TabletLanguage = (typeof TABLET_LANGUAGES)[number];

type Role = 'steward' | 'supervisor';
type Refusal = 'unknown' | 'revoked' | 'ended' | 'otherEvent' | 'badCode';
type Kind = 'allergy' | 'health' | 'consent' | 'other' | 'question' | 'hidden';
type Said = readonly [heading: string, sentence: string];

export type TabletTexts = {
  readonly own: string;
  readonly hello: (name: string) => string;
  readonly becomes: Readonly<Record<Role, string>>;
  readonly manners: readonly string[];
  readonly start: string;
  readonly code: string;
  readonly next: string;
  readonly noScript: string;
  readonly refusals: Readonly<Record<Refusal, Said>>;
  readonly again: string;
  readonly role: Readonly<Record<Role, string>>;
  readonly came: string;
  readonly expected: string;
  readonly free: string;
  readonly ready: Said;
  readonly readyOut: Said;
  readonly wayIn: string;
  readonly wayOut: string;
  readonly ok: string;
  readonly moved: string;
  readonly returned: string;
  readonly left: string;
  readonly notInside: Said;
  readonly already: (clock: string) => string;
  readonly unknown: Said;
  readonly refer: Said;
  readonly notOnList: string;
  readonly full: string;
  readonly sectionFull: string;
  readonly tooEarly: string;
  readonly tooLate: string;
  readonly annulled: string;
  readonly annulledWhy: (reason: string) => string;
  readonly cancelled: Said;
  readonly letIn: string;
  readonly queued: Said;
  readonly waiting: string;
  readonly undone: string;
  readonly nothingToUndo: Said;
  readonly failed: Said;
  /** The list or section that this device was set to is gone. */
  readonly noRoom: Said;
  readonly noPicture: Said;
  readonly reading: string;
  readonly noReader: string;
  readonly scanField: string;
  readonly scanHint: string;
  readonly mark: string;
  readonly markOut: string;
  /** What a flag is about; `hidden` where the device is not told. */
  readonly kinds: Readonly<Record<Kind, string>>;
  readonly hiddenText: string;
  readonly seen: string;
  readonly calling: string;
  readonly yes: string;
  readonly no: string;
  readonly moreDue: (count: number) => string;
  readonly photo: string;
  readonly video: string;
  readonly stopVideo: string;
  readonly undo: string;
  readonly sound: string;
  readonly soundOff: string;
  readonly search: string;
  readonly searchHint: string;
  readonly none: string;
  readonly states: Readonly<Record<'came' | 'annulled' | 'expected' | 'stranger', string>>;
  readonly lately: string;
  readonly nobodyYet: string;
  readonly unsent: (count: number) => string;
  readonly offline: string;
  readonly noGroup: string;
};

const ru: TabletTexts = {
  own: 'Русский',
  hello: (name) => `${name}, здравствуйте!`,
  becomes: {
    steward:
      'Это устройство станет стойкой отметки. Вы сканируете QR-коды, а страница говорит, кого пропустить.',
    supervisor:
      'Это устройство станет стойкой отметки. Вы сканируете QR-коды, ищете людей по имени, решаете спорные случаи и видите, что учесть о тех, кто пришёл.',
  },
  manners: [
    'Имена показываются только на этом экране и нигде не сохраняются.',
    'После мероприятия доступ закроется сам.',
    'Устройство не отдавайте посторонним.',
  ],
  start: 'Начать',
  code: 'Код приглашения',
  next: 'Дальше',
  noScript: 'В этом браузере выключены скрипты. Включите их или откройте страницу в другом браузере.',
  refusals: {
    unknown: [
      'Нужно приглашение',
      'Попросите организатора показать QR-код для волонтёра и наведите на него камеру, или введите код с экрана.',
    ],
    revoked: [
      'Доступ закрыт',
      'Организатор отключил это устройство. Имена с него удалены. Спасибо за помощь!',
    ],
    ended: ['Мероприятие закончилось', 'Доступ закрылся сам, имена с устройства удалены. Спасибо за помощь!'],
    otherEvent: [
      'Вход сейчас открыт для другого мероприятия',
      'Скажите организатору: на ноутбуке открыт вход другого мероприятия. Когда откроют ваше, страница продолжит работу.',
    ],
    badCode: [
      'Код не подошёл',
      'Код живёт 10 минут и годится один раз. Попросите организатора показать новый.',
    ],
  },
  again: 'Проверить ещё раз',
  role: { steward: 'волонтёр', supervisor: 'старший' },
  came: 'пришли',
  expected: 'в списке',
  free: 'свободно',
  ready: ['Готово к работе', 'Отсканируйте код участника или введите код с бумажного списка'],
  readyOut: ['Отмечаем выход', 'Отсканируйте код того, кто уходит'],
  wayIn: 'Вход',
  wayOut: 'Выход',
  ok: 'Отмечено',
  moved: 'Теперь здесь',
  returned: 'Снова здесь',
  left: 'Выход отмечен',
  notInside: ['Внутри нет', 'Здесь этого человека не отмечали, или выход уже отмечен.'],
  already: (clock) => `Уже отмечено в ${clock}`,
  unknown: ['Код не найден', 'Проверьте код или отправьте человека к стойке организатора.'],
  refer: ['Позовите старшего', 'Этого человека должен пропустить старший волонтёр или организатор.'],
  notOnList: 'Нет в списке',
  full: 'Мест больше нет',
  sectionFull: 'В этом зале мест больше нет',
  tooEarly: 'Этот список ещё не открыт',
  tooLate: 'Этот список уже закрыт',
  annulled: 'Отметка была снята',
  annulledWhy: (reason) => `Причина: ${reason}`,
  cancelled: ['Мероприятие отменено', 'Отмечать больше некого.'],
  letIn: 'Пропустить',
  queued: ['Записано', 'Связи пока нет. Код отправится сам; попросите человека подождать ответа.'],
  waiting: 'Проверяем…',
  undone: 'Отметка отменена',
  nothingToUndo: ['Отменять нечего', 'Эта отметка уже отменена или изменена.'],
  failed: ['Не получилось', 'Нет связи с ноутбуком. Попробуйте ещё раз.'],
  noRoom: [
    'Этот вход убрали',
    'Список или зал, куда пропускает это устройство, удалён. Скажите организатору.',
  ],
  noPicture: [
    'Кода на снимке не видно',
    'Поднесите ближе, без бликов, чтобы код был целиком в кадре. Или введите его буквами.',
  ],
  reading: 'Читаем код…',
  noReader: 'Этот браузер не умеет читать код с камеры. Введите его буквами.',
  scanField: 'Код участника',
  scanHint: 'Сканер или код',
  mark: 'Отметить',
  markOut: 'Выход',
  kinds: {
    allergy: 'Аллергия',
    health: 'Здоровье',
    consent: 'Спросить согласие',
    other: 'Обратите внимание',
    question: 'Спросите',
    hidden: 'Позовите старшего',
  },
  hiddenText: 'Об этом человеке нужно знать кое-что важное. Скажет старший волонтёр или организатор.',
  seen: 'Принято',
  calling: 'Хорошо, зову',
  yes: 'Да',
  no: 'Нет',
  moreDue: (count) => `ещё ${count}`,
  photo: 'Сфотографировать код',
  video: 'Камера',
  stopVideo: 'Убрать камеру',
  undo: 'Отменить последнюю',
  sound: 'Звук включён',
  soundOff: 'Звук выключен',
  search: 'Поиск по имени',
  searchHint: 'Фамилия или имя',
  none: 'Никого не нашли. Для поиска по всей базе нужны хотя бы три буквы.',
  states: { came: 'пришёл', annulled: 'отметка снята', expected: 'ждём', stranger: 'не в списке' },
  lately: 'Последние отметки',
  nobodyYet: 'Пока никого',
  unsent: (count) => `Не отправлено: ${count}`,
  offline: 'Нет связи с ноутбуком. Сканируйте дальше: коды сохраняются и уйдут сами.',
  noGroup: 'без группы',
};

const kk: TabletTexts = {
  own: 'Қазақша',
  hello: (name) => `${name}, сәлеметсіз бе!`,
  becomes: {
    steward:
      'Бұл құрылғы тіркеу үстеліне айналады. Сіз QR-кодтарды сканерлейсіз, бет кімді кіргізу керегін айтады.',
    supervisor:
      'Бұл құрылғы тіркеу үстеліне айналады. Сіз QR-кодтарды сканерлейсіз, адамдарды аты бойынша іздейсіз, даулы жағдайларды шешесіз және келгендер туралы нені ескеру керегін көресіз.',
  },
  manners: [
    'Есімдер тек осы экранда көрсетіледі, еш жерде сақталмайды.',
    'Іс-шарадан кейін рұқсат өзі жабылады.',
    'Құрылғыны бөтен адамға бермеңіз.',
  ],
  start: 'Бастау',
  code: 'Шақыру коды',
  next: 'Әрі қарай',
  noScript: 'Бұл браузерде скрипттер өшірулі. Оларды қосыңыз немесе бетті басқа браузерде ашыңыз.',
  refusals: {
    unknown: [
      'Шақыру керек',
      'Ұйымдастырушыдан ерікті QR-кодын көрсетуін сұрап, камераны соған бағыттаңыз немесе экрандағы кодты теріңіз.',
    ],
    revoked: [
      'Рұқсат жабылды',
      'Ұйымдастырушы бұл құрылғыны ажыратты. Есімдер өшірілді. Көмегіңізге рақмет!',
    ],
    ended: ['Іс-шара аяқталды', 'Рұқсат өзі жабылды, есімдер құрылғыдан өшірілді. Көмегіңізге рақмет!'],
    otherEvent: [
      'Қазір кіріс басқа іс-шараға ашық',
      'Ұйымдастырушыға айтыңыз: ноутбукте басқа іс-шараның кірісі ашық тұр. Сіздікі ашылғанда бет жұмысын жалғастырады.',
    ],
    badCode: [
      'Код жарамады',
      'Код 10 минут жарайды және бір рет қана қолданылады. Ұйымдастырушыдан жаңасын сұраңыз.',
    ],
  },
  again: 'Қайта тексеру',
  role: { steward: 'ерікті', supervisor: 'аға ерікті' },
  came: 'келді',
  expected: 'тізімде',
  free: 'бос орын',
  ready: ['Жұмысқа дайын', 'Қатысушының кодын сканерлеңіз немесе қағаз тізімдегі кодты теріңіз'],
  readyOut: ['Шығуды белгілейміз', 'Кетіп бара жатқан адамның кодын сканерлеңіз'],
  wayIn: 'Кіру',
  wayOut: 'Шығу',
  ok: 'Белгіленді',
  moved: 'Енді осында',
  returned: 'Қайта келді',
  left: 'Шығуы белгіленді',
  notInside: ['Ішінде жоқ', 'Бұл адам мұнда белгіленбеген немесе шығуы белгіленіп қойған.'],
  already: (clock) => `Сағат ${clock} кезінде белгіленген`,
  unknown: ['Код табылмады', 'Кодты тексеріңіз немесе адамды ұйымдастырушының үстеліне жіберіңіз.'],
  refer: ['Аға еріктіні шақырыңыз', 'Бұл адамды аға ерікті немесе ұйымдастырушы кіргізуі керек.'],
  notOnList: 'Тізімде жоқ',
  full: 'Бос орын қалмады',
  sectionFull: 'Бұл залда бос орын қалмады',
  tooEarly: 'Бұл тізім әлі ашылған жоқ',
  tooLate: 'Бұл тізім жабылып қойған',
  annulled: 'Белгісі алынып тасталған',
  annulledWhy: (reason) => `Себебі: ${reason}`,
  cancelled: ['Іс-шара болмайды', 'Енді ешкімді белгілеудің қажеті жоқ.'],
  letIn: 'Кіргізу',
  queued: ['Жазып алдық', 'Әзірге байланыс жоқ. Код өзі жіберіледі; адамнан жауапты күте тұруын сұраңыз.'],
  waiting: 'Тексеріп жатырмыз…',
  undone: 'Белгі алынды',
  nothingToUndo: ['Болдырмайтын ештеңе жоқ', 'Бұл белгі алынып қойған немесе өзгертілген.'],
  failed: ['Болмады', 'Ноутбукпен байланыс жоқ. Қайталап көріңіз.'],
  noRoom: [
    'Бұл кіріс алынып тасталған',
    'Осы құрылғы кіргізетін тізім не зал өшірілген. Ұйымдастырушыға айтыңыз.',
  ],
  noPicture: [
    'Суретте код көрінбейді',
    'Жақынырақ, жылтырамайтындай етіп түсіріңіз, код кадрға толық сыйсын. Немесе әріппен теріңіз.',
  ],
  reading: 'Кодты оқып жатырмыз…',
  noReader: 'Бұл браузер кодты камерадан оқи алмайды. Әріппен теріңіз.',
  scanField: 'Қатысушының коды',
  scanHint: 'Сканер не код',
  mark: 'Белгілеу',
  markOut: 'Шығу',
  kinds: {
    allergy: 'Аллергия',
    health: 'Денсаулық',
    consent: 'Келісімін сұрау',
    other: 'Назар аударыңыз',
    question: 'Сұраңыз',
    hidden: 'Аға еріктіні шақырыңыз',
  },
  hiddenText: 'Бұл адам туралы білу керек маңызды нәрсе бар. Оны аға ерікті немесе ұйымдастырушы айтады.',
  seen: 'Қабылданды',
  calling: 'Жақсы, шақырамын',
  yes: 'Иә',
  no: 'Жоқ',
  moreDue: (count) => `тағы ${count}`,
  photo: 'Кодты суретке түсіру',
  video: 'Камера',
  stopVideo: 'Камераны жабу',
  undo: 'Соңғысын болдырмау',
  sound: 'Дыбыс қосулы',
  soundOff: 'Дыбыс өшірулі',
  search: 'Аты бойынша іздеу',
  searchHint: 'Тегі немесе аты',
  none: 'Ешкім табылмады. Бүкіл базадан іздеу үшін кемінде үш әріп керек.',
  states: { came: 'келді', annulled: 'белгісі алынған', expected: 'күтеміз', stranger: 'тізімде жоқ' },
  lately: 'Соңғы белгілер',
  nobodyYet: 'Әзірге ешкім жоқ',
  unsent: (count) => `Жіберілмегені: ${count}`,
  offline: 'Ноутбукпен байланыс жоқ. Сканерлей беріңіз: кодтар сақталады, кейін өздері жіберіледі.',
  noGroup: 'топсыз',
};

const en: TabletTexts = {
  own: 'English',
  hello: (name) => `Hello, ${name}!`,
  becomes: {
    steward: 'This device becomes a check-in desk. You scan QR codes, and the page says whom to let in.',
    supervisor:
      'This device becomes a check-in desk. You scan QR codes, find people by name, settle doubtful cases and see what to mind about those who came.',
  },
  manners: [
    'Names are shown on this screen only and kept nowhere.',
    'After the event the access ends by itself.',
    'Do not hand the device to anyone else.',
  ],
  start: 'Start',
  code: 'Invitation code',
  next: 'Next',
  noScript: 'Scripts are switched off in this browser. Switch them on, or open the page in another browser.',
  refusals: {
    unknown: [
      'An invitation is needed',
      'Ask the organizer to show the volunteer’s QR code and point your camera at it, or type the code from the screen.',
    ],
    revoked: [
      'Your access has ended',
      'The organizer has disconnected this device. The names are gone from it. Thank you for helping!',
    ],
    ended: [
      'The event is over',
      'Your access ended by itself, and the names are gone from this device. Thank you for helping!',
    ],
    otherEvent: [
      'The door is open for another event',
      'Tell the organizer: the laptop’s door is open for another event. Once yours is open, this page goes on.',
    ],
    badCode: [
      'That code did not work',
      'A code lives for 10 minutes and works once. Ask the organizer to show a new one.',
    ],
  },
  again: 'Check again',
  role: { steward: 'volunteer', supervisor: 'supervisor' },
  came: 'came',
  expected: 'on the list',
  free: 'free',
  ready: ['Ready', 'Scan a guest’s code, or type the one from the paper roster'],
  readyOut: ['Checking people out', 'Scan the code of whoever is leaving'],
  wayIn: 'In',
  wayOut: 'Out',
  ok: 'Checked in',
  moved: 'Now here',
  returned: 'Back again',
  left: 'Checked out',
  notInside: ['Not inside', 'This person was not checked in here, or has been checked out already.'],
  already: (clock) => `Already checked in at ${clock}`,
  unknown: ['Code not found', 'Check the code, or send the person to the organizer’s desk.'],
  refer: ['Call a supervisor', 'A supervisor or the organizer has to let this person in.'],
  notOnList: 'Not on the list',
  full: 'No places left',
  sectionFull: 'This room is full',
  tooEarly: 'This list is not open yet',
  tooLate: 'This list has closed',
  annulled: 'The mark was taken back',
  annulledWhy: (reason) => `Reason: ${reason}`,
  cancelled: ['The event is cancelled', 'There is nobody to check in any more.'],
  letIn: 'Let in',
  queued: ['Written down', 'No connection yet. It is sent by itself; ask the person to wait for the answer.'],
  waiting: 'Checking…',
  undone: 'Check-in taken back',
  nothingToUndo: ['Nothing to undo', 'This check-in has been taken back or changed already.'],
  failed: ['That did not work', 'No connection to the laptop. Try again.'],
  noRoom: [
    'This way in is gone',
    'The list or room that this device lets people into was removed. Tell the organizer.',
  ],
  noPicture: [
    'No code in the picture',
    'Hold it closer, without glare, the whole code in the frame. Or type it.',
  ],
  reading: 'Reading the code…',
  noReader: 'This browser cannot read codes from a camera. Type the code.',
  scanField: 'Guest’s code',
  scanHint: 'Scanner or code',
  mark: 'Check in',
  markOut: 'Check out',
  kinds: {
    allergy: 'Allergy',
    health: 'Health',
    consent: 'Ask for consent',
    other: 'Mind this',
    question: 'Ask',
    hidden: 'Call a supervisor',
  },
  hiddenText: 'There is something to mind about this person. A supervisor or the organizer will tell.',
  seen: 'Seen',
  calling: 'All right, calling',
  yes: 'Yes',
  no: 'No',
  moreDue: (count) => `${count} more`,
  photo: 'Take a photo of the code',
  video: 'Camera',
  stopVideo: 'Close the camera',
  undo: 'Undo the last one',
  sound: 'Sound is on',
  soundOff: 'Sound is off',
  search: 'Find by name',
  searchHint: 'Family or given name',
  none: 'Nobody found. To search the whole base, type three letters or more.',
  states: { came: 'came', annulled: 'taken back', expected: 'expected', stranger: 'not on the list' },
  lately: 'Last check-ins',
  nobodyYet: 'Nobody yet',
  unsent: (count) => `Not sent yet: ${count}`,
  offline: 'No connection to the laptop. Go on scanning: the codes are kept and sent by themselves.',
  noGroup: 'no group',
};

export const TABLET_TEXTS: Readonly<Record<TabletLanguage, TabletTexts>> = { ru, kk, en };
