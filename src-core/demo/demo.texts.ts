/** What the demo's things are called; people keep their names in every language. */
export type DemoTexts = {
  readonly organisation: string;
  readonly clubs: Readonly<Record<ClubKey, readonly [name: string, note: string]>>;
  readonly templates: Readonly<Record<SeriesKey, readonly [name: string, pattern: string]>>;
  readonly places: Readonly<Record<SeriesKey, string>>;
  /** Meetups in turn, the one of tonight first. */
  readonly meetups: readonly [string, ...string[]];
  readonly hackathon: string;
  readonly debates: readonly [string, ...string[]];
  /** Groups of the centre; the number is the age at which pupils usually come. */
  readonly courses: readonly (readonly [name: string, age: number])[];
  readonly attention: readonly [string, ...string[]];
  readonly notes: readonly [string, ...string[]];
  readonly cancelReason: string;
  readonly annulReason: string;
  readonly tonightNote: string;
};

export type ClubKey = 'it' | 'robots' | 'debate' | 'centre';
export type SeriesKey = 'meetup' | 'robots' | 'course' | 'debate' | 'openDay';

const ru: DemoTexts = {
  organisation: 'IT-клуб и учебный центр «Самал»',
  clubs: {
    it: ['IT-клуб', 'Митапы по четвергам, хакатон раз в семестр'],
    robots: ['Клуб робототехники', 'Субботы, мастерская на первом этаже'],
    debate: ['Дебатный клуб «Сөз»', 'Спорим на русском и казахском'],
    centre: ['Учебный центр', 'Курсы для школьников и взрослых'],
  },
  templates: {
    meetup: ['Митап IT-клуба', 'Митап {n}'],
    robots: ['Мастерская роботов', 'Мастерская роботов, {date}'],
    course: ['Вечер курса', 'Python с нуля: занятие {n}'],
    debate: ['Дебаты', 'Дебаты, {date}'],
    openDay: ['День открытых дверей', 'День открытых дверей {date}'],
  },
  places: {
    meetup: 'Главный корпус, ауд. 301',
    robots: 'Мастерская, 1 этаж',
    course: 'Учебный центр, кабинет 5',
    debate: 'Библиотека, малый зал',
    openDay: 'Главный корпус, холл',
  },
  meetups: [
    'Митап: как устроен поиск',
    'Митап: первый год в продуктовой команде',
    'Митап: базы данных без боли',
    'Митап: от курсовой до стартапа',
    'Митап: что умеют языковые модели',
    'Митап: безопасность своими руками',
    'Митап: как мы писали игру',
    'Митап: интерфейсы, которые понимают',
    'Митап: знакомство с клубом',
  ],
  hackathon: 'Хакатон «Бір түн»',
  debates: ['Дебаты: нужны ли экзамены', 'Дебаты: город для людей или машин', 'Дебаты: роботы и работа'],
  courses: [
    ['Python 7–8 класс', 13],
    ['Python 9–11 класс', 15],
    ['Робототехника 5–6', 11],
    ['Английский B1', 16],
    ['IELTS вечер', 19],
    ['ҰБТ математика', 16],
    ['Веб-разработка', 18],
    ['Шахматы', 10],
  ],
  attention: [
    'Аллергия на орехи',
    'Астма, ингалятор с собой',
    'Диабет, нужен перекус',
    'Плохо слышит на левое ухо',
  ],
  notes: [
    'Ведёт канал клуба',
    'Может выступить с докладом',
    'Просьба писать только в Telegram',
    'По приглашению друзей',
    'Помогает на входе',
    'Хочет в команду хакатона',
  ],
  cancelReason: 'Зал занят под олимпиаду',
  annulReason: 'Отметка по ошибке: однофамилец',
  tonightNote: 'Проектор взять в деканате. После доклада чай и печенье.',
};

const kk: DemoTexts = {
  organisation: '«Самал» IT-клубы және оқу орталығы',
  clubs: {
    it: ['IT-клуб', 'Бейсенбі сайын митап, семестрде бір рет хакатон'],
    robots: ['Робототехника клубы', 'Сенбі сайын, бірінші қабаттағы шеберхана'],
    debate: ['«Сөз» пікірсайыс клубы', 'Қазақша және орысша пікірталасамыз'],
    centre: ['Оқу орталығы', 'Оқушылар мен ересектерге арналған курстар'],
  },
  templates: {
    meetup: ['IT-клуб митапы', '{n}-митап'],
    robots: ['Роботтар шеберханасы', 'Роботтар шеберханасы, {date}'],
    course: ['Курс кеші', 'Python нөлден бастап: {n}-сабақ'],
    debate: ['Пікірсайыс', 'Пікірсайыс, {date}'],
    openDay: ['Ашық есік күні', 'Ашық есік күні, {date}'],
  },
  places: {
    meetup: 'Бас ғимарат, 301-аудитория',
    robots: 'Шеберхана, 1-қабат',
    course: 'Оқу орталығы, 5-кабинет',
    debate: 'Кітапхана, кіші зал',
    openDay: 'Бас ғимарат, холл',
  },
  meetups: [
    'Митап: іздеу жүйесі қалай жұмыс істейді',
    'Митап: өнім жасайтын командадағы бірінші жыл',
    'Митап: деректер қоры деген қиын емес',
    'Митап: курстық жұмыстан стартапқа дейін',
    'Митап: тілдік модельдердің қолынан не келеді',
    'Митап: қауіпсіздікті өзіміз қамтамасыз етеміз',
    'Митап: біз ойынды қалай жаздық',
    'Митап: түсінікті интерфейстер',
    'Митап: клубпен танысу',
  ],
  hackathon: '«Бір түн» хакатоны',
  debates: [
    'Пікірсайыс: емтихан керек пе',
    'Пікірсайыс: қала адамға ма, көлікке ме',
    'Пікірсайыс: роботтар және жұмыс',
  ],
  courses: [
    ['Python 7–8-сынып', 13],
    ['Python 9–11-сынып', 15],
    ['Робототехника 5–6', 11],
    ['Ағылшын тілі B1', 16],
    ['IELTS кешкі топ', 19],
    ['ҰБТ математика', 16],
    ['Веб-әзірлеу', 18],
    ['Шахмат', 10],
  ],
  attention: [
    'Жаңғаққа аллергиясы бар',
    'Демікпе, ингаляторы өзімен бірге',
    'Қант диабеті, тамақтануы керек',
    'Сол құлағы нашар естиді',
  ],
  notes: [
    'Клуб арнасын жүргізеді',
    'Баяндама жасауға дайын',
    'Тек Telegram арқылы жазуды сұрады',
    'Достарының шақыруымен келді',
    'Кіреберісте көмектеседі',
    'Хакатон командасына қосылғысы келеді',
  ],
  cancelReason: 'Зал олимпиадаға берілді',
  annulReason: 'Қате белгіленген: тегі бірдей адам',
  tonightNote: 'Проекторды деканаттан алу керек. Баяндамадан кейін шай ішеміз.',
};

const en: DemoTexts = {
  organisation: 'Samal IT club and learning centre',
  clubs: {
    it: ['IT club', 'Meetups on Thursdays, a hackathon every term'],
    robots: ['Robotics club', 'Saturdays, workshop on the ground floor'],
    debate: ['Debate club “Söz”', 'We argue in Russian and Kazakh'],
    centre: ['Learning centre', 'Courses for pupils and adults'],
  },
  templates: {
    meetup: ['IT club meetup', 'Meetup {n}'],
    robots: ['Robot workshop', 'Robot workshop, {date}'],
    course: ['Course evening', 'Python from scratch: lesson {n}'],
    debate: ['Debate', 'Debate, {date}'],
    openDay: ['Open day', 'Open day, {date}'],
  },
  places: {
    meetup: 'Main building, room 301',
    robots: 'Workshop, ground floor',
    course: 'Learning centre, room 5',
    debate: 'Library, small hall',
    openDay: 'Main building, hall',
  },
  meetups: [
    'Meetup: how search works',
    'Meetup: the first year in a product team',
    'Meetup: databases without pain',
    'Meetup: from coursework to start-up',
    'Meetup: what language models can do',
    'Meetup: security by your own hands',
    'Meetup: how we wrote a game',
    'Meetup: interfaces that people understand',
    'Meetup: get to know the club',
  ],
  hackathon: 'Hackathon “One Night”',
  debates: ['Debate: do we need exams', 'Debate: a city for people or cars', 'Debate: robots and work'],
  courses: [
    ['Python, years 7–8', 13],
    ['Python, years 9–11', 15],
    ['Robotics 5–6', 11],
    ['English B1', 16],
    ['IELTS evening', 19],
    ['ҰБТ mathematics', 16],
    ['Web development', 18],
    ['Chess', 10],
  ],
  attention: [
    'Nut allergy',
    'Asthma, carries an inhaler',
    'Diabetes, needs a snack',
    'Hard of hearing on the left',
  ],
  notes: [
    'Runs the club’s channel',
    'Ready to give a talk',
    'Asked to be written to on Telegram only',
    'Came with a friend',
    'Helps at the door',
    'Wants to join the hackathon team',
  ],
  cancelReason: 'The hall was taken for an olympiad',
  annulReason: 'Marked by mistake: a namesake',
  tonightNote: 'Fetch the projector from the dean’s office. Tea and biscuits after the talk.',
};

export const demoTexts = { ru, kk, en };
