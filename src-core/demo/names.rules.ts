import type { Chance } from './chance.rules.ts';

export type Gender = 'male' | 'female';

/** A name of nobody, put together so that its parts agree. */
export type MadeName = {
  readonly gender: Gender;
  readonly family: string;
  readonly given: string;
  readonly patronymic: string | null;
  readonly language: 'kk' | 'ru';
};

type Words = readonly [string, ...string[]];
/** The Kazakh spelling and the one in a Russian document; a single word is written alike. */
type Spelled = string | readonly [kazakh: string, russian: string];
type SpelledWords = readonly [Spelled, ...Spelled[]];

const KAZAKH_FAMILIES: SpelledWords = [
  'Ахметов',
  ['Әбдіров', 'Абдиров'],
  ['Қасымов', 'Касымов'],
  ['Жұмабаев', 'Жумабаев'],
  'Оспанов',
  ['Сейітов', 'Сеитов'],
  ['Бекмұратов', 'Бекмуратов'],
  ['Төлегенов', 'Тулегенов'],
  ['Өмірбаев', 'Омирбаев'],
  ['Құлманов', 'Кулманов'],
  ['Сәрсенов', 'Сарсенов'],
  ['Ғабитов', 'Габитов'],
  ['Мұқанов', 'Муканов'],
  'Есенов',
  ['Нұрғалиев', 'Нургалиев'],
  'Байжанов',
  ['Дүйсенов', 'Дуйсенов'],
  'Ермеков',
  ['Жақсыбеков', 'Жаксыбеков'],
  'Исабеков',
  'Кенжебаев',
  ['Қалиев', 'Калиев'],
  ['Мәмбетов', 'Мамбетов'],
  ['Рахымов', 'Рахимов'],
  ['Тілеубаев', 'Тлеубаев'],
  ['Шәкіров', 'Шакиров'],
  ['Ыбыраев', 'Ибраев'],
  ['Өтегенов', 'Утегенов'],
  ['Ілиясов', 'Ильясов'],
  ['Смағұлов', 'Смагулов'],
  ['Тұрсынов', 'Турсунов'],
  ['Әлімбеков', 'Алимбеков'],
  'Бейсенов',
  ['Қожахметов', 'Кожахметов'],
  ['Мырзабеков', 'Мирзабеков'],
  ['Серғазин', 'Сергазин'],
  'Хамитов',
  'Базарбаев',
  ['Жүнісов', 'Жунусов'],
  ['Көшербаев', 'Кушербаев'],
  ['Ұзақов', 'Узаков'],
  ['Сүлейменов', 'Сулейменов'],
];
/** Families of today that are a forefather's name: one form for both genders. */
const FOREFATHERS: Words = [
  'Нұрлан',
  'Болатбек',
  'Ерғали',
  'Қуаныш',
  'Өмірзақ',
  'Сейітқали',
  'Төлеген',
  'Әбілқайыр',
];
const KAZAKH_MEN: SpelledWords = [
  ['Нұрлан', 'Нурлан'],
  'Айдар',
  'Ерлан',
  ['Бауыржан', 'Бауржан'],
  ['Дәурен', 'Даурен'],
  'Арман',
  'Жандос',
  ['Әлихан', 'Алихан'],
  'Санжар',
  'Мирас',
  ['Ғалым', 'Галым'],
  ['Қайрат', 'Кайрат'],
  ['Асқар', 'Аскар'],
  'Ернар',
  'Бекзат',
  'Олжас',
  'Данияр',
  ['Рүстем', 'Рустем'],
  ['Әділ', 'Адиль'],
  ['Ескендір', 'Искандер'],
  'Ислам',
  'Алдияр',
  ['Нұрасыл', 'Нурасыл'],
  'Ерасыл',
  ['Бексұлтан', 'Бексултан'],
  'Диас',
  'Елдос',
  ['Жәнібек', 'Жанибек'],
  ['Өркен', 'Оркен'],
  ['Сұлтан', 'Султан'],
  ['Шыңғыс', 'Чингис'],
  ['Ілияс', 'Ильяс'],
  ['Темірлан', 'Темирлан'],
];
const KAZAKH_WOMEN: SpelledWords = [
  ['Айгерім', 'Айгерим'],
  'Аружан',
  'Дана',
  'Динара',
  'Жанар',
  ['Әсел', 'Асель'],
  ['Гүлназ', 'Гульназ'],
  ['Мәдина', 'Мадина'],
  'Айым',
  'Томирис',
  'Камила',
  'Аяулым',
  ['Ақбота', 'Акбота'],
  'Зере',
  ['Інжу', 'Инжу'],
  'Балжан',
  'Назерке',
  ['Сәуле', 'Сауле'],
  ['Айнұр', 'Айнур'],
  'Диана',
  ['Әлия', 'Алия'],
  'Меруерт',
  'Жансая',
  ['Нұргүл', 'Нургуль'],
  'Еркежан',
  ['Ұлпан', 'Улпан'],
  ['Шұғыла', 'Шугыла'],
  ['Қарлығаш', 'Карлыгаш'],
  'Маржан',
  ['Ботагөз', 'Ботагоз'],
  'Аида',
  'Сымбат',
  'Фариза',
  ['Толғанай', 'Толганай'],
];
const KAZAKH_FATHERS: SpelledWords = [
  ['Серік', 'Серик'],
  'Болат',
  'Марат',
  'Ерлан',
  ['Қайрат', 'Кайрат'],
  ['Асқар', 'Аскар'],
  ['Нұрлан', 'Нурлан'],
  ['Бақыт', 'Бахыт'],
  ['Талғат', 'Талгат'],
  ['Мұрат', 'Мурат'],
  'Жомарт',
  ['Дәулет', 'Даулет'],
  ['Қанат', 'Канат'],
  'Самат',
  'Ержан',
  ['Әмір', 'Амир'],
  'Сабыр',
  'Азамат',
  ['Рүстем', 'Рустем'],
  ['Ғалым', 'Галым'],
  'Жанат',
  'Арман',
  ['Бауыржан', 'Бауржан'],
];
const RUSSIAN_FAMILIES: Words = [
  'Иванов',
  'Кузнецов',
  'Соколов',
  'Попов',
  'Лебедев',
  'Козлов',
  'Новиков',
  'Морозов',
  'Волков',
  'Зайцев',
  'Павлов',
  'Семёнов',
  'Голубев',
  'Виноградов',
  'Богданов',
  'Воробьёв',
  'Фёдоров',
  'Михайлов',
  'Белов',
  'Тарасов',
  'Беляев',
  'Комаров',
  'Орлов',
  'Киселёв',
  'Макаров',
  'Андреев',
  'Ковалёв',
  'Ильин',
  'Гусев',
  'Титов',
  'Кузьмин',
  'Баранов',
  'Куликов',
  'Степанов',
  'Калинин',
  'Никитин',
  'Завадский',
  'Островский',
  'Шевченко',
  'Бондаренко',
  'Ткачук',
  'Шмидт',
];
const RUSSIAN_MEN: Words = [
  'Александр',
  'Максим',
  'Артём',
  'Дмитрий',
  'Иван',
  'Никита',
  'Кирилл',
  'Егор',
  'Михаил',
  'Матвей',
  'Роман',
  'Алексей',
  'Владислав',
  'Глеб',
  'Павел',
  'Степан',
  'Тимофей',
  'Фёдор',
  'Илья',
  'Денис',
];
const RUSSIAN_WOMEN: Words = [
  'Анна',
  'Мария',
  'Екатерина',
  'Дарья',
  'Полина',
  'Алина',
  'Виктория',
  'Анастасия',
  'Ксения',
  'София',
  'Елизавета',
  'Алёна',
  'Вероника',
  'Юлия',
  'Арина',
  'Валерия',
  'Милана',
  'Ольга',
];
const RUSSIAN_PATRONYMICS: readonly [readonly [string, string], ...(readonly [string, string])[]] = [
  ['Александрович', 'Александровна'],
  ['Сергеевич', 'Сергеевна'],
  ['Андреевич', 'Андреевна'],
  ['Дмитриевич', 'Дмитриевна'],
  ['Алексеевич', 'Алексеевна'],
  ['Владимирович', 'Владимировна'],
  ['Николаевич', 'Николаевна'],
  ['Игоревич', 'Игоревна'],
  ['Олегович', 'Олеговна'],
  ['Викторович', 'Викторовна'],
  ['Михайлович', 'Михайловна'],
  ['Евгеньевич', 'Евгеньевна'],
  ['Юрьевич', 'Юрьевна'],
  ['Павлович', 'Павловна'],
  ['Константинович', 'Константиновна'],
  ['Ильич', 'Ильинична'],
  ['Денисович', 'Денисовна'],
  ['Романович', 'Романовна'],
];
const KOREAN_FAMILIES: Words = ['Ким', 'Цой', 'Пак', 'Ли', 'Хван', 'Тен', 'Юн'];

/** Draws a name. About two thirds Kazakh, more than a quarter Russian, some Korean: an audience in Almaty. */
export function drawName(chance: Chance, gender: Gender = chance.often(0.5) ? 'male' : 'female'): MadeName {
  const share = chance.next();
  if (share < 0.66) return kazakhName(chance, gender);
  const family =
    share < 0.94 ? familyFor(chance.pick(RUSSIAN_FAMILIES), gender) : chance.pick(KOREAN_FAMILIES);
  const given = chance.pick(gender === 'male' ? RUSSIAN_MEN : RUSSIAN_WOMEN);
  const [his, hers] = chance.pick(RUSSIAN_PATRONYMICS);
  const patronymic = chance.often(0.9) ? (gender === 'male' ? his : hers) : null;
  return { gender, family, given, patronymic, language: 'ru' };
}

function kazakhName(chance: Chance, gender: Gender): MadeName {
  const language = chance.often(0.6) ? 'kk' : 'ru';
  const spelt = (words: SpelledWords): string => {
    const word = chance.pick(words);
    return typeof word === 'string' ? word : word[language === 'kk' ? 0 : 1];
  };
  const isModern = language === 'kk' && chance.often(0.15);
  const family = isModern ? chance.pick(FOREFATHERS) : familyFor(spelt(KAZAKH_FAMILIES), gender);
  const given = spelt(gender === 'male' ? KAZAKH_MEN : KAZAKH_WOMEN);
  const father = spelt(KAZAKH_FATHERS);
  const endings = language === 'kk' ? (['ұлы', 'қызы'] as const) : (['ович', 'овна'] as const);
  const patronymic = chance.often(0.75) ? father + endings[gender === 'male' ? 0 : 1] : null;
  return { gender, family, given, patronymic, language };
}

/** A family's form for the gender: -ов, -ев, -ин and -ский have one for women, other families do not change. */
export function familyFor(family: string, gender: Gender): string {
  if (gender === 'male') return family;
  if (/(ов|ев|ёв|ин)$/.test(family)) return `${family}а`;
  return family.replace(/ский$/, 'ская');
}

const LATIN: Readonly<Record<string, string>> = {
  а: 'a',
  ә: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  ғ: 'g',
  д: 'd',
  е: 'e',
  ё: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  й: 'i',
  к: 'k',
  қ: 'q',
  л: 'l',
  м: 'm',
  н: 'n',
  ң: 'n',
  о: 'o',
  ө: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ұ: 'u',
  ү: 'u',
  ф: 'f',
  х: 'h',
  һ: 'h',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'sch',
  ъ: '',
  ы: 'y',
  і: 'i',
  ь: '',
  э: 'e',
  ю: 'yu',
  я: 'ya',
};

/** The name in Latin letters, small, as people choose them for their nicks. */
export function inLatin(name: string): string {
  return Array.from(name.toLowerCase(), (letter) => LATIN[letter] ?? '').join('');
}
