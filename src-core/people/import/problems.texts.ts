import type { Problem, ProblemCode, Severity } from './plan.ts';

type Params = Problem['params'];
type Sentence = (text: string, params: Params) => string;

/** What is said about a cell or a row, for whoever keeps the roster. */
export type ProblemTexts = {
  readonly sheet: string;
  readonly columns: {
    readonly where: string;
    readonly row: string;
    readonly column: string;
    readonly text: string;
    readonly kind: string;
    readonly sentence: string;
  };
  readonly severities: Readonly<Record<Severity, string>>;
  readonly sentences: Readonly<Record<ProblemCode, Sentence>>;
};

const ru: ProblemTexts = {
  sheet: 'Замечания',
  columns: {
    where: 'Лист',
    row: 'Строка',
    column: 'Столбец',
    text: 'В файле',
    kind: 'Что это',
    sentence: 'Пояснение',
  },
  severities: { problem: 'Не перенесено', warning: 'Проверьте', mend: 'Исправлено' },
  sentences: {
    NO_NAME: () => 'В строке нет ни фамилии, ни имени: она не переносится.',
    CELL_ERROR: (_, { error }) => `В ячейке ошибка формулы (${error}).`,
    TOO_LONG: (_, { longest }) => `Текст длиннее ${longest} знаков.`,
    PHONE_UNREADABLE: (text) => `«${text}» — не номер телефона.`,
    PHONE_ROUNDED: (text) =>
      `Excel округлил номер «${text}»: последние цифры потеряны, впишите номер заново.`,
    PHONE_EXTRA: (_, { extra }) => `В ячейке есть ещё: ${extra}. В карточку вошёл первый номер.`,
    DATE_UNREADABLE: (text) => `«${text}» — не дата.`,
    DATE_IMPOSSIBLE: (text) => `Даты «${text}» нет в календаре.`,
    DATE_PARTIAL: (text) => `«${text}» — не полная дата: нужны день, месяц и год.`,
    DATE_UNLIKELY: (text) => `«${text}» не может быть датой рождения.`,
    DATE_ORDER_ASSUMED: (text, { date }) =>
      `«${text}» прочитано как ${date}: день и месяц можно понять двояко.`,
    EMAIL_UNREADABLE: (text) => `«${text}» — не адрес электронной почты.`,
    TELEGRAM_UNREADABLE: (text) => `«${text}» — не ник в Telegram.`,
    IIN_UNREADABLE: (text) => `«${text}» — не ИИН: в нём 12 цифр.`,
    IIN_CHECK_DIGIT: (text) => `В ИИН «${text}» не сходится контрольная цифра: возможно, опечатка.`,
    IIN_ZERO_RESTORED: (text, { to }) => `В ИИН «${text}» вернули потерянные нули: ${to}.`,
    ID_ZERO_RESTORED: (text, { to }) => `В номере «${text}» вернули потерянные нули: ${to}.`,
    VALUE_UNKNOWN: (text) => `Значение «${text}» не распознано.`,
    LATIN_LETTERS_MENDED: (text, { to }) =>
      `В «${text}» были латинские буквы, похожие на кириллицу: исправлено на «${to}».`,
    NAME_CASE_MENDED: (text, { to }) => `Имя «${text}» будет записано как «${to}».`,
    GROUP_MENDED: (text, { to }) => `Группа «${text}» — это «${to}».`,
    INITIALS_ONLY: (text) => `«${text}»: вместо имени только инициалы.`,
    NUMBER_REPLACED_BY_TEXT: (text, { to, row }) =>
      `Номер «${text}» Excel прочёл как число; взят «${to}» из строки ${row}.`,
    REPEATED_ROW_DIFFERS: (text, { row, held }) =>
      `Человек уже есть в строке ${row}, но там «${held}», а здесь «${text}»: оставлено первое.`,
    SHARED_CONTACT: (text, { name, with: where }) =>
      `«${text}» указано и у другого человека: ${name}${where ? ` (${where})` : ''}.`,
    NAMESAKE: (text, { with: where }) => `«${text}»: тёзка, но другой человек${where ? ` (${where})` : ''}.`,
  },
};

const kk: ProblemTexts = {
  sheet: 'Ескертулер',
  columns: {
    where: 'Парақ',
    row: 'Жол',
    column: 'Баған',
    text: 'Файлда',
    kind: 'Түрі',
    sentence: 'Түсіндірме',
  },
  severities: { problem: 'Көшірілмеді', warning: 'Тексеріңіз', mend: 'Түзетілді' },
  sentences: {
    NO_NAME: () => 'Жолда тегі де, аты да жоқ: ол көшірілмейді.',
    CELL_ERROR: (_, { error }) => `Ұяшықта формула қатесі бар (${error}).`,
    TOO_LONG: (_, { longest }) => `Мәтін ${longest} таңбадан ұзын.`,
    PHONE_UNREADABLE: (text) => `«${text}» телефон нөмірі емес.`,
    PHONE_ROUNDED: (text) =>
      `Excel «${text}» нөмірін дөңгелектеген: соңғы цифрлары жоғалған, нөмірді қайта енгізіңіз.`,
    PHONE_EXTRA: (_, { extra }) => `Ұяшықта тағы бар: ${extra}. Карточкаға бірінші нөмір жазылды.`,
    DATE_UNREADABLE: (text) => `«${text}» күн емес.`,
    DATE_IMPOSSIBLE: (text) => `Күнтізбеде «${text}» күні жоқ.`,
    DATE_PARTIAL: (text) => `«${text}» толық күн емес: күні, айы және жылы керек.`,
    DATE_UNLIKELY: (text) => `«${text}» туған күн бола алмайды.`,
    DATE_ORDER_ASSUMED: (text, { date }) =>
      `«${text}» ${date} деп оқылды: күн мен айды екі түрлі түсінуге болады.`,
    EMAIL_UNREADABLE: (text) => `«${text}» электрондық пошта мекенжайы емес.`,
    TELEGRAM_UNREADABLE: (text) => `«${text}» Telegram ник емес.`,
    IIN_UNREADABLE: (text) => `«${text}» ЖСН емес: онда 12 цифр болады.`,
    IIN_CHECK_DIGIT: (text) => `«${text}» ЖСН-ның бақылау цифры сәйкес келмейді: қате терілген болуы мүмкін.`,
    IIN_ZERO_RESTORED: (text, { to }) => `«${text}» ЖСН-ның жоғалған нөлдері қайтарылды: ${to}.`,
    ID_ZERO_RESTORED: (text, { to }) => `«${text}» нөмірінің жоғалған нөлдері қайтарылды: ${to}.`,
    VALUE_UNKNOWN: (text) => `«${text}» мәні танылмады.`,
    LATIN_LETTERS_MENDED: (text, { to }) =>
      `«${text}» ішінде кириллицаға ұқсас латын әріптері болған: «${to}» деп түзетілді.`,
    NAME_CASE_MENDED: (text, { to }) => `«${text}» аты «${to}» деп жазылады.`,
    GROUP_MENDED: (text, { to }) => `«${text}» тобы — бұл «${to}».`,
    INITIALS_ONLY: (text) => `«${text}»: атының орнына тек инициалдар.`,
    NUMBER_REPLACED_BY_TEXT: (text, { to, row }) =>
      `«${text}» нөмірін Excel сан деп оқыған; ${row}-жолдағы «${to}» алынды.`,
    REPEATED_ROW_DIFFERS: (text, { row, held }) =>
      `Бұл адам ${row}-жолда бар, бірақ онда «${held}», ал мұнда «${text}»: біріншісі қалды.`,
    SHARED_CONTACT: (text, { name, with: where }) =>
      `«${text}» басқа адамда да көрсетілген: ${name}${where ? ` (${where})` : ''}.`,
    NAMESAKE: (text, { with: where }) => `«${text}»: аттас, бірақ басқа адам${where ? ` (${where})` : ''}.`,
  },
};

const en: ProblemTexts = {
  sheet: 'Remarks',
  columns: {
    where: 'Sheet',
    row: 'Row',
    column: 'Column',
    text: 'In the file',
    kind: 'What it is',
    sentence: 'Explanation',
  },
  severities: { problem: 'Not taken over', warning: 'Please check', mend: 'Put right' },
  sentences: {
    NO_NAME: () => 'The row has neither a family name nor a given name: it stays out.',
    CELL_ERROR: (_, { error }) => `The cell holds an error of a formula (${error}).`,
    TOO_LONG: (_, { longest }) => `The text is longer than ${longest} characters.`,
    PHONE_UNREADABLE: (text) => `“${text}” is not a telephone number.`,
    PHONE_ROUNDED: (text) =>
      `Excel has rounded the number “${text}”: its last digits are lost, please enter it again.`,
    PHONE_EXTRA: (_, { extra }) => `The cell also holds ${extra}. The card gets the first number.`,
    DATE_UNREADABLE: (text) => `“${text}” is not a date.`,
    DATE_IMPOSSIBLE: (text) => `There is no such day as “${text}”.`,
    DATE_PARTIAL: (text) => `“${text}” is not a whole date: day, month and year are needed.`,
    DATE_UNLIKELY: (text) => `“${text}” cannot be a date of birth.`,
    DATE_ORDER_ASSUMED: (text, { date }) =>
      `“${text}” was read as ${date}: day and month can be taken either way.`,
    EMAIL_UNREADABLE: (text) => `“${text}” is not an e-mail address.`,
    TELEGRAM_UNREADABLE: (text) => `“${text}” is not a Telegram nick.`,
    IIN_UNREADABLE: (text) => `“${text}” is not an IIN, which has 12 digits.`,
    IIN_CHECK_DIGIT: (text) =>
      `The check digit of the IIN “${text}” does not fit: perhaps a slip of the finger.`,
    IIN_ZERO_RESTORED: (text, { to }) => `The IIN “${text}” got its lost zeros back: ${to}.`,
    ID_ZERO_RESTORED: (text, { to }) => `The number “${text}” got its lost zeros back: ${to}.`,
    VALUE_UNKNOWN: (text) => `The value “${text}” was not recognised.`,
    LATIN_LETTERS_MENDED: (text, { to }) =>
      `“${text}” had Latin letters that look like Cyrillic ones: now “${to}”.`,
    NAME_CASE_MENDED: (text, { to }) => `The name “${text}” will be written “${to}”.`,
    GROUP_MENDED: (text, { to }) => `The group “${text}” is “${to}”.`,
    INITIALS_ONLY: (text) => `“${text}”: only initials in place of a given name.`,
    NUMBER_REPLACED_BY_TEXT: (text, { to, row }) =>
      `Excel read “${text}” as a number; “${to}” of row ${row} was taken.`,
    REPEATED_ROW_DIFFERS: (text, { row, held }) =>
      `This person stands in row ${row} with “${held}”, here with “${text}”: the first one stays.`,
    SHARED_CONTACT: (text, { name, with: where }) =>
      `“${text}” is also given for another person: ${name}${where ? ` (${where})` : ''}.`,
    NAMESAKE: (text, { with: where }) =>
      `“${text}”: the same name, but another person${where ? ` (${where})` : ''}.`,
  },
};

export const problemTexts = { ru, kk, en } as const satisfies Readonly<
  Record<'ru' | 'kk' | 'en', ProblemTexts>
>;

/** The sentence for something said about a cell or a row. */
export function problemSentence(
  problem: Pick<Problem, 'code' | 'text' | 'params'>,
  language: 'ru' | 'kk' | 'en',
): string {
  return problemTexts[language].sentences[problem.code](problem.text, problem.params);
}
