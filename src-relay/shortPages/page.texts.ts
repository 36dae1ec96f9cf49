import { addDays, dateOf, weekdayOf } from '../../src-core/events/localTime.rules.ts';

/** What the page behind a short address says, in the three languages of the house. */
export const PAGE_LANGUAGES = ['ru', 'kk', 'en'] as const;
export type PageLanguage = (typeof PAGE_LANGUAGES)[number];

export type PageTexts = {
  readonly own: string;
  readonly when: string;
  readonly where: string;
  readonly who: string;
  readonly today: string;
  readonly tomorrow: string;
  readonly now: string;
  readonly past: string;
  readonly pastWhy: string;
  readonly cancelled: string;
  readonly course: string;
  readonly next: string;
  readonly noDates: string;
  readonly noDatesWhy: string;
  readonly answer: string;
  readonly register: string;
  readonly addToCalendar: string;
  readonly addAll: string;
  readonly showCode: string;
  readonly zone: (zone: string) => string;
  readonly nothing: string;
  readonly nothingWhy: string;
  readonly home: string;
  readonly homeWhy: string;
};

export const PAGE_TEXTS: Readonly<Record<PageLanguage, PageTexts>> = {
  ru: {
    own: 'Русский',
    when: 'Когда',
    where: 'Где',
    who: 'Проводит',
    today: 'сегодня',
    tomorrow: 'завтра',
    now: 'Идёт сейчас',
    past: 'Уже прошло',
    pastWhy: 'Спасибо всем, кто был. О следующих встречах спросите организатора.',
    cancelled: 'Отменено',
    course: 'Курс',
    next: 'Ближайшие даты',
    noDates: 'Новых дат пока нет',
    noDatesWhy: 'Загляните позже: даты появятся здесь, как только их назначат.',
    answer: 'Ответить: приду или нет',
    register: 'Записаться',
    addToCalendar: 'Добавить в календарь',
    addAll: 'Добавить все даты в календарь',
    showCode: 'QR-код этой страницы',
    zone: (zone) => `Время указано по часовому поясу ${zone}.`,
    nothing: 'По этой ссылке ничего нет',
    nothingWhy: 'Возможно, в адресе опечатка или организатор убрал страницу. Проверьте код на афише.',
    home: 'Здесь работает Orda',
    homeWhy:
      'Этот сервер соединяет ноутбуки организаторов. Если вы ищете мероприятие, откройте полную ссылку с афиши.',
  },
  kk: {
    own: 'Қазақша',
    when: 'Қашан',
    where: 'Қайда',
    who: 'Өткізетін',
    today: 'бүгін',
    tomorrow: 'ертең',
    now: 'Қазір өтіп жатыр',
    past: 'Өтіп кетті',
    pastWhy: 'Келгендердің бәріне рақмет. Келесі кездесулер туралы ұйымдастырушыдан сұраңыз.',
    cancelled: 'Болмайтын болды',
    course: 'Курс',
    next: 'Жақын күндер',
    noDates: 'Әзірге жаңа күн жоқ',
    noDatesWhy: 'Кейінірек кіріп көріңіз: күні белгіленгенде осында шығады.',
    answer: 'Келетінімді айту',
    register: 'Тіркелу',
    addToCalendar: 'Күнтізбеге қосу',
    addAll: 'Барлық күнді күнтізбеге қосу',
    showCode: 'Осы беттің QR коды',
    zone: (zone) => `Уақыт ${zone} белдеуі бойынша көрсетілген.`,
    nothing: 'Бұл сілтемеде ештеңе жоқ',
    nothingWhy:
      'Мекенжайда қате болуы немесе ұйымдастырушы бетті алып тастауы мүмкін. Хабарландырудағы кодты тексеріңіз.',
    home: 'Мұнда Orda жұмыс істейді',
    homeWhy:
      'Бұл сервер ұйымдастырушылардың ноутбуктерін біріктіреді. Іс-шара іздесеңіз, хабарландырудағы толық сілтемені ашыңыз.',
  },
  en: {
    own: 'English',
    when: 'When',
    where: 'Where',
    who: 'Held by',
    today: 'today',
    tomorrow: 'tomorrow',
    now: 'On now',
    past: 'Already over',
    pastWhy: 'Thanks to everyone who came. Ask the organizer about the next ones.',
    cancelled: 'Cancelled',
    course: 'Course',
    next: 'Next dates',
    noDates: 'No new dates yet',
    noDatesWhy: 'Look in later: dates appear here as soon as they are set.',
    answer: 'Say whether you come',
    register: 'Register',
    addToCalendar: 'Add to calendar',
    addAll: 'Add all dates to calendar',
    showCode: 'QR code of this page',
    zone: (zone) => `Times are in the ${zone} time zone.`,
    nothing: 'There is nothing at this link',
    nothingWhy:
      'There may be a slip in the address, or the organizer took the page down. Check the code on the poster.',
    home: 'Orda is at work here',
    homeWhy:
      'This server joins the laptops of organizers. If you are looking for an event, open the full link from its poster.',
  },
};

const KAZAKH_MONTHS = [
  'қаңтар',
  'ақпан',
  'наурыз',
  'сәуір',
  'мамыр',
  'маусым',
  'шілде',
  'тамыз',
  'қыркүйек',
  'қазан',
  'қараша',
  'желтоқсан',
] as const;
const KAZAKH_WEEKDAYS = [
  'дүйсенбі',
  'сейсенбі',
  'сәрсенбі',
  'бейсенбі',
  'жұма',
  'сенбі',
  'жексенбі',
] as const;

const INTL = { ru: 'ru', en: 'en-GB' } as const;

/** "суббота, 21 ноября" of a `YYYY-MM-DD`; with the year where it is not `today`'s, with "today" and "tomorrow" before it. */
export function dayInWords(date: string, today: string, language: PageLanguage): string {
  const texts = PAGE_TEXTS[language];
  const isThisYear = date.slice(0, 4) === today.slice(0, 4);
  const near = date === today ? `${texts.today}, ` : date === addDays(today, 1) ? `${texts.tomorrow}, ` : '';
  return near + (language === 'kk' ? kazakhDay(date, isThisYear) : intlDay(date, isThisYear, INTL[language]));
}

function kazakhDay(date: string, isThisYear: boolean): string {
  const month = KAZAKH_MONTHS[Number(date.slice(5, 7)) - 1] ?? '';
  const weekday = KAZAKH_WEEKDAYS[weekdayOf(date) - 1] ?? '';
  return `${isThisYear ? '' : `${date.slice(0, 4)} ж. `}${Number(date.slice(8))} ${month}, ${weekday}`;
}

function intlDay(date: string, isThisYear: boolean, locale: string): string {
  return new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(isThisYear ? {} : { year: 'numeric' }),
  })
    .format(new Date(`${date}T00:00:00Z`))
    .replace(/\s?г\.$/, '');
}

/** "18:00–20:00"; an event that ends on another day says which. */
export function hoursInWords(
  { starts_at: from, ends_at: to }: { readonly starts_at: string; readonly ends_at: string },
  today: string,
  language: PageLanguage,
): string {
  const start = from.slice(11);
  if (dateOf(from) === dateOf(to)) return `${start}–${to.slice(11)}`;
  return `${start} – ${dayInWords(dateOf(to), today, language)}, ${to.slice(11)}`;
}

/** The language that the page speaks: the asked one, else the first of the browser's that is one of ours, else Russian. */
export function languageOf(asked: string | undefined, accepted: string | undefined): PageLanguage {
  const named = PAGE_LANGUAGES.find((language) => language === asked);
  if (named !== undefined) return named;
  const wishes = (accepted ?? '')
    .split(',')
    .map((wish) => {
      const [tag = '', ...parameters] = wish.trim().toLowerCase().split(';');
      const weight = parameters.map((one) => /^\s*q=([\d.]+)/.exec(one)?.[1]).find(Boolean);
      return { language: tag.split('-')[0], weight: Number(weight ?? 1) };
    })
    .toSorted((a, b) => b.weight - a.weight);
  const wished = wishes.find(
    ({ language, weight }) => weight > 0 && PAGE_LANGUAGES.some((own) => own === language),
  );
  return PAGE_LANGUAGES.find((own) => own === wished?.language) ?? 'ru';
}
